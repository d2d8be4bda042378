"""`zomerwijzer addresses`: a municipality's own list of addresses."""

from __future__ import annotations

from pathlib import Path

import click

from scheduler.options import debug_option, json_option, language_option
from scheduler.run import Run


@click.command("addresses", short_help="Put a municipality's list of addresses into the database.")
@click.argument("action", type=click.Choice(["import"]))
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--municipality", required=True, help="NIS code of the municipality, or its name.")
@language_option
@json_option
@debug_option
@click.pass_obj
def command(run: Run, action: str, file: Path, municipality: str) -> int:
    """Put the addresses of FILE into the database, in place of the earlier ones.

    Families who type their street and number then get a point, rounded to 100 m. FILE is CSV in
    UTF-8 with the columns street, house_number, postcode, lat and lon (degrees), perhaps place.
    It says nothing of who lives where. With an error in a row, nothing changes.

    \b
    Examples:
      zomerwijzer addresses import addresses.csv --municipality 44021

    \b
    Exit status: 0 imported, 1 no database, 2 errors in the file or the command.
    """  # noqa: D301 - \b is click's mark for lines that stay as they are
    from scheduler.geocoding.importing import run_import_addresses

    assert action == "import"  # noqa: S101 - the only choice there is
    return run_import_addresses(run, path=file, municipality=municipality)
