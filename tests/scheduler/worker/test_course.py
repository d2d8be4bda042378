"""The course of a search, as a run's row keeps it."""

from __future__ import annotations

from itertools import pairwise

import pytest

from models.enums import RunStatus
from scheduler.worker.course import MOST_POINTS, Course, Point, course_of, levels_of
from scheduler.worker.doors import Doors
from scheduler.worker.run_rows import Ended, RunRows
from solver.progress import Progress
from tests.scheduler.worker.summer import NOW, Summer


def at(seconds: float, best: int | None, bound: int | None, level: str = "placed") -> Progress:
    return Progress("improve", level, best, bound, seconds)


def course(*progress: Progress) -> Course:
    made = Course()
    for each in progress:
        made.add(each)
    return made


def test_news_is_kept_and_the_rest_is_not() -> None:
    made = course(
        Progress("compile", "", None, None, 0.0),
        at(0.5, None, 9),
        at(1.0, 3, 9),
        at(1.5, 3, 9),
        at(2.0, 25, 0, "loss"),
    )
    assert course_of(made.stored()) == (
        Point(0.5, "placed", None, 9),
        Point(1.0, "placed", 3, 9),
        Point(2.0, "loss", 25, 0),
    )


def test_a_search_that_begins_anew_begins_a_new_course() -> None:
    assert course_of(course(at(5.0, 3, 9), at(1.0, 1, 9)).stored()) == (Point(1.0, "placed", 1, 9),)


def test_a_course_stays_short_and_keeps_its_ends_and_every_level() -> None:
    made = course(
        *(at(float(n), n, 10_000) for n in range(1000)),
        *(at(1000.0 + n, n, 0, "loss") for n in range(3)),
    )
    points = course_of(made.stored())
    assert len(points) <= MOST_POINTS
    placed = [point for point in points if point.level == "placed"]
    assert (placed[0], placed[-1]) == (
        Point(0, "placed", 0, 10_000),
        Point(999, "placed", 999, 10_000),
    )
    assert [point.best for point in points if point.level == "loss"] == [0, 1, 2]
    assert all(one.seconds < other.seconds for one, other in pairwise(points))


def test_levels_come_in_the_order_in_which_they_were_reached() -> None:
    points = course_of(course(at(1, 3, 9), at(2, 25, 0, "loss"), at(3, 24, 0, "loss")).stored())
    assert {name: len(own) for name, own in levels_of(points).items()} == {"placed": 1, "loss": 2}


@pytest.mark.parametrize("report", [None, {}, {"counts": {}}])
def test_a_run_without_a_course_has_none(report: dict[str, object] | None) -> None:
    assert course_of(report) == ()


def test_the_row_keeps_the_course_until_the_search_begins_anew(
    summer: Summer, doors: Doors
) -> None:
    run = summer.run(summer.season())
    rows = RunRows(
        doors, owner="a", fence=lambda session: None, lost_after=3600.0, has_gone=lambda name: False
    )
    claim = rows.claim_next(mine=(), now=NOW)
    assert claim is not None
    assert rows.begin(claim, now=NOW)
    rows.beat(claim, at(1.0, 3, 9), course(at(1.0, 3, 9)))
    assert course_of(summer.of_run(run).report) == (Point(1.0, "placed", 3, 9),)
    rows.beat(claim, None)
    assert course_of(summer.of_run(run).report) == (Point(1.0, "placed", 3, 9),)
    rows.begin(claim, now=NOW)
    assert summer.of_run(run).report is None
    rows.beat(claim, at(1.0, 3, 9), course(at(1.0, 3, 9)))
    rows.end(claim, Ended(RunStatus.FAILED, error="no"), now=NOW)
    assert summer.of_run(run).report is None
