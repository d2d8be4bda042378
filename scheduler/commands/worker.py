"""`zomerwijzer worker`: does what must happen on a date, sends mail, and plans what is asked."""

from __future__ import annotations

import click

from scheduler.options import debug_option, json_option, language_option
from scheduler.run import Run


@click.command("worker", short_help="Run the clock: phases, mail, purges and planning runs.")
@click.option(
    "--once", is_flag=True, help="Do everything that is due now, all queued runs too, and stop."
)
@language_option
@json_option
@debug_option
@click.pass_obj
def command(run: Run, once: bool) -> int:
    """Do what must happen on a date, send mail, and plan what is asked, until told to stop.

    Of several workers on one database one is at work; the others wait to take over. Ctrl-C or
    SIGTERM ends it politely: runs that people stopped are kept, other runs are handed back. A
    second one ends it at once; the next worker then mends what was left. docs/worker.md tells
    more, docs/running.md how it is configured.

    \b
    Examples:
      zomerwijzer worker --once --json
      zomerwijzer worker

    \b
    Exit status: 0 stopped, 1 no database or, with --once, another worker is at work, 2 wrong or
    unsafe configuration, 130 stopped at once.
    """  # noqa: D301 - \b is click's mark for lines that stay as they are
    from scheduler.worker.running import run_command

    return run_command(run, once=once)
