"""`zomerwijzer show`: a plan in brief, in the terminal."""

from __future__ import annotations

from pathlib import Path

import click

from scheduler.options import debug_option, json_option, language_option
from scheduler.run import Run


@click.command("show", short_help="Show a plan in brief.")
@click.argument("plan", type=click.Path(path_type=Path))
@language_option
@json_option
@debug_option
@click.pass_obj
def command(run: Run, plan: Path) -> int:
    """Show PLAN in brief: how good it is and what is proven, who got which wish, why not.

    The plan's folder is enough; the dataset is not needed. The full report is plan.html in that
    folder.

    \b
    Examples:
      zomerwijzer show plan
      zomerwijzer show plan --language en

    \b
    Exit status: 0 shown, 2 PLAN is not a plan.
    """  # noqa: D301 - \b is click's mark for lines that stay as they are
    from scheduler.showing import run_show

    return run_show(run, plan)
