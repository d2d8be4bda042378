"""Pins, runs, versions that are kept and published."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from data.problem import to_problem
from data.season_rows import dataset_of, pack_plan, plan_of, unpack_dataset, unpack_promised
from models import (
    Block,
    Child,
    Group,
    Message,
    Offer,
    OfferBlock,
    PhaseChange,
    Pin,
    PinSet,
    Place,
    PlanningRun,
    PlanVersion,
    Room,
    Season,
    WaitingEntry,
)
from models.enums import DrawPolicy, OfferStatus, Phase, PlaceStatus, RunStatus, WaitingStatus
from scheduler.rights import NotHere, Role
from scheduler.season.pins import PinDraft, pin, unpin
from scheduler.season.places import give_back_place
from scheduler.season.publishing import publish_version
from scheduler.season.refusals import (
    AlreadyPublished,
    BadValue,
    ChangedMeanwhile,
    NoPlanYet,
    PinContradicts,
    PlanIsOld,
    RunIsOver,
    SeasonNotReady,
    WrongPhase,
)
from scheduler.season.runs import RunOptions, start_run, stop_run
from scheduler.season.versions import keep_plan
from scheduler.season.withdrawing import withdraw_child
from solver.plan import Group as GroupOf
from solver.plan import LostPromise
from tests.scheduler.season.giving_out import give_out, put_version
from tests.scheduler.season.town import NOW, Town, set_phase


def by(town: Town) -> dict[str, Any]:
    return {"actor": town.actor(Role.PLANNER), "season_id": town.season, "now": NOW}


def pins(session: Session, town: Town) -> PinSet:
    return session.scalars(select(PinSet).where(PinSet.season_id == town.season)).one()


def draft(town: Town, **changes: Any) -> PinDraft:
    own: dict[str, Any] = {
        "must": True,
        "offer_id": town.offer,
        "block_id": town.block,
        "room_id": town.room,
    }
    return PinDraft(**(own | changes))


def test_pins_are_one_set_that_people_change_together(session: Session, here: Town) -> None:
    was = pins(session, here).version
    made = pin(session, **by(here), expected=was, pin=draft(here, child_id=here.child))
    assert made.version == was + 1
    again = pin(session, **by(here), expected=was + 1, pin=draft(here, child_id=here.child))
    assert again == made
    with pytest.raises(ChangedMeanwhile):
        pin(session, **by(here), expected=was, pin=draft(here, child_id=here.friend))
    assert unpin(session, **by(here), expected=was + 1, pin_id=made.pin_id) == was + 2
    with pytest.raises(NotHere):
        unpin(session, **by(here), expected=was + 2, pin_id=made.pin_id)


def test_pins_that_cannot_be(session: Session, here: Town) -> None:
    was = pins(session, here).version
    with pytest.raises(PinContradicts):
        pin(session, **by(here), expected=was, pin=draft(here, must=False))
    both = draft(here, child_id=here.child, tutor_id=here.tutor)
    with pytest.raises(BadValue):
        pin(session, **by(here), expected=was, pin=both)
    with pytest.raises(NotHere):
        pin(session, **by(here), expected=was, pin=draft(here, room_id=10**6))
    assert len(session.scalars(select(Pin).where(Pin.season_id == here.season)).all()) == 1


def test_a_run_holds_all_it_needs_and_no_names(session: Session, here: Town) -> None:
    options = RunOptions(seconds=5, gap=0.01, policy=DrawPolicy.DRAW, repeatable=True)
    number = start_run(session, **by(here), options=options)
    session.flush()
    session.expire_all()
    run = session.get_one(PlanningRun, number)
    dataset = dataset_of(session, season_id=here.season)
    kept = unpack_dataset(run.dataset)
    assert run.dataset_sha256 == dataset.sha256
    assert {pupil.name for pupil in kept.pupils} == {""}
    assert [pupil.pupil_id for pupil in kept.pupils] == [p.pupil_id for p in dataset.pupils]
    assert to_problem(kept) == to_problem(dataset)
    promised = unpack_promised(run.dataset, to_problem(kept))
    assert promised is not None
    now = plan_of(session, season_id=here.season, version_id=here.version)
    assert (promised.groups, promised.places) == (now.groups, now.places)
    assert (run.status, run.options) == (
        RunStatus.QUEUED,
        {
            "seconds": 5,
            "gap": 0.01,
            "policy": "draw",
            "repeatable": True,
            "keep_promises": True,
            "language": "nl",
        },
    )


def test_without_promises_or_a_published_plan_there_are_none(session: Session, here: Town) -> None:
    def promised() -> object:
        options = RunOptions(keep_promises=keep)
        run = session.get_one(PlanningRun, start_run(session, **by(here), options=options))
        return unpack_promised(run.dataset, to_problem(unpack_dataset(run.dataset)))

    keep = False
    assert promised() is None
    keep = True
    session.get_one(PlanVersion, here.version).is_current = False
    session.flush()
    assert promised() is None


@pytest.mark.parametrize("options", [{"seconds": 0}, {"seconds": 1e9}, {"gap": 2}, {"gap": -1}])
def test_options_that_cannot_be(session: Session, here: Town, options: Any) -> None:
    with pytest.raises(BadValue):
        start_run(session, **by(here), options=RunOptions(**options))


def test_a_season_half_filled_in_is_not_planned_and_says_why(session: Session, here: Town) -> None:
    session.execute(delete(OfferBlock).where(OfferBlock.offer_id == here.draft_offer))
    with pytest.raises(SeasonNotReady) as refused:
        start_run(session, **by(here), options=RunOptions())
    assert "offers.csv, rij 3, kolom blocks" in refused.value.sentence("nl")


def test_stopping_a_run(session: Session, here: Town) -> None:
    stop_run(session, **by(here), run_id=here.queued_run)
    run = session.get_one(PlanningRun, here.queued_run)
    assert (run.status, run.ended_at, run.stop_requested) == (RunStatus.STOPPED, NOW, True)
    with pytest.raises(RunIsOver):
        stop_run(session, **by(here), run_id=here.queued_run)
    going = session.get_one(PlanningRun, start_run(session, **by(here), options=RunOptions()))
    going.status, going.claimed_by, going.heartbeat_at = RunStatus.RUNNING, "a", NOW
    session.flush()
    stop_run(session, **by(here), run_id=going.id)
    assert (going.status, going.stop_requested) == (RunStatus.RUNNING, True)


def test_a_runs_plan_is_kept_with_its_waiting_lists(session: Session, here: Town) -> None:
    set_phase(session, here, Phase.CLOSED)
    number = keep_plan(session, **by(here), run_id=here.done_run, name=" Tweede ")
    version = session.get_one(PlanVersion, number)
    assert (version.name, version.number, version.run_id) == ("Tweede", 3, here.done_run)
    assert (version.published_at, version.is_current) == (None, False)
    assert session.get_one(Season, here.season).phase is Phase.PLANNED
    waits = session.scalars(
        select(WaitingEntry.child_id)
        .join(Group, Group.id == WaitingEntry.group_id)
        .where(Group.version_id == number)
    ).all()
    assert waits == [here.friend]


def test_plans_that_cannot_be_kept(session: Session, here: Town) -> None:
    keep: dict[str, Any] = {**by(here), "name": "Nog een"}
    with pytest.raises(NoPlanYet):
        keep_plan(session, **keep, run_id=here.queued_run)
    with pytest.raises(BadValue):
        keep_plan(session, **{**keep, "name": " "}, run_id=here.done_run)
    set_phase(session, here, Phase.WISHES_OPEN)
    with pytest.raises(WrongPhase):
        keep_plan(session, **keep, run_id=here.done_run)
    set_phase(session, here, Phase.CLOSED)
    session.get_one(Room, here.room).code = "elders"
    session.flush()
    with pytest.raises(PlanIsOld):
        keep_plan(session, **keep, run_id=here.done_run)


def start_over(session: Session, town: Town) -> None:
    """As if nothing had been published yet."""
    version = session.get_one(PlanVersion, town.version)
    version.is_current, version.published_at = False, None
    session.flush()
    set_phase(session, town, Phase.PLANNED)


def results(session: Session, town: Town) -> list[tuple[int | None, str]]:
    found = session.scalars(
        select(Message).where(Message.kind == "result", Message.season_id == town.season)
    )
    return sorted((each.contact_id, each.body_text) for each in found)


def test_publishing_freezes_a_version_and_tells_every_family(session: Session, here: Town) -> None:
    start_over(session, here)
    publish_version(session, **by(here), version_id=here.kept_version)
    version = session.get_one(PlanVersion, here.kept_version)
    assert (version.published_at, version.is_current) == (NOW, True)
    assert session.get_one(Season, here.season).phase is Phase.PUBLISHED
    change = session.scalars(
        select(PhaseChange.happened_at).where(
            PhaseChange.season_id == here.season, PhaseChange.phase == Phase.PUBLISHED
        )
    ).one()
    assert change == NOW
    told = results(session, here)
    assert [who for who, _ in told] == [here.contact, here.contact, here.other_contact]
    noor = next(text for _, text in told if "Noor" in text)
    assert "Aanbod zingen" in noor
    assert "Aanbod koken" in noor
    with pytest.raises(AlreadyPublished):
        publish_version(session, **by(here), version_id=here.kept_version)


def test_who_withdrew_since_gives_the_place_to_who_waits(session: Session, here: Town) -> None:
    start_over(session, here)
    withdraw_child(session, **by(here) | {"actor": here.coordinator}, child_id=here.child)
    publish_version(session, **by(here), version_id=here.kept_version)
    held = session.execute(
        select(Place.child_id, Place.offer_id)
        .where(Place.version_id == here.kept_version, Place.status == PlaceStatus.HELD)
        .order_by(Place.child_id)
    ).all()
    assert [tuple(each) for each in held] == [
        (here.sibling, here.offer),
        (here.friend, here.offer),
    ]
    entry = session.scalars(
        select(WaitingEntry)
        .join(Group, Group.id == WaitingEntry.group_id)
        .where(Group.version_id == here.kept_version, WaitingEntry.child_id == here.friend)
    ).one()
    assert entry.status is WaitingStatus.PROMOTED
    assert [who for who, _ in results(session, here)] == [here.contact, here.other_contact]


def test_what_was_given_back_is_not_given_again(session: Session, here: Town) -> None:
    give_back_place(
        session,
        **by(here) | {"actor": here.coordinator},
        child_id=here.child,
        place_id=session.scalars(
            select(Place.id).where(Place.group_id == here.other_group, Place.child_id == here.child)
        ).one(),
    )
    publish_version(session, **by(here), version_id=here.kept_version)
    held = session.scalars(
        select(Place.offer_id).where(
            Place.version_id == here.kept_version,
            Place.child_id == here.child,
            Place.status == PlaceStatus.HELD,
        )
    ).all()
    assert held == [here.offer]
    assert results(session, here) == []


def test_nobody_loses_a_promised_place_unsaid(session: Session, here: Town) -> None:
    sing = (here.offer, here.block, here.room, (here.child, here.friend))
    plan, problem = give_out(session, here, [sing])
    without = put_version(session, here, plan, problem)
    with pytest.raises(PlanIsOld):
        publish_version(session, **by(here), version_id=without)


def test_a_promise_that_could_not_be_kept_is_said_and_told(session: Session, here: Town) -> None:
    sing = (here.offer, here.block, here.other_room, (here.child, here.sibling))
    plan, problem = give_out(session, here, [sing])
    group = GroupOf(
        session.get_one(Offer, here.other_offer).code,
        session.get_one(Block, here.other_block).code,
        session.get_one(Room, here.room).code,
    )
    ref = session.get_one(Child, here.child).ref
    lost = LostPromise(ref, group, "no_room", {"nl": "Geen lokaal.", "en": "No room."})
    plan = type(plan)(
        plan.policy,
        plan.status,
        plan.groups,
        plan.assignments,
        plan.places,
        lost_promises=(lost,),
    )
    run = session.get_one(PlanningRun, here.done_run)
    run.plan = pack_plan(plan, problem, dataset_sha256=run.dataset_sha256)
    version = put_version(session, here, plan, problem, run_id=run.id)
    publish_version(session, **by(here), version_id=version)
    # The other room is no change to a family: only Noor, who lost a place, hears of it.
    (told,) = results(session, here)
    assert told[0] == here.contact
    assert "Noor" in told[1]
    assert not session.get_one(PlanVersion, here.version).is_current


def test_nothing_is_published_before_closing(session: Session, here: Town) -> None:
    set_phase(session, here, Phase.WISHES_OPEN)
    with pytest.raises(WrongPhase):
        publish_version(session, **by(here), version_id=here.kept_version)


def test_a_withdrawn_offer_is_no_part_of_a_run(session: Session, here: Town) -> None:
    session.get_one(Offer, here.other_offer).status = OfferStatus.WITHDRAWN
    session.flush()
    run = session.get_one(
        PlanningRun,
        start_run(session, **by(here), options=RunOptions(keep_promises=False)),
    )
    codes = {offer.offer_id for offer in unpack_dataset(run.dataset).offers}
    assert codes == {"zingen", "bouwen"}
