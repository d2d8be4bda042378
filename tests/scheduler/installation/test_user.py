from __future__ import annotations

import json

import pytest
from sqlalchemy import Engine, select

from models import Account, Membership, Municipality
from models.database import reading, writing
from models.enums import StaffRole
from scheduler.accounts.invitations import PATH, accept, invited
from scheduler.accounts.municipalities import add_municipality
from scheduler.accounts.passwords import check_password
from tests.scheduler.installation.conftest import Inside

EMAIL = "an.peeters@gemeente.example"


@pytest.fixture
def home(engine: Engine) -> Municipality:
    with writing(engine).begin() as session:
        return add_municipality(session, nis="44021")


def add(*more: str) -> tuple[str, ...]:
    return ("user", "add", EMAIL, "--role", "planner", "--municipality", "gent", *more)


def test_a_municipality_is_added_once(installed: Inside, engine: Engine) -> None:
    done = installed("municipality", "add", "44021", "--languages", "nl,fr")
    assert (done.returncode, done.stdout) == (0, "Municipality Gent (44021) was added, as gent.\n")
    with reading(engine)() as session:
        (found,) = session.scalars(select(Municipality)).all()
    assert (found.name, found.languages) == ("Gent", ("nl", "fr"))
    again = installed("municipality", "add", "44021")
    assert (again.returncode, again.stdout) == (2, "")
    assert "is here already" in again.stderr


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (("Gent",), "Gent is no NIS code of a municipality in Flanders or Brussels."),
        (("44021", "--languages", "nl,xx"), "codes from nl, fr, en"),
    ],
)
def test_a_wrong_municipality_is_refused(
    installed: Inside, arguments: tuple[str, ...], complaint: str
) -> None:
    done = installed("municipality", "add", *arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert complaint in done.stderr


def test_an_invitation_is_shown_once_and_works(
    installed: Inside, engine: Engine, home: Municipality
) -> None:
    done = installed(*add("--name", "An Peeters"))
    assert done.returncode == 0
    (link,) = done.stdout.splitlines()
    assert link.startswith(f"https://zomer.example{PATH}")
    token = link.removeprefix(f"https://zomer.example{PATH}")
    with writing(engine).begin() as session:
        (account,) = session.scalars(select(Account)).all()
        assert (account.email, account.name, account.password_hash) == (EMAIL, "An Peeters", None)
        assert invited(session, token=token, now=account.created_at).id == account.id
        accept(session, token=token, password_hash="$argon2id$…", now=account.created_at)  # noqa: S106
        (membership,) = session.scalars(select(Membership)).all()
        assert (membership.role, membership.municipality_id) == (StaffRole.PLANNER, home.id)


def test_asking_again_makes_a_new_link(installed: Inside, home: Municipality) -> None:
    told = [json.loads(installed(*add("--json")).stdout) for _ in range(2)]
    assert [each["new"] for each in told] == [True, False]
    assert [each["role_new"] for each in told] == [True, False]
    assert told[0]["account"] == told[1]["account"]
    assert told[0]["invitation"] != told[1]["invitation"]


def test_a_password_comes_by_standard_input(
    installed: Inside, engine: Engine, home: Municipality
) -> None:
    done = installed(*add("--ask-password"), given="vier gewone woorden hier\n")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == "Account 1 was made: planner for Gent.\n"
    with reading(engine)() as session:
        assert check_password(session, email=EMAIL, password="vier gewone woorden hier")  # noqa: S106
    other = installed(*add("--ask-password"), given="een heel andere zin dan\n")
    assert (other.returncode, other.stdout) == (2, "")
    assert other.stderr == (
        "This account has a password already; this command does not change it.\n"
    )
    more = installed("user", "add", EMAIL, "--role", "desk", "--municipality", "44021")
    assert (more.returncode, more.stderr) == (0, "")
    assert more.stdout == "Account 1 existed and is now desk for Gent too.\n"


def test_a_weak_password_makes_no_account(
    installed: Inside, engine: Engine, home: Municipality
) -> None:
    done = installed(*add("--ask-password"), given="kort\n")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("This password is not strong enough. Take 12 to 200 characters")
    with reading(engine)() as session:
        assert session.scalars(select(Account)).all() == []


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (("an", "--role", "desk", "--municipality", "gent"), "This is no e-mail address; "),
        (
            (EMAIL, "--role", "desk", "--municipality", "Gnet"),
            "There is no municipality Gnet here. Add it with `zomerwijzer municipality add`. "
            "Did you mean Gent?",
        ),
        (
            (EMAIL, "--role", "desk", "--municipality", "gent", "--organiser", "Zon"),
            "--organiser goes with --role organiser, and only with that.",
        ),
        (
            (EMAIL, "--role", "organiser", "--municipality", "gent", "--organiser", "Zon"),
            "This municipality has no organiser Zon.",
        ),
        ((EMAIL, "--role", "boss", "--municipality", "gent"), "'boss' is not one of"),
    ],
)
def test_a_wrong_request_makes_no_account(
    installed: Inside,
    engine: Engine,
    home: Municipality,
    arguments: tuple[str, ...],
    complaint: str,
) -> None:
    done = installed("user", "add", *arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert complaint in done.stderr
    with reading(engine)() as session:
        assert session.scalars(select(Account)).all() == []


def test_without_tables_there_are_no_accounts(bare: Inside) -> None:
    done = bare(*add())
    assert (done.returncode, done.stdout) == (1, "")
    assert "zomerwijzer db upgrade" in done.stderr
