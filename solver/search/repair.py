"""An earlier plan in a season that has changed: what can stand stands, what broke is mended.

A group that lost its room or a tutor gets another, one that lost children is filled or closed,
so that as many promises as can be are kept (contract, 3.11) and little else changes. Small exact
programs do it, first of what broke alone, then of more and more around it. Each starts from a plan
that keeps every rule, so that whatever happens there is one.

A promise is a rule, so a time limit on the search does not count here: a repair takes its second or
two however short that is, and none where nothing broke.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from solver.clock import Clock, WallClock
from solver.model.formulation import DEPTH, PROMISES, Formulation
from solver.model.program import Bools, Floats, Ints
from solver.plan import Plan
from solver.search.assemble import point_of
from solver.search.dropping import what_stands
from solver.search.engines import Engine, solve_view

_PROMISE = 1_000.0
"""What a kept promise is worth beside the changes below: more than all that one could ask for."""

_OPENED, _NEW_TUTOR, _OTHER_POST, _MOVED, _FILLED, _FILLED_AGAIN = 3.0, 3.0, 1.0, 1.0, 1.0, 2.0
"""What changes cost: a group in another room; a tutor who is new to the offer there and then, or
who only changes rooms or roles; a child who changes rooms; a child who comes in to fill a group
(less where they had no place at all)."""


@dataclass(frozen=True)
class RepairParams:
    """How far a repair goes.

    At most `spots` (offer, block and location) with a lost promise are mended at a time. Where that
    does not keep all, at most `part` columns around them are freed. A program of at most `whole`
    columns is at last mended as a whole. What is not mended after about `seconds` in all is left
    out of the plan.
    """

    spots: int = 30
    part: int = 8_000
    whole: int = 4_000
    seconds: float = 2.0

    def __post_init__(self) -> None:
        if self.spots < 1 or self.part < 0 or self.whole < 0 or not self.seconds > 0:
            raise ValueError("sizes are not below 0, spots at least 1, seconds above 0")


class Repair:
    """Mends an earlier plan.

    Args:
        formulation: the program of the season as it is now, made with `previous`.
        previous: the earlier plan, which may name what is no longer there.
        params: how far to go.
        clock: what time is measured by; the wall's where None.
    """

    def __init__(
        self,
        formulation: Formulation,
        previous: Plan,
        params: RepairParams | None = None,
        clock: Clock | None = None,
    ) -> None:
        self.formulation = formulation
        self._params = params or RepairParams()
        self._clock = clock or WallClock()
        self._until = self._clock.now() + self._params.seconds
        upper = formulation.program.column_upper
        self._earlier = formulation.complete(np.minimum(point_of(formulation, previous), upper))
        kept = list(formulation.promises.values())
        self._keeper: Ints = np.concatenate([np.zeros(0, dtype=np.int64), *kept])
        self._promise = np.repeat(np.arange(len(kept)), [len(columns) for columns in kept])
        self._cost = _cost(formulation, previous, self._earlier, self._keeper)

    def run(self) -> Floats | None:
        """A plan that keeps every rule and pin; None where the pins ask for more than a repair."""
        program = self.formulation.program
        standing = what_stands(self.formulation, self._earlier)
        if program.feasible(standing):
            return self._mended(standing)
        held = self._solved(self._and_groups(self._lost(standing), standing), standing)
        if held is None:
            held = self._solved(self._everything(), standing)
        return None if held is None else self._mended(held)

    def onto(self, at: Floats) -> Floats:
        """As much of the earlier plan as goes with another one, which keeps every rule and pin."""
        none = np.zeros(len(self.formulation.layout.group_offer), dtype=np.bool_)
        held = self._solved(self._and_groups(none, at), at)
        return self._mended(at if held is None else held)

    def _mended(self, at: Floats) -> Floats:
        """Go for what is lost in a plan that keeps every rule, in ever larger parts."""
        for groups in self._batches(at):
            at = self._better(self._and_groups(groups, at), at)
        if self._lost(at).any():
            at = self._better(self._around(at), at)
        if self._lost(at).any():
            at = self._better(self._everything(), at)
        return at

    def _lost(self, at: Floats) -> Bools:
        """bool[G]: groups in which a promise could be kept that is not."""
        kept = np.zeros(len(self.formulation.promises), dtype=np.bool_)
        kept[self._promise[at[self._keeper] > 0.5]] = True
        found = np.zeros(len(self.formulation.layout.group_offer), dtype=np.bool_)
        found[self.formulation.column_group[self._keeper[~kept[self._promise]]]] = True
        return found

    def _batches(self, at: Floats) -> Iterator[Bools]:
        """The groups of lost promises, so many spots at a time."""
        spot = self.formulation.layout.spots
        spots = np.unique(spot[self._lost(at)])
        for first in range(0, len(spots), self._params.spots):
            yield np.isin(spot, spots[first : first + self._params.spots])

    def _and_groups(self, groups: Bools, at: Floats) -> Bools:
        """bool[N]: all that is or was, and all that could be in these groups and pinned ones."""
        column_group = self.formulation.column_group
        groups = groups | (self.formulation.layout.group_lower > 0)
        free: Bools = (at > 0.5) | (self._earlier > 0.5)
        free |= groups[column_group] & (column_group >= 0)
        return free

    def _around(self, at: Floats) -> Bools:
        """bool[N]: what is lost, and all tutors and rooms of open groups that may be in its way.

        Those are the groups of the same weeks; where that is too much, those of them that have a
        tutor who could come, or are in the same location; where even that is too much, nothing.
        Their children only move to another room, where that keeps a promise of theirs.
        """
        layout = self.formulation.layout
        lost = self._lost(at)
        minutes = layout.eligibility.block_minutes_by_week
        weeks = {week for block in np.unique(layout.group_block[lost]) for week in minutes[block]}
        then = np.array([not weeks.isdisjoint(found) for found in minutes], dtype=np.bool_)
        rivals = (at[: len(lost)] > 0.5) & then[layout.group_block]
        free = self._rearranged(lost, rivals, at)
        if self._too_large(free, at):
            able = np.unique(layout.post_tutor[lost[layout.post_group]])
            working = (at[self.formulation.works] > 0.5) & np.isin(layout.post_tutor, able)
            in_the_way = np.isin(layout.group_location, np.unique(layout.group_location[lost]))
            in_the_way[layout.post_group[working]] = True
            free = self._rearranged(lost, rivals & in_the_way, at)
        return free & (not self._too_large(free, at))

    def _rearranged(self, lost: Bools, rivals: Bools, at: Floats) -> Bools:
        """bool[N]: all of the lost groups, and the tutors and rooms of these others."""
        formulation, spot = self.formulation, self.formulation.layout.spots
        near = np.isin(spot, np.unique(spot[rivals]))
        free = near[formulation.column_group] & (formulation.column_group >= 0)
        free[formulation.takes] = False
        free[self._keeper] = near[formulation.column_group[self._keeper]]
        return free | self._and_groups(lost, at)

    def _too_large(self, free: Bools, at: Floats) -> bool:
        return int(np.count_nonzero(free & (at < 0.5))) > self._params.part

    def _everything(self) -> Bools:
        """bool[N]: the whole program, or nothing where that is too large."""
        columns = self.formulation.program.columns
        return np.full(columns, columns <= self._params.whole, dtype=np.bool_)

    def _better(self, free: Bools, at: Floats) -> Floats:
        """The cheapest plan that differs in these columns alone, or the same one."""
        found = self._solved(free, at)
        return at if found is None or self._cost @ found >= self._cost @ at else found

    def _solved(self, free: Bools, at: Floats) -> Floats | None:
        """The cheapest plan that differs in these columns alone, None where none was found."""
        formulation, program = self.formulation, self.formulation.program
        seconds = self._until - self._clock.now()
        extra = formulation.works.stop
        free = free & (program.column_upper > 0)
        if seconds <= 0 or not free.any():
            return None
        children = np.zeros(len(formulation.layout.problem.pupils), dtype=np.bool_)
        children[formulation.column_pupil[formulation.takes][free[formulation.takes]]] = True
        free[extra:] = children[formulation.column_pupil[extra:]]
        columns = np.flatnonzero(free)
        view = program.view(columns, at, program.matrix @ at, self._cost, depth=DEPTH[PROMISES])
        if not program.feasible(at):
            # HiGHS fails on a hint outside the limits that pins set
            view = replace(view, hint=None)
        outcome = solve_view(view, Engine.HIGHS, seconds, clock=self._clock)
        if outcome.values is None:
            return None
        found = at.copy()
        found[view.free] = outcome.values
        found = formulation.complete(found)
        return found if program.feasible(found) else None


def _cost(formulation: Formulation, previous: Plan, earlier: Floats, keeper: Ints) -> Floats:
    """float[N]: what each column costs as a change, less what the promise it keeps is worth."""
    layout = formulation.layout
    cost = np.zeros(formulation.program.columns)
    cost[: len(layout.group_offer)] = _OPENED
    had = np.zeros(len(layout.problem.pupils), dtype=np.bool_)
    had[layout.place_pupil[earlier[formulation.takes] > 0.5]] = True
    cost[formulation.takes] = np.where(had[layout.place_pupil], _FILLED_AGAIN, _FILLED)
    cost[keeper] = _MOVED
    spots = len(layout.spots) + 1
    worked = [tutor * spots + spot for tutor, spot in _worked(formulation, previous)]
    posts = layout.post_tutor * spots + layout.spots[layout.post_group]
    cost[formulation.works] = np.where(np.isin(posts, worked), _OTHER_POST, _NEW_TUTOR)
    cost[earlier > 0.5] = 0.0
    cost[formulation.works.stop :] = 0.0
    cost[keeper] -= _PROMISE
    return cost


def _worked(formulation: Formulation, previous: Plan) -> Iterator[tuple[int, int]]:
    """Who worked where in the earlier plan: pairs of a tutor and a spot.

    Where the room is no longer in the data, all spots of the offer and block count.
    """
    layout = formulation.layout
    rooms = layout.problem.room_by_id
    by_site: dict[tuple[str, str, str | None], set[int]] = {}
    for group, spot in zip(layout.groups, layout.spots.tolist(), strict=True):
        for site in (rooms[group.room_id].location_id, None):
            by_site.setdefault((group.offer_id, group.block_id, site), set()).add(spot)
    for assignment in previous.assignments:
        tutor = layout.eligibility.tutor_index.get(assignment.tutor_id)
        offer_id, block_id, room_id = assignment.group
        site = rooms[room_id].location_id if room_id in rooms else None
        if tutor is not None:
            yield from ((tutor, spot) for spot in by_site.get((offer_id, block_id, site), ()))
