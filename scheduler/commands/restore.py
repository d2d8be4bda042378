"""`zomerwijzer restore`: what was backed up, back in the database."""

from __future__ import annotations

from pathlib import Path

import click

from scheduler.options import debug_option, json_option, language_option
from scheduler.run import Run


@click.command("restore", short_help="Put a backup back, whole or not at all.")
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--replace",
    is_flag=True,
    help="Also where the database holds data: all of it is replaced.",
)
@language_option
@json_option
@debug_option
@click.pass_obj
def command(run: Run, file: Path, replace: bool) -> int:
    """Make the configured database what it was when the backup FILE was written.

    The whole FILE is checked first. A backup of an older version is brought to the tables of
    today. After any error the database is as it was. Stop the web server and the worker first.

    \b
    Examples:
      zomerwijzer restore before-upgrade.zip
      zomerwijzer restore before-upgrade.zip --replace

    \b
    Exit status: 0 restored, 1 the database does not take it, 2 no good backup or configuration.
    """  # noqa: D301 - \b is click's mark for lines that stay as they are
    from scheduler.backup.running import run_restore

    return run_restore(run, file, replace=replace)
