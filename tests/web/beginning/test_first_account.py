from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models import Account, AuditEntry, Membership, Municipality
from models.enums import StaffRole
from scheduler.accounts.beginning import draw_token, forget_token, opens
from tests.web.beginning.conftest import Fresh

GOOD = {
    "municipality": "gent",
    "name": "An",
    "email": "An@Gemeente.example",
    "password": "zon en maan en sterren",
}


def counts(fresh: Fresh) -> tuple[int, ...]:
    with Session(fresh.engine) as session:
        return tuple(
            session.scalar(select(func.count()).select_from(kind)) or 0
            for kind in (Municipality, Account, Membership)
        )


def test_from_nothing_to_the_list_of_seasons(any_fresh: Fresh) -> None:
    browser = any_fresh.browser()
    page = browser.get(any_fresh.path)
    assert (page.status_code, "Begin hier" in page.text) == (200, True)
    answer = browser.post(any_fresh.path, **GOOD)
    assert (answer.status_code, answer.location) == (302, "/werk/gent/")
    listed = browser.get("/werk/gent/").text
    assert "Er is nog geen seizoen." in listed
    assert "Maak een seizoen" in listed
    with Session(any_fresh.engine) as session:
        account = session.scalars(select(Account)).one()
        assert (account.email, account.name) == ("an@gemeente.example", "An")
        assert session.scalars(select(Membership.role)).all() == [StaffRole.COORDINATOR]
        assert session.scalars(select(Municipality.nis)).all() == ["44021"]
        noted = session.execute(select(AuditEntry.verb, AuditEntry.actor_id)).all()
        assert [tuple(each) for each in noted] == [("role_given", account.id)]


def test_the_address_is_gone_once_there_is_an_account(fresh: Fresh) -> None:
    fresh.browser().post(fresh.path, **GOOD)
    again = f"/begin/{draw_token(fresh.storage)}"  # as if a token were left behind
    other = GOOD | {"email": "bo@gemeente.example"}
    for path in (fresh.path, again):
        assert fresh.browser().get(path).status_code == 404
        assert fresh.browser().post(path, **other).status_code == 404
    assert counts(fresh) == (1, 1, 1)


def test_another_token_opens_nothing(fresh: Fresh) -> None:
    for path in ("/begin/x", f"{fresh.path}x", "/begin/é"):
        assert fresh.browser().get(path).status_code == 404
        assert fresh.browser().post(path, **GOOD).status_code == 404
    assert counts(fresh) == (0, 0, 0)


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("municipality", "Gnt", "Gnt kennen we niet. Bedoelde je Gent?"),
        ("municipality", "", "Vul de naam van je gemeente in."),
        ("email", "an", "Dit is geen e-mailadres."),
        ("password", "kort", "Kies een ander wachtwoord"),
        ("password", "An@Gemeente.example", "Kies een ander wachtwoord"),
        ("name", "", "Vul je naam in."),
    ],
)
def test_what_cannot_be_is_told_and_nothing_is_made(
    fresh: Fresh, field: str, value: str, said: str
) -> None:
    page = fresh.browser().post(fresh.path, **GOOD | {field: value})
    assert page.status_code == 422
    assert said in page.text
    assert 'value="An"' in page.text or field == "name"
    assert counts(fresh) == (0, 0, 0)


def test_a_municipality_that_was_added_before_is_the_one(fresh: Fresh) -> None:
    with Session(fresh.engine) as session, session.begin():
        session.add(Municipality(slug="stad", name="Stad Gent", nis="44021"))
    answer = fresh.browser().post(fresh.path, **GOOD)
    assert answer.location == "/werk/stad/"
    assert counts(fresh) == (1, 1, 1)


def test_only_the_hash_is_kept_for_the_owner_alone(tmp_path: Path) -> None:
    first = draw_token(tmp_path)
    second = draw_token(tmp_path)
    (kept,) = tmp_path.iterdir()
    assert first not in kept.read_text()
    assert second not in kept.read_text()
    assert kept.stat().st_mode & 0o777 == 0o600
    assert (opens(tmp_path, first), opens(tmp_path, second)) == (False, True)
    forget_token(tmp_path)
    forget_token(tmp_path)
    assert (opens(tmp_path, second), list(tmp_path.iterdir())) == (False, [])
