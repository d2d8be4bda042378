"""The best plan so far: only whole plans get in, only better ones, from any thread."""

from __future__ import annotations

import threading
from itertools import product

import numpy as np
import pytest

from solver.model.canonical import canonical
from solver.model.formulation import FURTHER, LOSS, PLACED, Formulation, formulate
from solver.model.layout import lay_out
from solver.model.program import TOLERANCE, Floats
from solver.search.incumbent import Incumbent
from tests.solver.problems import offer, problem, pupil, random_problem, tutor, wish

TWO_OFFERS = problem(
    *(offer("O1", sizes=(1, 1)), offer("O2", sizes=(1, 2)), tutor("T1"), tutor("T2")),
    *(pupil("P1"), pupil("P2"), wish("P1 O1"), wish("P1 O2", 2), wish("P2 O1"), wish("P2 O2", 2)),
)


def formulated(seed: int | None = None) -> Formulation:
    of = TWO_OFFERS if seed is None else random_problem(seed)
    return formulate(lay_out(canonical(of)))


def points(formulation: Formulation, seed: int, count: int) -> list[Floats]:
    """Points at random around the empty plan: most break a rule."""
    rng = np.random.default_rng(seed)
    whole = np.flatnonzero(formulation.program.integer)
    found = []
    for _ in range(count):
        at = formulation.empty()
        at[rng.choice(whole, min(len(whole), int(rng.integers(1, 8))), replace=False)] = 1.0
        found.append(at)
    return found


def test_only_whole_plans_that_are_no_worse_get_in() -> None:
    formulation = formulated()
    program = formulation.program
    incumbent = Incumbent(formulation, formulation.empty())
    free = np.flatnonzero(program.integer)
    taken = 0
    for bits in product((0.0, 1.0), repeat=len(free)):
        point = formulation.empty()
        point[free] = bits
        point = formulation.complete(point)
        costs = tuple(program.value(level, point) for level in formulation.levels)
        _, _, before = incumbent.snapshot()
        gained = bool(incumbent.offer(free, np.array(bits)))
        at, activity, after = incumbent.snapshot()
        assert gained == (program.feasible(point) and costs < before)
        assert after == min(before, after)
        assert program.feasible(at)
        assert np.allclose(activity, program.matrix @ at)
        taken += gained
    assert taken >= 2
    assert incumbent.snapshot()[2] == (-2, 2, 0)


def test_costs_by_level() -> None:
    formulation = formulated()
    incumbent = Incumbent(formulation, formulation.empty())
    assert [incumbent.cost(level) for level in (PLACED, LOSS, FURTHER)] == [0, 0, 0]


def test_a_plan_as_good_is_taken_without_being_called_better() -> None:
    formulation = formulated()
    layout = formulation.layout
    first, other = formulation.empty(), formulation.empty()
    for at, name in ((first, "P1"), (other, "P2")):
        group = layout.groups.index(next(g for g in layout.groups if g.offer_id == "O1"))
        person = [one.id for one in layout.problem.pupils].index(name)
        at[group] = 1.0
        at[formulation.takes.start + layout.place_index[person, group]] = 1.0
        post = np.flatnonzero((layout.post_group == group) & (layout.post_role == 0))[0]
        at[formulation.works.start + post] = 1.0
    free = np.arange(formulation.program.columns)
    incumbent = Incumbent(formulation, formulation.empty())
    assert incumbent.offer(free, first)
    assert not incumbent.offer(free, other)
    assert incumbent.snapshot()[0].tolist() == other.tolist()
    assert not incumbent.offer(free, formulation.empty())
    assert incumbent.snapshot()[0].tolist() == other.tolist()


@pytest.mark.parametrize("seed", range(8))
def test_many_threads_leave_a_whole_plan(seed: int) -> None:
    formulation = formulated(seed)
    program = formulation.program
    start = formulation.empty()
    if not program.feasible(start):
        return
    incumbent = Incumbent(formulation, start)

    def offer_all(number: int) -> None:
        for point in points(formulation, 10 * seed + number, 150):
            free = np.flatnonzero(point)
            incumbent.offer(free, point[free])
            incumbent.offer(free, np.zeros(len(free)))

    threads = [threading.Thread(target=offer_all, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    at, activity, costs = incumbent.snapshot()
    assert program.feasible(at)
    assert float(np.max(np.abs(activity - program.matrix @ at), initial=0)) < TOLERANCE
    assert costs == tuple(program.value(level, at) for level in formulation.levels)
    assert at.tolist() == formulation.complete(at).tolist()
