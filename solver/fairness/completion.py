"""Whether the places given so far can still become a whole: pins, promises and minimum sizes.

An exact answer by CP-SAT, over no more than the spots that matter. Only the answer counts (yes or
no, or how many), never which of several seatings was found, so that nothing depends on chance.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

from ortools.sat.python import cp_model

from solver.fairness.parties import Option, Party
from solver.fairness.seats import Seats
from solver.problem import SMALL_GROUP

Additions = dict[int, list[Option]]
"""What parties, by index, could take on top of what they hold."""


@dataclass(frozen=True, slots=True)
class Duty:
    """A pupil who has to be in one of some groups. `stays`: where they were promised to be."""

    pupil: int
    groups: frozenset[int]
    stays: int | None = None


def complete(
    seats: Seats, *, held: Collection[int], duties: Iterable[Duty] = (), whole: bool
) -> Additions | None:
    """Places that can be added so that every duty is done and held groups have their minimum.

    Args:
        seats: the places given so far; they stay.
        held: groups that have to reach their minimum.
        duties: pupils who need a place in one of some groups.
        whole: also every other group that has or gets a place has to reach its minimum.

    Returns:
        None where there are no such places.
    """
    model = _Completion(seats, held, list(duties), whole=whole)
    for done in model.done:
        model.model.add(done == 1)
    return model.solved()


def most_kept(
    seats: Seats, *, held: Collection[int], pins: Sequence[Duty], promises: Sequence[Duty]
) -> list[Duty] | None:
    """The promises to keep: as many as can be; which, where not all can, by their order here.

    None where not even the pins can hold.
    """
    model = _Completion(seats, held, [*pins, *promises], whole=True)
    for done in model.done[: len(pins)]:
        model.model.add(done == 1)
    kept = model.done[len(pins) :]
    model.model.maximize(sum(kept))
    if not model.solves():
        return None
    found = [model.solver.value(done) for done in kept]
    model.model.add(sum(kept) >= sum(found))
    model.model.minimize(0)
    chosen = []
    for position, (duty, done) in enumerate(zip(promises, kept, strict=True)):
        if not found[position]:
            model.model.add_assumption(done)
            if model.solves():
                found = [model.solver.value(done) for done in kept]
            model.model.clear_assumptions()
        if found[position]:
            model.model.add(done == 1)
            chosen.append(duty)
    return chosen


class _Completion:
    """The model: `takes[party, spot]`, and `sits[party, crew, group]` at each of those."""

    def __init__(
        self, seats: Seats, held: Collection[int], duties: list[Duty], *, whole: bool
    ) -> None:
        self.seats, self.hall = seats, seats.hall
        self.model = cp_model.CpModel()
        self.solver = cp_model.CpSolver()
        self.solver.parameters.num_workers = 1
        self.takes: dict[tuple[int, int], cp_model.IntVar] = {}
        self.sits: dict[tuple[int, int, int], cp_model.IntVar] = {}
        self.inside: dict[int, list[tuple[Party, int]]] = {}
        self.held = set(held)
        if whole:
            self.held |= {group for group, size in enumerate(seats.size) if size}
        short = {group for group in self.held if seats.size[group] < self.hall.least[group]}
        scope = {self.hall.spot_of[group] for group in short}
        scope |= {self.hall.spot_of[group] for duty in duties for group in duty.groups}
        for index in sorted({party.index for s in scope for party in self.hall.parties_at[s]}):
            self._party(self.hall.parties[index], scope)
        for group in sorted(self.inside.keys() | short):
            self._group(group, whole=whole)
        self.done = [self._duty(duty) for duty in duties]

    def _party(self, party: Party, scope: set[int]) -> None:
        """Who may still go where: one spot at a time, one place in an offer (3.1, 3.6, 3.8)."""
        seats, hall, model = self.seats, self.hall, self.model
        spots = [s for s in party.sites if s in scope and seats.has_time(party, s)]
        if not spots:
            return
        mine: list[cp_model.IntVar] = []
        by_offer: dict[tuple[int, str], list[cp_model.IntVar]] = {}
        for spot in spots:
            takes = self.takes[party.index, spot] = model.new_bool_var("")
            mine.append(takes)
            for position, groups in enumerate(party.sites[spot][0]):
                here = []
                for group in groups:
                    if seats.is_new(party, position, group) and seats.fits(
                        party.crews[position], group
                    ):
                        sits = self.sits[party.index, position, group] = model.new_bool_var("")
                        self.inside.setdefault(group, []).append((party, position))
                        by_offer.setdefault((position, hall.offer_of[group]), []).append(sits)
                        here.append(sits)
                model.add(sum(here) == takes)
        for offered in by_offer.values():
            model.add_at_most_one(offered)
        model.add(sum(mine) <= party.most - len(seats.held[party.index]))
        for one, other in combinations(spots, 2):
            if hall.clash(one, other, party.modes):
                model.add_at_most_one(self.takes[party.index, one], self.takes[party.index, other])

    def _group(self, group: int, *, whole: bool) -> None:
        """Its seats (3.2), chairs and small groups (3.7), and its minimum."""
        seats, hall, model = self.seats, self.hall, self.model
        added, chairs = [], []
        for party, position in self.inside.get(group, ()):
            sits, crew = self.sits[party.index, position, group], party.crews[position]
            added.append(len(crew.members) * sits)
            chairs.append(crew.chairs * sits)
        size = seats.size[group] + sum(added)
        model.add(size <= seats.most[group])
        model.add(seats.chairs[group] + sum(chairs) <= hall.chairs[group])
        if seats.most[group] > SMALL_GROUP:
            if seats.small[group]:
                model.add(size <= SMALL_GROUP)
            for party, position in self.inside.get(group, ()):
                if party.crews[position].small:
                    sits = self.sits[party.index, position, group]
                    model.add(size <= SMALL_GROUP).only_enforce_if(sits)
        if group in self.held:
            model.add(size >= hall.least[group])
        elif whole and seats.size[group] < hall.least[group]:
            used = model.new_bool_var("")
            model.add(size >= hall.least[group]).only_enforce_if(used)
            for party, position in self.inside.get(group, ()):
                model.add_implication(self.sits[party.index, position, group], used)

    def _duty(self, duty: Duty) -> cp_model.IntVar:
        party, position = self.hall.seat_of[duty.pupil]
        done = self.model.new_bool_var("")
        if any(option[position] in duty.groups for option in self.seats.held[party]):
            self.model.add(done == 1)
            return done
        places = [
            self.sits[party, position, group]
            for group in sorted(duty.groups)
            if (party, position, group) in self.sits
        ]
        self.model.add(sum(places) >= done)
        return done

    def solves(self) -> bool:
        """Whether there is a solution; `solver` then holds it."""
        return self.solver.solve(self.model) == cp_model.OPTIMAL

    def solved(self) -> Additions | None:
        """The places of a solution, if there is one."""
        if not self.solves():
            return None
        found: Additions = {}
        for (party, spot), takes in self.takes.items():
            if self.solver.value(takes):
                groups = self.hall.parties[party].sites[spot][0]
                found.setdefault(party, []).append(
                    tuple(
                        next(
                            group
                            for group in choices
                            if (party, position, group) in self.sits
                            and self.solver.value(self.sits[party, position, group])
                        )
                        for position, choices in enumerate(groups)
                    )
                )
        return found
