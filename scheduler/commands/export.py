"""`zomerwijzer export`: a season of the database as a dataset."""

from __future__ import annotations

from pathlib import Path

import click

from scheduler.options import debug_option, json_option, language_option
from scheduler.run import Run


@click.command("export", short_help="Write a season of the database as a dataset.")
@click.argument("out", type=click.Path(path_type=Path))
@click.option("--municipality", required=True, help="NIS code of the municipality, or its name.")
@click.option("--season", required=True, help="The season's name in addresses.")
@language_option
@json_option
@debug_option
@click.pass_obj
def command(run: Run, out: Path, municipality: str, season: str) -> int:
    """Write a season to OUT: a folder, or a workbook where OUT ends in .xlsx.

    What was imported comes out with the same dataset_sha256. Children still being filled in or
    withdrawn, links that are not agreed on and withdrawn offers are left out. An earlier dataset
    at OUT is replaced; anything else that stands there is left alone.

    \b
    Examples:
      zomerwijzer export season --municipality 44021 --season zomer-2027
      zomerwijzer export season.xlsx --municipality 44021 --season zomer-2027

    \b
    Exit status: 0 written, 1 no database or no place for it, 2 no such season.
    """  # noqa: D301 - \b is click's mark for lines that stay as they are
    from scheduler.exporting import ExportRequest, run_export

    return run_export(run, ExportRequest(municipality=municipality, season=season, out=out))
