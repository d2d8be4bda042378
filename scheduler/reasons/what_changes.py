"""Which single change would give one child one wish, each tried out beside the plan as it is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import reduce
from typing import Final

from scheduler.reasons.case import Case
from scheduler.reasons.changes import (
    AlsoAt,
    Change,
    LargerGroup,
    MoreBudget,
    MoreSkilled,
    RoomWith,
    WiderAges,
    WithoutPins,
    changed,
)
from scheduler.reasons.granting import Grant, Granting
from scheduler.reasons.nearby import nearby
from solver.advice import (
    LowerMinimum,
    MoreAssistant,
    MoreBlock,
    MoreGroup,
    MoreLead,
    MoreRoom,
    Period,
)
from solver.advice.addition import period_of
from solver.problem import SMALL_GROUP, Offer, Pupil, Wish

_MOST_OF_A_KIND: Final = 12
"""Blocks and sites that are tried of each kind: a page should not keep anybody waiting."""
_PLENTY: Final = 10**12


@dataclass(frozen=True, slots=True)
class Way:
    """What is changed, and where the child would be then. No `changes`: it can be already."""

    changes: tuple[Change, ...]
    grant: Grant

    @property
    def helps(self) -> int:
        """How many children it gives a place, the child and those who would come along."""
        return len(self.grant.coming) + len(self.grant.joined)


def ways(case: Case, wish: Wish) -> tuple[Way, ...]:
    """The changes that would grant the wish, at most one of each kind, the lightest first.

    Each was tried: with it, and nobody losing anything, the child has a seat (`Granting`). Where
    it can be without any change, that alone is told. Where no single change is enough, those are
    tried that go together with a lower minimum. Empty: nothing that was tried is enough.
    """
    return tuple(_Trying(nearby(case, wish.pupil_id, wish.offer_id), wish).ways())


class _Trying:
    def __init__(self, case: Case, wish: Wish) -> None:
        self.case, self.wish = case, wish
        self.problem = case.problem
        self.offer: Offer = self.problem.offer_by_id[wish.offer_id]
        self.pupil: Pupil = self.problem.pupil_by_id[wish.pupil_id]

    def ways(self) -> Iterator[Way]:
        already = Granting(self.case, self.pupil.id).grant(self.wish)
        if already is not None:
            yield Way((), already)
            return
        single = list(self._single())
        yield from single or self._with_fewer()

    def _single(self) -> Iterator[Way]:
        for kind in (
            self._larger,
            self._more_groups,
            self._lower_minimum,
            self._wider_ages,
            self._without_pins,
            self._budget,
            self._sites,
            self._blocks,
            self._leads,
            self._assistants,
            self._room_features,
            self._rooms,
        ):
            found = kind()
            if found is not None:
                yield found

    def _with_fewer(self) -> Iterator[Way]:
        """Another change together with the highest minimum that is enough."""
        least = self.offer.min_size
        if least < 2:
            return
        lowered = changed(self.problem, LowerMinimum(self.offer.id, 1))
        trying = _Trying(Case(lowered, self.case.plan), self.wish)
        for kind in (trying._more_groups, trying._leads, trying._assistants, trying._rooms):
            found = kind()
            if found is not None:
                minima = (LowerMinimum(self.offer.id, size) for size in range(least - 1, 0, -1))
                ways = (self._try(minimum, *found.changes) for minimum in minima)
                yield next(way for way in ways if way is not None)

    def _try(self, *changes: Change) -> Way | None:
        problem = reduce(changed, changes, self.problem)
        found = Granting(Case(problem, self.case.plan), self.pupil.id).grant(self.wish)
        return None if found is None else Way(changes, found)

    def _first(self, changes: Iterable[Change]) -> Way | None:
        for change in changes:
            found = self._try(change)
            if found is not None:
                return found
        return None

    def _larger(self) -> Way | None:
        sizes = {
            group.size + 1
            for group in self.case.standing.by_offer.get(
                self.case.tables.offer_index[self.offer.id], ()
            )
            if group.size >= self.offer.max_size
        }
        return self._first(LargerGroup(self.offer.id, size) for size in sorted(sizes))

    def _more_groups(self) -> Way | None:
        return self._try(MoreGroup(self.offer.id))

    def _lower_minimum(self) -> Way | None:
        """The highest minimum that is enough: with a lower one, what is possible stays so."""
        best = None
        low, high = 1, self.offer.min_size - 1
        while low <= high:
            middle = (low + high + 1) // 2 if best else low
            found = self._try(LowerMinimum(self.offer.id, middle))
            if found is None:
                high = middle - 1
            else:
                best, low = found, middle + 1
        return best

    def _wider_ages(self) -> Way | None:
        offer, age = self.offer, self.pupil.age
        fits = (offer.age_from is None or offer.age_from <= age) and (
            offer.age_to is None or age <= offer.age_to
        )
        return None if fits else self._try(WiderAges(offer.id, age))

    def _without_pins(self) -> Way | None:
        closing = any(not pin.must and pin.offer_id == self.offer.id for pin in self.problem.pins)
        return self._try(WithoutPins(self.offer.id)) if closing else None

    def _budget(self) -> Way | None:
        """With what the cheapest group needs more, in whole cents."""
        if self.problem.season.budget_cents is None:
            return None
        found = self._try(MoreBudget(_PLENTY))
        if found is None or not found.grant.new:
            return None
        rich = Case(changed(self.problem, MoreBudget(_PLENTY)), self.case.plan)
        grant = found.grant
        skills = frozenset[str]().union(
            *(rich.problem.pupils[pupil].support_needs for pupil in grant.coming)
        )
        barred = rich.closures.barred_tutors(grant.cell, grant.room)
        price = rich.beside.team(grant.cell, skills, barred) or 0
        cost = rich.standing.cost + 60 * self.offer.group_cents
        cost += price * rich.standing.block_minutes[grant.cell.block]
        short = -(-(cost - 60 * self.problem.season.budget_cents) // 60)
        return self._try(MoreBudget(short)) if short > 0 else None

    def _sites(self) -> Way | None:
        if self.wish.location_id is not None:
            return None
        others = [one.id for one in self.problem.locations if one.id not in self.offer.locations]
        return self._first(AlsoAt(self.offer.id, site) for site in others[:_MOST_OF_A_KIND])

    def _blocks(self) -> Way | None:
        if self.wish.block_id is not None:
            return None
        there = self.case.tables.pupil_block[self.case.tables.pupil_index[self.pupil.id]]
        others = [
            block.id
            for number, block in enumerate(self.problem.blocks)
            if block.id not in self.offer.blocks and there[number]
        ]
        return self._first(MoreBlock(self.offer.id, block) for block in others[:_MOST_OF_A_KIND])

    def _leads(self) -> Way | None:
        """First whether somebody who is always there would be enough, then when they have to be."""
        goals, skills = self.offer.lead_goals, self.pupil.support_needs

        def with_period(period: Period) -> Change:
            return MoreSkilled(goals, skills, period) if skills else MoreLead(goals, period)

        if self._try(with_period(self._always())) is None:
            return None
        return self._first(with_period(period) for period in self._periods())

    def _assistants(self) -> Way | None:
        if not self.offer.assistants or self._try(MoreAssistant(self._always())) is None:
            return None
        return self._first(MoreAssistant(period) for period in self._periods())

    def _room_features(self) -> Way | None:
        """A room that is there, with what the offer and this child need."""
        wanted = self.pupil.place_needs | self.offer.room_features
        sites = set(self.offer.locations)
        lacking = [
            RoomWith(room.id, lacks)
            for number, room in enumerate(self.problem.rooms)
            if room.location_id in sites
            and (lacks := wanted - self.case.tables.room_features[number])
        ]
        lacking.sort(key=lambda change: (len(change.features), change.room_id))
        return self._first(lacking[:_MOST_OF_A_KIND])

    def _rooms(self) -> Way | None:
        for site in self.offer.locations[:_MOST_OF_A_KIND]:
            if self.wish.location_id not in (None, site):
                continue
            own = self.problem.location_by_id[site].features
            features = (self.offer.room_features | self.pupil.place_needs) - own
            size = (
                min(self.offer.max_size, SMALL_GROUP)
                if self.pupil.small_group
                else (self.offer.max_size)
            )
            most = size + self.pupil.companion
            if self._try(MoreRoom(site, features, most, self._always())) is not None:
                return self._first(
                    MoreRoom(site, features, most, period) for period in self._periods()
                )
        return None

    def _always(self) -> Period:
        days = [session.day for block in self.problem.blocks for session in block.sessions]
        season = self.problem.season
        return Period(min(days, default=season.first_day), max(days, default=season.last_day))

    def _periods(self) -> list[Period]:
        """When the child could come, as the wish asks; the first weeks first."""
        there = self.case.tables.pupil_block[self.case.tables.pupil_index[self.pupil.id]]
        blocks = [
            self.problem.block_by_id[name]
            for name in self.offer.blocks
            if self.wish.block_id in (None, name) and there[self.case.tables.block_index[name]]
        ]
        return sorted({period_of(block) for block in blocks}, key=lambda p: p.first_day)
