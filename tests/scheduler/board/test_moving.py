"""Random moves on a season, with all that has to follow them, and back again."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from data.problem import to_problem
from data.season_rows import dataset_of, plan_of, waiting
from data.season_rows.codes import codes_of_season
from models import (
    Group,
    GroupTutor,
    Pin,
    Place,
    Refusal,
    Season,
    WaitingEntry,
)
from models.database import writing
from scheduler.board.moves import CloseGroup, Move, MoveChild, MoveGroup, MoveTutor, OpenGroup
from scheduler.board.moving import Moved, move_on_board
from scheduler.board.undoing import redo_on_board, undo_on_board
from scheduler.board.versions_held import stamp_of
from scheduler.rights.refusal import Refusal as NotDone
from solver.check import check_rules
from solver.check.case import open_case
from solver.check.children import check_ranks
from solver.check.envy import envious
from solver.check.waste import Seats
from solver.plan import Plan
from solver.problem import Problem
from solver.reasons.explain import explain
from tests.scheduler.board.choosing import Choices
from tests.scheduler.board.conftest import Boards

TRIES = 150
TABLES = (Group, GroupTutor, Place, Refusal, WaitingEntry, Pin)


def rows(session: Session) -> dict[str, Any]:
    """Everything that a move can change."""
    session.flush()
    session.expire_all()
    return {
        model.__tablename__: session.execute(
            select(model.__table__).order_by(model.__table__.c.id)
        ).all()
        for model in TABLES
    }


def stamp(session: Session, board: Boards) -> int:
    season = session.get_one(Season, board.summer.season)
    return stamp_of(session, season, board.summer.version)


@pytest.mark.parametrize(("pupils", "seed"), [(40, 7), (60, 1), (90, 2)])
def test_moves_keep_counts_ranks_pins_reasons_and_waiting_lists_right(
    boards: Callable[..., Boards], pupils: int, seed: int
) -> None:
    board = boards(pupils=pupils, seed=seed)
    chance = random.Random(seed)
    done: set[str] = set()
    passed_over = False
    with writing(board.engine)() as session:
        first = rows(session)
        steps = [first]
        for _ in range(TRIES):
            move = Choices(session, board.summer).some_move(chance)
            before = whole(session, board)
            try:
                with session.begin_nested():
                    moved = move_on_board(
                        session, expected=stamp(session, board), move=move, **board.call
                    )
            except NotDone:
                continue
            done.add(type(move).__name__)
            steps.append(rows(session))
            everything_is_right(session, board)
            passed_over |= envy_is_right(session, board, move, moved, before)
        assert passed_over
        assert done == {
            each.__name__ for each in (MoveGroup, MoveTutor, MoveChild, OpenGroup, CloseGroup)
        }
        assert len(steps) > 20
        for before in reversed(steps[:-1]):
            undo_on_board(session, expected=stamp(session, board), **board.call)
            assert rows(session) == before
        for after in steps[1:]:
            redo_on_board(session, expected=stamp(session, board), **board.call)
            assert rows(session) == after


def whole(session: Session, board: Boards) -> tuple[Problem, Plan]:
    """The season, and the version's plan, as they are now."""
    season, version = board.summer.season, board.summer.version
    problem = to_problem(dataset_of(session, season_id=season))
    return problem, plan_of(session, season_id=season, version_id=version)


def envy_is_right(
    session: Session, board: Boards, move: Move, moved: Moved, before: tuple[Problem, Plan]
) -> bool:
    """Who is told to be passed over is who the referee finds so, in the whole season, since."""
    after = whole(session, board)
    problem = before[0] if isinstance(move, MoveChild) else after[0]
    keys = codes_of_season(session, season_id=board.summer.season)
    then, now = (
        {(a, seat.offer_id) for a, _, seat in envious(case, Seats(case), None)}
        for plan in (before[1], after[1])
        for case in (open_case(problem, replace(plan, lost_promises=()))[0],)
    )
    titles = {offer.id: offer.title for offer in problem.offers}
    expected = {(keys.number("pupils", child), titles[offer]) for child, offer in now - then}
    assert {(each.child_id, each.offer) for each in moved.passed_over} == expected, move
    return bool(expected)


def everything_is_right(session: Session, board: Boards) -> None:
    """What the rows tell is what the whole season, looked at anew, tells."""
    season, version = board.summer.season, board.summer.version
    problem = to_problem(dataset_of(session, season_id=season))
    keys = codes_of_season(session, season_id=season)
    plan = replace(plan_of(session, season_id=season, version_id=version), lost_promises=())
    case, unfit = open_case(problem, plan)
    broken = [each for each in check_rules(problem, plan) if each.rule not in {"3.2", "3.4", "3.7"}]
    assert (unfit, broken, list(check_ranks(case))) == ([], [], [])
    for group in session.scalars(select(Group).where(Group.version_id == version)):
        held = session.scalars(select(Place).where(Place.group_id == group.id)).all()
        assert (group.children_held, group.seats_held, group.small_held) == (
            len(held),
            sum(place.seats for place in held),
            sum(place.small_group for place in held),
        )
    told = sorted(
        (
            each.wish.pupil_id,
            each.wish.stated_rank,
            *_where(each.wish),
            each.reason,
            each.detail["nl"],
        )
        for each in plan.refusals
    )
    anew = sorted(
        (
            each.wish.pupil_id,
            each.wish.stated_rank,
            *_where(each.wish),
            each.reason,
            each.detail["nl"],
        )
        for each in explain(problem, plan.groups, plan.assignments, plan.places)
    )
    assert told == anew
    waits = session.execute(
        select(
            Group.offer_id, Group.block_id, Group.room_id, WaitingEntry.child_id, WaitingEntry.rank
        )
        .join(Group, Group.id == WaitingEntry.group_id)
        .where(Group.version_id == version)
    ).all()
    assert {tuple(each) for each in waits} == {
        (
            keys.number("offers", each.group.offer_id),
            keys.number("blocks", each.group.block_id),
            keys.number("rooms", each.group.room_id),
            keys.number("pupils", each.pupil_id),
            each.rank,
        )
        for each in waiting(plan, problem)
    }


def _where(wish: Any) -> tuple[str, str, str]:
    return wish.offer_id, wish.block_id or "", wish.location_id or ""
