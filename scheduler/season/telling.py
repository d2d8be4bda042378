"""Tells families what happened: one message to each contact of a child."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Child, ChildContact, Contact, Season, Wish
from scheduler.outbox import Unreachable, queue
from scheduler.outbox.occasions import Occasion
from scheduler.season.slots import Asked

_AT_ONCE = 500


def contacts_of(session: Session, children: Iterable[int]) -> Mapping[int, list[Contact]]:
    """The contacts of each child who has any, in the order in which they came."""
    wanted = sorted(set(children))
    found: dict[int, list[Contact]] = {}
    for first in range(0, len(wanted), _AT_ONCE):
        some = wanted[first : first + _AT_ONCE]
        for child, contact in session.execute(
            select(ChildContact.child_id, Contact)
            .join(Contact, Contact.id == ChildContact.contact_id)
            .where(ChildContact.child_id.in_(some))
            .order_by(ChildContact.id)
        ):
            found.setdefault(child, []).append(contact)
    return found


def tell(  # noqa: PLR0913  (each by name)
    session: Session,
    *,
    season: Season,
    contacts: Iterable[Contact],
    occasion: Occasion,
    about: str,
    now: datetime,
) -> None:
    """Queue a message to these contacts; `about` makes it one of a kind (its `dedup_key`).

    Who cannot be reached in any way, such as a child that came in by a dataset, gets none.
    """
    for contact in contacts:
        try:
            queue(
                session,
                municipality_id=season.municipality_id,
                recipient=contact,
                occasion=occasion,
                dedup_key=f"{about}:contact={contact.id}",
                now=now,
            )
        except Unreachable:
            continue


def tell_family(  # noqa: PLR0913  (each by name)
    session: Session,
    *,
    season: Season,
    child: Child,
    occasion: Occasion,
    about: str,
    now: datetime,
) -> None:
    """Queue a message to every contact of one child."""
    contacts = contacts_of(session, (child.id,)).get(child.id, ())
    tell(session, season=season, contacts=contacts, occasion=occasion, about=about, now=now)


def wishes_of(session: Session, child: Child) -> tuple[Asked, ...]:
    """What a child wishes, dearest first."""
    return tuple(
        session.execute(
            select(Wish.offer_id, Wish.block_id, Wish.location_id)
            .where(Wish.child_id == child.id)
            .order_by(Wish.rank, Wish.id)
        )
    )
