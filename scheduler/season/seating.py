"""Seats that come free go to who waits, in the order of the draw, at once."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Final

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session, aliased

from models import AuditEntry, BlockSession, Child, Group, Link, Place, Room, Season, WaitingEntry
from models.enums import ActorKind, LinkKind, PlaceStatus, WaitingStatus
from models.seats import take_seat
from scheduler.outbox.hours import BRUSSELS
from scheduler.outbox.occasions import Promoted
from scheduler.season.candidates import Candidate, able_to_join
from scheduler.season.rows import home
from scheduler.season.slots import Slots
from scheduler.season.standing import dense_rank, site_of
from scheduler.season.telling import tell_family

_SOME: Final = 20
_Strict = Mapping[int, Sequence[tuple[int, LinkKind]]]


def fill(session: Session, season: Season, group: Group, now: datetime) -> tuple[int, ...]:
    """Give the group's free seats to who waits; the numbers of the children that got one.

    The first by draw number comes first; who cannot join now (has as many places as wanted,
    a clash, a companion and one seat left) is passed over and goes on waiting. Strictly linked
    children join together or not at all, at the better number. Every family is told, every
    promotion is in the audit. Hold the version before (`standing.hold_current`).
    """
    if group.cancelled_at is not None or is_over(session, group, now):
        return ()
    entries = session.scalars(
        select(WaitingEntry)
        .where(WaitingEntry.group_id == group.id, WaitingEntry.status == WaitingStatus.WAITING)
        .order_by(WaitingEntry.draw_digest)
        .execution_options(populate_existing=True)
    ).all()
    if not entries or group.children_held >= group.max_children:
        return ()
    waits = {entry.child_id: entry for entry in entries}
    able = _Able(session, season, group, tuple(waits))
    party_of = _Parties(session, group, able)
    joined: list[int] = []
    for child in waits:
        if group.children_held >= group.max_children:
            break
        if child in joined:
            continue
        party = party_of(child)
        if party and _seat(session, season, group, party, now):
            joined.extend(party)
    for child in joined:
        waits[child].status = WaitingStatus.PROMOTED
        waits[child].ended_at = now
    session.flush()
    _tell(session, season, group, joined, now)
    return tuple(joined)


def is_over(session: Session, group: Group, now: datetime) -> bool:
    """Whether the last session of a group was before today."""
    last = session.scalar(
        select(func.max(BlockSession.day)).where(BlockSession.block_id == group.block_id)
    )
    return last is None or last < now.astimezone(BRUSSELS).date()


def _seat(
    session: Session,
    season: Season,
    group: Group,
    party: Mapping[int, Candidate],
    now: datetime,
) -> bool:
    """Seat all of them, or none."""
    whole = session.begin_nested()
    for child, candidate in party.items():
        place = Place(
            **home(season),
            version_id=group.version_id,
            offer_id=group.offer_id,
            group_id=group.id,
            child_id=child,
            rank=dense_rank(session, child, group) or 1,
            given_at=now,
            seats=candidate.seats,
            small_group=candidate.small_group,
        )
        if not take_seat(session, place):
            whole.rollback()
            return False
    whole.commit()
    return True


class _Able:
    """Who of those that wait could join: looked up some at a time, since seats are few."""

    def __init__(
        self, session: Session, season: Season, group: Group, waiting: Sequence[int]
    ) -> None:
        self._session = session
        self._season = season
        self._group = group
        self.waiting = waiting
        self._found: dict[int, Candidate | None] = {}

    def __call__(self, child: int) -> Candidate | None:
        """The child as a candidate; None: it does not wait, or could not join."""
        if child not in self._found:
            at = self.waiting.index(child) if child in self.waiting else None
            some = () if at is None else self.waiting[at : at + _SOME]
            able = able_to_join(self._session, self._season, self._group, some)
            self._found |= {each: able.get(each) for each in (*some, child)}
        return self._found[child]


class _Parties:
    """Who must join together: strictly linked children (contract, 3.8)."""

    def __init__(self, session: Session, group: Group, able: _Able) -> None:
        self._session = session
        self._group = group
        self._able = able
        self._strict = _strict_links(session, group, able.waiting)

    def __call__(self, child: int) -> Mapping[int, Candidate]:
        """The child and all that must join with it; nobody where one of these cannot."""
        party: dict[int, Candidate] = {}
        there = self._there() if child in self._strict else {}
        coming = [child]
        for member in coming:
            candidate = self._able(member)
            if candidate is None:
                return {}
            party[member] = candidate
            for other, kind in self._strict.get(member, ()):
                if other not in coming and other not in there[kind]:
                    coming.append(other)
        return party

    def _there(self) -> Mapping[LinkKind, set[int]]:
        """Who has a place in the group, and who has one at its site in its block."""
        group = self._group
        held = (
            select(Place.child_id)
            .join(Group, Group.id == Place.group_id)
            .where(Place.version_id == group.version_id, Place.status == PlaceStatus.HELD)
        )
        in_group = held.where(Group.id == group.id)
        at_site = held.join(Room, Room.id == Group.room_id).where(
            Group.block_id == group.block_id,
            Group.cancelled_at.is_(None),
            Room.location_id == site_of(self._session, group),
        )
        return {
            LinkKind.SAME_GROUP: set(self._session.scalars(in_group)),
            LinkKind.SAME_SITE: set(self._session.scalars(at_site)),
        }


def _strict_links(session: Session, group: Group, children: Collection[int]) -> _Strict:
    """Strict links that were agreed on, both ways, with children that take part."""
    one, other = aliased(Child), aliased(Child)
    found = session.execute(
        select(Link.child_a_id, Link.child_b_id, Link.kind)
        .join(one, one.id == Link.child_a_id)
        .join(other, other.id == Link.child_b_id)
        .where(
            Link.season_id == group.season_id,
            Link.strict,
            Link.agreed_at.is_not(None),
            or_(Link.child_a_id.in_(children), Link.child_b_id.in_(children)),
            one.asked_at.is_not(None),
            one.withdrawn_at.is_(None),
            other.asked_at.is_not(None),
            other.withdrawn_at.is_(None),
        )
    )
    strict: dict[int, list[tuple[int, LinkKind]]] = {}
    for a, b, kind in found:
        strict.setdefault(a, []).append((b, kind))
        strict.setdefault(b, []).append((a, kind))
    return strict


def _tell(
    session: Session, season: Season, group: Group, joined: Sequence[int], now: datetime
) -> None:
    if not joined:
        return
    slot = Slots(session, season).of_group(group)
    for number in joined:
        session.add(
            AuditEntry(
                **home(season),
                at=now,
                actor_kind=ActorKind.SYSTEM,
                verb="promoted",
                subject_kind="child",
                subject_id=number,
            )
        )
        child = session.get_one(Child, number)
        tell_family(
            session,
            season=season,
            child=child,
            occasion=Promoted(child=child.first_name, place=slot),
            about=f"promoted:group={group.id}:child={number}:at={now.isoformat()}",
            now=now,
        )
    session.flush()
