"""Claims that were left open, in this process or another, and what is made of them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from models import Contact
from scheduler.outbox import Journal, Mailer, Sent, send_due
from scheduler.outbox.claiming import Held, claim_next, settle_sent
from scheduler.outbox.failures import Failure, Why
from scheduler.outbox.journal import SENT
from scheduler.outbox.occasions import Withdrawn
from tests.scheduler.outbox.mail_server import MailServer
from tests.scheduler.outbox.town import CHILD, NOW, ON_SQLITE, Clock, Town

Claim = Callable[..., Held]


@pytest.fixture
def claim(town: Town, journal: Journal) -> Claim:
    def now(owner: Journal = journal) -> Held:
        town.tell(town.contact())
        with town.sessions.begin() as session:
            claimed = claim_next(session, owner=owner.name, now=NOW)
        assert claimed is not None
        return claimed.held

    return now


def test_what_was_answered_and_not_committed_is_known(
    town: Town, claim: Claim, journal: Journal, mailer: Mailer, server: MailServer
) -> None:
    held = claim()
    journal.ending(held.attempt)
    journal.answered(held.attempt, SENT)
    assert send_due(town.sessions, mailer, journal=journal, clock=Clock()) == Sent()
    assert (town.message().sent_at, town.message().claimed_by, server.mails) == (NOW, None, [])


@ON_SQLITE
def test_a_refusal_that_was_not_committed_is_known(
    town: Town, claim: Claim, journal: Journal, mailer: Mailer
) -> None:
    held = claim()
    journal.ending(held.attempt)
    journal.answered(held.attempt, str(Failure(Why.BUSY, 451)))
    assert send_due(town.sessions, mailer, journal=journal, clock=Clock()) == Sent()
    message = town.message()
    assert (message.error, message.not_before) == ("busy 451", NOW + timedelta(minutes=1))


@ON_SQLITE
def test_an_end_of_an_earlier_attempt_says_nothing_of_this_one(
    town: Town, claim: Claim, journal: Journal, mailer: Mailer
) -> None:
    held = claim()
    journal.ending((held.message_id, held.number - 1))
    assert send_due(town.sessions, mailer, journal=journal, clock=Clock()) == Sent(sent=1)


@ON_SQLITE
def test_who_saw_the_answer_knows_best(
    town: Town, claim: Claim, journal: Journal, mailer: Mailer, tmp_path: Path
) -> None:
    far_away = Journal(tmp_path / "another machine")
    held = claim(far_away)
    over = Clock(NOW + timedelta(minutes=30))
    assert send_due(town.sessions, mailer, journal=journal, clock=over) == Sent()
    assert town.message().error == "in_doubt"
    with town.sessions.begin() as session:
        settle_sent(session, held, over())
    message = town.message()
    assert (message.sent_at, message.dead_at, message.error) == (over(), None, None)
    far_away.close()


@ON_SQLITE
def test_a_journal_without_room_says_so_before_anything_ends(
    town: Town, journal: Journal, mailer: Mailer, server: MailServer
) -> None:
    town.tell(town.contact())
    journal.close()  # as good as a disk that is gone
    with pytest.raises(OSError, match=r"Bad file descriptor"):
        send_due(town.sessions, mailer, journal=journal, clock=Clock())
    assert (town.message().error, town.message().dead_at, server.mails) == ("stumbled", None, [])


def test_who_is_erased_takes_all_messages_along(
    town: Town, journal: Journal, mailer: Mailer
) -> None:
    family = town.contact()
    town.tell(family, key="a")
    town.tell(family, Withdrawn(child=CHILD), key="b")
    send_due(town.sessions, mailer, journal=journal, clock=Clock())
    assert len(town.messages()) == 3
    with town.sessions.begin() as session:
        session.delete(session.get_one(Contact, family.id))
    assert town.messages() == []
