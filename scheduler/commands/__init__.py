"""The subcommands: what each is called, takes and explains. Their work is done elsewhere.

These modules stay light: they import tables and solver only when the command runs.
"""
