"""`zomerwijzer sample`: a fictional season to try with."""

from __future__ import annotations

from pathlib import Path

import click

from scheduler.options import debug_option, json_option, language_option
from scheduler.run import Run


@click.command("sample", short_help="Make a fictional season to try with.")
@click.argument("out", type=click.Path(path_type=Path))
@click.option("--pupils", type=click.IntRange(1), required=True, help="How many children.")
@click.option(
    "--seed",
    type=int,
    required=True,
    help="The same number gives the same season, on every machine.",
)
@click.option(
    "--nis",
    help="NIS codes of the municipalities, with commas between them. Default: one, by the seed.",
)
@click.option(
    "--year",
    type=click.IntRange(2000, 2100),
    default=2027,
    show_default=True,
    help="The summer.",
)
@language_option
@json_option
@debug_option
@click.pass_obj
def command(run: Run, out: Path, pupils: int, seed: int, nis: str | None, year: int) -> int:
    """Write a fictional season to OUT: a folder, or a workbook where OUT ends in .xlsx.

    Only the municipality is real. Children, tutors, sites and offers are made up. An earlier
    dataset at OUT is replaced; anything else that stands there is left alone.

    \b
    Examples:
      zomerwijzer sample season --pupils 150 --seed 1
      zomerwijzer sample season.xlsx --pupils 600 --seed 7 --nis 44021
      zomerwijzer sample region --pupils 3000 --seed 7 --nis 44021,44083
    """  # noqa: D301 - \b is click's mark for lines that stay as they are
    from scheduler.sampling import SampleRequest, run_sample

    codes = () if nis is None else tuple(code.strip() for code in nis.split(","))
    return run_sample(run, SampleRequest(out=out, pupils=pupils, seed=seed, nis=codes, year=year))
