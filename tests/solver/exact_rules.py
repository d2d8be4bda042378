"""Which pupil, tutor and room may be where: the contract read once more, for the exact model."""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from math import asin, ceil, cos, radians, sin, sqrt

from solver.problem import (
    Block,
    Mode,
    Offer,
    Point,
    Problem,
    Pupil,
    Role,
    Room,
    Tutor,
    Window,
)

SPEED = {Mode.FOOT: 4.5, Mode.BIKE: 13.0, Mode.TRANSIT: 18.0, Mode.CAR: 32.0}
FIXED = {Mode.FOOT: 0, Mode.BIKE: 1, Mode.TRANSIT: 8, Mode.CAR: 4}


def journey(a: Point, b: Point, mode: Mode) -> int:
    """Section 2."""
    if a == b:
        return 0
    p, q = radians(a.lat), radians(b.lat)
    h = sin((q - p) / 2) ** 2 + cos(p) * cos(q) * sin(radians(b.lon - a.lon) / 2) ** 2
    km = 2 * 6371.0088 * asin(sqrt(h))
    return ceil(60 * 1.3 * km / SPEED[mode] + FIXED[mode])


def minutes_per_week(block: Block) -> dict[tuple[int, int], int]:
    """Session minutes by ISO year and week."""
    weeks: dict[tuple[int, int], int] = defaultdict(int)
    for session in block.sessions:
        iso = session.day.isocalendar()
        weeks[iso.year, iso.week] += session.end - session.start
    return weeks


def free(windows: tuple[Window, ...], block: Block) -> bool:
    """Whether each session lies in the union of windows.

    The first minute that is not covered is a session's start or the end of a window.
    """
    for session in block.sessions if windows else ():
        today = [w for w in windows if w.first_day <= session.day <= w.last_day]
        edges = [session.start, *(w.end for w in today if session.start <= w.end < session.end)]
        if not all(any(w.start <= minute < w.end for w in today) for minute in edges):
            return False
    return True


class ExactRules:
    """Rules about one person, one room and one group, by section of the contract."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.pupil_free = cache(self._pupil_free)
        self.tutor_free = cache(self._tutor_free)
        self.pupil_close = cache(self._pupil_close)
        self.unreachable = cache(self._unreachable)

    def room_allowed(self, offer: Offer, block_id: str, room: Room) -> bool:
        """3.2 and 3.3."""
        site = self.problem.location_by_id[room.location_id]
        return (
            site.id in offer.locations
            and offer.room_features <= room.features | site.features
            and free(room.windows, self.problem.block_by_id[block_id])
        )

    def rank(self, pupil: Pupil, offer: Offer, block_id: str, room: Room) -> int | None:
        """The rank a place would have, or None where it may not be (3.1, 3.6, 3.7)."""
        ranks = [
            wish.rank
            for wish in self.problem.wishes_by_pupil.get(pupil.id, ())
            if wish.offer_id == offer.id
            and (wish.block_id is None or wish.block_id == block_id)
            and (wish.location_id is None or wish.location_id == room.location_id)
        ]
        site = self.problem.location_by_id[room.location_id]
        allowed = (
            (offer.age_from is None or pupil.age >= offer.age_from)
            and (offer.age_to is None or pupil.age <= offer.age_to)
            and pupil.place_needs <= room.features | site.features
            and self.pupil_free(pupil.id, block_id)
            and self.pupil_close(pupil.id, site.id)
        )
        return min(ranks) if ranks and allowed else None

    def _pupil_free(self, pupil_id: str, block_id: str) -> bool:
        windows = self.problem.pupil_by_id[pupil_id].windows
        return free(windows, self.problem.block_by_id[block_id])

    def _tutor_free(self, tutor_id: str, block_id: str) -> bool:
        windows = self.problem.tutor_by_id[tutor_id].windows
        return free(windows, self.problem.block_by_id[block_id])

    def _pupil_close(self, pupil_id: str, site_id: str) -> bool:
        pupil = self.problem.pupil_by_id[pupil_id]
        minutes = self.problem.travel.pupils.get((pupil.id, site_id))
        if minutes is None and pupil.point is not None:
            site = self.problem.location_by_id[site_id]
            minutes = journey(pupil.point, site.point, pupil.mode)
        return minutes is None or pupil.max_travel is None or minutes <= pupil.max_travel

    def tutor_allowed(self, tutor: Tutor, offer: Offer, block_id: str, site_id: str) -> bool:
        """3.4 without the role."""
        if tutor.ages is not None:
            if offer.age_from is None or offer.age_to is None:
                return False
            if offer.age_from < tutor.ages[0] or offer.age_to > tutor.ages[1]:
                return False
        if offer.language and tutor.languages and offer.language not in tutor.languages:
            return False
        minutes = self.problem.travel.tutors.get((tutor.id, site_id))
        if minutes is None and tutor.point is not None:
            site = self.problem.location_by_id[site_id]
            minutes = journey(tutor.point, site.point, tutor.mode)
        if minutes is not None and tutor.max_travel is not None and minutes > tutor.max_travel:
            return False
        return self.tutor_free(tutor.id, block_id)

    def role_allowed(self, tutor: Tutor, offer: Offer, role: Role) -> bool:
        """3.4, the role and what a lead leads."""
        if role is Role.ASSISTANT:
            return offer.assistants > 0 and role in tutor.roles
        return offer.leads > 0 and role in tutor.roles and offer.lead_goals <= tutor.goals

    def _unreachable(self, one: tuple[str, str], other: tuple[str, str], mode: Mode) -> bool:
        """Whether some break on one day is too short for the hop (3.5, 3.6)."""
        here = [(s, one[1]) for s in self.problem.block_by_id[one[0]].sessions]
        there = [(s, other[1]) for s in self.problem.block_by_id[other[0]].sessions]
        for (a, from_a), (b, from_b) in [(x, y) for x in here for y in there]:
            (first, start), (second, end) = sorted(
                ((a, from_a), (b, from_b)), key=lambda pair: pair[0].start
            )
            if a.day == b.day and second.start - first.end < self.hop(start, end, mode):
                return True
        return False

    def hop(self, start: str, end: str, mode: Mode) -> int:
        """Minutes between two different locations."""
        for pair in ((start, end), (end, start)):
            if pair in self.problem.travel.locations:
                return self.problem.travel.locations[pair]
        places = self.problem.location_by_id
        return journey(places[start].point, places[end].point, mode)
