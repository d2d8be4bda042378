"""What a sample municipality has to give: sites, rooms, offers and tutors."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field

from data.references import Municipality
from data.sample_calendar import Part, SampleBlock, drawn_weeks
from data.sample_draws import Draws, Weighted
from data.sample_words import (
    BACKGROUNDS,
    FIRST_NAMES,
    LAST_NAMES,
    PROGRAMMES,
    ROOM_NAMES,
    SITE_NAMES,
    SITES,
    TUTORING,
    Theme,
)
from solver.problem import Mode, Point

KM_PER_DEGREE_LAT = 111.2
KM_PER_DEGREE_LON = 69.8  # at 51° north

SITE_FEATURES = (
    ("step_free", 0.65), ("accessible_toilet", 0.5), ("quiet_space", 0.4), ("care_room", 0.15),
    ("hearing_loop", 0.15), ("parking", 0.3), ("assistance_dog", 0.5),
)  # fmt: skip
ROOM_FEATURES = (
    ("kitchen", 0.12), ("hall", 0.3), ("computers", 0.2), ("quiet_space", 0.1), ("outdoor", 0.3),
    ("workshop", 0.1), ("stage", 0.08),
)  # fmt: skip
SKILLS = (
    ("extra_adult", 0.3), ("sign_language", 0.03), ("simple_info", 0.35), ("predictability", 0.35),
    ("extra_breaks", 0.4), ("home_language_help", 0.2),
)  # fmt: skip
LANGUAGES = (("fr", 0.6), ("en", 0.7), ("ar", 0.12), ("tr", 0.1), ("uk", 0.04))
LARGE = 6000
"""From this many pupils on, offers run in more groups instead of growing in number."""


@dataclass(frozen=True, slots=True)
class SampleScale:
    """How large a sample is: its municipalities, how many pupils they share, how many weeks."""

    places: tuple[Municipality, ...]
    pupils: int
    week_count: int

    @property
    def share(self) -> float:
        """Pupils per municipality."""
        return self.pupils / len(self.places)

    @property
    def spread_km(self) -> float:
        """How far homes lie from a municipality's centre, as a standard deviation."""
        return 1.0 + math.sqrt(self.share) / 22


@dataclass(slots=True)
class SampleRoom:
    """A room; `weeks` is the bit set of weeks in which it is open."""

    id: str
    name: str
    capacity: int
    features: list[str]
    weeks: int


@dataclass(slots=True)
class SampleSite:
    """A location with its rooms, in the municipality with this NIS code."""

    id: str
    name: str
    point: Point
    features: list[str]
    nis: str
    rooms: list[SampleRoom] = field(default_factory=list)


@dataclass(slots=True)
class SampleOffer:
    """An offer. `sites` None: it may run anywhere; `pull`: how much families ask for it."""

    id: str
    title: str
    theme: Theme
    tutoring: bool
    sizes: tuple[int, int]
    max_groups: int
    assistants: int
    room: str
    blocks: list[SampleBlock]
    sites: list[SampleSite] | None
    pull: float
    group_eur: int

    @property
    def lead_goals(self) -> tuple[str, ...]:
        """What every lead must be able to lead."""
        return self.theme.goals if self.theme.leads is None else self.theme.leads


@dataclass(slots=True)
class SampleTutor:
    """A tutor; bit sets: `weeks` they work, `half_days` in which only part of the day."""

    id: str
    name: str
    leads: bool
    goals: list[str]
    ages: str
    languages: list[str]
    skills: list[str]
    point: Point
    mode: Mode
    max_travel: int | None
    hours_week: int
    hourly_eur: int
    weeks: int
    half_days: int


def near(draws: Draws, place: Municipality, km: float) -> Point:
    """A point around the municipality's centroid, normally spread over `km`."""
    return Point(
        round(place.lat + draws.normal() * km / KM_PER_DEGREE_LAT, 5),
        round(place.lon + draws.normal() * km / KM_PER_DEGREE_LON, 5),
    )


def person(draws: Draws) -> str:
    """A made-up name."""
    return f"{draws.pick(FIRST_NAMES)} {draws.pick(LAST_NAMES)}"


def make_sites(draws: Draws, scale: SampleScale) -> list[SampleSite]:
    """Sites with one to four rooms, and weeks in which a site is closed."""
    per_place = max(3, round(0.62 * math.sqrt(scale.share)))
    sites = []
    for number in range(per_place * len(scale.places)):
        place = scale.places[number % len(scale.places)]
        site = SampleSite(
            f"L{number + 1:03}",
            f"{draws.pick(SITES)} {draws.pick(SITE_NAMES)} {number + 1}",
            near(draws, place, 0.8 * scale.spread_km),
            draws.each(SITE_FEATURES),
            place.nis,
        )
        open_weeks = drawn_weeks(draws, scale.week_count, 0.88)
        for letter in "ABCD"[: draws.pick((1, 2, 2, 3, 4))]:
            site.rooms.append(
                SampleRoom(
                    f"{site.id}-{letter}",
                    f"{draws.pick(ROOM_NAMES)} {letter}",
                    draws.pick((8, 10, 12, 14, 16, 18, 20, 24)),
                    draws.each(ROOM_FEATURES),
                    open_weeks,
                )
            )
        sites.append(site)
    return sites


def make_offers(
    draws: Draws,
    scale: SampleScale,
    sites: Sequence[SampleSite],
    blocks: Sequence[SampleBlock],
) -> list[SampleOffer]:
    """Programmes and tutoring; each can be housed by at least one room."""
    places = scale.places
    wanted = max(9, round(0.026 * scale.share))
    per_place = min(wanted, max(9, 90 + round(scale.share) // 300))
    more = max(1, round(wanted / per_place)) if scale.share >= LARGE else 1
    local = {place.nis: [site for site in sites if site.nis == place.nis] for place in places}
    offers = []
    for number in range(1, per_place * len(places) + 1):
        mine = local[places[(number - 1) % len(places)].nis]
        make = _tutoring if draws.chance(0.22) else _programme
        offer = make(draws, number, blocks)
        offer.max_groups *= more
        if not draws.chance(0.35):
            offer.sites = draws.some(mine, draws.whole(1, 4))
        elif len(places) > 1:
            offer.sites = mine
        _house(draws, offer, mine if offer.sites is None else offer.sites)
        offers.append(offer)
    return offers


def _programme(draws: Draws, number: int, blocks: Sequence[SampleBlock]) -> SampleOffer:
    theme = draws.pick(PROGRAMMES)
    part = draws.pick((Part.MORNING, Part.MORNING, Part.AFTERNOON, Part.DAY, Part.DAY))
    long = part is not Part.AFTERNOON and draws.chance(0.35)
    pool = [b for b in blocks if b.part is part and (b.weeks & b.weeks - 1 != 0) == long]
    return SampleOffer(
        f"O{number:03}",
        f"{theme.title} {number}",
        theme,
        tutoring=False,
        sizes=(draws.pick((5, 6, 6, 8, 8)), draws.pick((10, 12, 14, 14, 16))),
        max_groups=draws.pick((2, 3, 4, 6, 8)),
        assistants=draws.pick((0, 1, 1)),
        room=theme.room if draws.chance(0.7) else "",
        blocks=draws.some(pool, draws.pick((1, 2, 2, 3, 4))),
        sites=None,
        pull=theme.pull * draws.heavy(1.5),
        group_eur=draws.pick((0, 150, 250, 400)),
    )


def _tutoring(draws: Draws, number: int, blocks: Sequence[SampleBlock]) -> SampleOffer:
    theme, sizes = draws.pick(TUTORING)
    pool = [block for block in blocks if block.part is Part.HOUR]
    return SampleOffer(
        f"O{number:03}",
        f"{theme.title} {number}",
        theme,
        tutoring=True,
        sizes=sizes,
        max_groups=draws.pick((4, 6, 8, 12)),
        assistants=0,
        room="",
        blocks=draws.some(pool, draws.whole(3, 8)),
        sites=None,
        pull=1.2,
        group_eur=0,
    )


def _house(draws: Draws, offer: SampleOffer, sites: Sequence[SampleSite]) -> None:
    """See to it that a room fits the offer: a planner offers what the sites can house."""
    rooms = [room for site in sites for room in site.rooms]
    if offer.room and not any(offer.room in room.features for room in rooms):
        draws.pick(rooms).features.append(offer.room)
    if all(room.capacity < offer.sizes[0] for room in rooms):
        draws.pick(rooms).capacity = offer.sizes[1]


def make_tutors(
    draws: Draws, scale: SampleScale, tight: float, offers: Sequence[SampleOffer]
) -> list[SampleTutor]:
    """Tutors for about a share `tight` of the demand; each suits at least one offer's goals."""
    km = 1.1 * scale.spread_km
    by_need = Weighted(offers, [offer.pull * offer.max_groups for offer in offers])
    tutors = []
    for number in range(1, max(12, round(0.1 * scale.pupils * tight)) + 1):
        offer = draws.weighed(by_need)
        goals = {*offer.lead_goals, *draws.pick(BACKGROUNDS)}
        tutors.append(
            SampleTutor(
                f"T{number:04}",
                person(draws),
                leads=draws.chance(0.7),
                goals=sorted(goals),
                ages=draws.pick(("", "", "", "", "3-14", "10-19")),
                languages=[] if draws.chance(0.05) else ["nl", *draws.each(LANGUAGES)],
                skills=draws.each(SKILLS),
                point=near(draws, draws.pick(scale.places), km),
                mode=draws.pick((Mode.BIKE, Mode.BIKE, Mode.CAR, Mode.TRANSIT)),
                max_travel=draws.pick((20, 30, 45, None)),
                hours_week=draws.pick((16, 20, 38, 38, 38)),
                hourly_eur=draws.pick((0, 0, 15, 22, 28)),
                weeks=draws.pick(offer.blocks).weeks | drawn_weeks(draws, scale.week_count, 0.3),
                half_days=sum(1 << week for week in range(scale.week_count) if draws.chance(0.12)),
            )
        )
    return tutors
