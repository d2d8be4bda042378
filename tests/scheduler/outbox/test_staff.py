"""What staff sees of the outbox: dead letters, calls, and letters to print."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from pypdf import PdfReader

from models import Message
from models.enums import Channel
from scheduler.outbox import (
    Journal,
    Mailer,
    NoSuchMessage,
    Sent,
    call_list,
    called,
    dead_letters,
    letters_to_print,
    printed,
    send_again,
    send_due,
)
from scheduler.outbox.occasions import Cancelled, Withdrawn
from tests.scheduler.outbox.mail_server import MailServer
from tests.scheduler.outbox.town import CHILD, NOW, ON_SQLITE, SLOT, Clock, Town

MILA = "mila@familie.example"
LETTER = {"channel": Channel.LETTER, "email": "", "address": "Kerkstraat 1 bus 2\n9000 Zomerdorp"}
PHONE = {"channel": Channel.PHONE, "email": "", "phone": "09 1"}


@pytest.fixture
def dead(town: Town, server: MailServer, mailer: Mailer, journal: Journal) -> Message:
    server.answers["RCPT", MILA] = "550 unknown"
    town.tell(town.contact())
    send_due(town.sessions, mailer, journal=journal, clock=Clock())
    return town.message()


def test_staff_sees_what_could_not_be_sent(town: Town, dead: Message) -> None:
    with town.sessions() as session:
        (letter,) = dead_letters(session, municipality_id=town.municipality_id)
        (english,) = dead_letters(session, municipality_id=town.municipality_id, language="en")
        assert dead_letters(session, municipality_id=town.elsewhere_id) == []
    assert (letter.message_id, letter.recipient_address, letter.attempts) == (dead.id, MILA, 1)
    assert (letter.in_doubt, letter.dead_at, letter.queued_at) == (False, NOW, NOW)
    assert letter.why == "De mailserver weigerde deze mail. Klopt het adres?"
    assert english == replace(
        letter, why="The mail server refused this mail. Is the address right?"
    )


@ON_SQLITE
def test_staff_sends_again_to_a_better_address(
    town: Town, dead: Message, server: MailServer, mailer: Mailer, journal: Journal
) -> None:
    evening = datetime(2027, 6, 1, 18, tzinfo=UTC)
    with town.sessions.begin() as session:
        send_again(
            session,
            municipality_id=town.municipality_id,
            message_id=dead.id,
            now=evening,
            address=" beter@familie.example ",
        )
        assert dead_letters(session, municipality_id=town.municipality_id) == []
    clock = Clock(evening)
    assert send_due(town.sessions, mailer, journal=journal, clock=clock) == Sent()
    clock.pass_by(hours=12)
    assert send_due(town.sessions, mailer, journal=journal, clock=clock) == Sent(sent=1)
    assert server.recipients == ["beter@familie.example"]
    assert town.message().mail_id == dead.mail_id


@ON_SQLITE
def test_staff_sends_it_by_letter(town: Town, dead: Message) -> None:
    with town.sessions.begin() as session:
        with pytest.raises(ValueError, match=r"^a letter needs an address$"):
            send_again(
                session,
                municipality_id=town.municipality_id,
                message_id=dead.id,
                now=NOW,
                by_letter=True,
            )
        send_again(
            session,
            municipality_id=town.municipality_id,
            message_id=dead.id,
            now=NOW,
            address="Kerkstraat 1, 9000 Zomerdorp",
            by_letter=True,
        )
        job = letters_to_print(session, municipality_id=town.municipality_id, now=NOW)
    assert job is not None
    assert (job.message_ids, job.letters) == ((dead.id,), 1)


@ON_SQLITE
def test_what_is_not_dead_or_not_ours_is_not_sent_again(town: Town, dead: Message) -> None:
    alive = town.tell(town.contact(), key="b")
    with town.sessions() as session:
        for municipality, message in (
            (town.municipality_id, alive.id),
            (town.elsewhere_id, dead.id),
            (town.municipality_id, 999),
        ):
            with pytest.raises(NoSuchMessage, match=rf"^no dead message {message}$"):
                send_again(session, municipality_id=municipality, message_id=message, now=NOW)


def test_the_call_list(town: Town) -> None:
    family = town.contact(**PHONE, language="ar")
    later = town.tell(family, Withdrawn(child=CHILD), key="a")
    soon = town.tell(family, Cancelled(place=SLOT, child=CHILD, next_day=date(2027, 6, 2)), key="b")
    town.tell(town.contact(), key="c")
    with town.sessions.begin() as session:
        calls = call_list(session, municipality_id=town.municipality_id, now=NOW)
        assert [call.message_id for call in calls] == [soon.id, later.id]
        assert (calls[0].urgent, calls[0].phone, calls[0].language) == (True, "09 1", "ar")
        assert calls[0].subject == "Een groep gaat niet door"
        assert call_list(session, municipality_id=town.elsewhere_id, now=NOW) == []
        ids = [call.message_id for call in calls]
        assert called(session, municipality_id=town.elsewhere_id, message_ids=ids, now=NOW) == 0
        assert called(session, municipality_id=town.municipality_id, message_ids=ids, now=NOW) == 2
        assert called(session, municipality_id=town.municipality_id, message_ids=ids, now=NOW) == 0
        assert call_list(session, municipality_id=town.municipality_id, now=NOW) == []
    assert [message.sent_at for message in town.messages()] == [NOW, NOW, None]


@ON_SQLITE
def test_nobody_is_called_at_night(town: Town) -> None:
    night = datetime(2027, 6, 1, 20, tzinfo=UTC)
    town.tell(town.contact(**PHONE), now=night)
    with town.sessions() as session:
        assert call_list(session, municipality_id=town.municipality_id, now=night) == []


def test_all_letters_in_one_pdf(town: Town) -> None:
    family = town.contact(**LETTER)
    for number in range(2):
        town.tell(family, Withdrawn(child=f"{CHILD}{number}"), key=f"{number}")
    town.tell(town.contact(**LETTER, name="", language="uk"), key="b")
    town.tell(town.contact(), key="c")
    with town.sessions.begin() as session:
        job = letters_to_print(session, municipality_id=town.municipality_id, now=NOW)
        assert job is not None
        assert (len(job.message_ids), job.letters) == (3, 2)
        assert letters_to_print(session, municipality_id=town.elsewhere_id, now=NOW) is None
        ids = job.message_ids
        assert printed(session, municipality_id=town.elsewhere_id, message_ids=ids, now=NOW) == 0
        assert printed(session, municipality_id=town.municipality_id, message_ids=ids, now=NOW) == 3
        assert letters_to_print(session, municipality_id=town.municipality_id, now=NOW) is None
    first, empty, second = (page.extract_text() for page in PdfReader(io.BytesIO(job.pdf)).pages)
    assert "Nieuws over het zomeraanbod" in first
    assert f"{CHILD}0" in first
    assert f"{CHILD}1" in first
    assert "09 000 00 00" in first
    assert empty.strip() == ""
    assert "Aan het gezin" in second
    assert "Ми отримали вашу заявку" in second


@ON_SQLITE
def test_no_child_shows_through_the_window(town: Town) -> None:
    town.tell(town.contact(**LETTER), Withdrawn(child=CHILD))
    with town.sessions() as session:
        job = letters_to_print(session, municipality_id=town.municipality_id, now=NOW)
    assert job is not None
    said = PdfReader(io.BytesIO(job.pdf)).pages[0].extract_text()
    window = said[said.index("Mila Peeters") : said.index("Zomerdorp, 1 juni")]
    assert window.split("\n")[:3] == ["Mila Peeters", "Kerkstraat 1 bus 2", "9000 Zomerdorp"]
    assert CHILD not in said[: said.index("Je vraag is stopgezet")]
