"""Random small problems, richly varied: every rule of the contract bites in some of them."""

from __future__ import annotations

import random
from dataclasses import dataclass, replace
from datetime import date, timedelta

from hypothesis import strategies as st

from solver.problem import (
    Block,
    Link,
    LinkKind,
    Location,
    Mode,
    Offer,
    Pin,
    Point,
    Problem,
    Pupil,
    Role,
    Room,
    Season,
    Session,
    Travel,
    Tutor,
    Window,
    Wish,
)

FIRST_DAY = date(2027, 7, 1)
LAST_DAY = date(2027, 8, 31)
MONDAY = date(2027, 7, 5)
FEATURES = ("step_free", "quiet_space", "hall")
SKILLS = ("extra_adult", "simple_info")
GOALS = ("LO-NED", "LO-WIS", "SPEL")
SHAPES: tuple[tuple[str, tuple[int, ...], float, float], ...] = (
    ("w1-vm", (0, 1, 2), 9, 12),
    ("w1-nm", (0, 1), 12.25, 16),
    ("w1-nm-aan", (0, 2), 12, 15),  # touches the morning: only without travel
    ("w1-dag", (0, 1), 9, 16),
    ("w2-vm", (7, 8), 9, 12),
    ("w1-2-vm", (1, 7, 8), 9, 12),
    ("bijles-10", (1, 3, 8), 10, 11),
    ("bijles-11", (1, 3, 8), 11, 12),
    ("bijles-13", (1, 8), 13, 14),
    ("bijles-12", (1, 3), 12.25, 13.25),
)
"""Blocks: name, days after Monday, start and end in hours. They overlap, touch, or leave a gap."""
AGES = ((None, None), (5, 12), (6, 10), (7, 10), (None, 9))


@dataclass(frozen=True)
class Size:
    """How many of each part, as (least, most)."""

    pupils: tuple[int, int]
    offers: tuple[int, int]
    locations: tuple[int, int]
    rooms: tuple[int, int]
    tutors: tuple[int, int]
    blocks: tuple[int, int]
    least: tuple[int, ...]
    """Choices for `min_size`."""
    spare: tuple[int, ...]
    """Choices for `max_size` above it."""


SIZES = {
    "tiny": Size((2, 4), (1, 3), (1, 2), (1, 2), (2, 3), (1, 3), (1, 1, 1, 2), (0, 0, 1, 2)),
    "small": Size((3, 9), (2, 4), (1, 3), (2, 4), (2, 5), (2, 5), (1, 1, 2, 2, 3), (0, 1, 2, 4)),
    "crowd": Size((11, 14), (1, 2), (1, 2), (1, 2), (2, 4), (1, 1), (1, 2, 5), (8, 9)),
    "medium": Size((25, 40), (4, 6), (2, 4), (4, 7), (6, 10), (4, 7), (2, 3, 5), (2, 3, 5, 7)),
}


def random_problem(seed: int, *, size: str = "small") -> Problem:
    """The problem of this seed; `size` is `tiny`, `small` (3–9 pupils), `crowd`, `medium` (25–40).

    About one in eight of the small ones is a `crowd`: more pupils, fewer offers, groups around
    the limit of a small group.
    """
    rng = random.Random(f"{size}|{seed}")
    if size == "small" and rng.random() < 0.125:
        size = "crowd"
    return _Maker(rng, SIZES[size], busy=size == "crowd").problem()


def problem_strategy(size: str = "small") -> st.SearchStrategy[Problem]:
    """Random problems for hypothesis, by seed."""
    return st.integers(0, 2**32 - 1).map(lambda seed: random_problem(seed, size=size))


class _Maker:
    def __init__(self, rng: random.Random, size: Size, *, busy: bool) -> None:
        self.rng, self.size, self.busy = rng, size, busy

    def often(self, share: float) -> bool:
        return self.rng.random() < share

    def count(self, between: tuple[int, int]) -> range:
        return range(1, self.rng.randint(*between) + 1)

    def some(self, of: tuple[str, ...], share: float) -> frozenset[str]:
        return frozenset(name for name in of if self.often(share))

    def point(self, spread: float = 0.03) -> Point:
        lat, lon = self.rng.uniform(-spread, spread), self.rng.uniform(-spread, spread)
        return Point(round(51 + lat, 4), round(4 + 1.6 * lon, 4))

    def problem(self) -> Problem:
        rng = self.rng
        shapes = rng.sample(SHAPES, rng.randint(*self.size.blocks))
        self.blocks = tuple(_block(*shape) for shape in shapes)
        self.locations = tuple(
            Location(f"L{n}", f"Site {n}", self.point(), self.some(FEATURES, 0.4))
            for n in self.count(self.size.locations)
        )
        self.rooms = tuple(self.room(n) for n in self.count(self.size.rooms))
        self.offers = tuple(self.offer(n) for n in self.count(self.size.offers))
        self.tutors = tuple(self.tutor(n) for n in self.count(self.size.tutors))
        self.pupils = [self.pupil(n) for n in self.count(self.size.pupils)]
        self.wishes = {pupil.id: self.wishes_of(pupil) for pupil in self.pupils}
        links = self.links()
        budget = rng.choice((15_000, 40_000, 90_000)) if self.often(0.2) else None
        return Problem(
            Season("Zomer", FIRST_DAY, LAST_DAY, f"seed-{rng.random()}", budget_cents=budget),
            self.blocks,
            self.locations,
            self.rooms,
            self.tutors,
            self.offers,
            tuple(self.pupils),
            tuple(wish for wishes in self.wishes.values() for wish in wishes),
            links,
            self.pins() if self.often(0.25) else (),
            self.travel() if self.often(0.4) else Travel({}, {}, {}),
        )

    def windows(self, share: float) -> tuple[Window, ...]:
        if not self.often(share):
            return ()
        week1, week2 = (MONDAY, MONDAY + timedelta(6)), (MONDAY + timedelta(7), LAST_DAY)
        noon = 12 * 60 + 30
        choices = (
            (Window(*week1),),
            (Window(*week2),),
            (Window(FIRST_DAY, LAST_DAY, 8 * 60, noon),),
            (Window(FIRST_DAY, LAST_DAY, noon, 18 * 60),),
            (Window(*week1, 8 * 60, 11 * 60), Window(*week1, 11 * 60, 17 * 60), Window(*week2)),
        )
        return self.rng.choice(choices)

    def room(self, number: int) -> Room:
        capacity = self.rng.choice((9, 12, 14) if self.busy else (3, 3, 4, 6, 9))
        site = self.rng.choice(self.locations).id
        return Room(
            f"R{number}",
            site,
            capacity,
            features=self.some(FEATURES, 0.3),
            windows=self.windows(0.1),
        )

    def offer(self, number: int) -> Offer:
        rng = self.rng
        least = rng.choice(self.size.least)
        blocks = tuple(block.id for block in self.blocks)
        ages = ((None, None), (5, 12)) if self.busy else AGES
        youngest, oldest = rng.choice(ages)
        sites = tuple(site.id for site in self.locations)
        goals = tuple(sorted(self.some(GOALS, 0.25)))
        return Offer(
            f"O{number}",
            f"Offer {number}",
            rng.choice(("programme", "tutoring")),
            least,
            least + rng.choice(self.size.spare),
            rng.choice((1, 1, 2, 3)),
            rng.choice((1, 1, 1, 1, 1, 1, 2)),
            tuple(rng.sample(blocks, rng.randint(1, min(3, len(blocks))))),
            sites if self.often(0.75) else tuple(rng.sample(sites, rng.randint(1, len(sites)))),
            goals,
            rng.choice((0, 0, 0, 0, 1)),
            frozenset(goals[:1]) if self.often(0.5) else frozenset(goals),
            youngest,
            oldest,
            rng.choice(("", "nl", "nl", "nl", "fr")),
            frozenset({"hall"}) if self.often(0.08) else frozenset(),
            rng.choice((0, 0, 1_500, 7_550)),
        )

    def tutor(self, number: int) -> Tutor:
        rng = self.rng
        roles = rng.choice(("lead", *["lead assistant"] * 4, "assistant"))
        return Tutor(
            f"T{number}",
            frozenset(Role(role) for role in roles.split()),
            self.some(GOALS, 0.85),
            rng.choice((None, None, None, None, None, (5, 12), (6, 11))),
            frozenset(rng.choice(("", "nl", "nl fr", "nl fr", "nl fr")).split()),
            self.some(SKILLS, 0.5),
            self.point() if self.often(0.6) else None,
            rng.choice((*Mode, Mode.BIKE, Mode.CAR)),
            rng.choice((None, None, None, 25, 40)),
            rng.choice((None, None, None, None, 240, 540, 600)),
            rng.choice((0, 0, 1_500, 2_277)),
            self.windows(0.1),
        )

    def pupil(self, number: int) -> Pupil:
        rng = self.rng
        return Pupil(
            f"P{number}",
            rng.randint(5, 11),
            self.point() if self.often(0.8) else None,
            rng.choice(tuple(Mode)),
            rng.choice((None, None, None, 20, 30, 45)),
            self.some(FEATURES[:2], 0.08),
            self.some(SKILLS, 0.09),
            self.often(0.15 if self.busy else 0.05),
            self.often(0.1),
            rng.choice((1, 1, 2, 2, 3)),
            self.windows(0.05 if self.busy else 0.15),
        )

    def wishes_of(self, pupil: Pupil) -> list[Wish]:
        asked: dict[tuple[str, str | None, str | None], None] = {}
        for _ in range(self.rng.choice((1, 2, 2, 3) if self.busy else (0, 1, 2, 3, 3, 4, 5))):
            offer = self.rng.choice(self.offers)
            block = self.rng.choice(offer.blocks) if self.often(0.35) else None
            site = self.rng.choice(offer.locations) if self.often(0.2) else None
            asked[offer.id, block, site] = None
        rank, wishes = 0, []
        for wanted in asked:
            rank += 1 if not rank or self.often(0.8) else 0
            wishes.append(Wish(pupil.id, rank, *wanted, rank))
        return wishes

    def links(self) -> tuple[Link, ...]:
        found: dict[tuple[str, str], Link] = {}
        for _ in range(self.rng.choice((0, 0, 0, 1, 1, 2))):
            one, other = self.rng.sample(range(len(self.pupils)), 2)
            first, second = self.pupils[one], self.pupils[other]
            if self.often(0.7):  # friends are alike, else a strict link just shuts both out
                second = replace(
                    first,
                    id=second.id,
                    companion=second.companion,
                    support_needs=second.support_needs,
                    max_places=self.rng.choice((first.max_places, second.max_places)),
                )
                self.pupils[other] = second
                self.wishes[second.id] = [
                    replace(wish, pupil_id=second.id) for wish in self.wishes[first.id]
                ]
            found[first.id, second.id] = Link(
                first.id, second.id, self.rng.choice(tuple(LinkKind)), self.often(0.5)
            )
        return tuple(found.values())

    def pins(self) -> tuple[Pin, ...]:
        found = []
        for _ in range(self.rng.choice((1, 1, 2))):
            offer, room = self.rng.choice(self.offers), self.rng.choice(self.rooms)
            where = (offer.id, self.rng.choice(offer.blocks), room.id)
            wishers = sorted(
                {
                    pupil_id
                    for pupil_id, wishes in self.wishes.items()
                    if any(w.matches(where[0], where[1], room.location_id) for w in wishes)
                }
            )
            must = self.often(0.4) and len(wishers) >= offer.min_size
            must = must and room.location_id in offer.locations
            pupil_id = self.rng.choice(wishers) if wishers and self.often(0.4) else None
            tutor_id = self.rng.choice(self.tutors).id if self.often(0.2) else None
            found.append(Pin(must, *where, tutor_id, pupil_id))
        return tuple(found)

    def travel(self) -> Travel:
        minutes = (0, 5, 14, 15, 16, 25, 45, 75)
        pairs = [(a.id, b.id) for a in self.locations for b in self.locations if a is not b]
        return Travel(
            {
                (pupil.id, site.id): self.rng.choice(minutes)
                for pupil in self.pupils
                for site in self.locations
                if self.often(0.2)
            },
            {
                (tutor.id, site.id): self.rng.choice(minutes)
                for tutor in self.tutors
                for site in self.locations
                if self.often(0.2)
            },
            {pair: self.rng.choice(minutes[2:]) for pair in pairs if self.often(0.6)},
        )


def _block(name: str, days: tuple[int, ...], start: float, end: float) -> Block:
    return Block(
        name,
        tuple(Session(MONDAY + timedelta(day), round(start * 60), round(end * 60)) for day in days),
    )


def permuted(problem: Problem, seed: int) -> Problem:
    """The same problem with every table in another order."""
    rng = random.Random(seed)
    return replace(
        problem,
        blocks=tuple(rng.sample(problem.blocks, len(problem.blocks))),
        locations=tuple(rng.sample(problem.locations, len(problem.locations))),
        rooms=tuple(rng.sample(problem.rooms, len(problem.rooms))),
        tutors=tuple(rng.sample(problem.tutors, len(problem.tutors))),
        offers=tuple(rng.sample(problem.offers, len(problem.offers))),
        pupils=tuple(rng.sample(problem.pupils, len(problem.pupils))),
        wishes=tuple(rng.sample(problem.wishes, len(problem.wishes))),
        links=tuple(rng.sample(problem.links, len(problem.links))),
        pins=tuple(rng.sample(problem.pins, len(problem.pins))),
    )


def changed(problem: Problem, seed: int) -> Problem:
    """The season a week later: a tutor ill, a wish withdrawn, a pupil busy, new wishes first."""
    rng = random.Random(seed)
    wishes = list(problem.wishes)
    tutors, pupils = list(problem.tutors), list(problem.pupils)
    if len(tutors) > 1 and rng.random() < 0.5:
        tutors.pop(rng.randrange(len(tutors)))
    if wishes and rng.random() < 0.4:
        wishes.pop(rng.randrange(len(wishes)))
    if rng.random() < 0.4:
        one = rng.randrange(len(pupils))
        pupils[one] = replace(pupils[one], windows=(Window(MONDAY, MONDAY + timedelta(6)),))
    if problem.offers and rng.random() < 0.7:
        newcomer = Pupil(f"P{len(pupils) + 1}", 8)
        pupils.append(newcomer)
        wishes.append(Wish(newcomer.id, 1, rng.choice(problem.offers).id, None, None, 1))
    known = {tutor.id for tutor in tutors}
    pins = tuple(pin for pin in problem.pins if pin.tutor_id is None or pin.tutor_id in known)
    return replace(
        problem, tutors=tuple(tutors), pupils=tuple(pupils), wishes=tuple(wishes), pins=pins
    )
