"""Workers that are killed (SIGKILL) at every point of their way, against a real mail server."""

from __future__ import annotations

import random
import signal
import subprocess
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from threading import Event

import pytest
from sqlalchemy import URL, select

from models import Message
from scheduler.outbox import Journal, Sent, dead_letters, send_again, send_due
from scheduler.outbox.mailer import Mailer
from tests.scheduler.outbox import worker
from tests.scheduler.outbox.mail_server import MailServer
from tests.scheduler.outbox.town import NOW, ON_SQLITE, Clock, Town

PATIENCE = 180
Start = Callable[[str], subprocess.Popen[bytes]]


@pytest.fixture
def journals(tmp_path: Path) -> Path:
    return tmp_path / "journals"


@pytest.fixture
def start(database_url: URL, server: MailServer, journals: Path) -> Iterator[Start]:
    started: list[subprocess.Popen[bytes]] = []

    def one(mode: str) -> subprocess.Popen[bytes]:
        url = database_url.render_as_string(hide_password=False)
        started.append(worker.start(mode, url, server.settings.port, journals))
        return started[-1]

    yield one
    for process in started:
        process.kill()
        process.wait()


@pytest.fixture
def next_round(town: Town, mailer: Mailer, journal: Journal) -> Callable[..., Sent]:
    def go(clock: Clock | None = None) -> Sent:
        return send_due(town.sessions, mailer, journal=journal, clock=clock or Clock())

    return go


def heard(server: MailServer, most: int) -> Event:
    """Set as soon as the server heard so many commands."""
    enough, commands = Event(), Counter[str]()

    def on_command(command: str) -> None:
        commands[command] += 1
        if commands.total() >= most:
            enough.set()

    server.on_command = on_command
    return enough


def kill_worker_at(server: MailServer, command: str, start: Start) -> None:
    """Kill a worker as soon as the server gets this command, before it can answer."""
    started, killed = Event(), Event()
    process: list[subprocess.Popen[bytes]] = []

    def on_command(said: str) -> None:
        if said == command and not killed.is_set():
            started.wait(PATIENCE)  # the worker may be quicker than who started it
            process[0].kill()
            process[0].wait()
            killed.set()

    server.on_command = on_command
    process.append(start("send"))
    started.set()
    assert killed.wait(PATIENCE)
    assert process[0].wait(PATIENCE) == -signal.SIGKILL


@pytest.mark.parametrize("command", ["MAIL", "RCPT"])
@ON_SQLITE
def test_killed_before_the_end_it_goes_again_at_once(
    town: Town, server: MailServer, start: Start, next_round: Callable[..., Sent], command: str
) -> None:
    message = town.tell(town.contact())
    kill_worker_at(server, command, start)
    assert town.message().claimed_by is not None
    assert next_round() == Sent(sent=1)
    assert [str(mail["Message-ID"]) for mail in server.mails] == [
        f"<{message.mail_id}@zomerdorp.example>"
    ]
    assert (town.message().sent_at, town.message().attempts) == (NOW, 2)


def test_killed_before_the_answer_it_is_in_doubt_and_staff_decides(
    town: Town, server: MailServer, start: Start, next_round: Callable[..., Sent]
) -> None:
    message = town.tell(town.contact())
    kill_worker_at(server, "DATA", start)
    assert next_round() == Sent()
    assert len(server.mails) == 1
    with town.sessions.begin() as session:
        (letter,) = dead_letters(session, municipality_id=town.municipality_id)
        assert (letter.message_id, letter.in_doubt) == (message.id, True)
        send_again(session, municipality_id=town.municipality_id, message_id=message.id, now=NOW)
    assert next_round() == Sent(sent=1)
    assert len({str(mail["Message-ID"]) for mail in server.mails}) == 1


@ON_SQLITE
def test_killed_just_before_the_end_goes_out_it_is_in_doubt_too(
    town: Town, server: MailServer, start: Start, next_round: Callable[..., Sent]
) -> None:
    town.tell(town.contact())
    assert start("end").wait(PATIENCE) == -signal.SIGKILL
    assert next_round() == Sent()
    assert (town.message().error, server.mails) == ("in_doubt", [])


def test_killed_after_the_answer_it_is_known_to_be_sent(
    town: Town,
    server: MailServer,
    start: Start,
    next_round: Callable[..., Sent],
    journals: Path,
) -> None:
    town.tell(town.contact())
    holding, answered = town.sessions(), Event()

    def hold_the_row(command: str) -> None:
        if command == "DATA":  # so that the worker has its answer and cannot commit it
            holding.execute(select(Message.id).with_for_update())
            answered.set()

    server.on_command = hold_the_row
    process = start("send")
    assert answered.wait(PATIENCE)
    with holding:
        while not any("answer" in path.read_text() for path in journals.glob("*.handovers")):
            assert process.poll() is None
        process.kill()
        process.wait()
    assert town.message().sent_at is None
    assert next_round() == Sent()
    assert (town.message().sent_at, town.message().dead_at) == (NOW, None)
    assert len(server.mails) == 1


@ON_SQLITE
def test_who_comes_later_finds_no_journals_left(
    town: Town, start: Start, next_round: Callable[..., Sent], journals: Path
) -> None:
    town.tell(town.contact())
    assert start("claim").wait(PATIENCE) == -signal.SIGKILL
    assert len(list(journals.iterdir())) == 2
    assert next_round() == Sent(sent=1)
    assert len(list(journals.iterdir())) == 1


@ON_SQLITE
def test_without_its_journal_a_claim_is_in_doubt_after_its_lease(
    town: Town, server: MailServer, start: Start, next_round: Callable[..., Sent], journals: Path
) -> None:
    town.tell(town.contact())
    assert start("claim").wait(PATIENCE) == -signal.SIGKILL
    lost = town.message().claimed_by
    (journals / f"{lost}.handovers").unlink()
    clock = Clock(NOW + timedelta(minutes=29))
    assert next_round(clock) == Sent()
    assert town.message().claimed_by == lost
    clock.pass_by(minutes=1)
    assert next_round(clock) == Sent()
    assert (town.message().error, server.mails) == ("in_doubt", [])


@ON_SQLITE
def test_a_machine_that_stopped_leaves_a_claim_in_doubt(
    town: Town, server: MailServer, start: Start, next_round: Callable[..., Sent], journals: Path
) -> None:
    town.tell(town.contact())
    assert start("claim").wait(PATIENCE) == -signal.SIGKILL
    path = journals / f"{town.message().claimed_by}.handovers"
    path.write_text("boot another\n")
    assert next_round(Clock(NOW + timedelta(minutes=30))) == Sent()
    assert (town.message().error, server.mails) == ("in_doubt", [])


@ON_SQLITE
def test_who_still_lives_keeps_what_it_claimed(
    town: Town, server: MailServer, start: Start, next_round: Callable[..., Sent]
) -> None:
    town.tell(town.contact())
    got, go_on = Event(), Event()

    def wait(command: str) -> None:
        if command == "RCPT":
            got.set()
            go_on.wait(PATIENCE)

    server.on_command = wait
    process = start("send")
    assert got.wait(PATIENCE)
    assert next_round(Clock(NOW + timedelta(minutes=31))) == Sent()
    assert town.message().claimed_by is not None
    go_on.set()
    assert process.wait(PATIENCE) == 0
    assert (town.message().sent_at, len(server.mails)) == (NOW, 1)


@ON_SQLITE
def test_killed_at_any_moment_nothing_goes_twice_and_nothing_is_lost(
    town: Town, server: MailServer, start: Start, next_round: Callable[..., Sent]
) -> None:
    chance = random.Random(4)
    many = 40
    for number in range(many):
        town.tell(town.contact(email=f"m{number}@familie.example"), key=f"{number}")
    for _ in range(5):
        enough = heard(server, chance.randrange(1, 20))
        process = start("send")
        while process.poll() is None and not enough.wait(0.01):
            pass
        process.kill()  # wherever it is by now; it may have done everything
        process.wait()
    server.on_command = lambda _: None
    next_round()
    arrived = Counter(server.recipients)
    known = {message.recipient_address: message for message in town.messages()}
    assert max(arrived.values()) == 1
    assert {address for address, message in known.items() if message.sent_at} <= set(arrived)
    assert {message.error for message in known.values() if message.sent_at is None} <= {"in_doubt"}
    assert {message.claimed_by for message in known.values()} == {None}
    assert len(known) == many
