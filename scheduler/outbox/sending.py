"""Sends what is due. Who calls this is a worker; it commits by itself, message by message.

**No mail goes out twice, and none is lost without somebody knowing.** SMTP has no way to ask a
server whether it took a mail on. So every mail goes through these steps, and a worker may be
killed (SIGKILL) between any two of them:

1. The claim is committed: whose it is, and which attempt this is.
2. Everything is said to the server but the last three bytes.
3. The journal gets `end`.
4. The last three bytes go out: from here on the server makes the mail its own.
5. The server answers.
6. The journal gets `answer`.
7. The outcome is committed.

The next worker asks the journal (`recovering.py`). Killed before 3: nothing was taken on, the
mail goes again at once. After 6: it is known what became of it. Between 3 and 6 nobody can
know, and the mail is put before staff as *in doubt*, never sent again by itself. Killed within 4
to 6, the server got all of it, the bytes being in the system's hands, and it goes out once.
Only who is killed between 3 and 4, two calls to the system in a row, leaves a mail in doubt
that did not go out.

We err on this side on purpose. Twice is what a family sees and nobody can undo; in doubt is
what staff sees, with one button to send it again, under the same Message-ID, which many
servers drop the second time. The same holds where a conversation breaks off after 4, or where
a machine stops, which takes the journal's last lines with it: the claim of step 1 then says
that the mail is in doubt.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from time import monotonic
from typing import Final

import structlog
from sqlalchemy.orm import Session, sessionmaker

from scheduler.outbox.claiming import (
    LEASE,
    Claim,
    claim_next,
    has_due,
    postpone_due,
    settle_failed,
    settle_sent,
)
from scheduler.outbox.envelope import envelope
from scheduler.outbox.failures import Failure, InDoubt, NotSent, Why
from scheduler.outbox.journal import SENT, Journal
from scheduler.outbox.languages import speech
from scheduler.outbox.mailer import Mail, Mailer
from scheduler.outbox.recovering import recover

_log = structlog.get_logger("outbox")

_LEASE_SECONDS: Final = LEASE.total_seconds() * 0.9
"""Nobody ends a mail later than this: others may think it gone after the whole lease."""


@dataclass
class Sent:
    """What one round did, in numbers of mails."""

    sent: int = 0
    failed: int = 0
    dead: int = 0


def send_due(
    sessions: sessionmaker[Session],
    mailer: Mailer,
    *,
    journal: Journal,
    clock: Callable[[], datetime],
    stop: Callable[[], bool] = lambda: False,
) -> Sent:
    """Send all mail that is due, until there is none, the server is away or `stop` says so.

    `sessions` makes sessions that write; `clock` gives the present moment with its zone, and is
    asked anew for every mail, so that a long round ends when the working day does. One journal
    serves one round at a time.

    Raises:
        OSError: the journal cannot be written; SQLAlchemyError: the database is away. What was
        under way is settled by the next round.
    """
    recover(sessions, journal, now=clock())
    with mailer.open():
        return _Round(sessions, mailer, journal, clock).go(stop)


class _Round:
    """Mail after mail, over one conversation."""

    def __init__(
        self,
        sessions: sessionmaker[Session],
        mailer: Mailer,
        journal: Journal,
        clock: Callable[[], datetime],
    ) -> None:
        self._sessions = sessions
        self._mailer = mailer
        self._journal = journal
        self._clock = clock
        self._done = Sent()

    def go(self, stop: Callable[[], bool]) -> Sent:
        with self._sessions() as session:
            if not has_due(session, self._clock()):
                return self._done
        while not stop() and self._is_ready():
            with self._sessions.begin() as session:
                claim = claim_next(session, owner=self._journal.name, now=self._clock())
            if claim is None:
                break
            self._send(claim)
        return self._done

    def _is_ready(self) -> bool:
        """Whether the server is there; when it is away, everything waits."""
        try:
            self._mailer.get_ready()
        except NotSent as away:
            with self._sessions.begin() as session:
                waiting = postpone_due(session, away.failure, self._clock())
            self._done.failed += waiting
            _log.warning("mail server is away", why=str(away.failure), mails=waiting)
            return False
        return True

    def _send(self, claim: Claim) -> None:
        limit = monotonic() + _LEASE_SECONDS
        ended = False

        def before_end() -> None:
            nonlocal ended
            if monotonic() > limit:
                raise NotSent(Failure(Why.STUMBLED))
            try:
                self._journal.ending(claim.held.attempt)
            except OSError:
                raise NotSent(Failure(Why.STUMBLED)) from None
            ended = True

        failure: Failure | None = None
        try:
            self._mailer.hand_over(_mail(claim, self._clock()), before_end=before_end)
        except NotSent as not_sent:
            failure = not_sent.failure
        except InDoubt:
            failure = Failure(Why.IN_DOUBT)
        except BaseException:
            # A mistake of ours, or the worker is told to leave: say what is so, and let it go on.
            self._settle(claim, Failure(Why.IN_DOUBT if ended else Why.STUMBLED))
            raise
        try:
            self._journal.answered(claim.held.attempt, SENT if failure is None else str(failure))
        finally:
            self._settle(claim, failure)

    def _settle(self, claim: Claim, failure: Failure | None) -> None:
        held, now = claim.held, self._clock()
        said = {"message_id": held.message_id, "attempt": held.number}
        with self._sessions.begin() as session:
            if failure is None:
                settle_sent(session, held, now)
                self._done.sent += 1
                _log.info("mail sent", **said)
                return
            self._done.failed += 1
            self._done.dead += settle_failed(session, held, failure, now)
            _log.warning("mail not sent", why=str(failure), **said)


def _mail(claim: Claim, now: datetime) -> Mail:
    """The whole mail, with the municipality as it is now."""
    message, municipality = claim.message, claim.municipality
    spoken = speech(message.language)
    around = envelope(
        municipality,
        message.recipient_name,
        spoken,
        family=message.contact_id is not None,
    )
    return Mail(
        mail_id=message.mail_id,
        to=message.recipient_address,
        sender_name=municipality.name,
        subject=message.subject,
        text=around.text(message.body_text),
        html=around.page(message.subject, message.body_html, spoken),
        language=spoken.language,
        sent_on=now,
        reply_to=municipality.contact_email,
    )
