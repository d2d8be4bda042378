"""The verdict on what a move touches is that on the whole season."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from data.problem import to_problem
from data.season_rows import dataset_of, plan_of
from data.season_rows.codes import codes_of_season
from data.season_rows.keys import Keys
from models import PlanVersion, Season
from models.database import reading
from scheduler.board.judging import Verdict, compared
from scheduler.board.names import Kind, number_of
from scheduler.board.reading import Table, reach_of, set_table
from scheduler.board.steps import Step, pins_after, plan_after
from solver.check import Violation, check_rules, level_values
from solver.plan import Assignment, Group, Plan
from solver.problem import Problem
from tests.scheduler.board.choosing import Choices
from tests.scheduler.board.conftest import Boards

MOVES = 100
_TABLE = {
    Kind.OFFER: "offers",
    Kind.BLOCK: "blocks",
    Kind.ROOM: "rooms",
    Kind.TUTOR: "tutors",
    Kind.CHILD: "pupils",
}


class Whole:
    """The whole season by its codes, as the command line plans it."""

    def __init__(self, session: Session, season: int, version: int) -> None:
        self.keys: Keys = codes_of_season(session, season_id=season)
        self.problem: Problem = to_problem(dataset_of(session, season_id=season))
        self.plan: Plan = replace(
            plan_of(session, season_id=season, version_id=version), lost_promises=()
        )

    def code(self, name: str) -> str:
        return self.keys.code(_TABLE[Kind(name.partition(":")[0])], number_of(name))

    def group(self, group: Group) -> Group:
        return Group(*(self.code(part) for part in group))

    def step(self, step: Step) -> Step:
        def of(group: Group | None) -> Group | None:
            return None if group is None else self.group(group)

        def pairs(found: tuple[tuple[Group, str], ...]) -> tuple[tuple[Group, str], ...]:
            return tuple((self.group(group), self.code(who)) for group, who in found)

        renamed = (
            None
            if step.renamed is None
            else (
                self.group(step.renamed[0]),
                self.group(step.renamed[1]),
            )
        )
        return Step(
            renamed=renamed,
            opened=of(step.opened),
            closed=of(step.closed),
            tutors_out=pairs(step.tutors_out),
            tutors_in=tuple(
                Assignment(self.group(a.group), self.code(a.tutor_id), a.role)
                for a in step.tutors_in
            ),
            children_out=pairs(step.children_out),
            children_in=pairs(step.children_in),
        )

    def verdict(self, step: Step, previous: Plan | None) -> Verdict:
        mine = self.step(step)
        after = replace(self.problem, pins=pins_after(self.problem.pins, mine))
        return compared(
            check_rules(self.problem, self.plan, previous=previous),
            check_rules(after, plan_after(self.plan, mine, self.problem), previous=previous),
            mine.named_now,
        )


def told(violations: tuple[Violation, ...], code: Callable[[str], str]) -> set[tuple[str, str]]:
    return {(each.rule, " ".join(sorted(code(each.subject).split(" ")))) for each in violations}


def codes_in(whole: Whole, subject: str) -> str:
    """A subject of the judge by codes."""
    words = []
    for word in subject.split(" "):
        parts = word.split("@")
        words.append("@".join(whole.code(p) if ":" in p else p for p in parts))
    return " ".join(words)


@pytest.mark.parametrize(
    ("pupils", "seed", "budget", "published"),
    [
        (40, 7, False, False),
        (60, 1, True, False),
        (90, 2, False, True),
        (120, 3, True, False),
        (150, 4, False, True),
    ],
)
def test_a_move_is_judged_as_the_whole_season_judges_it(
    boards: Callable[..., Boards], pupils: int, seed: int, budget: bool, published: bool
) -> None:
    board = boards(pupils=pupils, seed=seed)
    if published:
        board = board.with_a_copy_published()
    chance = random.Random(seed)
    if budget:
        with reading(board.engine)() as session:
            whole = Whole(session, board.summer.season, board.summer.version)
        board = board.with_budget(level_values(whole.problem, whole.plan)["cost"] + 20_000)
    with reading(board.engine)() as session:
        whole = Whole(session, board.summer.season, board.summer.version)
        season = session.get_one(Season, board.summer.season)
        version = session.get_one(PlanVersion, board.summer.version)
        choices = Choices(session, board.summer)
        current = session.scalar(
            select(PlanVersion.id).where(PlanVersion.season_id == season.id, PlanVersion.is_current)
        )
        previous = (
            None if current is None else plan_of(session, season_id=season.id, version_id=current)
        )
        answers = {True: 0, False: 0}
        for _ in range(MOVES):
            move = choices.some_move(chance)
            reach = reach_of(session, season, choices.standing, move)
            table: Table = set_table(session, season, version, choices.standing, reach)
            verdict = table.verdict(move)
            full = whole.verdict(table.step(move), previous)
            assert (
                told(verdict.broken, lambda text: codes_in(whole, text)),
                told(verdict.unfinished, lambda text: codes_in(whole, text)),
            ) == (told(full.broken, str), told(full.unfinished, str)), move
            answers[verdict.allowed] += 1
        assert min(answers.values()) > 0
