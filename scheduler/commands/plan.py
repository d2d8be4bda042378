"""`zomerwijzer plan`: the best plan from a dataset."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import click

from scheduler.options import a_number, debug_option, json_option, language_option
from scheduler.run import Run

POLICIES: Final = ("best", "draw")
"""The policies of a season, known here without loading the solver."""


@click.command("plan", short_help="Make the best plan and write it.")
@click.argument("dataset", type=click.Path(path_type=Path))
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    metavar="PLAN",
    required=True,
    help="The folder for the plan. An earlier plan there is replaced, anything else is not.",
)
@click.option(
    "--time",
    "seconds",
    type=click.FloatRange(0, min_open=True),
    metavar="S",
    default=60,
    show_default=True,
    callback=a_number,
    help="Seconds for the whole command, reading included; a little more for writing.",
)
@click.option(
    "--gap",
    type=click.FloatRange(0, 1),
    metavar="G",
    default=0,
    show_default=True,
    callback=a_number,
    help="Good enough: go on to the next level at this distance from its bound (0.01 is 1 %).",
)
@click.option(
    "--previous",
    type=click.Path(path_type=Path),
    metavar="PLAN",
    help="An earlier plan: the places it promised are kept.",
)
@click.option(
    "--policy",
    type=click.Choice(POLICIES),
    help="How places are given out. Default: what season.csv says.",
)
@click.option(
    "--repeatable",
    is_flag=True,
    help="The same plan, byte for byte, in every run: one core, and seconds of work, not of time.",
)
@click.option(
    "--workers",
    type=click.IntRange(1),
    metavar="N",
    help="A region: so many pieces side by side. Default: 2, or as many as Dask has workers.",
)
@click.option(
    "--dask",
    metavar="ADDRESS",
    help="A region: its pieces are planned by the Dask workers of the scheduler at ADDRESS.",
)
@click.option(
    "--piece",
    type=click.IntRange(10),
    metavar="N",
    default=1000,
    show_default=True,
    help="A region: children in a piece. Up to three times as many are planned as a whole.",
)
@click.option("--quiet", is_flag=True, help="Show no progress.")
@language_option
@json_option
@debug_option
@click.pass_obj
def command(
    run: Run,
    dataset: Path,
    out: Path,
    seconds: float,
    gap: float,
    previous: Path | None,
    policy: str | None,
    repeatable: bool,
    workers: int | None,
    dask: str | None,
    piece: int,
    quiet: bool,
) -> int:
    """Make the best plan for DATASET and write it to the folder PLAN.

    The folder holds groups, tutors, places, refusals with their reasons, report.json and
    plan.html, a page to look at. It is written whole or not at all, and only after an
    independent check of every rule.

    The search stops when the plan is proven to be the best, or when the time is over. Ctrl-C
    stops it earlier: once keeps the best plan so far and writes it, twice writes nothing.

    A season of more than 3000 children is a region: it is cut where little is shared, the pieces
    are planned side by side, put together, and proven against one bound for the whole.

    \b
    Examples:
      zomerwijzer plan season --out plan
      zomerwijzer plan season.xlsx --out plan --time 300 --gap 0.01
      zomerwijzer plan season --out plan2 --previous plan
      zomerwijzer plan season --out plan --json > progress.jsonl
      zomerwijzer plan region --out plan --time 900 --dask tcp://127.0.0.1:8786

    \b
    Exit status: 0 a plan was written (also where it is not proven to be the best),
    2 bad input, 3 the rules and pins admit no plan, 1 anything else.
    """  # noqa: D301 - \b is click's mark for lines that stay as they are
    from scheduler.planning import PlanRequest, run_plan

    request = PlanRequest(
        dataset=dataset,
        out=out,
        seconds=seconds,
        gap=gap,
        previous=previous,
        policy=policy,
        repeatable=repeatable,
        quiet=quiet,
        whole=3 * piece,
        piece=piece,
        workers=workers,
        dask=dask,
    )
    return run_plan(run, request)
