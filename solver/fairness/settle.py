"""Removes draw envy from a plan by exchanges, until nobody envies anybody (contract, section 5)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from heapq import heappop, heappush

from solver.eligibility import Eligibility
from solver.fairness.envy import Envy, carry_out, exchanges
from solver.fairness.seating import Seating
from solver.plan import Assignment, Group, Place, Plan, Status
from solver.problem import SMALL_GROUP, Policy, Problem


def settle_draw(  # noqa: PLR0913  (the parts of a plan, and what is known about it)
    problem: Problem,
    groups: Sequence[Group],
    assignments: Sequence[Assignment],
    places: Sequence[Place],
    *,
    eligibility: Eligibility | None = None,
    previous: Plan | None = None,
) -> tuple[Place, ...]:
    """The places after every exchange that draw envy asks for.

    Groups and tutors stay; pins, strict links and the promises that were kept are kept. Levels 1
    to 3 stay as they were. Only where an exchange leaves a seat that somebody can simply take is
    it given away at once, which never costs anything, so that afterwards no seat is simply
    wasted (section 4) that was not wasted before.

    Why it ends: write down what every child gets (`Outcome`), in the order of the draw. In an
    exchange A, who comes before B, is better off; B may be worse off; nobody else changes. A seat
    given away leaves one child better off and nobody worse. So each step makes that list greater
    in lexicographic order, no list comes twice, and there are only so many ways to seat children.

    Why nothing is missed: children wait in line by draw number, at first all of them. Whether one
    envies another depends on the two, on those strictly linked to them, and on how full two groups
    are. After each step everybody waits again for whom any of that changed.

    A may also give up a place that is in nobody's way (`freely` in `solver.fairness.envy`): what
    is left is free of that wider envy as well.

    Args:
        problem: what the plan is for.
        groups: all open groups.
        assignments: their tutors.
        places: keep every hard rule of section 3.
        eligibility: the problem's, where it is there already.
        previous: an earlier plan whose places are promises (3.11).

    Returns:
        All places, sorted.
    """
    plan = Plan(
        Policy.BEST, Status.FEASIBLE, tuple(groups), tuple(assignments), tuple(sorted(places))
    )
    settling = _Settling(Seating(problem, plan, eligibility=eligibility, previous=previous))
    settling.run()
    return settling.seating.places()


class _Settling:
    """The line of children who may envy somebody, the first drawn in front."""

    def __init__(self, seating: Seating) -> None:
        self.seating = seating
        problem = seating.problem
        self._most = [problem.offer_by_id[offer_id].max_size for offer_id in seating.offer_of]
        self._wishers: list[list[int]] = [[] for _ in seating.groups]
        for pupil, could in enumerate(seating.could):
            for group in could:
                self._wishers[group].append(pupil)
        self._line: list[tuple[int, int]] = []
        self._waiting: set[int] = set()

    def run(self) -> None:
        """Let everybody in line make their best exchange until the line is empty."""
        self._wait(range(len(self.seating.problem.pupils)))
        while self._line:
            _, pupil = heappop(self._line)
            self._waiting.remove(pupil)
            best = min(exchanges(self.seating, pupil, freely=True), key=_dearest, default=None)
            if best is not None:
                carry_out(self.seating, best)
                self._after(best)

    def _wait(self, pupils: Iterable[int]) -> None:
        for pupil in pupils:
            if pupil not in self._waiting:
                self._waiting.add(pupil)
                heappush(self._line, (self.seating.number[pupil], pupil))

    def _after(self, envy: Envy) -> None:
        seating = self.seating
        pair = [seating.tables.pupil_index[name] for name in (envy.pupil_a, envy.pupil_b)]
        groups = {seating.group_index[envy.seat]}
        if envy.given_up is not None:
            groups.add(seating.group_index[envy.given_up])
        self._look_again(pair, groups)
        self._give_away(pair, groups)

    def _look_again(self, people: Iterable[int], groups: set[int]) -> None:
        """Everybody waits again for whom these children or groups may matter."""
        seating, touched = self.seating, set(groups)
        for person in people:
            close = [person, *(partner for partner, _ in seating.partners.get(person, ()))]
            self._wait(close)
            for one in close:
                touched.update(seating.held[one])
        for group in touched:
            self._wait(self._wishers[group])

    def _give_away(self, people: Iterable[int], groups: Iterable[int]) -> None:
        """Give seats that are free now, and that somebody can simply take, to whoever is first.

        That is: who has the fewest places, then the draw, as for every free seat. A seat that one
        takes opens nothing for another, so these children and groups are all that matter.
        """
        seating = self.seating
        could = {(pupil, group) for pupil in people for group in seating.could[pupil]}
        could |= {(pupil, group) for group in groups for pupil in self._wishers[group]}
        while could := {(pupil, group) for pupil, group in could if self._is_free(pupil, group)}:
            pupil, group = min(could, key=self._turn)
            seating.move(pupil, None, group)
            self._look_again([pupil], {group})

    def _turn(self, place: tuple[int, int]) -> tuple[int, int, int, Group]:
        pupil, group = place
        seating = self.seating
        return (
            len(seating.held[pupil]),
            seating.number[pupil],
            seating.could[pupil][group],
            seating.groups[group],
        )

    def _is_free(self, pupil: int, group: int) -> bool:
        """Whether a pupil can take a seat in a group without anything else changing."""
        seating, pupils = self.seating, self.seating.problem.pupils
        members, own = seating.members[group], seating.held[pupil]
        size = len(members) + 1
        return (
            size <= self._most[group]
            and seating.taken[group] + 1 + pupils[pupil].companion <= seating.chairs[group]
            and group not in own
            and len(own) < pupils[pupil].max_places
            and (
                size <= SMALL_GROUP
                or not (
                    pupils[pupil].small_group or any(pupils[other].small_group for other in members)
                )
            )
            and not seating.in_the_way(pupil, group)
            and seating.bonds_hold({pupil: {*own, group}})
        )


def _dearest(envy: Envy) -> tuple[object, ...]:
    """The exchange that leaves A best off; of these, the seat of whoever was drawn last."""
    better = tuple(-part for part in envy.outcome)
    return (*better, -envy.number_b, envy.seat, envy.given_up or ())
