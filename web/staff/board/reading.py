"""What is on a board, read in a fixed number of queries."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, exists, func, select
from sqlalchemy.orm import Session

from models import (
    Block,
    BlockSession,
    Child,
    ChildNeed,
    Group,
    GroupTutor,
    Location,
    Offer,
    Pin,
    Place,
    Room,
    Season,
    Tutor,
    WaitingEntry,
    Wish,
)
from models.enums import OfferStatus, PlaceStatus, TutorRole, WaitingStatus
from web.listing import matching
from web.staff.board.columns import BlockTimes, times_by_block

MOST_BESIDE = 30
"""Rows of each list beside the board; the search finds the others."""


@dataclass(frozen=True, slots=True)
class InTeam:
    """A tutor in a group."""

    id: int
    name: str
    role: TutorRole
    pinned: bool


@dataclass(frozen=True, slots=True)
class Card:
    """A group as its card shows it."""

    id: int
    offer_id: int
    title: str
    block_id: int
    room_id: int
    size: int
    least: int
    most: int
    leads: int
    assistants: int
    team: tuple[InTeam, ...]
    needs: tuple[tuple[str, int], ...]
    waiting: int
    pinned: bool

    @property
    def too_few(self) -> bool:
        """Whether it has fewer children than it needs."""
        return self.size < self.least

    @property
    def missing(self) -> int:
        """How many tutors it still asks for."""
        return max(0, self.leads + self.assistants - len(self.team))


@dataclass(frozen=True, slots=True)
class Space:
    """A room of a site."""

    id: int
    name: str
    capacity: int
    location_id: int
    location: str


@dataclass(frozen=True, slots=True)
class Beside:
    """A list beside the board: (number, name, a few words); `total`: how many there are."""

    rows: Sequence[tuple[int, str, str]]
    total: int


@dataclass(frozen=True, slots=True)
class OnBoard:
    """Everything that a board shows."""

    cards: Sequence[Card]
    rooms: Sequence[Space]
    blocks: Mapping[int, BlockTimes]


def on_board(session: Session, season: Season, version_id: int) -> OnBoard:
    """The groups of a version, the rooms of the season and the blocks: seven queries."""
    return OnBoard(
        cards_of(session, season, version_id),
        rooms_of(session, season),
        blocks_of(session, season),
    )


def rooms_of(session: Session, season: Season) -> Sequence[Space]:
    """All rooms, by site."""
    found = session.execute(
        select(Room.id, Room.name, Room.code, Room.capacity, Location.id, Location.name)
        .join(Location, Location.id == Room.location_id)
        .where(Room.season_id == season.id)
        .order_by(Location.name, Location.id, Room.name, Room.id)
    )
    return [
        Space(number, name or code, capacity, site, called)
        for number, name, code, capacity, site, called in found
    ]


def blocks_of(session: Session, season: Season) -> Mapping[int, BlockTimes]:
    """All blocks that meet, by number."""
    found = session.execute(
        select(
            Block.id,
            Block.code,
            Block.label,
            BlockSession.day,
            BlockSession.start_min,
            BlockSession.end_min,
        )
        .join(BlockSession, BlockSession.block_id == Block.id)
        .where(Block.season_id == season.id)
    )
    rows = [
        (number, code, label, day, start, end) for number, code, label, day, start, end in found
    ]
    return times_by_block(rows)


def cards_of(
    session: Session, season: Season, version_id: int, only: Sequence[int] | None = None
) -> Sequence[Card]:
    """The cards of a version, or only some of them: five queries."""
    mine = [
        Group.season_id == season.id,
        Group.version_id == version_id,
        Group.cancelled_at.is_(None),
    ]
    if only is not None:
        mine.append(Group.id.in_(only))
    groups = session.execute(
        select(Group, Offer).join(Offer, Offer.id == Group.offer_id).where(*mine).order_by(Group.id)
    ).all()
    pinned = _pinned(session, season)
    teams = _teams(session, mine, pinned)
    needs = _needs(session, mine)
    waiting = dict(
        session.execute(
            select(WaitingEntry.group_id, func.count())
            .join(Group, Group.id == WaitingEntry.group_id)
            .where(*mine, WaitingEntry.status == WaitingStatus.WAITING)
            .group_by(WaitingEntry.group_id)
        ).all()
    )
    return [
        Card(
            id=group.id,
            offer_id=offer.id,
            title=offer.title,
            block_id=group.block_id,
            room_id=group.room_id,
            size=group.children_held,
            least=offer.min_size,
            most=group.max_children,
            leads=offer.leads,
            assistants=offer.assistants,
            team=tuple(teams[group.id]),
            needs=tuple(sorted(needs[group.id].items())),
            waiting=waiting.get(group.id, 0),
            pinned=(group.offer_id, group.block_id, group.room_id) in pinned,
        )
        for group, offer in groups
    ]


_Key = tuple[int, int, int]
_Mine = Sequence[ColumnElement[bool]]


def _pinned(session: Session, season: Season) -> Mapping[_Key, set[int]]:
    """Groups that are pinned open, themselves or by who is in them → the tutors pinned in them."""
    found: dict[_Key, set[int]] = {}
    for offer, block, room, tutor in session.execute(
        select(Pin.offer_id, Pin.block_id, Pin.room_id, Pin.tutor_id).where(
            Pin.season_id == season.id, Pin.must
        )
    ):
        tutors = found.setdefault((offer, block, room), set())
        if tutor is not None:
            tutors.add(tutor)
    return found


def _teams(
    session: Session, mine: _Mine, pinned: Mapping[_Key, set[int]]
) -> Mapping[int, list[InTeam]]:
    teams: dict[int, list[InTeam]] = defaultdict(list)
    for group, tutor, role, name, code, *key in session.execute(
        select(
            GroupTutor.group_id,
            GroupTutor.tutor_id,
            GroupTutor.role,
            Tutor.name,
            Tutor.code,
            Group.offer_id,
            Group.block_id,
            Group.room_id,
        )
        .join(Group, Group.id == GroupTutor.group_id)
        .join(Tutor, Tutor.id == GroupTutor.tutor_id)
        .where(*mine, GroupTutor.given_back_at.is_(None))
        .order_by(GroupTutor.role.desc(), Tutor.name, Tutor.id)
    ):
        offer, block, room = key
        fixed = tutor in pinned.get((offer, block, room), ())
        teams[group].append(InTeam(tutor, name or code, role, fixed))
    return teams


def _needs(session: Session, mine: _Mine) -> Mapping[int, Counter[str]]:
    needs: dict[int, Counter[str]] = defaultdict(Counter)
    for group, code, count in session.execute(
        select(Place.group_id, ChildNeed.code, func.count())
        .join(Group, Group.id == Place.group_id)
        .join(ChildNeed, ChildNeed.child_id == Place.child_id)
        .where(*mine, Place.status == PlaceStatus.HELD)
        .group_by(Place.group_id, ChildNeed.code)
    ):
        needs[group][code] = count
    return needs


def without_place(session: Session, season: Season, version_id: int, search: str) -> Beside:
    """Children who wished something and have no place in this version: one query."""
    held = exists().where(
        Place.version_id == version_id,
        Place.child_id == Child.id,
        Place.status == PlaceStatus.HELD,
    )
    wished = exists().where(Wish.child_id == Child.id)
    rows = session.execute(
        select(Child.id, Child.first_name, Child.ref, Child.birth_year, func.count().over())
        .where(
            Child.season_id == season.id,
            Child.asked_at.is_not(None),
            Child.withdrawn_at.is_(None),
            wished,
            ~held,
            *matching(search, Child.first_name, Child.ref),
        )
        .order_by(Child.first_name, Child.id)
        .limit(MOST_BESIDE)
    ).all()
    return Beside(
        [
            (number, name.partition(" ")[0] or ref, f"{ref} · {season.year - born}")
            for number, name, ref, born, _ in rows
        ],
        rows[0][-1] if rows else 0,
    )


def idle_tutors(session: Session, season: Season, version_id: int, search: str) -> Beside:
    """Tutors without a group in this version: one query."""
    busy = exists().where(
        GroupTutor.tutor_id == Tutor.id,
        GroupTutor.group_id == Group.id,
        GroupTutor.given_back_at.is_(None),
        Group.version_id == version_id,
        Group.cancelled_at.is_(None),
    )
    rows = session.execute(
        select(Tutor.id, Tutor.name, Tutor.code, Tutor.roles, func.count().over())
        .where(Tutor.season_id == season.id, ~busy, *matching(search, Tutor.name, Tutor.code))
        .order_by(Tutor.name, Tutor.id)
        .limit(MOST_BESIDE)
    ).all()
    return Beside(
        [(number, name or code, " ".join(roles)) for number, name, code, roles, _ in rows],
        rows[0][-1] if rows else 0,
    )


def offers_to_open(session: Session, season: Season) -> Sequence[tuple[int, str]]:
    """What a new group can be of: one query."""
    found = session.execute(
        select(Offer.id, Offer.title)
        .where(Offer.season_id == season.id, Offer.status != OfferStatus.WITHDRAWN)
        .order_by(Offer.title, Offer.id)
    )
    return [(number, title) for number, title in found]
