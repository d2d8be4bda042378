"""A family's data goes, for good (R16)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from models import Child, ChildContact, Contact, Group, Place, Season
from models.enums import PlaceStatus
from models.seats import give_back
from scheduler.rights import Actor, Subject, admit
from scheduler.season.noting import note
from scheduler.season.releasing import release
from scheduler.season.rows import find, saving
from scheduler.season.standing import hold_current


def erase_family(
    session: Session, *, actor: Actor, season_id: int, contact_id: int, now: datetime
) -> None:
    """Erase a contact and its children, in any phase, with all that is kept about them.

    Places go to who waits first. A child that somebody else brings up too stays theirs, and is
    no longer this contact's. Messages and links go along; the audit keeps numbers that name
    nobody any more. Runs keep the child under its random id, without a name, until they go by
    the retention clock.

    Raises:
        NotHere, NotAllowed: as `admit`; families do this for themselves.
    """
    admitted = admit(
        session,
        actor=actor,
        season_id=season_id,
        verb="erase_family",
        subject=Subject(contacts=(contact_id,)),
    )
    season = admitted.season
    hold_current(session, season)
    contact = find(session, Contact, season, contact_id)
    children = _only_theirs(session, contact)
    for child in children:
        child.withdrawn_at = child.withdrawn_at or now
    session.flush()
    release(session, season, [child.id for child in children], now)
    _give_back_everywhere(session, season, children, now)
    note(session, admitted, contact, now)
    with saving(session):
        numbers = [child.id for child in children]
        session.execute(delete(Place).where(Place.child_id.in_(numbers)))
        session.execute(delete(Child).where(Child.id.in_(numbers)))
        session.execute(delete(Contact).where(Contact.id == contact.id))


def _only_theirs(session: Session, contact: Contact) -> Sequence[Child]:
    """The children that nobody else brings up."""
    mine = select(ChildContact.child_id).where(ChildContact.contact_id == contact.id)
    alone = (
        select(ChildContact.child_id)
        .where(ChildContact.child_id.in_(mine))
        .group_by(ChildContact.child_id)
        .having(func.count() == 1)
    )
    return session.scalars(
        select(Child)
        .where(Child.id.in_(alone))
        .order_by(Child.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).all()


def _give_back_everywhere(
    session: Session, season: Season, children: Sequence[Child], now: datetime
) -> None:
    """Free the seats in versions that do not count (yet), so that their counts stay true."""
    places = session.scalars(
        select(Place.id)
        .join(Group, Group.id == Place.group_id)
        .where(
            Place.child_id.in_([child.id for child in children]),
            Place.status == PlaceStatus.HELD,
        )
        .order_by(Group.id, Place.id)
    ).all()
    for place in places:
        give_back(session, season_id=season.id, place_id=place, at=now)
