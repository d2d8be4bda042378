"""A family withdraws: one wish, one child or all, at any time, without a reason (R3)."""
# ruff: noqa: PLR0913  (verbs take everything by name)

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Child, ChildContact, Contact, Season, Wish
from scheduler.outbox.occasions import Withdrawn
from scheduler.rights import Actor, Subject, admit
from scheduler.season.noting import note
from scheduler.season.refusals import NotHere
from scheduler.season.releasing import release, release_unwished
from scheduler.season.requests import touch
from scheduler.season.rows import find
from scheduler.season.standing import hold_current
from scheduler.season.telling import tell_family


def withdraw_wish(
    session: Session, *, actor: Actor, season_id: int, child_id: int, wish_id: int, now: datetime
) -> None:
    """Withdraw one wish, in any phase. A place that no other wish asks for is given back.

    Raises:
        NotHere, NotAllowed: as `admit`; it is not a wish of this child.
    """
    admitted = admit(
        session,
        actor=actor,
        season_id=season_id,
        verb="withdraw_wish",
        subject=Subject(children=(child_id,)),
    )
    season = admitted.season
    hold_current(session, season)
    child = find(session, Child, season, child_id)
    wish = find(session, Wish, season, wish_id)
    if wish.child_id != child.id:
        raise NotHere
    session.delete(wish)
    touch(child, now)
    session.flush()
    release_unwished(session, season, child.id, now)
    note(session, admitted, child, now)


def withdraw_child(
    session: Session, *, actor: Actor, season_id: int, child_id: int, now: datetime
) -> None:
    """Withdraw all that was asked for one child, in any phase; its places go to who waits.

    What was told stays until it is erased, so that the family can ask again until closing.
    Withdrawn already: nothing changes.

    Raises:
        NotHere, NotAllowed: as `admit`; families do this for their own child.
    """
    admitted = admit(
        session,
        actor=actor,
        season_id=season_id,
        verb="withdraw_child",
        subject=Subject(children=(child_id,)),
    )
    hold_current(session, admitted.season)
    child = find(session, Child, admitted.season, child_id)
    _withdraw(session, admitted.season, (child,), now)
    note(session, admitted, child, now)


def withdraw_family(
    session: Session, *, actor: Actor, season_id: int, contact_id: int, now: datetime
) -> None:
    """The same for all children of a contact.

    Raises:
        NotHere, NotAllowed: as `admit`; families do this for themselves.
    """
    admitted = admit(
        session,
        actor=actor,
        season_id=season_id,
        verb="withdraw_family",
        subject=Subject(contacts=(contact_id,)),
    )
    season = admitted.season
    hold_current(session, season)
    contact = find(session, Contact, season, contact_id)
    children = session.scalars(
        select(Child)
        .join(ChildContact, ChildContact.child_id == Child.id)
        .where(ChildContact.contact_id == contact.id)
        .order_by(Child.id)
        .with_for_update(of=Child, key_share=True)
        .execution_options(populate_existing=True)
    ).all()
    _withdraw(session, season, children, now)
    note(session, admitted, contact, now)


def _withdraw(session: Session, season: Season, children: Sequence[Child], now: datetime) -> None:
    leaving = [child for child in children if child.withdrawn_at is None]
    for child in leaving:
        child.withdrawn_at = now
    session.flush()
    release(session, season, [child.id for child in leaving], now)
    for child in leaving:
        tell_family(
            session,
            season=season,
            child=child,
            occasion=Withdrawn(child=child.first_name),
            about=f"withdrawn:child={child.id}:at={now.isoformat()}",
            now=now,
        )
