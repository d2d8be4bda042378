"""Each hard rule of section 3: a plan that keeps it, and one that breaks it and nothing else."""

from __future__ import annotations

from dataclasses import replace

import pytest

from solver.check import check_rules
from solver.plan import Plan
from solver.problem import Problem
from tests.solver.group_cases import GROUP_CASES
from tests.solver.problems import offer, plan, problem, pupil, wish
from tests.solver.pupil_cases import PUPIL_CASES
from tests.solver.rule_case import ONE, Case, Groups

CASES = GROUP_CASES | PUPIL_CASES


def told(of: Problem, made: Plan) -> list[tuple[str, str, str]]:
    return [(v.rule, v.subject, v.detail_en) for v in check_rules(of, made)]


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_a_plan_that_keeps_the_rule(case: Case) -> None:
    assert told(case.problem, plan(case.problem, case.keeps)) == []


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_a_plan_that_breaks_exactly_this_rule(case: Case) -> None:
    assert told(case.problem, plan(case.problem, case.breaks)) == [case.told]


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_each_violation_has_its_own_sentence_in_each_language(case: Case) -> None:
    (violation,) = check_rules(case.problem, plan(case.problem, case.breaks))
    assert violation.detail_nl.endswith(".")
    assert violation.detail_nl != violation.detail_en


def test_parts_that_are_there_twice() -> None:
    of = problem(offer(), pupil(), wish())
    made = plan(of, ONE)
    double = replace(
        made,
        groups=made.groups * 2,
        assignments=made.assignments * 2,
        places=(*made.places, made.places[0]._replace(rank=2)),
    )
    assert [(rule, subject) for rule, subject, _ in told(of, double)] == [
        ("3", "O1@B1@R1"),
        ("3", "P1 O1@B1@R1"),
        ("3", "T1 O1@B1@R1"),
    ]


@pytest.mark.parametrize(
    ("groups", "unknown"),
    [
        ({**ONE, "O9 B1 R1": ("", "")}, ("3", "O9@B1@R1", "O9 is not there in the data.")),
        ({**ONE, "O1 B9 R1": ("", "")}, ("3", "O1@B9@R1", "B9 is not there in the data.")),
        ({**ONE, "O1 B1 R9": ("", "")}, ("3", "O1@B1@R9", "R9 is not there in the data.")),
        ({"O1 B1 R1": ("T1 T9", "P1")}, ("3", "T9 O1@B1@R1", "T9 is not there in the data.")),
        ({"O1 B1 R1": ("T1", "P1 P9")}, ("3", "P9 O1@B1@R1", "P9 is not there in the data.")),
    ],
)
def test_unknown_ids(groups: Groups, unknown: tuple[str, str, str]) -> None:
    of = problem(offer(), pupil(), wish())
    assert told(of, plan(of, groups)) == [unknown]


def test_people_in_a_group_that_is_not_open() -> None:
    of = problem(offer(), pupil(), wish())
    made = replace(plan(of, ONE), groups=())
    assert told(of, made) == [
        ("3", "P1 O1@B1@R1", "The group O1@B1@R1 is not open."),
        ("3", "T1 O1@B1@R1", "The group O1@B1@R1 is not open."),
    ]
