"""A child's calendar feed: an address that nobody can guess, for the family's own calendar."""

from __future__ import annotations

import secrets
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Child, ChildContact, Contact, SignedLink
from models.enums import ActorKind, LinkPurpose
from scheduler.rights import Actor, NotAllowed, Subject, admit
from scheduler.season.noting import note
from scheduler.season.rows import find
from scheduler.season.signed_links import new_calendar_link, of_contact, revoke, standing
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
    session.add(new_calendar_link(admitted.season, of_contact(actor.id), token=token, now=now))
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
    revoke(session, of_contact(contact.id), LinkPurpose.RESUME, now)
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
            *standing(municipality_id, LinkPurpose.RESUME, calendar_hash(token), now),
        )
    ).one_or_none()
    return None if found is None else CalendarOf(*found)
