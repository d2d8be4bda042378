"""`zomerwijzer backup`: the whole database in one file."""

from __future__ import annotations

from pathlib import Path

import click

from scheduler.options import debug_option, json_option, language_option
from scheduler.run import Run


@click.command("backup", short_help="Write the whole database to one file.")
@click.argument("file", type=click.Path(path_type=Path))
@language_option
@json_option
@debug_option
@click.pass_obj
def command(run: Run, file: Path) -> int:
    """Write the database, as it is at one moment, to the new FILE.

    Everybody can go on working meanwhile. FILE can be restored on SQLite and on PostgreSQL, by
    this version and by later ones. It holds personal data: only you may read it.

    \b
    Examples:
      zomerwijzer backup before-upgrade.zip
      zomerwijzer backup /srv/backups/$(date +%F).zip --json

    \b
    Exit status: 0 written, 1 no database or no room, 2 FILE exists or wrong configuration.
    """  # noqa: D301 - \b is click's mark for lines that stay as they are
    from scheduler.backup.running import run_backup

    return run_backup(run, file)
