"""`zomerwijzer audit`: who gets a place, by what children differ in."""

from __future__ import annotations

from pathlib import Path

import click

from scheduler.options import debug_option, json_option, language_option
from scheduler.run import Run


@click.command("audit", short_help="Report who got a place and a first wish: an equity audit.")
@click.argument("dataset", type=click.Path(path_type=Path))
@click.argument("plan", type=click.Path(path_type=Path))
@click.option(
    "--previous",
    type=click.Path(path_type=Path),
    metavar="PLAN",
    help="An earlier plan whose promises PLAN keeps: they count as rules for the draw.",
)
@click.option("--all", "everything", is_flag=True, help="Also show counts below 5.")
@language_option
@json_option
@debug_option
@click.pass_obj
def command(run: Run, dataset: Path, plan: Path, previous: Path | None, everything: bool) -> int:
    """Report how places and first wishes of PLAN are spread over the children of DATASET.

    Children with and without needs, by age, by travel limit and by distance to the nearest site,
    each with exact 95 % confidence intervals; and the draw: envious pairs, and the chance of a
    place against the draw number. Small counts are hidden. A report, no verdict.

    \b
    Examples:
      zomerwijzer audit season plan
      zomerwijzer audit season plan --all --json

    \b
    Exit status: 0 shown, 1 the plan breaks rules, 2 bad input.
    """  # noqa: D301 - \b is click's mark for lines that stay as they are
    from scheduler.auditing import run_audit

    return run_audit(run, dataset, plan, previous=previous, everything=everything)
