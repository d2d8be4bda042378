"""The published offers of a season with all that families read of them, in a few queries."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from data.collation import by_name
from models import Block as BlockRow
from models import (
    BlockSession,
    Child,
    Group,
    Location,
    Offer,
    OfferBlock,
    OfferLocation,
    Organiser,
    PlanVersion,
    Room,
    Season,
    Wish,
)
from models.enums import OfferStatus, Phase
from models.group import SMALL_GROUP
from web.public.offer.facts import NEEDS, STEP_FREE
from web.public.offer.facts import SMALL_GROUP as SMALL
from web.public.offer.goals import plain_goals
from web.public.offer.times import Block, Moment

WISHED: Final = frozenset({Phase.WISHES_OPEN, Phase.CLOSED, Phase.PLANNED})
"""While wishes count up, and no place is known."""

PLACED: Final = frozenset({Phase.PUBLISHED, Phase.RUNNING})
"""Once families know their places."""

_MUCH: Final = 1.5  # wishes for each seat
_FEWEST: Final = 10  # children, so that the words tell of nobody


@dataclass(frozen=True, slots=True)
class Place:
    """A site, with what its rooms have, each together with what is everywhere on it."""

    row: Location
    rooms: Sequence[tuple[int, frozenset[str]]]
    """Of each room: its capacity and features."""

    def fitting(self, offer: Offer) -> Iterator[tuple[int, frozenset[str]]]:
        """The rooms that have what an offer asks for, and hold its smallest group."""
        asked = frozenset(offer.room_features)
        return (room for room in self.rooms if asked <= room[1] and room[0] >= offer.min_size)


@dataclass(frozen=True, slots=True)
class Shown:
    """A published offer. `runs`: blocks in which a group goes on; None: that is not known yet."""

    row: Offer
    blocks: Sequence[Block]
    places: Sequence[Place]
    organiser: Organiser | None
    much_asked: bool
    runs: frozenset[int] | None

    @property
    def id(self) -> int:
        """Its number."""
        return self.row.id

    @property
    def goals(self) -> tuple[str, ...]:
        """Its goals in plain words, as they stand in addresses."""
        return plain_goals(self.row.goals)

    @property
    def going_on(self) -> tuple[Block, ...]:
        """The blocks that one can still be in."""
        return tuple(each for each in self.blocks if self.runs is None or each.id in self.runs)

    def features(self, place: Place) -> frozenset[str]:
        """What families find at a place: what is everywhere, or in each room that fits."""
        rooms = [features for _seats, features in place.fitting(self.row)]
        return frozenset(place.row.features).union(frozenset.intersection(*rooms) if rooms else ())

    def meets(self, needs: Collection[str], *, at: int | None = None) -> bool:
        """Whether one of its rooms meets all these needs together, as planning holds to it.

        Args:
            needs: of those in `NEEDS`.
            at: the number of the only site that counts; None: any of them.
        """
        if SMALL in needs and self.row.min_size > SMALL_GROUP:
            return False
        if STEP_FREE in needs and self.row.step_free is False:
            return False
        of_place = frozenset(needs) - {SMALL}
        return not of_place or any(
            of_place <= features
            for place in self.places
            if at is None or at == place.row.id
            for _seats, features in place.fitting(self.row)
        )

    @property
    def met(self) -> tuple[str, ...]:
        """The needs that can be met here, one by one."""
        return tuple(need for need in NEEDS if self.meets({need}))


def is_shown(season: Season | None) -> bool:
    """Whether anyone may see its offers."""
    return season is not None and season.phase not in {Phase.DRAFT, Phase.ARCHIVED}


def catalogue(session: Session, season: Season, *, only: int | None = None) -> tuple[Shown, ...]:
    """Its published offers by title, in at most nine queries however many there are.

    Args:
        session: one that reads.
        season: one that anyone may see.
        only: the number of one offer; the others are left out.
    """
    published = (Offer.season_id == season.id, Offer.status == OfferStatus.PUBLISHED)
    wanted = published if only is None else (*published, Offer.id == only)
    offers = session.scalars(select(Offer).where(*wanted)).all()
    if not offers:
        return ()
    blocks = _blocks(session, season)
    places = _places(session, season)
    own_places = _listed(session, season, OfferLocation.offer_id, OfferLocation.location_id)
    own_blocks = _listed(session, season, OfferBlock.offer_id, OfferBlock.block_id)
    organisers = {
        each.id: each
        for each in session.scalars(
            select(Organiser).where(Organiser.municipality_id == season.municipality_id)
        )
    }
    much = _much_asked(session, season) if season.phase in WISHED else frozenset()
    groups = _groups(session, season) if season.phase in PLACED else None
    made = []
    for offer in offers:
        allowed = [places[number] for number in own_places.get(offer.id, places)]
        fitting = [place for place in allowed if any(place.fitting(offer))]
        runs = None if groups is None else groups.get(offer.id, {})
        if runs:
            there = frozenset().union(*runs.values())
            fitting = [place for place in places.values() if place.row.id in there]
        when = [blocks[number] for number in own_blocks.get(offer.id, ()) if number in blocks]
        made.append(
            Shown(
                offer,
                sorted(when, key=lambda each: (each.first, each.moments[0].start, each.id)),
                fitting or allowed,
                organisers.get(offer.organiser_id or 0),
                offer.id in much,
                None if runs is None else frozenset(runs),
            )
        )
    return tuple(sorted(made, key=lambda each: (by_name(each.row.title), each.id)))


def _listed(session: Session, season: Season, key: Any, value: Any) -> Mapping[int, list[int]]:
    """The numbers that belong to each offer, in their order."""
    table = key.class_
    found: dict[int, list[int]] = {}
    rows = session.execute(
        select(key, value).where(table.season_id == season.id).order_by(table.id)
    )
    for offer, number in rows:
        found.setdefault(offer, []).append(number)
    return found


def _blocks(session: Session, season: Season) -> Mapping[int, Block]:
    """Every block that has a session."""
    found: dict[int, tuple[str, list[Moment]]] = {}
    rows = session.execute(
        select(
            BlockRow.id,
            BlockRow.label,
            BlockSession.day,
            BlockSession.start_min,
            BlockSession.end_min,
        )
        .join(BlockSession, BlockSession.block_id == BlockRow.id)
        .where(BlockRow.season_id == season.id)
        .order_by(BlockSession.day, BlockSession.start_min)
    )
    for number, label, day, start, end in rows:
        found.setdefault(number, (label, []))[1].append(Moment(day, start, end))
    return {number: Block(number, *parts) for number, parts in found.items()}


def _places(session: Session, season: Season) -> Mapping[int, Place]:
    """Every site with its rooms, by name."""
    rooms: dict[int, list[tuple[int, frozenset[str]]]] = {}
    for site, capacity, features in session.execute(
        select(Room.location_id, Room.capacity, Room.features).where(Room.season_id == season.id)
    ):
        rooms.setdefault(site, []).append((capacity, frozenset(features)))
    sites = session.scalars(select(Location).where(Location.season_id == season.id))
    return {
        site.id: Place(
            site,
            [(seats, own.union(site.features)) for seats, own in rooms.get(site.id, ())],
        )
        for site in sorted(sites, key=lambda each: (by_name(each.name), each.id))
    }


def _much_asked(session: Session, season: Season) -> frozenset[int]:
    """The offers that many more children want than can have a place, of many children only."""
    children = func.count(Wish.child_id.distinct())
    seats = Offer.max_groups * Offer.max_size
    return frozenset(
        session.scalars(
            select(Offer.id)
            .join(Wish, Wish.offer_id == Offer.id)
            .join(Child, Child.id == Wish.child_id)
            .where(
                Offer.season_id == season.id,
                Child.asked_at.is_not(None),
                Child.withdrawn_at.is_(None),
            )
            .group_by(Offer.id, Offer.max_groups, Offer.max_size)
            .having(seats > 0, children >= _FEWEST, children > seats * _MUCH)
        )
    )


def _groups(session: Session, season: Season) -> Mapping[int, Mapping[int, frozenset[int]]]:
    """Offer → block → the sites at which a group of the published plan goes on."""
    found: dict[int, dict[int, frozenset[int]]] = {}
    rows = session.execute(
        select(Group.offer_id, Group.block_id, Room.location_id)
        .join(PlanVersion, PlanVersion.id == Group.version_id)
        .join(Room, Room.id == Group.room_id)
        .where(
            PlanVersion.season_id == season.id,
            PlanVersion.is_current,
            Group.cancelled_at.is_(None),
        )
    )
    for offer, block, site in rows:
        own = found.setdefault(offer, {})
        own[block] = own.get(block, frozenset()) | {site}
    return found
