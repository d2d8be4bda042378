from __future__ import annotations

import socket
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from email.message import EmailMessage

import pytest
from structlog.testing import capture_logs

from models.enums import Channel
from scheduler.outbox import Journal, Mailer, MailSettings, Security, Sent, send_due
from scheduler.outbox.failures import PAUSES
from scheduler.outbox.occasions import Cancelled, FamilyLink, Promoted, Receipt, Withdrawn
from tests.scheduler.outbox.mail_server import MailServer
from tests.scheduler.outbox.town import CHILD, NOW, ON_SQLITE, SLOT, Clock, Town

Send = Callable[..., Sent]
MILA = "mila@familie.example"
URGENT = Cancelled(place=SLOT, child=CHILD, next_day=date(2027, 6, 2))


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def send(town: Town, mailer: Mailer, journal: Journal, clock: Clock) -> Send:
    def now(with_mailer: Mailer = mailer) -> Sent:
        return send_due(town.sessions, with_mailer, journal=journal, clock=clock)

    return now


def part(mail: EmailMessage, kind: str) -> str:
    found = mail.get_body((kind,))
    assert found is not None
    content = found.get_content()
    assert isinstance(content, str)
    return content


def subjects(server: MailServer) -> list[str]:
    return [str(mail["Subject"]) for mail in server.mails]


def test_a_mail_in_the_familys_language(town: Town, server: MailServer, send: Send) -> None:
    town.tell(town.contact(language="ar"), Receipt(child=CHILD, wishes=(SLOT,)))
    assert send() == Sent(sent=1)
    (mail,) = server.mails
    message = town.message()
    assert str(mail["From"]) == "Zomerdorp <zomer@zomerdorp.example>"
    assert str(mail["To"]) == MILA
    assert str(mail["Reply-To"]) == "an@zomerdorp.example"
    assert str(mail["Subject"]) == "وصلنا طلبك"
    assert str(mail["Message-ID"]) == f"<{message.mail_id}@zomerdorp.example>"
    assert str(mail["Auto-Submitted"]) == "auto-generated"
    assert str(mail["Content-Language"]) == "ar"
    assert mail["Date"].datetime == NOW
    assert [name for name in mail if name.startswith("List-")] == []
    assert mail.get_content_type() == "multipart/alternative"
    assert CHILD in part(mail, "plain")
    assert "\u206609 000 00 00\u2069" in part(mail, "plain")
    assert 'lang="ar" dir="rtl"' in part(mail, "html")
    assert (message.sent_at, message.attempts, message.claimed_by) == (NOW, 1, None)


def test_what_was_sent_is_not_sent_again(town: Town, server: MailServer, send: Send) -> None:
    town.tell(town.contact())
    assert [send(), send()] == [Sent(sent=1), Sent()]
    assert len(server.mails) == 1


@ON_SQLITE
def test_a_line_with_only_a_dot_ends_no_mail(town: Town, server: MailServer, send: Send) -> None:
    town.tell(town.contact(name=".\r\n.\r\nQUIT"), Withdrawn(child="."))
    assert send() == Sent(sent=1)
    assert part(server.mails[0], "plain").splitlines()[0] == "Dag . . QUIT,"


@ON_SQLITE
def test_one_conversation_for_many(town: Town, server: MailServer, send: Send) -> None:
    for number in range(5):
        town.tell(town.contact(email=f"m{number}@familie.example"), key=f"{number}")
    assert send() == Sent(sent=5)
    assert server.recipients == [f"m{number}@familie.example" for number in range(5)]
    assert server.conversations == 1


@ON_SQLITE
def test_nothing_to_send_bothers_no_server(server: MailServer, send: Send) -> None:
    assert send() == Sent()
    assert server.conversations == 0


@ON_SQLITE
def test_calls_and_letters_are_not_for_the_mail_server(
    town: Town, server: MailServer, send: Send
) -> None:
    town.tell(town.contact(channel=Channel.PHONE, phone="09 1"), key="a")
    town.tell(town.contact(channel=Channel.LETTER, address="Kerkstraat 1"), key="b")
    assert send() == Sent()
    assert server.mails == []


def test_one_family_gets_one_digest(town: Town, server: MailServer, send: Send) -> None:
    family, other = town.contact(), town.contact(email="o@familie.example")
    town.tell(family, Withdrawn(child="Eerste"), key="a")
    town.tell(other, Withdrawn(child="Vreemd"), key="b")
    town.tell(family, Promoted(child="Tweede", place=SLOT), key="c")
    assert send() == Sent(sent=2)
    digest, single = server.mails
    assert subjects(server) == ["Nieuws over het zomeraanbod", "Je vraag is stopgezet"]
    text = part(digest, "plain")
    assert text.index("Eerste") < text.index("* * *") < text.index("Tweede")
    assert text.count("Vragen? Bel") == 1
    assert "Vreemd" not in text
    assert "Vreemd" in part(single, "plain")
    assert [message.sent_at for message in town.messages()] == [NOW] * 4
    carried = [message.digest_id for message in town.messages()]
    assert carried == [carried[0], None, carried[0], None]
    assert carried[0] is not None


def test_a_family_gets_one_digest_a_day(
    town: Town, server: MailServer, send: Send, clock: Clock
) -> None:
    family = town.contact()
    town.tell(family, key="a")
    send()
    clock.pass_by(hours=1)
    town.tell(family, Withdrawn(child=CHILD), key="b", now=clock())
    town.tell(family, Promoted(child=CHILD, place=SLOT), key="c", now=clock())
    assert send() == Sent()
    clock.now = datetime(2027, 6, 2, 6, tzinfo=UTC)
    assert [message.not_before for message in town.messages()] == [NOW, clock(), clock()]
    assert send() == Sent(sent=1)
    assert subjects(server) == ["Je vraag is goed aangekomen", "Nieuws over het zomeraanbod"]


def test_what_is_urgent_goes_alone_and_first_also_on_that_day(
    town: Town, server: MailServer, send: Send
) -> None:
    family = town.contact()
    town.tell(family, key="a")
    send()
    town.tell(family, Withdrawn(child=CHILD), key="b")
    town.tell(family, URGENT, key="c")
    town.tell(family, FamilyLink(link="https://zomer.example/l", until=date(2027, 6, 2)), key="d")
    assert send() == Sent(sent=2)
    assert subjects(server)[1:] == ["Een groep gaat niet door", "Je link naar je aanvragen"]


@ON_SQLITE
def test_nothing_goes_at_night_but_what_is_urgent(
    town: Town, server: MailServer, send: Send, clock: Clock
) -> None:
    family = town.contact()
    town.tell(family, key="a")  # due since the working day, when the worker was away
    clock.now = datetime(2027, 6, 5, 10, tzinfo=UTC)  # a Saturday
    tomorrow = Cancelled(place=SLOT, next_day=date(2027, 6, 6))
    town.tell(family, tomorrow, key="b", now=clock())
    assert send() == Sent(sent=1)
    assert subjects(server) == ["Een groep gaat niet door"]


@ON_SQLITE
def test_a_long_round_ends_with_the_working_day(
    town: Town, server: MailServer, send: Send, clock: Clock
) -> None:
    clock.now = datetime(2027, 6, 1, 15, 59, tzinfo=UTC)
    for number in range(3):
        town.tell(town.contact(email=f"m{number}@familie.example"), key=f"{number}")

    def later(command: str) -> None:
        if command == "DATA":
            clock.pass_by(minutes=1)

    server.on_command = later
    assert send() == Sent(sent=1)


@ON_SQLITE
def test_a_round_can_be_stopped(town: Town, mailer: Mailer, journal: Journal, clock: Clock) -> None:
    for number in range(3):
        town.tell(town.contact(email=f"m{number}@familie.example"), key=f"{number}")
    asked: list[bool] = []

    def stop() -> bool:
        asked.append(True)
        return len(asked) > 2

    assert send_due(town.sessions, mailer, journal=journal, clock=clock, stop=stop) == Sent(sent=2)


@ON_SQLITE
@pytest.mark.parametrize("command", ["RCPT", "DATA"])
def test_refused_for_good(
    town: Town, server: MailServer, send: Send, clock: Clock, command: str
) -> None:
    server.answers[command, MILA] = f"550 5.1.1 {MILA} unknown"
    town.tell(town.contact(), key="a")
    town.tell(town.contact(email="o@familie.example"), key="b")
    with capture_logs() as logs:
        assert send() == Sent(sent=1, failed=1, dead=1)
    refused = town.messages()[0]
    assert (refused.dead_at, refused.error, refused.sent_at) == (NOW, "refused 550", None)
    assert server.recipients == ["o@familie.example"]
    assert "familie.example" not in str(logs)
    clock.pass_by(days=7)
    assert send() == Sent()


@ON_SQLITE
def test_refused_for_now_waits_longer_and_longer(
    town: Town, server: MailServer, send: Send, clock: Clock
) -> None:
    server.answers["RCPT", MILA] = "450 greylisted"
    town.tell(town.contact(), URGENT)  # at any hour, so that only the pauses count
    for number, pause in enumerate(PAUSES, start=1):
        assert send() == Sent(failed=1)
        message = town.message()
        assert (message.attempts, message.error) == (number, "busy 450")
        assert message.not_before == clock() + pause
        clock.now = message.not_before - timedelta(seconds=1)
        assert send() == Sent()
        clock.pass_by(seconds=1)
    assert timedelta(days=2) < clock() - NOW < timedelta(days=3)
    assert send() == Sent(failed=1, dead=1)
    assert town.message().dead_at == clock()


@ON_SQLITE
def test_a_pause_keeps_to_the_hours(
    town: Town, server: MailServer, send: Send, clock: Clock
) -> None:
    server.answers["RCPT", MILA] = "450 greylisted"
    town.tell(town.contact())
    clock.now = datetime(2027, 6, 4, 15, 59, 30, tzinfo=UTC)  # Friday, half a minute before 18
    send()
    assert town.message().not_before == datetime(2027, 6, 7, 6, tzinfo=UTC)
    del server.answers["RCPT", MILA]
    clock.now = town.message().not_before
    assert send() == Sent(sent=1)
    assert (town.message().attempts, town.message().error) == (2, None)


@ON_SQLITE
def test_a_refused_sender_is_not_the_familys_fault(
    town: Town, server: MailServer, send: Send
) -> None:
    server.answers["MAIL", "zomer@zomerdorp.example"] = "550 not from here"
    town.tell(town.contact())
    assert send() == Sent(failed=1)
    assert (town.message().error, town.message().dead_at) == ("not_trusted 550", None)


def test_a_server_that_is_away_keeps_everything(
    town: Town, server: MailServer, send: Send, clock: Clock
) -> None:
    town.tell(town.contact(), key="a")
    town.tell(town.contact(email="o@familie.example"), key="b")
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))  # nobody else gets this port, and nobody listens to it
        away = Mailer(
            MailSettings(
                host="127.0.0.1",
                port=closed.getsockname()[1],
                security=Security.NONE,
                sender="zomer@zomerdorp.example",
            )
        )
        for pause in PAUSES[:3]:
            assert send(away) == Sent(failed=2)
            assert [m.not_before for m in town.messages()] == [clock() + pause] * 2
            assert {m.error for m in town.messages()} == {"unreachable"}
            assert send(away) == Sent()
            clock.pass_by(seconds=pause.total_seconds())
    assert send() == Sent(sent=2)
    assert sorted(server.recipients) == [MILA, "o@familie.example"]


@ON_SQLITE
def test_a_server_that_does_not_keep_secrets_gets_nothing(
    town: Town, server: MailServer, send: Send
) -> None:
    plain = server.settings
    town.tell(town.contact())
    asks = Mailer(
        MailSettings(
            host=plain.host, port=plain.port, sender=plain.sender, security=Security.STARTTLS
        )
    )
    assert send(asks) == Sent(failed=1)
    assert (town.message().error, server.mails) == ("not_trusted", [])


@ON_SQLITE
def test_an_answer_that_never_came_leaves_a_mail_in_doubt(
    town: Town, server: MailServer, send: Send, clock: Clock
) -> None:
    server.answers["DATA", MILA] = ""
    town.tell(town.contact(), key="a")
    town.tell(town.contact(email="o@familie.example"), key="b")
    assert send() == Sent(sent=1, failed=1, dead=1)
    doubtful = town.messages()[0]
    assert (doubtful.error, doubtful.dead_at, doubtful.sent_at) == ("in_doubt", NOW, None)
    clock.pass_by(days=1)
    assert send() == Sent()


@ON_SQLITE
def test_a_conversation_that_ended_is_begun_again(
    town: Town, server: MailServer, send: Send
) -> None:
    for number in range(2):
        town.tell(town.contact(email=f"m{number}@familie.example"), key=f"{number}")
    server.answers["RCPT", "m0@familie.example"] = "421 goodbye"
    assert send() == Sent(sent=1, failed=1)
    assert server.recipients == ["m1@familie.example"]
    assert server.conversations == 2


@ON_SQLITE
@pytest.mark.parametrize("address", ["mila", "a b@c.example", "a@b@c", "x@\r\ny", "@c.example"])
def test_an_address_that_cannot_be(
    town: Town, server: MailServer, send: Send, address: str
) -> None:
    town.tell(town.contact(email=address))
    assert send() == Sent(failed=1, dead=1)
    assert (town.message().error, server.mails) == ("bad_address", [])


@ON_SQLITE
@pytest.mark.parametrize(
    ("address", "on_the_line"),
    [("mila@caf\u00e9.example", "mila@xn--caf-dma.example"), ("mil\u00e1@c.example",) * 2],
)
def test_addresses_in_every_script(
    town: Town, server: MailServer, send: Send, address: str, on_the_line: str
) -> None:
    town.tell(town.contact(email=address))
    assert send() == Sent(sent=1)
    assert server.recipients == [on_the_line]


@ON_SQLITE
def test_a_mistake_of_ours_stops_nobody_else(town: Town, server: MailServer, send: Send) -> None:
    broken = town.tell(town.contact(), key="a")
    with town.sessions.begin() as session:
        session.merge(broken).mail_id = "a\nb"
    town.tell(town.contact(email="o@familie.example"), key="b")
    with pytest.raises(ValueError, match=r"newline|linefeed|carriage"):
        send()
    assert (town.messages()[0].error, town.messages()[0].claimed_by) == ("stumbled", None)
    assert send() == Sent(sent=1)
    assert server.recipients == ["o@familie.example"]
