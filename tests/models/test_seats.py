from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import Engine, delete, func, insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from models import Child, Group, Place
from models.database import reading, writing
from models.enums import PlaceStatus
from models.seats import NoSuchGroup, give_back, take_seat
from models.violated import violated
from tests.models import season_rows
from tests.models.season_rows import NOW

SEASON = GROUP = 1000
CHILDREN = range(5000, 5050)


@pytest.fixture
def season(engine: Engine) -> Engine:
    """A season with an empty group of 10 children and 12 seats, and 50 children."""
    with engine.begin() as connection:
        season_rows.insert(connection)
        connection.execute(delete(Place))
        connection.execute(update(Group).values(children_held=0, seats_held=0, small_held=0))
        connection.execute(
            insert(Child),
            [
                {"id": at, "municipality_id": 1000, "season_id": SEASON, "ref": f"r{at}"}
                | {"birth_year": 2017}
                for at in CHILDREN
            ],
        )
    return engine


def place(child: int, *, seats: int = 1, small: bool = False, group: int = GROUP) -> Place:
    return Place(
        municipality_id=1000,
        season_id=SEASON,
        version_id=1000,
        offer_id=1000,
        group_id=group,
        child_id=child,
        rank=1,
        given_at=NOW,
        seats=seats,
        small_group=small,
    )


def counted(engine: Engine) -> tuple[int, int, int]:
    """What the group says it holds, once it is the same as what the places say."""
    with reading(engine)() as session:
        group = session.get_one(Group, GROUP)
        held = session.scalars(select(Place).where(Place.status == PlaceStatus.HELD)).all()
        counts = (group.children_held, group.seats_held, group.small_held)
    assert counts == (
        len(held),
        sum(each.seats for each in held),
        sum(each.small_group for each in held),
    )
    return counts


def at_once(engine: Engine, ask: Callable[[Session, int], bool]) -> list[int]:
    """All children ask at the same moment, each in a thread and transaction; who got a yes."""
    start = threading.Barrier(len(CHILDREN))

    def one(child: int) -> bool:
        start.wait()
        with writing(engine)() as session:
            answer = ask(session, child)
            session.commit()
        return answer

    with ThreadPoolExecutor(len(CHILDREN)) as threads:
        answers = list(threads.map(one, CHILDREN))
    return [child for child, yes in zip(CHILDREN, answers, strict=True) if yes]


def test_fifty_at_once_take_the_last_seats(season: Engine) -> None:
    got = at_once(season, lambda session, child: take_seat(session, place(child)))
    assert (len(got), counted(season)) == (10, (10, 10, 0))
    with reading(season)() as session:
        assert sorted(session.scalars(select(Place.child_id))) == got


def test_fifty_at_once_with_companions_stay_within_the_room(season: Engine) -> None:
    got = at_once(season, lambda session, child: take_seat(session, place(child, seats=2)))
    assert (len(got), counted(season)) == (6, (6, 12, 0))


def test_taking_and_giving_back_at_once_keeps_count(season: Engine) -> None:
    def take_then_half_give_back(session: Session, child: int) -> bool:
        mine = place(child)
        if take_seat(session, mine):
            session.commit()
            if child % 2:
                return give_back(session, season_id=SEASON, place_id=mine.id, at=NOW)
        return False

    gave = at_once(season, take_then_half_give_back)
    with reading(season)() as session:
        ever = session.scalar(select(func.count()).select_from(Place))
    assert counted(season)[0] == (ever or 0) - len(gave) <= 10


def test_two_who_give_one_place_back_free_one_seat(season: Engine) -> None:
    with writing(season).begin() as session:
        mine = place(5000, seats=2)
        assert take_seat(session, mine)
    freed = at_once(
        season,
        lambda session, _: give_back(session, season_id=SEASON, place_id=mine.id, at=NOW),
    )
    assert (len(freed), counted(season)) == (1, (0, 0, 0))


def test_a_small_group_stays_small(season: Engine) -> None:
    with writing(season).begin() as session:
        assert [take_seat(session, place(5000 + at)) for at in range(7)] == [True] * 7
        assert take_seat(session, place(5007, small=True))
        assert not take_seat(session, place(5008))
    assert counted(season) == (8, 8, 1)


def test_a_group_that_grew_takes_nobody_who_needs_a_small_one(season: Engine) -> None:
    with writing(season).begin() as session:
        assert all(take_seat(session, place(5000 + at)) for at in range(8))
        assert not take_seat(session, place(5008, small=True))
        assert take_seat(session, place(5008))
    assert counted(season) == (9, 9, 0)


def test_who_holds_a_place_keeps_it_as_it_is(season: Engine) -> None:
    with writing(season).begin() as session:
        assert take_seat(session, place(5000))
        assert take_seat(session, place(5000, seats=2))
    assert counted(season) == (1, 1, 0)


def test_a_place_given_back_can_be_had_again(season: Engine) -> None:
    with writing(season).begin() as session:
        mine = place(5000)
        assert take_seat(session, mine)
        group = session.get_one(Group, GROUP)
        assert group.children_held == 1
        assert give_back(session, season_id=SEASON, place_id=mine.id, at=NOW)
        assert (group.children_held, mine.status) == (0, PlaceStatus.GIVEN_BACK)
        again = place(5000, seats=2)
        again.given_at = NOW + timedelta(hours=1)
        assert take_seat(session, again)
    with reading(season)() as session:
        only = session.scalars(select(Place)).one()
        assert (only.id, only.seats, only.status) == (mine.id, 2, PlaceStatus.HELD)
        assert (only.given_at, only.given_back_at) == (NOW + timedelta(hours=1), None)
    assert counted(season) == (1, 2, 0)


def test_a_cancelled_group_has_no_seats(season: Engine) -> None:
    with writing(season).begin() as session:
        session.get_one(Group, GROUP).cancelled_at = NOW
        session.flush()
        assert not take_seat(session, place(5000))


def test_a_group_of_another_season_is_not_there(season: Engine) -> None:
    with writing(season)() as session:
        with pytest.raises(NoSuchGroup):
            take_seat(session, place(5000, group=2000))
        assert not give_back(session, season_id=2000, place_id=1000, at=NOW)


def test_a_second_place_in_one_offer_is_refused(season: Engine) -> None:
    with writing(season).begin() as session:
        group = session.get_one(Group, GROUP)
        room = season_rows.rows(1)["room"][0] | {"id": 1001, "code": "R2"}
        session.connection().execute(
            Group.metadata.tables["room"].insert(), season_rows.whole_row("room", room)
        )
        other = Group(
            municipality_id=1000,
            season_id=SEASON,
            version_id=1000,
            offer_id=group.offer_id,
            block_id=group.block_id,
            room_id=1001,
            max_children=5,
            max_seats=5,
        )
        session.add(other)
        session.flush()
        assert take_seat(session, place(5000))
        with pytest.raises(IntegrityError) as refused, session.begin_nested():
            take_seat(session, place(5000, group=other.id))
    assert violated(refused.value) == "uq_place_one_per_offer"
    assert counted(season) == (1, 1, 0)
