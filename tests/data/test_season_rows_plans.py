"""Plans as versions in the database and back, on both databases; who waits for what."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from sqlalchemy import Engine, event, func, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from data.dataset import Dataset, read_dataset
from data.problem import to_problem
from data.report import report
from data.sample import sample_tables
from data.season_rows import (
    NoSuchVersion,
    PlanDoesNotFit,
    pack_dataset,
    pack_plan,
    plan_of,
    pseudonymised,
    put_dataset,
    put_plan,
    waiting,
)
from data.write_tables import write_tables
from models import (
    Child,
    GroupTutor,
    Municipality,
    PlanningRun,
    PlanVersion,
    Tutor,
    WaitingEntry,
    Wish,
)
from models import Group as GroupRow
from models import Place as PlaceRow
from models.enums import PlaceStatus, RunStatus
from models.violated import violated
from solver.plan import Group, LostPromise, Plan, Status
from solver.problem import Policy, Problem
from tests.data.sample_plans import greedy_plan

AT = datetime(2027, 6, 1, 12, tzinfo=UTC)
PUPILS, SEED = 150, 7


@pytest.fixture(scope="module")
def dataset(tmp_path_factory: pytest.TempPathFactory) -> Dataset:
    folder = tmp_path_factory.mktemp("sample") / "season"
    write_tables(sample_tables(PUPILS, SEED), folder)
    return read_dataset(folder)


@pytest.fixture(scope="module")
def problem(dataset: Dataset) -> Problem:
    return to_problem(dataset)


@pytest.fixture(scope="module")
def plan() -> Plan:
    """A plan with everything that a plan can have."""
    made = greedy_plan(PUPILS, SEED)
    gone = Group("gone", "w1", "away")
    lost = LostPromise("somebody", gone, "not_wished", {"nl": "Weg.", "en": "Gone."})
    return replace(made, status=Status.OPTIMAL, policy=Policy.DRAW, lost_promises=(lost,))


class Season:
    """A season of the sample in a database."""

    def __init__(self, session: Session, dataset: Dataset) -> None:
        self.session = session
        self.dataset = dataset
        municipality = Municipality(slug="dorp", name="Dorp")
        session.add(municipality)
        session.flush()
        self.home = municipality.id
        self.id = put_dataset(
            session, dataset, municipality_id=municipality.id, slug="zomer", at=AT
        )

    def ran(self, plan: Plan, problem: Problem) -> int:
        """A run that is done; its number."""
        sha256 = self.dataset.sha256
        run = PlanningRun(
            municipality_id=self.home,
            season_id=self.id,
            queued_at=AT,
            ended_at=AT,
            options={},
            seconds_asked=60.0,
            dataset=pack_dataset(pseudonymised(self.dataset)),
            dataset_sha256=sha256,
            status=RunStatus.DONE,
            plan=pack_plan(plan, problem, dataset_sha256=sha256),
            report=report(plan, problem, dataset_sha256=sha256),
        )
        self.session.add(run)
        self.session.flush()
        return run.id

    def put(self, plan: Plan, problem: Problem, run_id: int | None = None) -> int:
        return put_plan(
            self.session,
            plan,
            problem,
            municipality_id=self.home,
            season_id=self.id,
            name="Eerste",
            at=AT,
            run_id=run_id,
        )

    def plan(self, version_id: int) -> Plan:
        self.session.expire_all()
        return plan_of(self.session, season_id=self.id, version_id=version_id)


@pytest.fixture
def season(session: Session, dataset: Dataset) -> Season:
    return Season(session, dataset)


def unproven(plan: Plan) -> Plan:
    return replace(plan, status=Status.FEASIBLE, levels=(), policy=Policy.BEST, lost_promises=())


def test_a_runs_plan_comes_out_equal(season: Season, problem: Problem, plan: Plan) -> None:
    found = season.plan(season.put(plan, problem, season.ran(plan, problem)))
    assert found == plan
    assert found.seconds == plan.seconds
    assert len(plan.refusals) > 100
    assert {tuple(sorted(refusal.detail)) for refusal in found.refusals} == {("en", "nl")}


def test_without_a_run_nothing_is_proven(season: Season, problem: Problem, plan: Plan) -> None:
    assert season.plan(season.put(plan, problem)) == unproven(plan)


def test_an_empty_plan(season: Season, problem: Problem) -> None:
    empty = Plan(Policy.BEST, Status.FEASIBLE, (), (), ())
    assert season.plan(season.put(empty, problem)) == empty


def test_versions_are_numbered_and_do_not_meet(
    season: Season, problem: Problem, plan: Plan
) -> None:
    empty = Plan(Policy.BEST, Status.FEASIBLE, (), (), ())
    first, second = season.put(plan, problem), season.put(empty, problem)
    third = season.put(plan, problem)
    numbers = season.session.execute(
        select(PlanVersion.id, PlanVersion.number).order_by(PlanVersion.number)
    ).all()
    assert numbers == [(first, 1), (second, 2), (third, 3)]
    assert [season.plan(each) for each in (first, second, third)] == [
        unproven(plan),
        empty,
        unproven(plan),
    ]


def test_ranks_count_without_gaps_also_without_a_run(
    season: Season, problem: Problem, plan: Plan
) -> None:
    season.session.execute(update(Wish).values(rank=Wish.rank * 3))
    wishes = [replace(wish, stated_rank=wish.stated_rank * 3) for wish in problem.wishes]
    refusals = tuple(
        replace(each, wish=replace(each.wish, stated_rank=each.wish.stated_rank * 3))
        for each in plan.refusals
    )
    spread = replace(plan, refusals=refusals)
    there = replace(problem, wishes=tuple(wishes))
    assert season.plan(season.put(spread, there)) == unproven(spread)


def test_what_changed_since_is_not_proven(season: Season, problem: Problem, plan: Plan) -> None:
    version = season.put(plan, problem, season.ran(plan, problem))
    place = season.session.scalars(select(PlaceRow).order_by(PlaceRow.id)).first()
    assert place is not None
    place.status, place.given_back_at = PlaceStatus.GIVEN_BACK, AT
    season.session.flush()
    assert season.plan(version) == replace(
        plan, status=Status.FEASIBLE, levels=(), places=plan.places[1:]
    )


def test_a_cancelled_group_goes_with_all_in_it(
    season: Season, problem: Problem, plan: Plan
) -> None:
    version = season.put(plan, problem)
    first = season.session.scalars(select(GroupRow).order_by(GroupRow.id)).first()
    assert first is not None
    first.cancelled_at = AT
    season.session.flush()
    gone = plan.groups[0]
    assert season.plan(version) == replace(
        unproven(plan),
        groups=plan.groups[1:],
        assignments=tuple(each for each in plan.assignments if each.group != gone),
        places=tuple(each for each in plan.places if each.group != gone),
    )


def test_a_tutor_who_gave_a_group_back_has_gone(
    season: Season, problem: Problem, plan: Plan
) -> None:
    version = season.put(plan, problem)
    first = season.session.scalars(select(GroupTutor).order_by(GroupTutor.id)).first()
    assert first is not None
    first.given_back_at = AT
    season.session.flush()
    assert season.plan(version) == replace(unproven(plan), assignments=plan.assignments[1:])


def test_seats_are_counted(season: Season, problem: Problem, plan: Plan) -> None:
    season.put(plan, problem)
    held = season.session.execute(
        select(
            PlaceRow.group_id,
            func.count(),
            func.sum(PlaceRow.seats),
        ).group_by(PlaceRow.group_id)
    ).all()
    counted = season.session.execute(
        select(GroupRow.id, GroupRow.children_held, GroupRow.seats_held)
    ).all()
    assert sorted(held) == sorted(counted)
    small = season.session.scalar(select(func.sum(GroupRow.small_held)))
    marked = select(func.count()).where(PlaceRow.small_group)
    assert small == season.session.scalar(marked)


def test_companions_and_small_groups_take_their_seats(
    season: Season, problem: Problem, plan: Plan
) -> None:
    group = plan.groups[0]
    there = [place.pupil_id for place in plan.places_by_group[group]][:2]
    pupils = tuple(
        replace(
            pupil,
            companion=pupil.id == there[0],
            small_group=pupil.id == there[1],
        )
        for pupil in problem.pupils
    )
    offers = tuple(replace(offer, max_size=8) for offer in problem.offers)
    small = replace(
        plan,
        groups=(group,),
        assignments=(),
        places=tuple(place for place in plan.places_by_group[group] if place.pupil_id in there),
        refusals=(),
    )
    season.put(small, replace(problem, pupils=pupils, offers=offers))
    row = season.session.execute(
        select(
            GroupRow.children_held, GroupRow.seats_held, GroupRow.small_held, GroupRow.max_children
        )
    ).one()
    assert row == (2, 3, 1, min(8, problem.room_by_id[group.room_id].capacity))
    seats = season.session.execute(select(PlaceRow.seats, PlaceRow.small_group)).all()
    assert sorted(seats) == [(1, True), (2, False)]


def test_one_child_too_many_is_refused(season: Season, problem: Problem, plan: Plan) -> None:
    tight = tuple(replace(offer, max_size=offer.min_size) for offer in problem.offers)
    with pytest.raises(IntegrityError) as refused:
        season.put(plan, replace(problem, offers=tight))
    assert violated(refused.value) == "ck_plan_group_children_held"


def test_a_plan_of_something_else_is_refused(season: Season, problem: Problem, plan: Plan) -> None:
    season.session.execute(
        update(Tutor).where(Tutor.code == plan.assignments[0].tutor_id).values(code="other")
    )
    with pytest.raises(PlanDoesNotFit) as refused:
        season.put(plan, problem)
    assert refused.value.missing == (("tutors", plan.assignments[0].tutor_id),)
    assert season.session.scalar(select(func.count()).select_from(PlanVersion)) == 0


def test_a_version_of_another_season_is_not_there(
    season: Season, problem: Problem, plan: Plan
) -> None:
    version = season.put(plan, problem)
    with pytest.raises(NoSuchVersion):
        plan_of(season.session, season_id=season.id + 1, version_id=version)


def test_the_number_of_queries_does_not_grow(
    season: Season, engine: Engine, problem: Problem, plan: Plan
) -> None:
    empty = Plan(Policy.BEST, Status.FEASIBLE, (), (), ())
    versions = [season.put(plan, problem, season.ran(plan, problem)), season.put(empty, problem)]
    asked: list[str] = []
    event.listen(engine, "before_cursor_execute", lambda *told: asked.append(told[2]))
    counts = []
    for version in versions:
        asked.clear()
        plan_of(season.session, season_id=season.id, version_id=version)
        counts.append(len(asked))
    assert counts == [11, 12]
    asked.clear()
    season.put(plan, problem)
    assert len(asked) == 14


def test_who_waits_is_kept_in_the_order_of_the_draw(
    season: Season, problem: Problem, plan: Plan
) -> None:
    season.put(plan, problem)
    rows = season.session.execute(
        select(
            WaitingEntry.group_id,
            WaitingEntry.draw_digest,
            WaitingEntry.draw_number,
            WaitingEntry.rank,
            WaitingEntry.joined_at,
        ).order_by(WaitingEntry.id)
    ).all()
    groups = season.session.scalars(select(GroupRow.id).order_by(GroupRow.id)).all()
    number = dict(zip(plan.groups, groups, strict=True))
    assert [tuple(row) for row in rows] == [
        (number[each.group], each.digest, each.number, each.rank, AT)
        for each in waiting(plan, problem)
    ]
    assert len(rows) > 10


def test_a_child_that_has_gone_waits_no_more(season: Season, problem: Problem, plan: Plan) -> None:
    named = {place.pupil_id for place in plan.places}
    entries = [each for each in waiting(plan, problem) if each.pupil_id not in named]
    gone = entries[0].pupil_id
    season.session.execute(update(Child).where(Child.ref == gone).values(ref="other"))
    refusals = tuple(each for each in plan.refusals if each.wish.pupil_id != gone)
    season.put(replace(plan, refusals=refusals), problem)
    kept = season.session.scalar(select(func.count()).select_from(WaitingEntry))
    left = [each for each in waiting(plan, problem) if each.pupil_id != gone]
    assert kept == len(left) < len(waiting(plan, problem))
