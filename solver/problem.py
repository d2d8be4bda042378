"""The planning problem as immutable data: what may be planned, for whom, under which rules.

Everything here is plain data without behaviour that searches. The meaning of every
field is fixed by the dataset contract (docs/dataset.md, sections 1 to 3). Persons are
known by their id only: names never reach the solver.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import NamedTuple, TypeVar

SMALL_GROUP = 8
"""The most pupils in a group that meets the need `small_group` (contract, 3.7)."""

LONGEST_LOSS = 28
"""`loss(r)` never exceeds this, so that one very low wish cannot outweigh many (4, level 2)."""


class Role(StrEnum):
    """What a tutor does in a group."""

    LEAD = "lead"
    ASSISTANT = "assistant"


class Mode(StrEnum):
    """How somebody travels (contract, section 2)."""

    FOOT = "foot"
    BIKE = "bike"
    TRANSIT = "transit"
    CAR = "car"


class Policy(StrEnum):
    """How places are given out (contract, sections 4 and 5)."""

    BEST = "best"
    DRAW = "draw"


class LinkKind(StrEnum):
    """What two linked pupils share (contract, 3.8)."""

    SAME_GROUP = "same_group"
    SAME_SITE = "same_site"


class Point(NamedTuple):
    """A place on earth, in degrees (WGS84)."""

    lat: float
    lon: float


@dataclass(frozen=True, slots=True)
class Session:
    """One meeting of a block. `start` and `end` are minutes after midnight, `start < end`."""

    day: date
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Window:
    """Days (both included) and minutes after midnight in which somebody is available."""

    first_day: date
    last_day: date
    start: int = 0
    end: int = 24 * 60


@dataclass(frozen=True, slots=True)
class Season:
    """The season as a whole. `budget_cents` is None where there is no limit."""

    name: str
    first_day: date
    last_day: date
    draw_seed: str
    policy: Policy = Policy.BEST
    budget_cents: int | None = None

    @property
    def year(self) -> int:
        """The year from which ages are counted."""
        return self.first_day.year


@dataclass(frozen=True, slots=True)
class Block:
    """Sessions that a pupil attends as one whole, sorted by day and start."""

    id: str
    sessions: tuple[Session, ...]
    label: str = ""


@dataclass(frozen=True, slots=True)
class Location:
    """A site. `features` hold everywhere on it."""

    id: str
    name: str
    point: Point
    features: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Room:
    """A room; `capacity` counts pupils and companions; `features` are its own, not the site's."""

    id: str
    location_id: str
    capacity: int
    name: str = ""
    features: frozenset[str] = frozenset()
    windows: tuple[Window, ...] = ()


@dataclass(frozen=True, slots=True)
class Tutor:
    """A tutor. Empty `windows`: always available; None: no limit; `minutes_week` per ISO week.

    `ages` is (youngest, oldest), both included, or None for all. `languages` empty means
    unknown, which suits every offer. `hourly_cents` is per session hour.
    """

    id: str
    roles: frozenset[Role]
    goals: frozenset[str] = frozenset()
    ages: tuple[int, int] | None = None
    languages: frozenset[str] = frozenset()
    skills: frozenset[str] = frozenset()
    point: Point | None = None
    mode: Mode = Mode.BIKE
    max_travel: int | None = None
    minutes_week: int | None = None
    hourly_cents: int = 0
    windows: tuple[Window, ...] = ()


@dataclass(frozen=True, slots=True)
class Offer:
    """What can be taken part in. `blocks` and `locations` are where it may run, all ids resolved.

    `lead_goals` are resolved too: the goals that every lead must be able to lead (empty: none).
    `age_from`/`age_to` None: no limit on that side. `language` empty: none named.
    """

    id: str
    title: str
    kind: str
    min_size: int
    max_size: int
    max_groups: int
    leads: int
    blocks: tuple[str, ...]
    locations: tuple[str, ...]
    goals: tuple[str, ...] = ()
    assistants: int = 0
    lead_goals: frozenset[str] = frozenset()
    age_from: int | None = None
    age_to: int | None = None
    language: str = ""
    room_features: frozenset[str] = frozenset()
    group_cents: int = 0


@dataclass(frozen=True, slots=True)
class Pupil:
    """A child, as far as planning needs to know. Needs are split by what meets them (3.7).

    `place_needs` are met by a feature of the room or its location, `support_needs` by a
    skill of one of the group's tutors, `small_group` by a group of at most `SMALL_GROUP`,
    `companion` takes one more seat of the room. Empty `windows`: always available.
    """

    id: str
    age: int
    point: Point | None = None
    mode: Mode = Mode.BIKE
    max_travel: int | None = None
    place_needs: frozenset[str] = frozenset()
    support_needs: frozenset[str] = frozenset()
    small_group: bool = False
    companion: bool = False
    max_places: int = 1
    windows: tuple[Window, ...] = ()


@dataclass(frozen=True, slots=True)
class Wish:
    """What a family asked for. `rank` is dense per pupil (1 = dearest), `stated_rank` as written.

    `block_id` and `location_id` None: any.
    """

    pupil_id: str
    rank: int
    offer_id: str
    block_id: str | None = None
    location_id: str | None = None
    stated_rank: int = 0

    def matches(self, offer_id: str, block_id: str, location_id: str) -> bool:
        """Whether a place in that offer, block and location is what this wish asks for."""
        return (
            self.offer_id == offer_id
            and self.block_id in (None, block_id)
            and self.location_id in (None, location_id)
        )


@dataclass(frozen=True, slots=True)
class Link:
    """Two pupils who want to be together; `strict` makes it a rule (3.8)."""

    pupil_a: str
    pupil_b: str
    kind: LinkKind
    strict: bool


@dataclass(frozen=True, slots=True)
class Pin:
    """A planner's lock on the group (offer, block, room), and on a tutor or pupil in it (3.9)."""

    must: bool
    offer_id: str
    block_id: str
    room_id: str
    tutor_id: str | None = None
    pupil_id: str | None = None


@dataclass(frozen=True)
class Travel:
    """Measured minutes that replace the estimate (section 2), keyed by (from id, location id)."""

    pupils: Mapping[tuple[str, str], int]
    tutors: Mapping[tuple[str, str], int]
    locations: Mapping[tuple[str, str], int]


NO_TRAVEL = Travel({}, {}, {})


class MalformedProblem(ValueError):
    """The parts of a problem do not fit together (an id that is not there, or twice)."""


@dataclass(frozen=True)
class Problem:
    """One season to be planned. All ids that parts name are there, and unique per kind.

    The order of the parts carries no meaning: a plan may not depend on it.

    Raises:
        MalformedProblem: an id is double or unknown.
    """

    season: Season
    blocks: tuple[Block, ...]
    locations: tuple[Location, ...]
    rooms: tuple[Room, ...]
    tutors: tuple[Tutor, ...]
    offers: tuple[Offer, ...]
    pupils: tuple[Pupil, ...]
    wishes: tuple[Wish, ...]
    links: tuple[Link, ...] = ()
    pins: tuple[Pin, ...] = ()
    travel: Travel = NO_TRAVEL

    def __post_init__(self) -> None:
        for index in (
            self.block_by_id,
            self.location_by_id,
            self.room_by_id,
            self.tutor_by_id,
            self.offer_by_id,
            self.pupil_by_id,
        ):
            del index
        self._require("room", "location", self.location_by_id, (r.location_id for r in self.rooms))
        for offer in self.offers:
            self._require(offer.id, "block", self.block_by_id, offer.blocks)
            self._require(offer.id, "location", self.location_by_id, offer.locations)
        for wish in self.wishes:
            self._require("wish", "pupil", self.pupil_by_id, (wish.pupil_id,))
            self._require("wish", "offer", self.offer_by_id, (wish.offer_id,))
        for link in self.links:
            self._require("link", "pupil", self.pupil_by_id, (link.pupil_a, link.pupil_b))
        for pin in self.pins:
            self._require("pin", "offer", self.offer_by_id, (pin.offer_id,))
            self._require("pin", "block", self.block_by_id, (pin.block_id,))
            self._require("pin", "room", self.room_by_id, (pin.room_id,))
            self._require("pin", "tutor", self.tutor_by_id, (pin.tutor_id,) if pin.tutor_id else ())
            self._require("pin", "pupil", self.pupil_by_id, (pin.pupil_id,) if pin.pupil_id else ())

    @staticmethod
    def _require(what: str, kind: str, known: Mapping[str, object], named: Iterable[str]) -> None:
        for name in named:
            if name not in known:
                raise MalformedProblem(f"{what} names the {kind} {name!r}, which is not there")

    @cached_property
    def block_by_id(self) -> Mapping[str, Block]:
        """Blocks by id."""
        return _by_id("block", self.blocks)

    @cached_property
    def location_by_id(self) -> Mapping[str, Location]:
        """Locations by id."""
        return _by_id("location", self.locations)

    @cached_property
    def room_by_id(self) -> Mapping[str, Room]:
        """Rooms by id."""
        return _by_id("room", self.rooms)

    @cached_property
    def tutor_by_id(self) -> Mapping[str, Tutor]:
        """Tutors by id."""
        return _by_id("tutor", self.tutors)

    @cached_property
    def offer_by_id(self) -> Mapping[str, Offer]:
        """Offers by id."""
        return _by_id("offer", self.offers)

    @cached_property
    def pupil_by_id(self) -> Mapping[str, Pupil]:
        """Pupils by id."""
        return _by_id("pupil", self.pupils)

    @cached_property
    def wishes_by_pupil(self) -> Mapping[str, tuple[Wish, ...]]:
        """The wishes of each pupil who has any, dearest first."""
        found: dict[str, list[Wish]] = {}
        for wish in self.wishes:
            found.setdefault(wish.pupil_id, []).append(wish)
        return {
            pupil: tuple(
                sorted(
                    wishes,
                    key=lambda w: (w.rank, w.offer_id, w.block_id or "", w.location_id or ""),
                )
            )
            for pupil, wishes in found.items()
        }


_Part = TypeVar("_Part", Block, Location, Room, Tutor, Offer, Pupil)


def _by_id(kind: str, parts: tuple[_Part, ...]) -> Mapping[str, _Part]:
    index: dict[str, _Part] = {}
    for part in parts:
        if part.id in index:
            raise MalformedProblem(f"the {kind} {part.id!r} is there twice")
        index[part.id] = part
    return index


def loss(rank: int) -> int:
    """What a child loses whose best granted wish has this dense rank (4, level 2)."""
    return min(LONGEST_LOSS, rank * (rank - 1) // 2)


def further_gain(places: int) -> int:
    """`h(k)`: what k places of one child are worth beyond having one at all (4, level 3)."""
    return (0, 0, 4, 7, 9, 10)[min(places, 5)]
