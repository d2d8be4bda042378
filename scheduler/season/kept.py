"""What is kept about a family, and who looked at it (R16)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session

from models import (
    Attendance,
    AuditEntry,
    AvailabilityWindow,
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
    RequestDraft,
    Room,
    SignedLink,
    TravelTime,
    WaitingEntry,
    Wish,
)
from models.base import Base
from models.enums import ActorKind
from scheduler.rights import Actor, Subject, admit
from scheduler.season.noting import note
from scheduler.season.rows import find

_Row = dict[str, Any]
_NOBODYS: Final = frozenset(
    {"municipality_id", "season_id", "token_hash", "code_hash", "body_html"}
)
"""Columns that say nothing about a family, or only say it twice."""


@dataclass(frozen=True, slots=True)
class Look:
    """Somebody of the municipality, by number, did or saw something of the family."""

    at: datetime
    account_id: int
    verb: str


def what_is_kept(
    session: Session, *, actor: Actor, season_id: int, contact_id: int, now: datetime
) -> dict[str, list[_Row]]:
    """Everything that is kept about a contact and its children: table → rows, column → value.

    Places and refusals are those of published plans: what was tried is not about the family.
    Planning runs keep children under their random id, without names.

    Raises:
        NotHere, NotAllowed: as `admit`; families see themselves.
    """
    admitted = admit(
        session,
        actor=actor,
        season_id=season_id,
        verb="what_is_kept",
        subject=Subject(contacts=(contact_id,)),
    )
    contact = find(session, Contact, admitted.season, contact_id)
    found = kept_of(session, contact)
    note(session, admitted, contact, now)
    return found


def kept_of(session: Session, contact: Contact) -> dict[str, list[_Row]]:
    """The same, for who knows already that it is for this contact itself; writes nothing."""
    season_id = contact.season_id
    children = session.scalars(
        select(Child)
        .join(ChildContact, ChildContact.child_id == Child.id)
        .where(ChildContact.contact_id == contact.id)
        .order_by(Child.id)
    ).all()
    mine = [child.id for child in children]
    published = select(PlanVersion.id).where(
        PlanVersion.season_id == season_id, PlanVersion.published_at.is_not(None)
    )
    links = Link.child_a_id.in_(mine) | Link.child_b_id.in_(mine)
    waits = (
        select(WaitingEntry)
        .join(Group, Group.id == WaitingEntry.group_id)
        .where(WaitingEntry.child_id.in_(mine), Group.version_id.in_(published))
    )
    found: dict[str, list[_Row]] = {"contact": _rows([contact]), "child": _rows(children)}
    for model in (ChildNeed, EmergencyContact, AvailabilityWindow, TravelTime, Wish):
        found[model.__tablename__] = _rows(
            session.scalars(select(model).where(model.child_id.in_(mine)).order_by(model.id))
        )
    found["link"] = _rows(session.scalars(select(Link).where(links).order_by(Link.id)))
    for kept in (Place, Refusal):
        found[kept.__tablename__] = _rows(
            session.scalars(
                select(kept)
                .where(kept.child_id.in_(mine), kept.version_id.in_(published))
                .order_by(kept.id)
            )
        )
    found["waiting_entry"] = _rows(session.scalars(waits.order_by(WaitingEntry.id)))
    found["attendance"] = _rows(
        session.scalars(
            select(Attendance)
            .join(Place, Place.id == Attendance.place_id)
            .where(Place.child_id.in_(mine))
            .order_by(Attendance.id)
        )
    )
    for sent in (Message, SignedLink, RequestDraft):
        found[sent.__tablename__] = _rows(
            session.scalars(select(sent).where(sent.contact_id == contact.id).order_by(sent.id))
        )
    _add_names(session, season_id, found)
    return found


def who_looked(
    session: Session, *, actor: Actor, season_id: int, contact_id: int, now: datetime
) -> tuple[Look, ...]:
    """Who of the municipality did or saw something of the family, newest first.

    Raises:
        NotHere, NotAllowed: as `admit`; families see who looked at themselves.
    """
    admitted = admit(
        session,
        actor=actor,
        season_id=season_id,
        verb="who_looked",
        subject=Subject(contacts=(contact_id,)),
    )
    contact = find(session, Contact, admitted.season, contact_id)
    looks = looks_at(session, contact)
    note(session, admitted, contact, now)
    return looks


def looks_at(session: Session, contact: Contact) -> tuple[Look, ...]:
    """The same, for who knows already that it is for this contact itself; writes nothing."""
    mine = select(ChildContact.child_id).where(ChildContact.contact_id == contact.id)
    found = session.execute(
        select(AuditEntry.at, AuditEntry.actor_id, AuditEntry.verb)
        .where(
            AuditEntry.municipality_id == contact.municipality_id,
            AuditEntry.actor_kind == ActorKind.ACCOUNT,
            or_(
                and_(AuditEntry.subject_kind == "child", AuditEntry.subject_id.in_(mine)),
                and_(AuditEntry.subject_kind == "contact", AuditEntry.subject_id == contact.id),
            ),
        )
        .order_by(AuditEntry.id.desc())
    )
    return tuple(Look(at, who, verb) for at, who, verb in found if who is not None)


def _rows(rows: Iterable[Base]) -> list[_Row]:
    return [
        {
            column.key: getattr(row, column.key)
            for column in row.__table__.columns
            if column.key not in _NOBODYS
        }
        for row in rows
    ]


def _add_names(session: Session, season_id: int, found: dict[str, list[_Row]]) -> None:
    """Say which offer, which place and which days are meant, beside their numbers."""
    titles = dict(
        session.execute(select(Offer.id, Offer.title).where(Offer.season_id == season_id)).all()
    )
    sites = dict(
        session.execute(
            select(Group.id, Location.name)
            .join(Room, Room.id == Group.room_id)
            .join(Location, Location.id == Room.location_id)
            .where(Group.season_id == season_id)
        ).all()
    )
    mine = {row["group_id"] for rows in found.values() for row in rows if "group_id" in row}
    days = {
        group: (first, last)
        for group, first, last in session.execute(
            select(Group.id, func.min(BlockSession.day), func.max(BlockSession.day))
            .join(BlockSession, BlockSession.block_id == Group.block_id)
            .where(Group.id.in_(mine))
            .group_by(Group.id)
        )
    }
    for rows in found.values():
        for row in rows:
            if row.get("offer_id") in titles:
                row["offer"] = titles[row["offer_id"]]
            if row.get("group_id") in sites:
                row["location"] = sites[row["group_id"]]
                row["first_day"], row["last_day"] = days.get(row["group_id"], (None, None))
