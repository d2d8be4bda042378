"""A backup of the whole database in one file, and back, on and across both databases.

The file is a zip: `manifest.json` (`manifest.py`) and for every table `tables/<name>.jsonl`,
one row a line, in the order of ids. Values are written by kind (`kinds.py`), so that they mean
the same on SQLite and PostgreSQL.
"""
