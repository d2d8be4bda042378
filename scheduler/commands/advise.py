"""`zomerwijzer advise`: which few additions would place the most children."""

from __future__ import annotations

from pathlib import Path

import click

from scheduler.options import a_number, debug_option, json_option, language_option
from scheduler.run import Run


@click.command("advise", short_help="Find the few additions that would place the most children.")
@click.argument("dataset", type=click.Path(path_type=Path))
@click.argument("plan", type=click.Path(path_type=Path))
@click.option(
    "--previous",
    type=click.Path(path_type=Path),
    metavar="PLAN",
    help="The earlier plan whose promises PLAN keeps: advice keeps them too.",
)
@click.option(
    "--top",
    type=click.IntRange(1),
    metavar="N",
    default=5,
    show_default=True,
    help="How much advice at most.",
)
@click.option(
    "--time",
    "seconds",
    type=click.FloatRange(0, min_open=True),
    metavar="S",
    default=60,
    show_default=True,
    callback=a_number,
    help="Seconds for the whole command, reading included; more time: more is planned again.",
)
@language_option
@json_option
@debug_option
@click.pass_obj
def command(
    run: Run, dataset: Path, plan: Path, previous: Path | None, top: int, seconds: float
) -> int:
    """Find what would place the most children, beyond PLAN for DATASET.

    A tutor who can lead or assist in some week, a room with a feature, one group more of an offer,
    a lower minimum, a block more: each is planned again, and shown with the number of children it
    places. No child is named. Ctrl-C stops earlier and shows what was found.

    \b
    Examples:
      zomerwijzer advise season plan
      zomerwijzer advise season plan --top 10 --time 300
      zomerwijzer advise season plan2 --previous plan

    \b
    Exit status: 0 shown, 1 the plan breaks rules, 2 bad input.
    """  # noqa: D301 - \b is click's mark for lines that stay as they are
    from scheduler.advising import run_advise

    return run_advise(run, dataset, plan, previous=previous, top=top, seconds=seconds)
