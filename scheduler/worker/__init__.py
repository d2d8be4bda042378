"""The worker: what must happen on a date, happens; what waits to be planned, is planned.

One process at a time acts, under a lease in the database (`lease.py`); others wait to take over.
`working.py` is the worker itself, `duties.py` what it does. docs/worker.md tells the whole story.
Nothing is imported here: the processes that solve begin with `attending.py`, which is small.
"""
