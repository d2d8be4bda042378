"""`zomerwijzer import`: a dataset as a new season of the database."""

from __future__ import annotations

from pathlib import Path

import click

from scheduler.options import debug_option, json_option, language_option
from scheduler.run import Run


@click.command("import", short_help="Put a dataset into the database, as a new season.")
@click.argument("dataset", type=click.Path(path_type=Path))
@click.option("--municipality", required=True, help="NIS code of the municipality, or its name.")
@click.option("--name", help="What the season is called. Default: as the dataset says.")
@click.option("--slug", help="Its name in addresses. Default: made of its name.")
@click.option(
    "--replace",
    is_flag=True,
    help="Remove the season of that name first, if it is still being prepared.",
)
@click.option(
    "--example",
    is_flag=True,
    help="For an invented season: invent contacts and what families must know too.",
)
@language_option
@json_option
@debug_option
@click.pass_obj
def command(
    run: Run,
    dataset: Path,
    municipality: str,
    name: str | None,
    slug: str | None,
    replace: bool,
    example: bool,
) -> int:
    """Put DATASET into the database as a new season, whole or not at all.

    DATASET is a folder of CSV files or one workbook (.xlsx). The season begins in preparation:
    nobody outside sees it. All errors of the dataset are shown at once, and then nothing changes.

    With --replace, a season that has the same name in addresses is removed first, with everything
    that was added to it. That is refused once it is published or a family has asked something.

    \b
    Examples:
      zomerwijzer import season --municipality 44021
      zomerwijzer import season.xlsx --municipality 44021 --name "Zomer 2028" --slug zomer-2028
      zomerwijzer import season --municipality 44021 --replace

    \b
    Exit status: 0 imported, 1 no database, 2 errors in the dataset or the command.
    """  # noqa: D301 - \b is click's mark for lines that stay as they are
    from scheduler.importing import ImportRequest, run_import

    return run_import(
        run,
        ImportRequest(
            dataset=dataset,
            municipality=municipality,
            name=name,
            slug=slug,
            replace=replace,
            example=example,
        ),
    )
