"""The news of the plan brings a new way in, for who lost the first one."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from models import Contact, Message, Municipality, SignedLink
from models.enums import Channel
from scheduler.rights import ANYONE
from scheduler.season.publishing import publish_version
from scheduler.season.signed_links import NoWayIn
from scheduler.season.ways_in import claim_link, enter_code
from tests.scheduler.season.test_planning import by, start_over
from tests.scheduler.season.town import NOW, Town

BASE = "https://zomer.voorbeeld.example"


def told(session: Session, town: Town, contact: int) -> list[str]:
    return list(
        session.scalars(
            select(Message.body_text).where(
                Message.kind == "result",
                Message.season_id == town.season,
                Message.contact_id == contact,
            )
        )
    )


def ways(session: Session, contact: int) -> list[SignedLink]:
    return list(session.scalars(select(SignedLink).where(SignedLink.contact_id == contact)))


def publish(session: Session, town: Town, base_url: str = BASE) -> None:
    start_over(session, town)
    session.execute(delete(SignedLink))
    publish_version(session, **by(town), version_id=town.kept_version, base_url=base_url)


def test_a_mail_brings_a_link_that_works_once_for_a_month(session: Session, here: Town) -> None:
    person = session.get_one(Contact, here.contact)
    person.channel, person.email = Channel.MAIL, "gezin@voorbeeld.example"
    slug = session.get_one(Municipality, here.municipality).slug
    publish(session, here)
    mails = told(session, here, here.contact)
    assert len(mails) == 2  # one for each child, with one way in
    links = {re.search(rf"{BASE}/{slug}/link/(\S+)", mail)[1] for mail in mails}  # type: ignore[index]
    (token,) = links
    (kept,) = ways(session, here.contact)
    assert token not in kept.token_hash
    assert timedelta(days=30) <= kept.expires_at - NOW <= timedelta(days=31)
    who = {"actor": ANYONE, "municipality_id": here.municipality, "token": token, "now": NOW}
    assert claim_link(session, **who) == here.contact  # type: ignore[arg-type]
    with pytest.raises(NoWayIn):
        claim_link(session, **who)  # type: ignore[arg-type]


@pytest.mark.parametrize("channel", [Channel.LETTER, Channel.PHONE])
def test_a_letter_or_call_brings_a_code_and_where_to_type_it(
    session: Session, here: Town, channel: Channel
) -> None:
    person = session.get_one(Contact, here.contact)
    person.channel, person.phone, person.address = channel, "0470 00 00 00", "Straat 1\n9000 Gent"
    slug = session.get_one(Municipality, here.municipality).slug
    publish(session, here)
    (one, other) = told(session, here, here.contact)
    codes = {re.search(r"\b([2-9A-Z]{5}\s[2-9A-Z]{5})\b", text)[1] for text in (one, other)}  # type: ignore[index]
    (code,) = codes
    assert "/link/" not in one
    assert f"{BASE}/{slug}/mijn\n" in f"{one}\n"
    assert len(ways(session, here.contact)) == 1
    found = enter_code(session, actor=ANYONE, municipality_id=here.municipality, code=code, now=NOW)
    assert found == here.contact


def test_each_contact_gets_its_own(session: Session, here: Town) -> None:
    for number in (here.contact, here.other_contact):
        person = session.get_one(Contact, number)
        person.channel, person.email = Channel.MAIL, f"gezin{number}@voorbeeld.example"
    publish(session, here)
    links = [
        {word for text in told(session, here, who) for word in text.split() if "/link/" in word}
        for who in (here.contact, here.other_contact)
    ]
    assert [len(each) for each in links] == [1, 1]
    assert links[0] != links[1]


def test_who_cannot_be_reached_gets_none(session: Session, here: Town) -> None:
    person = session.get_one(Contact, here.contact)
    person.channel, person.email = Channel.MAIL, " "
    person.phone = person.address = ""
    publish(session, here)
    assert (ways(session, here.contact), told(session, here, here.contact)) == ([], [])


def test_without_the_address_of_the_site_there_is_no_way_in(session: Session, here: Town) -> None:
    publish(session, here, base_url="")
    assert ways(session, here.contact) == []
    assert "/link/" not in "".join(told(session, here, here.contact))
