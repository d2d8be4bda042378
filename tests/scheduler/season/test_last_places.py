"""Two hundred at once around the last places of one group, on both databases."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import pytest
from sqlalchemy import Engine, func, insert, select
from sqlalchemy.orm import Session

from models import AuditEntry, Child, Group, Offer, Place, WaitingEntry, Wish
from models.database import reading, writing
from models.enums import Phase, PlaceStatus, WaitingStatus
from models.plan_version import PlanVersion
from scheduler.rights import account
from scheduler.season.places import give_back_place, take_or_wait
from solver.fairness.draw import digest
from tests.scheduler.season.founding import make_town
from tests.scheduler.season.giving_out import give_out, make_current, put_version
from tests.scheduler.season.town import NOW, Town, set_phase

HOLD, WAIT, LATE = 10, 90, 100
AT_ONCE = 12
"""Within the engine's pool: how long somebody waits for a connection is not what is shown."""


@dataclass
class Crowd:
    engine: Engine
    town: Town
    group: int
    children: list[int]


@pytest.fixture
def crowd(engine: Engine) -> Crowd:
    """Ten hold the ten places of a group, ninety wait, a hundred come later."""
    with writing(engine).begin() as session:
        town = make_town(session, 1)
        home = {"municipality_id": town.municipality, "season_id": town.season}
        session.get_one(PlanVersion, town.version).is_current = False
        session.get_one(Offer, town.other_offer).max_size = HOLD
        session.flush()
        refs = [f"ref-{number}" for number in range(HOLD + WAIT + LATE)]
        session.execute(
            insert(Child),
            [
                {**home, "ref": ref, "birth_year": 2017, "asked_at": NOW, "max_places": 1}
                for ref in refs
            ],
        )
        number = dict(session.execute(select(Child.ref, Child.id)).all())
        children = [number[ref] for ref in refs]
        session.execute(
            insert(Wish),
            [
                {**home, "child_id": child, "rank": 1, "offer_id": town.other_offer}
                for child in children[: HOLD + WAIT]
            ],
        )
        held = (town.other_offer, town.other_block, town.room, children[:HOLD])
        version = put_version(session, town, *give_out(session, town, [held]))
        make_current(session, version)
        set_phase(session, town, Phase.PUBLISHED)
        group = session.scalars(select(Group.id).where(Group.version_id == version)).one()
    return Crowd(engine, town, group, children)


def test_two_hundred_at_once_never_one_seat_too_many(crowd: Crowd) -> None:
    start = threading.Barrier(len(crowd.children))
    connections = threading.Semaphore(AT_ONCE)
    desk = account(crowd.town.accounts["desk"])

    def one(child: int) -> None:
        start.wait()
        with connections, writing(crowd.engine).begin() as session:
            place = session.scalars(
                select(Place.id).where(
                    Place.group_id == crowd.group,
                    Place.child_id == child,
                    Place.status == PlaceStatus.HELD,
                )
            ).one_or_none()
            here: dict[str, Any] = {
                "actor": desk,
                "season_id": crowd.town.season,
                "child_id": child,
                "now": NOW,
            }
            if place is None:
                take_or_wait(session, **here, group_id=crowd.group)
            else:
                give_back_place(session, **here, place_id=place)

    with reading(crowd.engine)() as session:
        last = session.scalar(select(func.max(AuditEntry.id))) or 0
        waits = set(
            session.scalars(
                select(WaitingEntry.child_id).where(WaitingEntry.group_id == crowd.group)
            )
        )
    with ThreadPoolExecutor(len(crowd.children)) as threads:
        list(threads.map(one, crowd.children))

    with reading(crowd.engine)() as session:
        group = session.get_one(Group, crowd.group)
        held = set(
            session.scalars(
                select(Place.child_id).where(
                    Place.group_id == crowd.group, Place.status == PlaceStatus.HELD
                )
            )
        )
        assert (group.children_held, group.seats_held, len(held)) == (HOLD, HOLD, HOLD)
        _replay(session, crowd, waits, held, last)


def _replay(session: Session, crowd: Crowd, waits: set[int], held: set[int], last: int) -> None:
    """Go through the audit: at every seat that came free, the first by draw number got it."""
    seed = "zaad"
    order = {
        child: digest(seed, ref) for child, ref in session.execute(select(Child.id, Child.ref))
    }
    now_held = set(crowd.children[:HOLD])
    free = 0
    gave_back = 0
    for verb, child in session.execute(
        select(AuditEntry.verb, AuditEntry.subject_id)
        .where(AuditEntry.id > last)
        .order_by(AuditEntry.id)
    ):
        assert child is not None
        assert verb == "promoted" or free == 0 or not waits
        if verb == "take_or_wait":
            if child not in now_held:
                waits.add(child)
        elif verb == "give_back_place":
            now_held.remove(child)
            free += 1
            gave_back += 1
        else:
            assert verb == "promoted"
            assert child == min(waits, key=order.__getitem__)
            waits.remove(child)
            now_held.add(child)
            free -= 1
    assert (now_held, free) == (held, 0)
    assert gave_back >= HOLD
    still = session.scalars(
        select(WaitingEntry.child_id).where(
            WaitingEntry.group_id == crowd.group, WaitingEntry.status == WaitingStatus.WAITING
        )
    )
    assert set(still) == waits
