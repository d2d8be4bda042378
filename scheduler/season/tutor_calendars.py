"""A tutor's calendar feed: an address that nobody can guess, for the tutor's own calendar."""

from __future__ import annotations

import secrets
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import SignedLink, Tutor
from models.enums import LinkPurpose
from scheduler.rights import Actor, Admitted, Subject, admit
from scheduler.season.noting import note
from scheduler.season.rows import find
from scheduler.season.signed_links import new_calendar_link, of_tutor, revoke, standing
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
    session.add(new_calendar_link(admitted.season, of_tutor(tutor.id), token=token, now=now))
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
    revoke(session, of_tutor(tutor.id), LinkPurpose.RESUME, now)
    note(session, admitted, tutor, now)


def tutor_calendar_of(
    session: Session, *, municipality_id: int, token: str, now: datetime
) -> TutorCalendar | None:
    """Whose calendar this is; None: nobody's (any more)."""
    found = session.execute(
        select(Tutor.season_id, Tutor.id)
        .join(SignedLink, SignedLink.tutor_id == Tutor.id)
        .where(
            *standing(municipality_id, LinkPurpose.RESUME, calendar_hash(token), now),
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
