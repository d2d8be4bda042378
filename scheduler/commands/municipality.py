"""`zomerwijzer municipality`: the municipalities of this installation."""

from __future__ import annotations

import click

from scheduler.options import debug_option, json_option, language_option
from scheduler.run import Run


@click.command("municipality", short_help="Add a municipality.")
@click.argument("action", type=click.Choice(["add"]))
@click.argument("nis")
@click.option("--name", help="What it is called. Default: as in the reference list.")
@click.option(
    "--languages",
    default="nl",
    show_default=True,
    metavar="CODES",
    help="The languages of its pages, with commas; they open in the first.",
)
@language_option
@json_option
@debug_option
@click.pass_obj
def command(run: Run, action: str, nis: str, name: str | None, languages: str) -> int:
    """Add the municipality with the code NIS to the database.

    Everything belongs to a municipality, so this comes before the first account.

    \b
    Examples:
      zomerwijzer municipality add 44021
      zomerwijzer municipality add 21004 --name "Stad Brussel" --languages nl,fr

    \b
    Exit status: 0 added, 1 no database, 2 no such code, there already, or wrong configuration.
    """  # noqa: D301 - \b is click's mark for lines that stay as they are
    from scheduler.accounts.adding import run_add_municipality
    from scheduler.accounts.languages import asked_languages

    assert action == "add"  # noqa: S101 - the only choice there is
    return run_add_municipality(run, nis=nis, name=name, languages=asked_languages(languages))
