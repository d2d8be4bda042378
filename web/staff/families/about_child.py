"""What is shown of one child: asked for, given and told, in the order of a page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import aliased

from models import (
    AvailabilityWindow,
    Block,
    BlockSession,
    Child,
    ChildContact,
    ChildNeed,
    Contact,
    EmergencyContact,
    Group,
    Link,
    Location,
    Message,
    Offer,
    Place,
    PlanVersion,
    Refusal,
    Room,
    WaitingEntry,
    Wish,
)
from models.enums import WaitingStatus
from web.database import reading
from web.guarding import season as this_season
from web.languages import said_in
from web.staff.families.wishable import block_name
from web.staff.naming import need_names


@dataclass(frozen=True, slots=True)
class Asked:
    """An offer at a time and a place, in words; "": any."""

    number: int
    rank: int
    offer: str
    when: str
    where: str


@dataclass(frozen=True, slots=True)
class Given:
    """A place: `held` or given back."""

    slot: Asked
    held: bool


@dataclass(frozen=True, slots=True)
class Together:
    """A link with another child, seen from this one.

    `who`: its first name where both have a contact in common, else its code; `to_agree`: this
    child was asked, and has not answered.
    """

    number: int
    who: str
    strict: bool
    agreed: bool
    to_agree: bool


def contacts_of(child: Child) -> Sequence[Contact]:
    """Who brings the child up, in the order in which they came."""
    return (
        reading()
        .scalars(
            select(Contact)
            .join(ChildContact, ChildContact.contact_id == Contact.id)
            .where(ChildContact.child_id == child.id)
            .order_by(ChildContact.id)
        )
        .all()
    )


def siblings_of(child: Child) -> Sequence[Child]:
    """The other children of these contacts."""
    mine = select(ChildContact.contact_id).where(ChildContact.child_id == child.id)
    return (
        reading()
        .scalars(
            select(Child)
            .where(
                Child.id != child.id,
                Child.id.in_(
                    select(ChildContact.child_id).where(ChildContact.contact_id.in_(mine))
                ),
            )
            .order_by(Child.id)
        )
        .all()
    )


def wishes_of(child: Child) -> tuple[Asked, ...]:
    """What is asked, dearest first."""
    return _asked(Wish, Wish.id, Wish.child_id == child.id)


def needs_of(child: Child) -> list[str]:
    """What is to be arranged, in words."""
    names = need_names()
    codes = reading().scalars(
        select(ChildNeed.code).where(ChildNeed.child_id == child.id).order_by(ChildNeed.id)
    )
    return [names.get(code, code) for code in codes]


def windows_of(child: Child) -> Sequence[AvailabilityWindow]:
    """When the child is free; none: always."""
    return (
        reading()
        .scalars(
            select(AvailabilityWindow)
            .where(AvailabilityWindow.child_id == child.id)
            .order_by(AvailabilityWindow.first_day, AvailabilityWindow.id)
        )
        .all()
    )


def people_of(child: Child) -> Sequence[EmergencyContact]:
    """Whom to call on the day."""
    return (
        reading()
        .scalars(
            select(EmergencyContact)
            .where(EmergencyContact.child_id == child.id)
            .order_by(EmergencyContact.id)
        )
        .all()
    )


def places_of(child: Child) -> tuple[Given, ...]:
    """The places in the plan that families see."""
    first, last = func.min(BlockSession.day), func.max(BlockSession.day)
    rows = reading().execute(
        select(
            Place.id,
            Place.rank,
            Place.status,
            Offer.title,
            Block.label,
            Block.code,
            Location.name,
            first.label("first"),
            last.label("last"),
        )
        .join(Group, Group.id == Place.group_id)
        .join(PlanVersion, PlanVersion.id == Place.version_id)
        .join(Offer, Offer.id == Group.offer_id)
        .join(Block, Block.id == Group.block_id)
        .join(BlockSession, BlockSession.block_id == Block.id)
        .join(Room, Room.id == Group.room_id)
        .join(Location, Location.id == Room.location_id)
        .where(Place.child_id == child.id, PlanVersion.is_current)
        .group_by(Place.id, Offer.id, Block.id, Location.id)
        .order_by(first, Place.id)
    )
    return tuple(
        Given(
            Asked(
                row.id,
                row.rank,
                row.title,
                block_name(row.label or row.code, row.first, row.last),
                row.name,
            ),
            row.status == "held",
        )
        for row in rows
    )


def refusals_of(child: Child) -> tuple[tuple[Asked, str], ...]:
    """The wishes that were not granted, each with why."""
    current = Refusal.version_id.in_(
        select(PlanVersion.id).where(
            PlanVersion.season_id == child.season_id, PlanVersion.is_current
        )
    )
    slots = _asked(Refusal, Refusal.id, (Refusal.child_id == child.id) & current)
    why = dict(
        reading()
        .execute(select(Refusal.id, Refusal.detail).where(Refusal.child_id == child.id))
        .all()
    )
    return tuple((slot, str(why[slot.number].get(said_in(), ""))) for slot in slots)


def waits_of(child: Child) -> Sequence[str]:
    """The offers for which the child waits."""
    return (
        reading()
        .scalars(
            select(Offer.title)
            .join(Group, Group.offer_id == Offer.id)
            .join(WaitingEntry, WaitingEntry.group_id == Group.id)
            .join(PlanVersion, PlanVersion.id == Group.version_id)
            .where(
                WaitingEntry.child_id == child.id,
                WaitingEntry.status == WaitingStatus.WAITING,
                PlanVersion.is_current,
            )
            .order_by(Offer.title)
        )
        .all()
    )


def links_of(child: Child, siblings: Sequence[Child]) -> tuple[Together, ...]:
    """The links, in the order in which they were asked."""
    other = aliased(Child)
    rows = reading().execute(
        select(Link, other)
        .join(
            other,
            or_(
                and_(Link.child_a_id == child.id, other.id == Link.child_b_id),
                and_(Link.child_b_id == child.id, other.id == Link.child_a_id),
            ),
        )
        .order_by(Link.id)
    )
    own = {each.id for each in siblings}
    return tuple(
        Together(
            link.id,
            friend.first_name if friend.id in own else (friend.link_code or friend.ref),
            link.strict,
            link.agreed_at is not None,
            link.agreed_at is None and link.child_b_id == child.id,
        )
        for link, friend in rows
    )


def messages_to(contacts: Sequence[Contact]) -> Sequence[Message]:
    """What these contacts were told, newest first; never the words."""
    return (
        reading()
        .scalars(
            select(Message)
            .where(
                Message.season_id == this_season().id,
                Message.contact_id.in_([each.id for each in contacts]),
            )
            .order_by(Message.created_at.desc(), Message.id.desc())
            .limit(50)
        )
        .all()
    )


def _asked(model: Any, number: Any, which: Any) -> tuple[Asked, ...]:
    first, last = func.min(BlockSession.day), func.max(BlockSession.day)
    rows = reading().execute(
        select(
            number.label("number"),
            model.rank,
            Offer.title,
            Block.label,
            Block.code,
            Location.name,
            first.label("first"),
            last.label("last"),
        )
        .join(Offer, Offer.id == model.offer_id)
        .outerjoin(Block, Block.id == model.block_id)
        .outerjoin(BlockSession, BlockSession.block_id == Block.id)
        .outerjoin(Location, Location.id == model.location_id)
        .where(which)
        .group_by(number, model.rank, Offer.id, Block.id, Location.id)
        .order_by(model.rank, number)
    )
    return tuple(
        Asked(
            row.number,
            row.rank,
            row.title,
            block_name(row.label or row.code, row.first, row.last) if row.code else "",
            row.name or "",
        )
        for row in rows
    )
