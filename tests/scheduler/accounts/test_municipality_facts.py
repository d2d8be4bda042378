from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from models import Account, Membership, Message, Municipality, Organiser
from models.database import writing
from models.enums import Channel, StaffRole
from scheduler.accounts.municipality_facts import MunicipalityDraft, edit_municipality
from scheduler.accounts.organisers import OrganiserDraft, add_organiser, edit_organiser
from scheduler.accounts.own_texts import Helper, helpers
from scheduler.accounts.refusals import (
    NoName,
    NoSuchLanguage,
    NotAColour,
    NotALink,
    NotAnAddress,
    NotInDoubt,
    OrganiserThere,
)
from scheduler.outbox.by_hand import mark_message_sent, send_message_again
from scheduler.rights import NotHere, account
from scheduler.season.refusals import ChangedMeanwhile

NOW = datetime(2027, 3, 1, 9, tzinfo=UTC)


@pytest.fixture
def town(engine: Engine) -> Any:
    with writing(engine)() as session:
        home = Municipality(slug="here", name="Here", texts={"other": {"nl": "blijft"}})
        an = Account(email="an@here.example", name="", created_at=NOW)
        session.add_all([home, an])
        session.flush()
        session.add(
            Membership(municipality_id=home.id, account_id=an.id, role=StaffRole.COORDINATOR)
        )
        session.flush()
        yield session, home, {"actor": account(an.id), "municipality_id": home.id, "now": NOW}
        session.rollback()


def draft(**changes: Any) -> MunicipalityDraft:
    return MunicipalityDraft(**{"languages": ("nl",), "accent_colour": "#123456", **changes})


def test_a_municipality_tells_of_itself(town: Any) -> None:
    session, home, by = town
    texts = {"welcome": {"nl": " Dag! ", "en": " "}, "helpers": {"nl": "Loket | tel:090000000"}}
    saved = draft(
        languages=("nl", "ar"), accent_colour="#ABCDEF", contact_name=" Loket ", texts=texts
    )
    version = edit_municipality(session, **by, expected=home.version, municipality=saved)
    assert version == home.version
    assert (home.languages, home.accent_colour, home.contact_name) == (
        ("nl", "ar"),
        "#abcdef",
        "Loket",
    )
    assert home.texts == {
        "other": {"nl": "blijft"},
        "welcome": {"nl": "Dag!"},
        "helpers": {"nl": "Loket | tel:090000000"},
    }
    with pytest.raises(ChangedMeanwhile):
        edit_municipality(session, **by, expected=version - 1, municipality=saved)


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"languages": ()}, NoSuchLanguage),
        ({"languages": ("nl", "nl")}, NoSuchLanguage),
        ({"languages": ("xx",)}, NoSuchLanguage),
        ({"accent_colour": "rood"}, NotAColour),
        ({"accent_colour": "#12345g"}, NotAColour),
        ({"contact_email": "an"}, NotAnAddress),
        ({"texts": {"helpers": {"nl": "Loket | javascript:alert(1)"}}}, NotALink),
    ],
)
def test_what_cannot_be_is_refused(town: Any, changes: Any, refusal: Any) -> None:
    session, home, by = town
    with pytest.raises(refusal):
        edit_municipality(session, **by, expected=home.version, municipality=draft(**changes))


def test_who_helps_is_a_name_and_an_address_on_each_line() -> None:
    text = "Loket | https://zomer.example\n\n Huis | mailto:huis@zomer.example "
    assert helpers(text) == (
        Helper("Loket", "https://zomer.example"),
        Helper("Huis", "mailto:huis@zomer.example"),
    )
    for wrong in ("Loket", "| https://x", "Loket |", "Loket | data:x", "A | https://x y"):
        with pytest.raises(NotALink) as caught:
            helpers(f"Goed | tel:1\n{wrong}")
        assert "Regel 2:" in caught.value.sentence("nl")


def test_organisers_are_added_and_renamed(town: Any) -> None:
    session, home, by = town
    number = add_organiser(session, **by, organiser=OrganiserDraft(name=" Zon ", email="a@b.be"))
    row = session.get_one(Organiser, number)
    assert (row.name, row.municipality_id) == ("Zon", home.id)
    for name, refusal in (("Zon", OrganiserThere), (" ", NoName)):
        with pytest.raises(refusal):
            add_organiser(session, **by, organiser=OrganiserDraft(name=name))
    with pytest.raises(NotAnAddress):
        add_organiser(session, **by, organiser=OrganiserDraft(name="Ster", email="ster"))
    before = row.version
    renamed: Any = {**by, "organiser_id": number, "organiser": OrganiserDraft(name="Maan")}
    assert edit_organiser(session, **renamed, expected=before) == before + 1
    assert row.name == "Maan"
    with pytest.raises(ChangedMeanwhile):
        edit_organiser(session, **renamed, expected=before)
    with pytest.raises(NotHere):
        edit_organiser(session, **renamed | {"organiser_id": number + 99}, expected=1)


def message(session: Session, home: Municipality, error: str | None, number: int) -> Message:
    made = Message(
        municipality_id=home.id,
        kind="receipt",
        channel=Channel.MAIL,
        dedup_key=f"k{number}",
        mail_id=f"m{number}",
        language="nl",
        recipient_name="",
        recipient_address="a@b.example",
        subject="",
        body_text="",
        created_at=NOW,
        not_before=NOW,
        dead_at=NOW,
        attempts=3,
        error=error,
    )
    session.add(made)
    session.flush()
    return made


def test_a_message_that_was_given_up_goes_again(town: Any) -> None:
    session, home, by = town
    refused, other = (message(session, home, "refused 550", each) for each in (1, 2))
    send_message_again(session, **by, message_id=refused.id)
    assert (refused.dead_at, refused.attempts, refused.recipient_address) == (
        None,
        0,
        "a@b.example",
    )
    with pytest.raises(NotAnAddress):
        send_message_again(session, **by, message_id=other.id, address="nergens")
    send_message_again(session, **by, message_id=other.id, address=" c@d.example ")
    assert other.recipient_address == "c@d.example"
    with pytest.raises(NotHere):
        send_message_again(session, **by, message_id=refused.id)  # it waits by now


def test_only_what_is_in_doubt_can_be_called_sent(town: Any) -> None:
    session, home, by = town
    doubtful, refused, unknown = (
        message(session, home, error, number)
        for number, error in enumerate(("in_doubt", "refused 550", None))
    )
    mark_message_sent(session, **by, message_id=doubtful.id)
    assert (doubtful.sent_at, doubtful.dead_at, doubtful.error) == (NOW, None, None)
    for each in (refused, unknown):
        with pytest.raises(NotInDoubt):
            mark_message_sent(session, **by, message_id=each.id)
    with pytest.raises(NotHere):
        mark_message_sent(session, **by, message_id=doubtful.id)
