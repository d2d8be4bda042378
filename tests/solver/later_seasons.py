"""A season as it is some weeks after it was first planned: what befalls it, one thing at a time."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from ortools.sat.python import cp_model

from solver.plan import Plan
from solver.problem import Link, LinkKind, Pin, Problem, Pupil, Window, Wish
from tests.solver.exact import build
from tests.solver.random_problem import FIRST_DAY, LAST_DAY, MONDAY

FIRST_WEEK_AWAY = (
    Window(FIRST_DAY, MONDAY - timedelta(1)),
    Window(MONDAY + timedelta(7), LAST_DAY),
)


def befallen(problem: Problem, previous: Plan, seed: int) -> Problem:
    """One to three things that go wrong (or come in) after a plan was made, by chance."""
    rng = random.Random(f"befallen|{seed}")
    for change in rng.sample(CHANGES, rng.choice((1, 1, 2, 3))):
        problem = change(problem, previous, rng)
    return problem


def most_kept(problem: Problem, previous: Plan) -> int | None:
    """How many promises any plan could keep, by the exact model; None where there is no plan."""
    exact = build(problem)
    site = exact_site(problem)
    kept = []
    for place in previous.places:
        old = site.get(place.group.room_id)
        keeping = [
            var
            for (pupil_id, group), var in exact.taken.items()
            if pupil_id == place.pupil_id
            and group[:2] == place.group[:2]
            and old in (None, site[group.room_id])
        ]
        if keeping:
            one = exact.model.new_bool_var("")
            exact.model.add(one <= sum(keeping))
            kept.append(one)
    exact.model.maximize(sum(kept))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    if solver.solve(exact.model) == cp_model.INFEASIBLE:
        return None
    return round(solver.objective_value)


def kept(problem: Problem, plan: Plan, previous: Plan) -> int:
    """How many places of an earlier plan a plan keeps: in their location, where that is known."""
    site = exact_site(problem)
    had = {(place.pupil_id, *place.group[:2], site[place.group.room_id]) for place in plan.places}
    had |= {(*where[:3], "") for where in had}
    return sum(
        (place.pupil_id, *place.group[:2], site.get(place.group.room_id, "")) in had
        for place in previous.places
    )


def exact_site(problem: Problem) -> dict[str, str]:
    """The location of every room there is."""
    return {room.id: room.location_id for room in problem.rooms}


Change = Callable[[Problem, Plan, random.Random], Problem]


def _withdrawn(problem: Problem, previous: Plan, rng: random.Random) -> Problem:
    if not problem.wishes:
        return problem
    gone = rng.sample(problem.wishes, min(len(problem.wishes), rng.randint(1, 3)))
    return replace(problem, wishes=tuple(wish for wish in problem.wishes if wish not in gone))


def _pupil_gone(problem: Problem, previous: Plan, rng: random.Random) -> Problem:
    gone = rng.choice(problem.pupils).id
    return replace(
        problem,
        pupils=tuple(pupil for pupil in problem.pupils if pupil.id != gone),
        wishes=tuple(wish for wish in problem.wishes if wish.pupil_id != gone),
        links=tuple(k for k in problem.links if gone not in (k.pupil_a, k.pupil_b)),
        pins=tuple(pin for pin in problem.pins if pin.pupil_id != gone),
    )


def _pupil_busy(problem: Problem, previous: Plan, rng: random.Random) -> Problem:
    busy = rng.choice(problem.pupils)
    after = replace(busy, windows=FIRST_WEEK_AWAY, max_places=max(1, busy.max_places - 1))
    return replace(problem, pupils=tuple(after if p is busy else p for p in problem.pupils))


def _tutor_ill(problem: Problem, previous: Plan, rng: random.Random) -> Problem:
    at_work = {assignment.tutor_id for assignment in previous.assignments}
    ill = rng.choice([t for t in problem.tutors if t.id in at_work] or problem.tutors)
    after = replace(ill, windows=FIRST_WEEK_AWAY)
    return replace(problem, tutors=tuple(after if t is ill else t for t in problem.tutors))


def _room_gone(problem: Problem, previous: Plan, rng: random.Random) -> Problem:
    gone = rng.choice(problem.rooms).id
    return replace(
        problem,
        rooms=tuple(room for room in problem.rooms if room.id != gone),
        pins=tuple(pin for pin in problem.pins if pin.room_id != gone),
    )


def _room_closed(problem: Problem, previous: Plan, rng: random.Random) -> Problem:
    closed = rng.choice(problem.rooms)
    capacity = rng.choice((closed.capacity, max(1, closed.capacity - 2)))
    after = replace(closed, windows=FIRST_WEEK_AWAY, capacity=capacity)
    return replace(problem, rooms=tuple(after if r is closed else r for r in problem.rooms))


def _offer_smaller(problem: Problem, previous: Plan, rng: random.Random) -> Problem:
    offer = rng.choice(problem.offers)
    after = rng.choice(
        (
            replace(offer, max_groups=1),
            replace(offer, max_size=max(offer.min_size, offer.max_size - 1)),
            replace(offer, min_size=min(offer.max_size, offer.min_size + 1)),
            replace(offer, leads=max(1, offer.leads - 1)),
        )
    )
    return replace(problem, offers=tuple(after if o is offer else o for o in problem.offers))


def _newcomer(problem: Problem, previous: Plan, rng: random.Random) -> Problem:
    new = Pupil("P99", rng.randint(6, 10), max_places=2)
    wishes = tuple(
        Wish(new.id, rank, offer.id, None, None, rank)
        for rank, offer in enumerate(rng.sample(problem.offers, 1), start=1)
    )
    return replace(problem, pupils=(*problem.pupils, new), wishes=(*problem.wishes, *wishes))


def _pinned(problem: Problem, previous: Plan, rng: random.Random) -> Problem:
    if not previous.groups or any(pin.must for pin in problem.pins):
        return problem
    offer, block, room = rng.choice(previous.groups)
    if room not in exact_site(problem):
        return problem
    pin = Pin(
        rng.random() < 0.4,
        offer,
        block,
        rng.choice([room, *exact_site(problem)]),
        rng.choice((None, None, rng.choice(problem.tutors).id)),
        rng.choice((None, None, rng.choice(problem.pupils).id)),
    )
    return replace(problem, pins=(*problem.pins, pin))


def _linked(problem: Problem, previous: Plan, rng: random.Random) -> Problem:
    if len(problem.pupils) < 2:
        return problem
    one, other = rng.sample(problem.pupils, 2)
    link = Link(one.id, other.id, rng.choice(list(LinkKind)), strict=True)
    return replace(problem, links=(*problem.links, link))


def _poorer(problem: Problem, previous: Plan, rng: random.Random) -> Problem:
    return replace(problem, season=replace(problem.season, budget_cents=rng.choice((0, 20_000))))


CHANGES: tuple[Change, ...] = (
    _withdrawn,
    _pupil_gone,
    _pupil_busy,
    _tutor_ill,
    _room_gone,
    _room_closed,
    _offer_smaller,
    _newcomer,
    _pinned,
    _linked,
    _poorer,
)
