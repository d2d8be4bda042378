from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models import (
    AvailabilityWindow,
    Block,
    BlockSession,
    Child,
    Group,
    Location,
    Offer,
    OfferBlock,
    Pin,
    PinSet,
    Room,
    Season,
    TravelTime,
    Tutor,
    Wish,
)
from models.enums import DrawPolicy, OfferStatus, Phase
from scheduler.rights import Role
from scheduler.season.copying import copy_season, same_week
from scheduler.season.refusals import BadValue, BrokenRule, ChangedMeanwhile, WrongPhase
from scheduler.season.seasons import (
    SeasonDraft,
    add_season,
    edit_season,
    export_season,
    import_season,
)
from tests.scheduler.season.town import NOW, Town, set_phase


def by(town: Town) -> dict[str, Any]:
    return {"actor": town.actor(Role.COORDINATOR), "now": NOW}


def draft(slug_: str, **changes: Any) -> SeasonDraft:
    made = SeasonDraft(
        slug=slug_, name="Zomer", first_day=date(2027, 7, 1), last_day=date(2027, 8, 31)
    )
    return replace(made, **changes)


def test_new_seasons_have_seeds_that_nobody_knows(session: Session, here: Town) -> None:
    made = [
        add_season(session, **by(here), municipality_id=here.municipality, season=draft(slug))
        for slug in ("een", "twee")
    ]
    seeds = [session.get_one(Season, number).draw_seed for number in made]
    assert len(set(seeds)) == 2
    assert all(len(seed) == 24 for seed in seeds)


@pytest.mark.parametrize(
    ("changes", "rule"),
    [
        ({"slug": "zomer-2027"}, "uq_season_municipality_id_slug"),
        ({"name": " "}, "ck_season_name_filled"),
        ({"first_day": date(2027, 6, 1)}, "ck_season_in_summer"),
        ({"last_day": date(2027, 7, 1), "first_day": date(2027, 7, 2)}, "ck_season_days_in_order"),
    ],
)
def test_what_cannot_be_of_a_season(
    session: Session, here: Town, changes: dict[str, Any], rule: str
) -> None:
    with pytest.raises(BrokenRule) as refused:
        add_season(
            session,
            **by(here),
            municipality_id=here.municipality,
            season=draft("nieuw", **changes),
        )
    assert refused.value.rule == rule


def test_the_rules_of_the_draw_stand_once_families_may_ask(session: Session, here: Town) -> None:
    row = session.get_one(Season, here.season)
    edit: dict[str, Any] = {**by(here), "season_id": here.season}
    set_phase(session, here, Phase.OFFER_PUBLISHED)
    seed = draft("zomer", draw_seed="ander zaad")
    version = edit_season(session, **edit, expected=row.version, season=seed)
    set_phase(session, here, Phase.WISHES_OPEN)
    same = draft("zomer", policy=DrawPolicy.BEST)
    now = edit_season(session, **edit, expected=version, season=same)
    assert (row.draw_seed, row.version) == ("ander zaad", now)
    for change in ({"draw_seed": "x"}, {"policy": DrawPolicy.DRAW}):
        with pytest.raises(BadValue):
            edit_season(session, **edit, expected=now, season=draft("zomer", **change))
    with pytest.raises(ChangedMeanwhile):
        edit_season(session, **edit, expected=version, season=same)
    set_phase(session, here, Phase.ARCHIVED)
    with pytest.raises(WrongPhase):
        edit_season(session, **edit, expected=now, season=same)


def test_what_is_exported_can_be_imported(session: Session, here: Town) -> None:
    dataset = export_season(session, **by(here), season_id=here.season)
    assert len(dataset.pupils) == 3
    number = import_season(
        session, **by(here), municipality_id=here.municipality, slug="weer", dataset=dataset
    )
    again = export_season(session, **by(here), season_id=number)
    assert (again, again.sha256) == (dataset, dataset.sha256)


@pytest.mark.parametrize(
    ("day", "moved"),
    [
        (date(2027, 7, 5), date(2028, 7, 3)),
        (date(2027, 8, 27), date(2028, 8, 25)),
        (date(2026, 7, 6), date(2027, 7, 5)),
    ],
)
def test_the_same_week_of_another_year(day: date, moved: date) -> None:
    assert same_week(day, moved.year) == moved
    assert moved.weekday() == day.weekday()


def copied(session: Session, town: Town, year: int = 2028) -> Any:
    return copy_season(
        session,
        **by(town),
        season_id=town.season,
        year=year,
        slug=f"zomer-{year}",
        name=f"Zomer {year}",
    )


def count(session: Session, model: Any, season: int) -> int:
    found = session.scalar(select(func.count()).select_from(model).where(model.season_id == season))
    return found or 0


def test_last_years_season_comes_along_without_anybody_who_took_part(
    session: Session, here: Town
) -> None:
    home: dict[str, Any] = {"municipality_id": here.municipality, "season_id": here.season}
    whole: dict[str, Any] = {"first_day": date(2027, 7, 1), "last_day": date(2027, 8, 31)}
    week: dict[str, Any] = {"first_day": date(2027, 7, 5), "last_day": date(2027, 7, 9)}
    session.add_all(
        [
            AvailabilityWindow(**home, **whole, tutor_id=here.tutor),
            AvailabilityWindow(**home, **whole, room_id=here.room),
            AvailabilityWindow(**home, **week, room_id=here.other_room),
            TravelTime(**home, location_id=here.location, minutes=7, tutor_id=here.tutor),
            TravelTime(**home, location_id=here.location, minutes=8, child_id=here.child),
        ]
    )
    session.get_one(Tutor, here.tutor).record_check_on = date(2027, 1, 5)
    session.flush()
    new = copied(session, here).season_id
    old_season, season = session.get_one(Season, here.season), session.get_one(Season, new)
    assert (season.phase, season.year, season.first_day) == (
        Phase.DRAFT,
        2028,
        date(2028, 7, 1),
    )
    assert season.draw_seed != old_season.draw_seed
    for model in (Location, Room, Block, Tutor, Offer, OfferBlock):
        assert count(session, model, new) == count(session, model, here.season)
    assert [count(session, model, new) for model in (Child, Wish, Pin, Group)] == [0] * 4
    assert count(session, PinSet, new) == 1
    offers = session.scalars(select(Offer).where(Offer.season_id == new)).all()
    assert {(each.status, each.published_at, each.getting_there) for each in offers} == {
        (OfferStatus.DRAFT, None, "Bus 3")
    }
    windows = session.execute(
        select(Room.code, AvailabilityWindow.first_day, AvailabilityWindow.last_day)
        .join(Room, Room.id == AvailabilityWindow.room_id)
        .where(AvailabilityWindow.season_id == new)
        .order_by(Room.code)
    ).all()
    assert [tuple(each) for each in windows] == [
        ("R1", date(2028, 7, 1), date(2028, 8, 31)),
        ("R2", date(2028, 7, 3), date(2028, 7, 7)),
    ]
    assert count(session, AvailabilityWindow, new) == 2
    assert session.scalars(select(TravelTime.minutes).where(TravelTime.season_id == new)).all() == [
        7
    ]
    checks = session.scalars(select(Tutor.record_check_on).where(Tutor.season_id == new))
    assert set(checks) == {None, date(2027, 1, 5)}


def test_free_days_stay_free_in_the_new_year(session: Session, here: Town) -> None:
    # In 2028, 21 July is a Friday; in 2027 the Friday of that week was 23 July.
    result = copied(session, here)
    days = session.execute(
        select(Block.code, BlockSession.day)
        .join(Block, Block.id == BlockSession.block_id)
        .where(BlockSession.season_id == result.season_id)
        .order_by(BlockSession.day)
    ).all()
    assert [day for code, day in days if code == "W0"] == [
        date(2028, 7, 3) + timedelta(each) for each in range(5)
    ]
    assert [day for code, day in days if code == "W2"] == [
        date(2028, 7, day) for day in (17, 18, 20)
    ]
    assert result.left_out == (("W2", date(2027, 7, 23)),)


def test_a_block_without_days_left_stays_behind(session: Session, here: Town) -> None:
    home: dict[str, Any] = {"municipality_id": here.municipality, "season_id": here.season}
    block = Block(**home, code="slot")
    session.add(block)
    session.flush()
    session.add(
        BlockSession(**home, block_id=block.id, day=date(2027, 7, 1), start_min=540, end_min=720)
    )
    session.add(OfferBlock(**home, offer_id=here.offer, block_id=block.id))
    session.flush()
    result = copied(session, here)  # the Thursday of that week is 29 June
    codes = session.scalars(select(Block.code).where(Block.season_id == result.season_id))
    assert sorted(codes) == ["W0", "W1", "W2"]
    assert ("slot", date(2027, 7, 1)) in result.left_out


def test_a_copy_is_for_a_later_year_and_a_new_name(session: Session, here: Town) -> None:
    for year in (2027, 2026, 3000):
        with pytest.raises(BadValue):
            copied(session, here, year)
    copied(session, here)
    with pytest.raises(BrokenRule):
        copied(session, here)
