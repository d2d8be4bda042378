"""Which part of a plan to free next: the moves of the large-neighbourhood search.

A neighbourhood is a set of *spots* (offer, block and location), chosen because they compete for
the same children, tutors and rooms. Freed with them are their groups, posts and places, and every
other place in an open group of the children concerned, so that chains of children can shift.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from random import Random

import numpy as np

from solver.model.formulation import PLACED, Formulation
from solver.model.program import Bools, Floats, Ints


@dataclass(frozen=True)
class Neighbourhood:
    """The columns to free, and by which idea they were chosen."""

    idea: str
    spots: int
    free: Ints


class Neighbourhoods:
    """Chooses neighbourhoods of a formulation.

    `promising` bool[G] marks the groups worth opening according to the linear relaxation (all
    where it is not known yet); open groups are always in. `level` says which children the idea
    `missed` looks for.
    """

    IDEAS = ("week", "near", "missed", "offer")

    def __init__(
        self, formulation: Formulation, promising: Bools | None = None, level: str = PLACED
    ) -> None:
        self.formulation = formulation
        self.level = level
        layout = formulation.layout
        count = len(layout.group_offer)
        self.promising = np.ones(count, dtype=np.bool_) if promising is None else promising
        self._spot = layout.spots
        self._spots = int(layout.spots.max(initial=-1)) + 1
        self._group_is = np.arange(count)
        points = [location.point for location in layout.problem.locations]
        self._east = np.array([p.lon * 69.8 for p in points])
        self._north = np.array([p.lat * 111.2 for p in points])
        first = np.full(self._spots, -1)
        first[self._spot[::-1]] = self._group_is[::-1]
        self._spot_block = layout.group_block[first] if count else first
        self._spot_location = layout.group_location[first] if count else first
        self._spot_offer = layout.group_offer[first] if count else first

    @cached_property
    def weeks(self) -> list[tuple[int, int]]:
        """The ISO weeks in which anything could run, in order."""
        minutes = self.formulation.layout.eligibility.block_minutes_by_week
        return sorted({week for b in np.unique(self._spot_block).tolist() for week in minutes[b]})

    def _in_week(self, weeks: set[tuple[int, int]]) -> Bools:
        minutes = self.formulation.layout.eligibility.block_minutes_by_week
        blocks = np.array([bool(weeks & set(m)) for m in minutes], dtype=np.bool_)
        chosen: Bools = blocks[self._spot_block]
        return chosen

    def _candidates(self, at: Floats) -> Bools:
        """bool[S]: spots with a promising or open group."""
        count = len(self._spot)
        good = self.promising | (at[:count] > 0.5)
        found = np.zeros(self._spots, dtype=np.bool_)
        found[self._spot[good]] = True
        return found

    def of_week(self, week: tuple[int, int], at: Floats, random: Random) -> Neighbourhood:
        """Everything promising in an ISO week."""
        chosen = self._in_week({week}) & self._candidates(at)
        return self._free("week", np.flatnonzero(chosen), at, random)

    def choose(self, idea: str, size: int, at: Floats, random: Random) -> Neighbourhood:
        """About `size` spots by an idea: of a week, near a site, missed by children, of offers."""
        candidates = self._candidates(at)
        if idea == "week":
            start = random.randrange(max(1, len(self.weeks)))
            chosen = candidates & self._in_week(
                set(self.weeks[start : start + random.choice((1, 1, 2))])
            )
            order = np.flatnonzero(chosen)
        elif idea == "near":
            order = self._nearest(
                random.choice(np.unique(self._spot_location).tolist()), candidates
            )
        elif idea == "missed":
            order = self._missed(candidates, at, random)
        else:
            offers = np.unique(self._spot_offer[candidates]).tolist()
            random.shuffle(offers)
            place = {offer: position for position, offer in enumerate(offers)}
            order = np.flatnonzero(candidates)
            order = order[
                np.argsort([place[o] for o in self._spot_offer[order].tolist()], kind="stable")
            ]
        if len(order) > size:
            if idea == "week":
                order = np.array(sorted(random.sample(order.tolist(), size)), dtype=np.int64)
            order = order[:size]
        return self._free(idea, order, at, random)

    def _nearest(self, location: int, candidates: Bools) -> Ints:
        away = np.hypot(self._east - self._east[location], self._north - self._north[location])
        order = np.flatnonzero(candidates)
        return order[np.argsort(away[self._spot_location[order]], kind="stable")]

    def _missed(self, candidates: Bools, at: Floats, random: Random) -> Ints:
        """Spots asked for by children whom the level could serve better, in random order."""
        layout = self.formulation.layout
        waiting = self.formulation.waiting(self.level, at)
        asking = np.flatnonzero(waiting[layout.place_pupil])
        if not len(asking):
            asking = np.arange(len(layout.place_pupil))
        pupils = np.unique(layout.place_pupil[asking])
        turn = np.full(len(waiting), len(pupils))
        shuffled = pupils.tolist()
        random.shuffle(shuffled)
        turn[shuffled] = np.arange(len(shuffled))
        first = np.full(self._spots, len(pupils))
        np.minimum.at(
            first, self._spot[layout.place_group[asking]], turn[layout.place_pupil[asking]]
        )
        order = np.flatnonzero(candidates & (first < len(pupils)))
        return order[np.argsort(first[order], kind="stable")]

    def _one_room(self, groups: Bools, random: Random) -> Bools:
        """Of the closed groups of each spot one, by chance: equal rooms only cost time."""
        chance = np.array([random.random() for _ in range(len(groups))])
        chance[~groups] = 2.0
        order = np.lexsort((chance, self._spot))
        first = np.ones(len(order), dtype=np.bool_)
        first[1:] = self._spot[order[1:]] != self._spot[order[:-1]]
        kept = np.zeros(len(groups), dtype=np.bool_)
        kept[order[first]] = True
        return kept & groups

    def _free(
        self, idea: str, spots: Ints, at: Floats, random: Random | None = None
    ) -> Neighbourhood:
        formulation, layout = self.formulation, self.formulation.layout
        chosen = np.zeros(self._spots, dtype=np.bool_)
        chosen[spots] = True
        is_open = at[: len(self._spot)] > 0.5
        groups = chosen[self._spot] & (self.promising | is_open)
        if random is not None:
            groups &= is_open | self._one_room(groups & ~is_open, random)
        pupils = np.zeros(len(layout.problem.pupils), dtype=np.bool_)
        pupils[layout.place_pupil[groups[layout.place_group]]] = True
        places = groups[layout.place_group] | (
            pupils[layout.place_pupil] & is_open[layout.place_group]
        )
        extra = formulation.concerning(pupils)
        program = formulation.program
        free = np.concatenate([groups, places, groups[layout.post_group], extra])
        free &= program.column_lower < program.column_upper
        return Neighbourhood(idea, len(spots), np.flatnonzero(free))
