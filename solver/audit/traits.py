"""What children differ in, as far as planning knows: the groups whose rates are laid side by side.

Every function gives the key of a child's group; `ORDER` has the keys in their order where they
are fixed.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from functools import cached_property

import numpy as np

from solver.eligibility import Eligibility
from solver.eligibility.distance import EARTH_RADIUS_KM
from solver.problem import Point, Problem, Pupil

NEEDS = ("with", "without")
LIMITS = (15, 30, 60)
"""The last minutes of each band of travel limits; one more band is beyond."""
TRAVEL = ("0-15", "16-30", "31-60", "61+", "none")
KILOMETRES = (1, 2, 5, 10)
"""Where each band of distances ends; the next begins there."""
DISTANCE = ("0-1", "1-2", "2-5", "5-10", "10+", "unknown")
ORDER: Mapping[str, tuple[str, ...]] = {"needs": NEEDS, "travel": TRAVEL, "distance": DISTANCE}


class Traits:
    """The groups that the children of one problem belong to."""

    def __init__(self, problem: Problem, eligibility: Eligibility) -> None:
        self._problem = problem
        self._tables = eligibility

    def needs(self, pupil: Pupil) -> str:
        """Whether planning has a need to meet: of kind place, support, small group, companion.

        Needs that are only passed on (contract, 3.7) constrain nothing and do not count.
        """
        needs = pupil.place_needs or pupil.support_needs or pupil.small_group or pupil.companion
        return "with" if needs else "without"

    def age(self, pupil: Pupil) -> str:
        """The age in years, as the contract counts it."""
        return str(pupil.age)

    def travel(self, pupil: Pupil) -> str:
        """The band of the travel limit in minutes; `none` where it cannot bind (section 1)."""
        row = self._tables.pupil_index[pupil.id]
        if pupil.max_travel is None or bool((self._tables.pupil_minutes[row] < 0).all()):
            return TRAVEL[-1]
        return TRAVEL[bisect_left(LIMITS, pupil.max_travel)]

    def distance(self, pupil: Pupil) -> str:
        """The band of kilometres, great-circle, from home to the nearest offered site.

        A site is offered where it has a room that suits some offer; `unknown` without a home.
        """
        if pupil.point is None or not self._sites:
            return DISTANCE[-1]
        nearest = min(kilometres(pupil.point, site) for site in self._sites)
        return DISTANCE[bisect_right(KILOMETRES, nearest)]

    @cached_property
    def _sites(self) -> list[Point]:
        rooms = np.flatnonzero(self._tables.room_offer.any(axis=1)).tolist()
        used = sorted({self._tables.room_location[room] for room in rooms})
        return [self._problem.locations[location].point for location in used]


def kilometres(one: Point, other: Point) -> float:
    """The great-circle distance (contract, section 2)."""
    lat_a, lon_a, lat_b, lon_b = np.radians([*one, *other]).tolist()
    half = np.sin((lat_b - lat_a) / 2) ** 2
    half += np.cos(lat_a) * np.cos(lat_b) * np.sin((lon_b - lon_a) / 2) ** 2
    return float(2 * EARTH_RADIUS_KM * np.arcsin(np.sqrt(min(1.0, float(half)))))
