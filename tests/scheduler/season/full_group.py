"""A full group, and those who wait for it."""

from __future__ import annotations

from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from models import (
    Child,
    ChildContact,
    Contact,
    Group,
    Link,
    Message,
    Offer,
    Place,
    PlanVersion,
    WaitingEntry,
    Wish,
)
from models.enums import Channel, ContactRole, LinkKind, PlaceStatus, WaitingStatus
from scheduler.rights import Role
from scheduler.season.places import give_back_place
from solver.fairness.draw import digest
from tests.scheduler.season.giving_out import give_out, make_current, put_version
from tests.scheduler.season.town import NOW, Town


def by(town: Town, role: Role = Role.DESK) -> dict[str, Any]:
    return {"actor": town.actor(role), "season_id": town.season, "now": NOW}


class Waiting:
    """A group of two, full, with more children waiting for it, in the order of the draw."""

    def __init__(self, session: Session, town: Town, *, waiting: int = 4, size: int = 2) -> None:
        self.session, self.town = session, town
        home: dict[str, Any] = {"municipality_id": town.municipality, "season_id": town.season}
        old = session.get_one(PlanVersion, town.version)
        old.is_current = False
        session.get_one(Offer, town.offer).max_size = size
        session.flush()
        refs = [f"kind-{number}" for number in range(size + waiting)]
        session.execute(
            insert(Child),
            [{**home, "ref": ref, "birth_year": 2017, "asked_at": NOW} for ref in refs],
        )
        wanted = select(Child.ref, Child.id).where(Child.ref.in_(refs))
        numbers = dict(session.execute(wanted).all())
        self.holders = [numbers[ref] for ref in refs[:size]]
        self.waiting = [
            numbers[ref] for ref in sorted(refs[size:], key=lambda ref: digest("zaad", ref))
        ]
        for number in (*self.holders, *self.waiting):
            family = Contact(
                **home,
                role=ContactRole.PARENT,
                channel=Channel.MAIL,
                email=f"{number}@voorbeeld.example",
            )
            session.add(family)
            session.flush()
            session.add(ChildContact(**home, child_id=number, contact_id=family.id))
            session.add(Wish(**home, child_id=number, rank=1, offer_id=town.offer))
        session.flush()
        self.home = home

    def publish(self) -> Waiting:
        """Put the plan in: the holders hold, who wishes it too waits."""
        town, session = self.town, self.session
        sing = (town.offer, town.other_block, town.room, self.holders)
        self.version = put_version(session, town, *give_out(session, town, [sing]))
        make_current(session, self.version)
        self.group = session.scalars(select(Group.id).where(Group.version_id == self.version)).one()
        return self

    def place_of(self, child: int) -> int:
        return self.session.scalars(
            select(Place.id).where(Place.group_id == self.group, Place.child_id == child)
        ).one()

    def give_back(self, child: int) -> None:
        give_back_place(
            self.session, **by(self.town), child_id=child, place_id=self.place_of(child)
        )

    def held(self) -> set[int]:
        found = set(
            self.session.scalars(
                select(Place.child_id).where(
                    Place.group_id == self.group, Place.status == PlaceStatus.HELD
                )
            )
        )
        group = self.session.get_one(Group, self.group)
        assert group.children_held == len(found)
        return found

    def waits(self) -> list[int]:
        return list(
            self.session.scalars(
                select(WaitingEntry.child_id)
                .where(
                    WaitingEntry.group_id == self.group,
                    WaitingEntry.status == WaitingStatus.WAITING,
                    WaitingEntry.child_id.in_((*self.holders, *self.waiting)),
                )
                .order_by(WaitingEntry.draw_digest)
            )
        )

    def link(self, one: int, other: int, kind: LinkKind) -> None:
        self.session.add(
            Link(
                **self.home,
                child_a_id=one,
                child_b_id=other,
                kind=kind,
                strict=True,
                agreed_at=NOW,
            )
        )
        self.session.flush()

    def told(self, kind: str) -> set[int]:
        """The children whose contacts have a message of this kind."""
        return set(
            self.session.scalars(
                select(ChildContact.child_id)
                .join(Message, Message.contact_id == ChildContact.contact_id)
                .where(Message.kind == kind)
            )
        )
