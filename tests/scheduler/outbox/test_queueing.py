from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from threading import Barrier, Thread

import pytest

from models import Account
from models.enums import Channel
from scheduler.outbox import Unreachable, queue
from scheduler.outbox.occasions import (
    Cancelled,
    FamilyLink,
    NewPassword,
    Occasion,
    StaffInvitation,
    Withdrawn,
)
from tests.scheduler.outbox.town import CHILD, NOW, ON_SQLITE, SLOT, Town

TODAY = date(2027, 6, 1)
NIGHT = datetime(2027, 6, 4, 20, tzinfo=UTC)  # Friday, 22 o'clock in Brussels
MONDAY = datetime(2027, 6, 7, 6, tzinfo=UTC)
LINK = FamilyLink(link="https://zomer.example/l", until=TODAY)


def cancelled(days: int) -> Cancelled:
    return Cancelled(place=SLOT, child=CHILD, next_day=TODAY + timedelta(days=days))


def test_a_message_holds_a_copy_of_who_it_is_for_and_of_the_words(town: Town) -> None:
    contact = town.contact(language="uk")
    town.tell(contact, Withdrawn(child=CHILD))
    with town.sessions.begin() as session:
        session.merge(contact).email = "nieuw@familie.example"
    message = town.message()
    assert message.recipient_address == "mila@familie.example"
    assert message.recipient_name == "Mila Peeters"
    assert message.contact_id == contact.id
    assert message.language == "uk"
    assert message.subject == "Вашу заявку скасовано"
    assert CHILD in message.body_text
    assert message.body_html.startswith("<p>")
    assert (message.kind, message.channel, message.urgent) == ("withdrawn", Channel.MAIL, False)
    assert (message.not_before, message.attempts, message.sent_at) == (NOW, 0, None)


def test_the_same_message_is_queued_once(town: Town) -> None:
    contact = town.contact()
    first = town.tell(contact)
    again = town.tell(contact, Withdrawn(child="Ander"))
    assert again.id == first.id
    assert town.message().kind == "receipt"


def test_two_at_once_queue_it_once(town: Town) -> None:
    contact = town.contact()
    together = Barrier(4)
    ids: list[int] = []

    def tell() -> None:
        together.wait()
        ids.append(town.tell(contact).id)

    threads = [Thread(target=tell) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert ids == [town.message().id] * 4


@ON_SQLITE
def test_it_is_queued_with_what_it_tells_about_or_not_at_all(town: Town) -> None:
    contact = town.contact()
    with town.sessions() as session:
        queue(
            session,
            municipality_id=town.municipality_id,
            recipient=contact,
            occasion=LINK,
            dedup_key="a",
            now=NOW,
        )
        session.rollback()
    assert town.messages() == []


@ON_SQLITE
@pytest.mark.parametrize(
    ("own", "channel", "address"),
    [
        ({"phone": "09 1", "address": "Kerkstraat 1"}, Channel.MAIL, "mila@familie.example"),
        ({"channel": Channel.PHONE, "phone": "09 1"}, Channel.PHONE, "09 1"),
        ({"channel": Channel.LETTER, "address": "Kerkstraat 1"}, Channel.LETTER, "Kerkstraat 1"),
        (
            {"email": " ", "address": "Kerkstraat 1", "phone": "09 1"},
            Channel.LETTER,
            "Kerkstraat 1",
        ),
        ({"email": " ", "phone": "09 1"}, Channel.PHONE, "09 1"),
    ],
)
def test_the_way_a_family_chose_or_the_next_best(
    town: Town, own: dict[str, object], channel: Channel, address: str
) -> None:
    message = town.tell(town.contact(**own))
    assert (message.channel, message.recipient_address) == (channel, address)
    assert bool(message.body_html) == (channel == Channel.MAIL)


@ON_SQLITE
def test_what_is_cancelled_tomorrow_is_not_told_by_letter(town: Town) -> None:
    contact = town.contact(channel=Channel.LETTER, address="Kerkstraat 1", email="", phone="09 1")
    assert town.tell(contact, cancelled(1), key="a").channel == Channel.PHONE
    assert town.tell(contact, cancelled(2), key="b").channel == Channel.LETTER
    alone = town.contact(channel=Channel.LETTER, address="Kerkstraat 1", email="")
    assert town.tell(alone, cancelled(0), key="c").channel == Channel.LETTER


@ON_SQLITE
def test_who_cannot_be_reached_is_told_without_a_name(town: Town) -> None:
    tutor = town.tutor(name="Bo Janssens")
    with pytest.raises(Unreachable, match=rf"^tutor {tutor.id} has no way to be reached$"):
        town.tell(tutor)


@ON_SQLITE
def test_a_call_is_written_for_who_makes_it(town: Town) -> None:
    contact = town.contact(channel=Channel.PHONE, phone="09 1", language="ar")
    message = town.tell(contact, Withdrawn(child=CHILD))
    assert (message.language, message.subject) == ("nl", "Je vraag is stopgezet")


@ON_SQLITE
def test_staff_gets_mail_in_its_language(town: Town) -> None:
    account = Account(email="an@dorp.example", name="An", language="fr", created_at=NOW)
    with town.sessions.begin() as session:
        message = queue(
            session,
            municipality_id=town.municipality_id,
            recipient=account,
            occasion=StaffInvitation(link="https://zomer.example/i", until=TODAY),
            dedup_key="a",
            now=NOW,
        )
    assert (message.season_id, message.recipient_address) == (None, "an@dorp.example")
    assert message.subject == "Votre compte pour les activités d’été"


@ON_SQLITE
@pytest.mark.parametrize(
    ("occasion", "urgent"),
    [
        (cancelled(3), True),
        (cancelled(4), True),
        (cancelled(5), False),
        (cancelled(2), False),
        (LINK, True),
        (NewPassword(link="https://zomer.example/l", until=TODAY), True),
        (Withdrawn(child=CHILD), False),
    ],
)
def test_only_what_is_near_or_waited_for_goes_at_night(
    town: Town, occasion: Occasion, urgent: bool
) -> None:
    message = town.tell(town.contact(), occasion, now=NIGHT)
    assert (message.urgent, message.not_before) == (urgent, NIGHT if urgent else MONDAY)


@ON_SQLITE
def test_a_message_stays_within_its_municipality(town: Town) -> None:
    contact = town.contact()
    with (
        town.sessions() as session,
        pytest.raises(ValueError, match=r"^a message stays within its municipality$"),
    ):
        queue(
            session,
            municipality_id=town.elsewhere_id,
            recipient=contact,
            occasion=LINK,
            dedup_key="a",
            now=NOW,
        )


@ON_SQLITE
def test_messages_of_a_kind_of_their_own_do_not_share_an_id(town: Town) -> None:
    contact = town.contact()
    ids = {town.tell(contact, replace(LINK, link=f"l{n}"), key=f"{n}").mail_id for n in range(3)}
    assert len(ids) == 3
