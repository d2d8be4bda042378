"""What could be, tried out one by one; the referee alone decides, and no table is shared."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import combinations

from solver.check import check_rules
from solver.plan import Assignment, Group, Place, Plan, Status
from solver.problem import NO_TRAVEL, Offer, Policy, Problem, Pupil, Role, Travel, Wish


def teams(problem: Problem, group: Group) -> Iterator[tuple[Assignment, ...]]:
    """Every way to name so many leads and assistants, allowed or not."""
    offer = problem.offer_by_id[group.offer_id]
    people = [tutor.id for tutor in problem.tutors]
    for leads in combinations(people, offer.leads):
        for assistants in combinations(people, offer.assistants):
            yield (
                *(Assignment(group, tutor_id, Role.LEAD) for tutor_id in leads),
                *(Assignment(group, tutor_id, Role.ASSISTANT) for tutor_id in assistants),
            )


def rooms_of(problem: Problem, offer: Offer) -> list[str]:
    """The rooms at the offer's locations."""
    return [room.id for room in problem.rooms if room.location_id in offer.locations]


def plan_with(
    groups: Sequence[Group], assignments: Sequence[Assignment], places: Sequence[Place]
) -> Plan:
    """A plan of these parts."""
    return Plan(
        Policy.BEST, Status.FEASIBLE, tuple(groups), tuple(assignments), tuple(sorted(places))
    )


def with_anybody(problem: Problem, offer_id: str) -> Problem:
    """The season with just enough children who all want that offer, and can do anything."""
    offer = problem.offer_by_id[offer_id]
    age = offer.age_from if offer.age_from is not None else offer.age_to
    names = [f"child{n}" for n in range(offer.min_size)]
    return replace(
        problem,
        pupils=tuple(Pupil(name, 8 if age is None else age) for name in names),
        wishes=tuple(Wish(name, 1, offer_id) for name in names),
        links=(),
        pins=tuple(
            replace(pin, pupil_id=None)
            for pin in problem.pins
            if not pin.must and (pin.pupil_id is None or pin.tutor_id is not None)
        ),
        travel=Travel({}, problem.travel.tutors, problem.travel.locations)
        if problem.travel is not NO_TRAVEL
        else NO_TRAVEL,
    )


def can_open(problem: Problem, offer_id: str, block_id: str) -> set[str]:
    """The tutors who can be in a group of that offer in that block, were it the only one.

    `""` is in it where such a group can open at all.
    """
    full = with_anybody(problem, offer_id)
    found: set[str] = set()
    for room in rooms_of(full, full.offer_by_id[offer_id]):
        group = Group(offer_id, block_id, room)
        places = [Place(pupil.id, group, 1) for pupil in full.pupils]
        for team in teams(full, group):
            if not check_rules(full, plan_with([group], team, places)):
                found |= {"", *(each.tutor_id for each in team)}
    return found
