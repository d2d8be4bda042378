"""`zomerwijzer doctor`: what is wrong with this installation."""

from __future__ import annotations

import click

from scheduler.options import debug_option, json_option, language_option
from scheduler.run import Run


@click.command("doctor", short_help="Say what is wrong with this installation, and what to do.")
@language_option
@json_option
@debug_option
@click.pass_obj
def command(run: Run) -> int:
    """Look at settings, database, clock, worker, mail, solving, disk and letters.

    Each line says what is fine, what to note, or what is wrong and what to do about it. Nothing
    is changed and no mail is sent.

    \b
    Examples:
      zomerwijzer doctor --language en
      zomerwijzer doctor --json

    \b
    Exit status: 0 nothing is wrong, 1 something is.
    """  # noqa: D301 - \b is click's mark for lines that stay as they are
    from scheduler.doctor.running import run_doctor

    return run_doctor(run)
