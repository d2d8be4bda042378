"""`zomerwijzer check`: does a plan keep every rule?"""

from __future__ import annotations

from pathlib import Path

import click

from scheduler.options import debug_option, json_option, language_option
from scheduler.run import Run


@click.command("check", short_help="Check that a plan keeps every rule.")
@click.argument("dataset", type=click.Path(path_type=Path))
@click.argument("plan", type=click.Path(path_type=Path))
@click.option(
    "--previous",
    type=click.Path(path_type=Path),
    metavar="PLAN",
    help="An earlier plan: also check that its promises are kept.",
)
@language_option
@json_option
@debug_option
@click.pass_obj
def command(run: Run, dataset: Path, plan: Path, previous: Path | None) -> int:
    """Check PLAN against DATASET: every rule, every figure, every refusal.

    The check shares no code with the search, so it may doubt the search. It also reads plans
    that were made or changed by hand, as long as the files are in place.

    \b
    Examples:
      zomerwijzer check season plan
      zomerwijzer check season plan2 --previous plan

    \b
    Exit status: 0 the plan keeps every rule, 1 it breaks some, 2 bad input.
    """  # noqa: D301 - \b is click's mark for lines that stay as they are
    from scheduler.checking import run_check

    return run_check(run, dataset, plan, previous=previous)
