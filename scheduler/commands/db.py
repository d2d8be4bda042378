"""`zomerwijzer db`: the database's tables, from empty or from an earlier version."""

from __future__ import annotations

import click

from scheduler.options import debug_option, json_option, language_option
from scheduler.run import Run


@click.command("db", short_help="Prepare or upgrade the database, or tell its version.")
@click.argument("action", type=click.Choice(["upgrade", "status"]))
@language_option
@json_option
@debug_option
@click.pass_obj
def command(run: Run, action: str) -> int:
    """Prepare the database that is configured, or tell where it is.

    upgrade makes the tables of this version, from an empty database or from any earlier version,
    all or nothing. Where nothing is to be done it does nothing, so it may run at every start.
    Make a backup first. docs/running.md says how the database is configured.

    \b
    Examples:
      zomerwijzer db upgrade
      zomerwijzer db status --json

    \b
    Exit status: 0 up to date, 1 not up to date or no answer, 2 wrong configuration.
    """  # noqa: D301 - \b is click's mark for lines that stay as they are
    from scheduler.upgrading import run_status, run_upgrade

    return run_upgrade(run) if action == "upgrade" else run_status(run)
