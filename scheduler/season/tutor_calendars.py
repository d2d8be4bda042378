"""A tutor's calendar feed: an address that nobody can guess, for the tutor's own calendar."""

from __future__ import annotations

import secrets
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from models import Season, SignedLink, Tutor
from models.enums import LinkPurpose
from scheduler.outbox.hours import BRUSSELS
from scheduler.rights import Actor, Admitted, Subject, admit
from scheduler.season.noting import note
from scheduler.season.rows import find, home
from scheduler.season.way_in_hashes import calendar_hash


class TutorCalendar(NamedTuple):
    """Whose calendar an address is."""

    season_id: int
    tutor_id: int


def make_tutor_calendar(
    session: Session, *, actor: Actor, season_id: int, tutor_id: int, now: datetime
) -> str:
    """A new token for a tutor's calendar, beside those that are there; only its hash stays.

    It works until the end of the season's year.

    Raises:
        NotHere, NotAllowed: as `admit`; tutors do this for themselves.
    """
    admitted, tutor = _own(session, actor, season_id, "make_tutor_calendar", tutor_id)
    token = secrets.token_urlsafe(32)
    session.add(
        SignedLink(
            **home(admitted.season),
            token_hash=calendar_hash(token),
            purpose=LinkPurpose.RESUME,
            created_at=now,
            expires_at=_until(admitted.season, now),
            tutor_id=tutor.id,
        )
    )
    session.flush()
    note(session, admitted, tutor, now)
    return token


def stop_tutor_calendars(
    session: Session, *, actor: Actor, season_id: int, tutor_id: int, now: datetime
) -> None:
    """Make every calendar address of a tutor useless.

    Raises:
        NotHere, NotAllowed: as `admit`; tutors do this for themselves.
    """
    admitted, tutor = _own(session, actor, season_id, "stop_tutor_calendars", tutor_id)
    session.execute(
        update(SignedLink)
        .where(
            SignedLink.tutor_id == tutor.id,
            SignedLink.purpose == LinkPurpose.RESUME,
            SignedLink.revoked_at.is_(None),
        )
        .values(revoked_at=now)
        .execution_options(synchronize_session="fetch")
    )
    note(session, admitted, tutor, now)


def tutor_calendar_of(
    session: Session, *, municipality_id: int, token: str, now: datetime
) -> TutorCalendar | None:
    """Whose calendar this is; None: nobody's (any more)."""
    found = session.execute(
        select(Tutor.season_id, Tutor.id)
        .join(SignedLink, SignedLink.tutor_id == Tutor.id)
        .where(
            SignedLink.municipality_id == municipality_id,
            SignedLink.purpose == LinkPurpose.RESUME,
            SignedLink.token_hash == calendar_hash(token),
            SignedLink.revoked_at.is_(None),
            SignedLink.expires_at > now,
        )
    ).one_or_none()
    return None if found is None else TutorCalendar(*found)


def _own(
    session: Session, actor: Actor, season_id: int, verb: str, tutor_id: int
) -> tuple[Admitted, Tutor]:
    admitted = admit(
        session,
        actor=actor,
        season_id=season_id,
        verb=verb,
        subject=Subject(tutors=(tutor_id,)),
    )
    return admitted, find(session, Tutor, admitted.season, tutor_id)


def _until(season: Season, now: datetime) -> datetime:
    last = max(date(season.year, 12, 31), now.astimezone(BRUSSELS).date())
    return datetime.combine(last + timedelta(days=1), time(), BRUSSELS)
