"""`zomerwijzer validate`: everything that is wrong with a dataset, at once."""

from __future__ import annotations

from pathlib import Path

import click

from scheduler.options import debug_option, json_option, language_option
from scheduler.run import Run


@click.command("validate", short_help="Show everything that is wrong with a dataset.")
@click.argument("dataset", type=click.Path(path_type=Path))
@language_option
@json_option
@debug_option
@click.pass_obj
def command(run: Run, dataset: Path) -> int:
    """Read DATASET and show all its errors and warnings at once.

    DATASET is a folder of CSV files or one workbook (.xlsx). Each line names the file, row and
    column, what stands there and what was expected. An error stops planning; a warning ("Let
    op") does not. Nothing is changed.

    \b
    Examples:
      zomerwijzer validate season
      zomerwijzer validate season.xlsx --language en
      zomerwijzer validate season --json > issues.json

    \b
    Exit status: 0 no errors, 2 errors.
    """  # noqa: D301 - \b is click's mark for lines that stay as they are
    from scheduler.validating import run_validate

    return run_validate(run, dataset)
