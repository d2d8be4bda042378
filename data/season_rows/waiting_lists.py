"""Who waits for a seat in which group of a plan, in the order of the draw."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from solver.eligibility import Eligibility
from solver.fairness.draw import digest, draw_numbers
from solver.plan import Group, Plan
from solver.problem import Problem, Pupil, Wish


class Waiting(NamedTuple):
    """A pupil who waits for a group; `rank` is the dense rank of the dearest wish for it.

    `digest` is what the draw sorts by, `number` the draw number (contract, section 5).
    """

    group: Group
    digest: str
    number: int
    pupil_id: str
    rank: int


def waiting(
    plan: Plan, problem: Problem, *, tables: Eligibility | None = None
) -> tuple[Waiting, ...]:
    """Everybody who waits, by group, and within a group in the order of the draw.

    A pupil waits for each open group that they wished and could join, if enough seats came
    free, without giving anything up: nobody in the group's offer yet, fewer than `max_places`,
    no clash with places held, and the age, days, distance, needs and pins allow it. Strictly
    linked pupils wait too, each for themselves: who gives seats must give them together (3.8).

    `tables`: those of a problem with the same pupils, offers, blocks and rooms, if they are there.
    """
    able = _Able(plan, problem, tables or Eligibility(problem))
    numbers = draw_numbers(problem.season.draw_seed, problem.pupil_by_id)
    ranks: dict[tuple[Group, str], int] = {}
    for wish in problem.wishes:
        for group in able.groups_for(wish):
            key = (group, wish.pupil_id)
            ranks[key] = min(wish.rank, ranks.get(key, wish.rank))
    return tuple(
        sorted(
            Waiting(
                group,
                digest(problem.season.draw_seed, pupil_id),
                numbers[pupil_id],
                pupil_id,
                rank,
            )
            for (group, pupil_id), rank in ranks.items()
        )
    )


class _Able:
    """Who could join which open group of a plan."""

    def __init__(self, plan: Plan, problem: Problem, tables: Eligibility) -> None:
        self._problem = problem
        self._tables = tables
        self._held = plan.places_by_pupil
        self._by_offer: dict[str, list[Group]] = {}
        for group in plan.groups:
            self._by_offer.setdefault(group.offer_id, []).append(group)
        self._skills: Mapping[Group, frozenset[str]] = {
            group: frozenset[str]().union(
                *(problem.tutor_by_id[each.tutor_id].skills for each in team)
            )
            for group, team in plan.tutors_by_group.items()
        }
        self._shut = {
            (pin.pupil_id, Group(pin.offer_id, pin.block_id, pin.room_id))
            for pin in problem.pins
            if not pin.must and pin.pupil_id is not None
        }

    def groups_for(self, wish: Wish) -> Iterable[Group]:
        """The open groups that the wish asks for and its pupil could join."""
        pupil = self._problem.pupil_by_id[wish.pupil_id]
        held = [place.group for place in self._held.get(pupil.id, ())]
        if len(held) >= pupil.max_places or wish.offer_id in {group.offer_id for group in held}:
            return
        for group in self._by_offer.get(wish.offer_id, ()):
            site = self._problem.room_by_id[group.room_id].location_id
            if wish.matches(group.offer_id, group.block_id, site) and self._could(pupil, group):
                clashes = any(self._clash(pupil, group, other) for other in held)
                if not clashes:
                    yield group

    def _could(self, pupil: Pupil, group: Group) -> bool:
        tables = self._tables
        row, room = tables.pupil_index[pupil.id], tables.room_index[group.room_id]
        return (
            (pupil.id, group) not in self._shut
            and bool(tables.pupil_offer_age[row, tables.offer_index[group.offer_id]])
            and bool(tables.pupil_block[row, tables.block_index[group.block_id]])
            and bool(tables.pupil_location[row, tables.room_location[room]])
            and bool(tables.pupil_room_place[row, room])
            and pupil.support_needs <= self._skills[group]
        )

    def _clash(self, pupil: Pupil, group: Group, other: Group) -> bool:
        tables = self._tables
        return tables.clash(
            tables.block_index[group.block_id],
            tables.room_location[tables.room_index[group.room_id]],
            tables.block_index[other.block_id],
            tables.room_location[tables.room_index[other.room_id]],
            pupil.mode,
        )
