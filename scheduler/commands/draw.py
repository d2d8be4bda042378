"""`zomerwijzer draw`: the draw numbers, and how to verify them."""

from __future__ import annotations

from pathlib import Path

import click

from scheduler.options import debug_option, json_option, language_option
from scheduler.run import Run


@click.command("draw", short_help="Show the draw numbers, and how to verify them by hand.")
@click.argument("dataset", type=click.Path(path_type=Path))
@click.option(
    "--pupil",
    "pupils",
    multiple=True,
    metavar="ID",
    help="Show this child only; may be given more than once. The number is that among all.",
)
@language_option
@json_option
@debug_option
@click.pass_obj
def command(run: Run, dataset: Path, pupils: tuple[str, ...]) -> int:
    """Show the draw number of every child in DATASET, and how to verify it by hand.

    The draw decides between children who are otherwise equal. It follows from the season's
    draw_seed and the ids alone, so anybody can work it out again with standard tools.

    \b
    Examples:
      zomerwijzer draw season
      zomerwijzer draw season --pupil P0012 --pupil P0345
      zomerwijzer draw season --json

    \b
    Exit status: 0 shown, 2 bad input or no such child.
    """  # noqa: D301 - \b is click's mark for lines that stay as they are
    from scheduler.drawing import run_draw

    return run_draw(run, dataset, pupils=pupils)
