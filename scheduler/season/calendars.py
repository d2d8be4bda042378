"""A child's calendar feed: an address that nobody can guess, for the family's own calendar."""

from __future__ import annotations

import secrets
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from models import Child, ChildContact, Contact, Season, SignedLink
from models.enums import ActorKind, LinkPurpose
from scheduler.outbox.hours import BRUSSELS
from scheduler.rights import Actor, NotAllowed, Subject, admit
from scheduler.season.noting import note
from scheduler.season.rows import find, home
from scheduler.season.way_in_hashes import calendar_hash


class CalendarOf(NamedTuple):
    """Whose calendar an address is."""

    season_id: int
    child_id: int


def make_calendar(
    session: Session, *, actor: Actor, season_id: int, child_id: int, now: datetime
) -> str:
    """A new token for a child's calendar, beside those that are there; only its hash stays.

    It works until the end of the season's year, for as long as this contact brings the child up.

    Raises:
        NotHere, NotAllowed: as `admit`; families do this for their own child, and only they:
            an address that opens something of a child goes to nobody else.
    """
    admitted = admit(
        session,
        actor=actor,
        season_id=season_id,
        verb="make_calendar",
        subject=Subject(children=(child_id,)),
    )
    if actor.kind is not ActorKind.CONTACT or actor.id is None:
        raise NotAllowed
    child = find(session, Child, admitted.season, child_id)
    # The number of the child is part of the token, and the hash covers both.
    token = f"{child.id}-{secrets.token_urlsafe(32)}"
    session.add(
        SignedLink(
            **home(admitted.season),
            token_hash=calendar_hash(token),
            purpose=LinkPurpose.RESUME,
            created_at=now,
            expires_at=_until(admitted.season, now),
            contact_id=actor.id,
        )
    )
    session.flush()
    note(session, admitted, child, now)
    return token


def stop_calendars(
    session: Session, *, actor: Actor, season_id: int, contact_id: int, now: datetime
) -> None:
    """Make every calendar address that a contact made useless.

    Raises:
        NotHere, NotAllowed: as `admit`; families do this for themselves.
    """
    admitted = admit(
        session,
        actor=actor,
        season_id=season_id,
        verb="stop_calendars",
        subject=Subject(contacts=(contact_id,)),
    )
    contact = find(session, Contact, admitted.season, contact_id)
    session.execute(
        update(SignedLink)
        .where(
            SignedLink.contact_id == contact.id,
            SignedLink.purpose == LinkPurpose.RESUME,
            SignedLink.revoked_at.is_(None),
        )
        .values(revoked_at=now)
        .execution_options(synchronize_session="fetch")
    )
    note(session, admitted, contact, now)


def calendar_of(
    session: Session, *, municipality_id: int, token: str, now: datetime
) -> CalendarOf | None:
    """Whose calendar this is; None: nobody's (any more)."""
    number, _dash, _secret = token.partition("-")
    if not (number.isascii() and number.isdigit() and len(number) < 10):
        return None
    found = session.execute(
        select(Child.season_id, Child.id)
        .join(ChildContact, ChildContact.child_id == Child.id)
        .join(SignedLink, SignedLink.contact_id == ChildContact.contact_id)
        .where(
            Child.id == int(number),
            SignedLink.municipality_id == municipality_id,
            SignedLink.purpose == LinkPurpose.RESUME,
            SignedLink.token_hash == calendar_hash(token),
            SignedLink.revoked_at.is_(None),
            SignedLink.expires_at > now,
        )
    ).one_or_none()
    return None if found is None else CalendarOf(*found)


def _until(season: Season, now: datetime) -> datetime:
    last = max(date(season.year, 12, 31), now.astimezone(BRUSSELS).date())
    return datetime.combine(last + timedelta(days=1), time(), BRUSSELS)
