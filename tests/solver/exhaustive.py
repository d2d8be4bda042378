"""Every plan of a very small problem, one by one; the hard rules of `check` alone decide.

Meant for at most 4 pupils and 3 groups that could be. It shares nothing with the exact model, so
that the two, and `check` with them, prove one another.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, combinations, product

from solver.check import check_rules, level_values
from solver.plan import Assignment, Group, Place, Plan, Status
from solver.problem import Policy, Problem, Role


def possible_groups(problem: Problem) -> list[Group]:
    """Every group that an offer, its blocks and the rooms make, allowed or not."""
    return [
        Group(offer.id, block_id, room.id)
        for offer in problem.offers
        for block_id in offer.blocks
        for room in problem.rooms
        if room.location_id in offer.locations
    ]


def exhaustive_levels(problem: Problem, previous: Plan | None = None) -> dict[str, int] | None:
    """The best values of `placed`, `loss`, `further` over all plans that keep the rules.

    With `previous`, the number of promises kept comes first, as `kept`. None: no plan at all.
    """
    best: tuple[int, ...] | None = None
    for open_groups in _subsets(possible_groups(problem)):
        shell = _plan(open_groups, (), ())
        if _broken(problem, shell, {"3.3"}):
            continue
        every_team = [
            team
            for team in product(*(_teams(problem, group) for group in open_groups))
            if not _broken(problem, _plan(open_groups, chain(*team), ()), {"3.4", "3.5"})
        ]
        if not every_team:
            continue
        for seats in _seatings(problem, open_groups):
            value = _value(problem, _plan(open_groups, (), seats), previous)
            if best is not None and value <= best:
                continue
            if any(
                not check_rules(problem, _plan(open_groups, chain(*team), seats))
                for team in every_team
            ):
                best = value
    if best is None:
        return None
    names = ("kept", "placed", "loss", "further")
    values = dict(zip(names, (best[0], best[1], -best[2], best[3]), strict=True))
    if previous is None:
        del values["kept"]
    return values


def _subsets(groups: list[Group]) -> Iterator[tuple[Group, ...]]:
    return chain.from_iterable(combinations(groups, n) for n in range(len(groups) + 1))


def _plan(
    groups: tuple[Group, ...],
    assignments: Iterator[Assignment] | tuple[Assignment, ...],
    places: tuple[Place, ...],
) -> Plan:
    return Plan(Policy.BEST, Status.FEASIBLE, groups, tuple(assignments), places)


def _broken(problem: Problem, plan: Plan, rules: set[str]) -> bool:
    return any(violation.rule in rules for violation in check_rules(problem, plan))


def _teams(problem: Problem, group: Group) -> list[tuple[Assignment, ...]]:
    offer = problem.offer_by_id[group.offer_id]
    people = [tutor.id for tutor in problem.tutors]
    return [
        (
            *(Assignment(group, tutor_id, Role.LEAD) for tutor_id in leads),
            *(Assignment(group, tutor_id, Role.ASSISTANT) for tutor_id in assistants),
        )
        for leads in combinations(people, offer.leads)
        for assistants in combinations(people, offer.assistants)
    ]


def _seatings(problem: Problem, groups: tuple[Group, ...]) -> Iterator[tuple[Place, ...]]:
    """Every way to seat everyone in these groups, as far as 3.1 and 3.6 allow."""
    choices = []
    for pupil in problem.pupils:
        mine = []
        for chosen in _subsets(list(groups)):
            places = tuple(
                Place(pupil.id, group, _rank(problem, pupil.id, group)) for group in chosen
            )
            if not _broken(problem, _plan(groups, (), places), {"3.1", "3.6"}):
                mine.append(places)
        choices.append(mine)
    for seats in product(*choices):
        yield tuple(chain(*seats))


def _rank(problem: Problem, pupil_id: str, group: Group) -> int:
    site = problem.room_by_id[group.room_id].location_id
    wishes = problem.wishes_by_pupil.get(pupil_id, ())
    return min((w.rank for w in wishes if w.matches(*group[:2], site)), default=0)


def _value(problem: Problem, plan: Plan, previous: Plan | None) -> tuple[int, int, int, int]:
    values = level_values(problem, plan)
    sites = {room.id: room.location_id for room in problem.rooms}
    had = {(place.pupil_id, *place.group[:2], sites[place.group.room_id]) for place in plan.places}
    promised = [
        (place.pupil_id, *place.group[:2], sites.get(place.group.room_id, ""))
        for place in (previous.places if previous else ())
    ]
    return (
        sum(promise in had for promise in promised),
        values["placed"],
        -values["loss"],
        values["further"],
    )
