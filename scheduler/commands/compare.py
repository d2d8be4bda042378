"""`zomerwijzer compare`: what one plan changes in another."""

from __future__ import annotations

from pathlib import Path

import click

from scheduler.options import debug_option, json_option, language_option
from scheduler.run import Run


@click.command("compare", short_help="Compare two plans: who gains, who loses, what moved.")
@click.argument("plan_a", type=click.Path(path_type=Path))
@click.argument("plan_b", type=click.Path(path_type=Path))
@click.option(
    "--dataset",
    type=click.Path(path_type=Path),
    required=True,
    help="The season, by whose wishes both plans are measured.",
)
@click.option("--ids", is_flag=True, help="Also name the children and groups, by their ids.")
@language_option
@json_option
@debug_option
@click.pass_obj
def command(run: Run, plan_a: Path, plan_b: Path, dataset: Path, ids: bool) -> int:
    """Compare PLAN_B with PLAN_A: what it is worth, for whom it is better or worse, what moved.

    Only counts are shown, unless you ask for ids. One of the plans may be of an older dataset of
    the same season.

    \b
    Examples:
      zomerwijzer compare plan plan2 --dataset season
      zomerwijzer compare plan plan2 --dataset season --ids

    \b
    Exit status: 0 shown, 2 bad input.
    """  # noqa: D301 - \b is click's mark for lines that stay as they are
    from scheduler.comparing import run_compare

    return run_compare(run, plan_a, plan_b, dataset=dataset, ids=ids)
