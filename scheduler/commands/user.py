"""`zomerwijzer user`: the accounts of staff."""

from __future__ import annotations

import click

from scheduler.options import debug_option, json_option, language_option
from scheduler.run import Run

ROLES = ("coordinator", "planner", "desk", "organiser", "reader")
"""The words of `models.enums.StaffRole`, which would load the database here."""


@click.command("user", short_help="Add a member of staff, or give one another role.")
@click.argument("action", type=click.Choice(["add"]))
@click.argument("email")
@click.option("--role", type=click.Choice(ROLES), required=True, help="What the person may do.")
@click.option(
    "--municipality",
    required=True,
    metavar="NIS|NAME",
    help="For which municipality.",
)
@click.option("--name", default="", help="What the person is called.")
@click.option(
    "--organiser",
    "organisers",
    multiple=True,
    metavar="NAME",
    help="With the role organiser: whose offers; may be given more than once.",
)
@click.option(
    "--ask-password",
    is_flag=True,
    help="Ask for a password now (or read a line of standard input) instead of an invitation.",
)
@language_option
@json_option
@debug_option
@click.pass_obj
def command(
    run: Run,
    action: str,
    email: str,
    role: str,
    municipality: str,
    name: str,
    organisers: tuple[str, ...],
    ask_password: bool,
) -> int:
    """Let the person with address EMAIL work for a municipality.

    Without --ask-password, a link is shown on standard output, once: with it the person sets a
    password. It works once, for a week. Asking again for somebody without password makes a new
    link and ends the old one. Passwords are never given on the command line, which others on
    the machine can see.

    \b
    Examples:
      zomerwijzer user add an@gemeente.example --role planner --municipality 44021
      zomerwijzer user add an@gemeente.example --role desk --municipality Aalter --ask-password

    \b
    Exit status: 0 done, 1 no database, 2 a wrong request or configuration.
    """  # noqa: D301 - \b is click's mark for lines that stay as they are
    from models.enums import StaffRole
    from scheduler.accounts.adding import UserRequest, run_add_user

    assert action == "add"  # noqa: S101 - the only choice there is
    request = UserRequest(
        email=email,
        role=StaffRole(role),
        municipality=municipality,
        name=name,
        organisers=organisers,
        ask_password=ask_password,
    )
    return run_add_user(run, request)
