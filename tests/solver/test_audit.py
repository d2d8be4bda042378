from __future__ import annotations

from dataclasses import replace

import pytest

from solver.audit import Audit, BrokenRules, Column, DrawTest, Rate, audit
from solver.audit.draw_chance import draw_table, draw_test
from solver.audit.grantable import Grantable
from solver.audit.rates import rate
from solver.audit.traits import Traits, kilometres
from solver.eligibility import Eligibility
from solver.fairness.draw import draw_numbers
from solver.plan import Plan, Status
from solver.problem import Pin, Point, Policy, Problem, Pupil, Travel
from tests.solver.problems import (
    block,
    location,
    offer,
    pin,
    plan,
    problem,
    pupil,
    random_problem,
    room,
    tutor,
    window,
    wish,
)
from tests.solver.random_plan import random_plan

EMPTY = Plan(Policy.BEST, Status.FEASIBLE, (), (), ())


def counts(found: Audit, name: str) -> dict[str, list[int | None]]:
    """Asked, could, placed and first by key."""
    rows = next(table.rows for table in found.tables if table.name == name)
    return {row.key: [row.counts[column] for column in Column] for row in rows}


def grantable(of: Problem) -> list[str]:
    """Who has a wish that could be granted."""
    found = Grantable(of, Eligibility(of))
    return [one.id for one in of.pupils if found.any_wish(one.id)]


def test_a_rate_has_the_exact_interval_of_clopper_and_pearson() -> None:
    assert tuple(rate(0, 10)) == pytest.approx((0, 0, 1 - 0.025**0.1))
    assert tuple(rate(10, 10)) == pytest.approx((1, 0.025**0.1, 1))
    assert tuple(rate(8, 20)) == pytest.approx((0.4, 0.19119, 0.63946), abs=1e-5)
    assert isinstance(rate(8, 20), Rate)


@pytest.mark.parametrize(
    ("one", "could"),
    [
        (pupil(), True),
        (pupil(max_places=0), False),
        (pupil(age=5), False),
        (pupil(east=9, max_travel=10), False),
        (pupil(windows=window(30)), False),
        (pupil(place="step_free"), False),
        (pupil(support="extra_adult"), False),
        (pupil(small_group=True), True),
        (pupil(companion=True), True),
    ],
)
def test_a_wish_could_be_granted_as_far_as_it_concerns_this_child(one: Pupil, could: bool) -> None:
    of = problem(offer(sizes=(8, 10), ages=(6, 12)), one, wish())
    assert grantable(of) == ["P1"] * could


@pytest.mark.parametrize(
    ("of", "could"),
    [
        (problem(offer(), pupil(), wish(), pin("O1 B1 R1", must=False)), False),
        (problem(offer(), pupil(), wish(), pin("O1 B1 R1", must=False, pupil_id="P1")), False),
        (problem(offer(), pupil(), wish(), pin("O1 B1 R1", must=False, tutor_id="T1")), False),
        (problem(offer(), pupil(), wish(), room(), room("R2"), pin("O1 B1 R1", must=False)), True),
        (problem(offer(leads=2), pupil(), wish()), False),
        (problem(offer(max_groups=0), pupil(), wish()), False),
        (problem(offer(group_cents=100), pupil(), wish(), budget=99), False),
        (problem(offer(sizes=(9, 10)), pupil(small_group=True), wish()), False),
        (problem(offer(sizes=(10, 10)), pupil(companion=True), wish()), False),
        (problem(offer(), pupil(), wish("P1 O1 B2"), block(), block("B2", "1")), False),
        (problem(offer(), pupil()), False),
        (problem(offer(sizes=(3, 9)), pupil(), wish()), True),
    ],
    ids=[
        "closed", "barred", "no tutor left", "another room", "no team", "no groups", "budget",
        "never small", "no chair", "another block", "no wish", "too few others",
    ],
)  # fmt: skip
def test_a_wish_needs_a_group_that_could_be(of: Problem, could: bool) -> None:
    assert grantable(of) == ["P1"] * could


def test_whoever_has_a_place_in_a_plan_could_have_one() -> None:
    seen = 0
    for seed in range(60):
        of = random_problem(seed)
        made = random_plan(of, seed)
        if made is not None:
            assert (seed, set(made.places_by_pupil) - set(grantable(of))) == (seed, set())
            seen += len(made.places_by_pupil)
    assert seen > 100


def test_needs_that_planning_must_meet() -> None:
    of = problem(offer())
    traits = Traits(of, Eligibility(of))
    with_needs = [
        pupil(place="x"),
        pupil(support="x"),
        pupil(small_group=True),
        pupil(companion=True),
    ]
    assert [traits.needs(one) for one in [*with_needs, pupil()]] == ["with"] * 4 + ["without"]


def test_bands_of_travel_limits() -> None:
    limits = (0, 15, 16, 30, 31, 60, 61, None)
    people = [pupil(f"P{n}", east=1, max_travel=limit) for n, limit in enumerate(limits)]
    nowhere = pupil("X", max_travel=20)
    measured = pupil("Y", max_travel=20)
    of = problem(offer(), *people, nowhere, measured, travel=Travel({("Y", "L1"): 5}, {}, {}))
    traits = Traits(of, Eligibility(of))
    assert [traits.travel(one) for one in of.pupils] == [
        *("0-15", "0-15", "16-30", "16-30", "31-60", "31-60", "61+", "none"),
        *("none", "16-30"),
    ]


def test_bands_of_distance_to_the_nearest_site_with_a_room_for_some_offer() -> None:
    east = (0, 0.9, 1.1, 4.9, 5.1, 10.1)
    people = [pupil(f"P{n}", east=far) for n, far in enumerate(east)]
    of = problem(
        *(location(), location("L2", east=12), location("L3", east=9), room(), room("R2", "L2")),
        *(offer(locations="L1 L3"), pupil("X")),
        *people,
    )
    traits = Traits(of, Eligibility(of))
    assert [traits.distance(one) for one in of.pupils] == [
        *("unknown", "0-1", "0-1", "1-2", "2-5", "5-10", "10+"),
    ]
    nowhere = replace(of, offers=())
    assert Traits(nowhere, Eligibility(nowhere)).distance(people[0]) == "unknown"


def test_kilometres_are_great_circle() -> None:
    assert kilometres(Point(0, 0), Point(0, 90)) == pytest.approx(6371.0088 * 3.141592653589793 / 2)
    assert kilometres(Point(51, 4), Point(51, 4)) == 0


def test_tenths_of_the_draw() -> None:
    table = draw_table([True] * 12 + [False] * 11, everything=True)
    assert [list(row.counts.values()) for row in table.rows] == [
        *([3, 3] for _ in range(3)), [2, 2], [2, 1], *([2, 0] for _ in range(5)),
    ]  # fmt: skip
    assert [row.key for row in draw_table([True, False], everything=True).rows] == ["1", "2"]
    assert draw_table([], everything=True).rows == ()


def test_the_draw_and_places() -> None:
    assert tuple(draw_test([True, True, False, False]) or ()) == pytest.approx((1, 1 / 3))
    assert draw_test([False, True, True, False]) == DrawTest(0.5, 1.0)
    assert draw_test([True, True]) is None
    assert draw_test([False]) is None
    many = draw_test([True, False] * 50)
    assert many is not None
    assert many.sooner == pytest.approx(0.51)
    assert many.p == pytest.approx(0.866, abs=0.001)


def class_of_thirty() -> tuple[Problem, Plan]:
    """Thirty children: twenty may come, ten live too far; five with needs have a place."""
    near = [pupil(f"N{n:02}", age=8, east=1, support="extra_adult" * (n < 5)) for n in range(20)]
    far = [pupil(f"F{n:02}", age=9, east=9, max_travel=15) for n in range(10)]
    of = problem(
        *(offer(sizes=(1, 9)), offer("O2", sizes=(1, 6)), room(), room("R2")),
        *(tutor(skills="extra_adult"), tutor("T2"), pupil("Z")),
        *near,
        *far,
        *(wish(f"{one.id} O1") for one in [*near, *far]),
        *(wish(f"{one.id} O2", 2) for one in near),
    )
    ids = [one.id for one in near]
    groups = {"O1 B1 R1": ("T1", " ".join(ids[:9])), "O2 B1 R2": ("T2", " ".join(ids[9:15]))}
    return of, plan(of, groups)


def test_the_whole_report() -> None:
    of, made = class_of_thirty()
    found = audit(of, made)
    assert list(found.total.counts.values()) == [30, 20, 15, 9]
    assert found.total.rate(Column.PLACED, Column.COULD) == rate(15, 20)
    assert found.total.rate(Column.FIRST, Column.ASKED) == rate(9, 30)
    assert counts(found, "needs") == {"with": [5, 5, 5, None], "without": [25, 15, 10, None]}
    assert counts(found, "age") == {"8": [20, 20, 15, 9], "9": [10, 0, 0, 0]}
    assert counts(found, "travel") == {"0-15": [10, 0, 0, 0], "none": [20, 20, 15, 9]}
    assert counts(found, "distance") == {"1-2": [20, 20, 15, 9], "5-10": [10, 0, 0, 0]}
    everything = audit(of, made, everything=True)
    assert counts(everything, "needs") == {"with": [5, 5, 5, 5], "without": [25, 15, 10, 4]}
    assert [table.name for table in found.tables] == ["needs", "age", "travel", "distance"]


def test_the_report_on_the_draw() -> None:
    of, made = class_of_thirty()
    found = audit(of, made, everything=True)
    numbers = draw_numbers("seed", of.pupil_by_id)
    order = sorted((f"N{n:02}" for n in range(20)), key=numbers.__getitem__)
    placed = [pupil_id in made.places_by_pupil for pupil_id in order]
    assert [row.counts[Column.COULD] for row in found.draw.rows] == [2] * 10
    assert [row.counts[Column.PLACED] for row in found.draw.rows] == [
        sum(placed[at : at + 2]) for at in range(0, 20, 2)
    ]
    assert found.test == draw_test(placed)
    hidden = audit(of, made)
    assert {count for row in hidden.draw.rows for count in row.counts.values()} <= {None, 0}


def test_envy_is_counted_where_the_contract_speaks_of_it() -> None:
    of = problem(
        *(offer(sizes=(1, 1)), pupil("P1"), pupil("P2"), wish("P1 O1"), wish("P2 O1")),
    )
    made = plan(of, {"O1 B1 R1": ("T1", "P1")})
    assert audit(of, made).envious_pairs == 1
    assert audit(of, made, previous=made).envious_pairs == 0
    assert audit(of, replace(made, policy=Policy.DRAW)).envious_pairs is None


def test_nobody_to_report_on() -> None:
    of = problem(offer(), pupil())
    found = audit(of, EMPTY)
    assert list(found.total.counts.values()) == [0, 0, 0, 0]
    assert found.total.rate(Column.PLACED, Column.COULD) is None
    assert [table.rows for table in found.tables] == [()] * 4
    assert (found.draw.rows, found.test, found.envious_pairs) == ((), None, 0)


def test_a_plan_that_breaks_rules_is_not_reported_on() -> None:
    barred: Pin = pin("O1 B1 R1", must=False)
    of = problem(offer(), pupil(), wish(), barred)
    with pytest.raises(BrokenRules) as caught:
        audit(of, plan(of, {"O1 B1 R1": ("T1", "P1")}))
    assert [violation.rule for violation in caught.value.violations] == ["3.9"]
