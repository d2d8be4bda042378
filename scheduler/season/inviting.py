"""A tutor's own signed link, by mail: the municipality sends it, and takes it away again."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import ClassVar, Final

from sqlalchemy import ColumnElement, update
from sqlalchemy.orm import Session

from models import Season, SignedLink, Tutor
from models.enums import LinkPurpose, Phase
from scheduler.outbox.hours import BRUSSELS
from scheduler.rights import Actor, admit
from scheduler.rights.refusal import Refusal
from scheduler.season.noting import note
from scheduler.season.phases_allowed import not_in
from scheduler.season.rows import find
from scheduler.season.tutor_ways_in import mail_tutor_link
from scheduler.text import Text

_AT_LEAST: Final = timedelta(days=7)


class NoMail(Refusal):
    """A tutor without a mail address cannot get a link."""

    text: ClassVar = Text(
        nl="Deze begeleider heeft geen e-mailadres. Vul dat eerst in.",
        en="This tutor has no mail address. Fill that in first.",
    )


def invite_tutor(  # noqa: PLR0913  (each by name)
    session: Session,
    *,
    actor: Actor,
    season_id: int,
    tutor_id: int,
    base_url: str,
    now: datetime,
) -> date:
    """Queue a mail with a new link; the last day on which it works: that of the season.

    Links that were sent before stop working. A tutor who is in by one of them stays in.

    Raises:
        NotHere, NotAllowed: as `admit`.
        WrongPhase: the season is over.
        NoMail: there is no address to send it to.
    """
    admitted = admit(session, actor=actor, season_id=season_id, verb="invite_tutor")
    not_in(admitted.season, Phase.ARCHIVED)
    tutor = find(session, Tutor, admitted.season, tutor_id)
    if not tutor.email.strip():
        raise NoMail
    unused = SignedLink.purpose == LinkPurpose.TUTOR, SignedLink.claimed_at.is_(None)
    _revoke(session, tutor, now, *unused)
    made = mail_tutor_link(
        session,
        season=admitted.season,
        tutor=tutor,
        base_url=base_url,
        until=_until(admitted.season, now),
        now=now,
    )
    note(session, admitted, tutor, now)
    return made.until


def revoke_tutor_links(
    session: Session, *, actor: Actor, season_id: int, tutor_id: int, now: datetime
) -> None:
    """Make every link and calendar address of a tutor useless; who is in by one is out at once.

    Until the municipality sends a link again, this tutor cannot ask for one.

    Raises:
        NotHere, NotAllowed: as `admit`.
    """
    admitted = admit(session, actor=actor, season_id=season_id, verb="revoke_tutor_links")
    tutor = find(session, Tutor, admitted.season, tutor_id)
    _revoke(session, tutor, now)
    note(session, admitted, tutor, now)


def _revoke(session: Session, tutor: Tutor, now: datetime, *which: ColumnElement[bool]) -> None:
    session.execute(
        update(SignedLink)
        .where(SignedLink.tutor_id == tutor.id, SignedLink.revoked_at.is_(None), *which)
        .values(revoked_at=now)
        .execution_options(synchronize_session="fetch")
    )


def _until(season: Season, now: datetime) -> date:
    return max(season.last_day, (now + _AT_LEAST).astimezone(BRUSSELS).date())
