"""Travel minutes, written straight from section 2 of the contract."""

from __future__ import annotations

import math

from solver.problem import Mode, Point, Problem, Pupil, Tutor

EARTH_RADIUS_KM = 6371.0088
DETOUR = 1.3
SPEED_AND_FIXED = {
    Mode.FOOT: (4.5, 0),
    Mode.BIKE: (13, 1),
    Mode.TRANSIT: (18, 8),
    Mode.CAR: (32, 4),
}
"""Kilometres per hour, and minutes that every journey takes besides."""


def estimate(start: Point, end: Point, mode: Mode) -> int:
    """Whole minutes from one point to another; 0 between equal coordinates (section 2)."""
    if start == end:
        return 0
    here, there = math.radians(start.lat), math.radians(end.lat)
    turn = math.radians(end.lon - start.lon)
    half_chord = (
        math.sin((there - here) / 2) ** 2
        + math.cos(here) * math.cos(there) * math.sin(turn / 2) ** 2
    )
    km = 2 * EARTH_RADIUS_KM * math.asin(math.sqrt(half_chord))
    speed, fixed = SPEED_AND_FIXED[mode]
    return math.ceil(60 * DETOUR * km / speed + fixed)


class Journeys:
    """Every journey of a problem: measured minutes where given, else the estimate."""

    def __init__(self, problem: Problem) -> None:
        self._locations = problem.location_by_id
        self._travel = problem.travel
        self._from_pupil: dict[tuple[str, str], int | None] = {}
        self._hops: dict[tuple[str, str, Mode], int] = {}

    def of_pupil(self, pupil: Pupil, location_id: str) -> int | None:
        """One-way minutes from a pupil's home, or None where nothing is known."""
        key = (pupil.id, location_id)
        if key not in self._from_pupil:
            measured = self._travel.pupils.get(key)
            self._from_pupil[key] = (
                self._from_home(pupil, location_id) if measured is None else measured
            )
        return self._from_pupil[key]

    def of_tutor(self, tutor: Tutor, location_id: str) -> int | None:
        """One-way minutes from a tutor's home, or None where nothing is known."""
        measured = self._travel.tutors.get((tutor.id, location_id))
        return self._from_home(tutor, location_id) if measured is None else measured

    def _from_home(self, person: Pupil | Tutor, location_id: str) -> int | None:
        if person.point is None:
            return None
        return estimate(person.point, self._locations[location_id].point, person.mode)

    def hop(self, start_id: str, end_id: str, mode: Mode) -> int:
        """Minutes between two locations; a measured row holds both ways unless both are given."""
        if start_id == end_id:
            return 0
        key = (start_id, end_id, mode)
        if key not in self._hops:
            measured = self._travel.locations.get((start_id, end_id))
            if measured is None:
                measured = self._travel.locations.get((end_id, start_id))
            self._hops[key] = (
                estimate(self._locations[start_id].point, self._locations[end_id].point, mode)
                if measured is None
                else measured
            )
        return self._hops[key]
