"""Three snapshots a year: on their day, frozen, and nobody can be told from them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy import Engine, delete, select, update
from sqlalchemy.orm import Session, sessionmaker

from data.problem import to_problem
from data.season_rows import put_plan
from models import Child, PlanVersion, Season, Snapshot
from models.enums import Phase
from scheduler.outbox.hours import BRUSSELS
from scheduler.worker.doors import Doors
from scheduler.worker.snapshots import read_snapshot, take_due_snapshots
from solver.audit.small_cells import LEAST
from solver.solve import solve
from solver.stopping import TimeLimit
from tests.scheduler.worker.summer import NOW, Summer, long


def anybody(session: Session) -> None:
    pass


def take(engine: Engine, now: datetime) -> int:
    return take_due_snapshots(Doors.of(engine), now=now, fence=anybody, tz=BRUSSELS)


def show(sessions: sessionmaker[Session], season: int) -> None:
    with sessions.begin() as session:
        session.execute(
            update(Season).where(Season.id == season).values(phase=Phase.OFFER_PUBLISHED)
        )


def taken(summer: Summer) -> list[tuple[int, date, datetime | None, str | None]]:
    with summer.looks() as session:
        found = session.scalars(select(Snapshot).order_by(Snapshot.number))
        return [(each.number, each.due_on, each.taken_at, each.content_sha256) for each in found]


def content(summer: Summer, number: int) -> Mapping[str, Any]:
    with summer.looks() as session:
        packed = session.scalars(select(Snapshot.content).where(Snapshot.number == number)).one()
    assert packed is not None
    return read_snapshot(packed)


def test_a_season_gets_its_dates_and_each_is_taken_once(
    engine: Engine, sessions: sessionmaker[Session], summer: Summer
) -> None:
    season = summer.season()
    assert take(engine, NOW) == 0
    assert taken(summer) == []  # nobody knows yet whether it comes to be
    show(sessions, season)
    assert take(engine, NOW) == 0
    days = [date(2027, 6, 30), date(2027, 9, 30), date(2027, 12, 15)]
    assert taken(summer) == [(number, day, None, None) for number, day in enumerate(days, 1)]
    june = datetime(2027, 6, 29, 22, tzinfo=UTC)  # midnight in Brussels
    assert take(engine, june) == 1
    first = taken(summer)[0]
    assert first[2] == june
    with sessions.begin() as session:
        session.execute(delete(Child))
    assert take(engine, june) == 0
    assert taken(summer)[0] == first
    assert take(engine, datetime(2028, 2, 1, tzinfo=UTC)) == 2  # after a long pause
    assert summer.audited().keys() == {("snapshot_taken", number) for number in (1, 2, 3)}


def test_dates_that_have_passed_are_not_invented(
    engine: Engine, sessions: sessionmaker[Session], summer: Summer
) -> None:
    show(sessions, summer.season())
    assert take(engine, datetime(2027, 10, 1, tzinfo=UTC)) == 0
    assert [number for number, *_ in taken(summer)] == [3]


def test_the_same_rows_give_the_same_snapshot(
    engine: Engine, sessions: sessionmaker[Session], summer: Summer
) -> None:
    for _ in range(2):
        show(sessions, summer.season())
    with sessions.begin() as session:
        session.execute(update(Season).values(name="Zomer"))
    take(engine, NOW)
    assert take(engine, datetime(2027, 7, 1, tzinfo=UTC)) == 2
    one, other = taken(summer)[:2]
    assert one[3] == other[3] is not None


def test_few_children_are_not_told(
    engine: Engine, sessions: sessionmaker[Session], summer: Summer
) -> None:
    """Three children asked, which is fewer than five."""
    show(sessions, summer.season())
    take(engine, NOW)
    take(engine, datetime(2027, 7, 1, tzinfo=UTC))
    found = content(summer, 1)
    assert found["children"] == {"asked": None, "placed": 0, "first": 0}
    assert found["by"]["age"] == [{"key": "9", "asked": None, "placed": 0, "first": 0}]
    assert found["offer"] == {
        "published": {"programme": 1},
        "sites": 1,
        "days": 2,
        "groups": 0,
        "tutors": 0,
    }
    assert found["refused"] == {"total": 0, "by_reason": {}}


def _tables(found: Mapping[str, Any]) -> list[tuple[dict[str, int | None], list[Any]]]:
    return [(found["children"], rows) for rows in found["by"].values()]


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_no_small_count_is_shown_or_follows(
    engine: Engine, sessions: sessionmaker[Session], summer: Summer
) -> None:
    dataset = long(summer.folder / "long", pupils=80)
    problem = to_problem(dataset)
    season = summer.season(dataset)
    show(sessions, season)
    home = {"municipality_id": summer.municipality_id, "season_id": season}
    plan = solve(problem, TimeLimit(2.0))
    with sessions.begin() as session:
        put_plan(session, plan, problem, **home, name="Eerste", at=NOW)
        session.execute(update(PlanVersion).values(published_at=NOW, is_current=True))
    take(engine, NOW)
    take(engine, datetime(2027, 7, 1, tzinfo=UTC))
    found = content(summer, 1)
    asked = len({wish.pupil_id for wish in problem.wishes})
    assert found["children"]["asked"] in {asked, None}
    assert found["offer"]["groups"] == len(plan.groups)
    for total, rows in _tables(found):
        for column in ("asked", "placed", "first"):
            cells = [row[column] for row in rows]
            assert all(cell is None or cell == 0 or cell >= LEAST for cell in cells)
            hidden = cells.count(None)
            assert hidden != 1 or total[column] is None
            if total[column] is not None and hidden:
                left = total[column] - sum(cell for cell in cells if cell is not None)
                assert left == 0 or left >= LEAST
