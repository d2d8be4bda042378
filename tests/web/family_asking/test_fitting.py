"""What fits a child is what the rules of the plan say of one child."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from sqlalchemy import delete, select

from data.problem import to_problem
from data.season_rows import unpack_dataset
from models import (
    AvailabilityWindow,
    Block,
    Child,
    Group,
    Location,
    Offer,
    OfferBlock,
    Place,
    PlanningRun,
    Room,
    Season,
    TravelTime,
    Tutor,
)
from models.database import reading, writing
from models.enums import Phase, PlaceStatus, RefusalReason, TravelMode
from scheduler.drafts.fitting import Told, fits
from scheduler.season.availability import WindowDraft
from scheduler.season.requests import request_of
from solver.eligibility import Eligibility
from tests.web.families.people import number_of
from tests.web.family_entering.homes import publish_offers
from tests.web.site import Site
from tests.web.summer import put_summer

MET: tuple[RefusalReason, ...] = ()
NOT_MET = (RefusalReason.NEED_NOT_MET,)
SKILLED: dict[str, Any] = {"roles": ("lead",), "goals": ("dutch_speaking",)}


def reasons(site: Site, told: Told, code: str = "O1") -> tuple[RefusalReason, ...]:
    with reading(site.engine)() as session:
        season = session.scalars(
            select(Season).where(Season.municipality_id == site.town.gent)
        ).one()
        return next(fit.reasons for fit in fits(session, season, told) if fit.offer.code == code)


def put(site: Site, *models: tuple[Any, dict[str, Any]]) -> list[int]:
    """Add rows to the town's own season."""
    with writing(site.engine).begin() as session:
        season = session.scalars(
            select(Season).where(Season.municipality_id == site.town.gent)
        ).one()
        home = {"municipality_id": site.town.gent, "season_id": season.id}
        rows = [model(**home, **values) for model, values in models]
        session.add_all(rows)
        session.flush()
        return [row.id for row in rows]


def room(site: Site, **values: Any) -> tuple[Any, dict[str, Any]]:
    place = number_of(site, Location, code="L1")
    return Room, {"code": f"R{values}", "location_id": place, "capacity": 12, **values}


def change(site: Site, model: Any, which: str, **values: Any) -> None:
    with writing(site.engine).begin() as session:
        row = session.get_one(model, number_of(site, model, code=which))
        for name, value in values.items():
            setattr(row, name, value)


def test_a_place_need_is_met_by_a_room_that_holds_the_offer(open_site: Site) -> None:
    told = Told(needs=("step_free",))
    put(open_site, room(open_site), room(open_site, features=("step_free",), capacity=5))
    assert reasons(open_site, told) == NOT_MET  # a group is of six at least
    put(open_site, room(open_site, features=("step_free",), capacity=6))
    assert reasons(open_site, told) == MET
    change(open_site, Offer, "O1", room_features=("kitchen",))
    assert reasons(open_site, told) == MET  # no room holds it yet, but this place is step-free
    put(open_site, room(open_site, features=("kitchen",)))
    assert reasons(open_site, told) == NOT_MET
    change(open_site, Location, "L1", features=("step_free",))
    assert reasons(open_site, told) == MET


def test_a_companion_takes_a_seat_of_the_room(open_site: Site) -> None:
    told = Told(needs=("own_companion",))
    put(open_site, room(open_site, capacity=6))
    assert reasons(open_site, told) == NOT_MET
    put(open_site, room(open_site, capacity=7))
    assert reasons(open_site, told) == MET


def test_a_small_group_is_of_eight_at_most(open_site: Site) -> None:
    told = Told(needs=("small_group",))
    assert reasons(open_site, told) == MET
    change(open_site, Offer, "O1", min_size=9)
    assert reasons(open_site, told) == NOT_MET
    assert reasons(open_site, Told(needs=("food", "call_me"))) == MET


@pytest.mark.parametrize(
    ("tutor", "expected"),
    [
        ({}, MET),
        ({"skills": ()}, NOT_MET),
        ({"goals": ("sport",)}, NOT_MET),
        ({"roles": ("assistant",)}, NOT_MET),
        ({"age_from": 6, "age_to": 12}, NOT_MET),  # the offer is for all ages
        ({"languages": ("fr",)}, NOT_MET),
        ({"languages": ("nl", "fr")}, MET),
        ({"lat": 51.2, "lon": 2.9, "max_travel_min": 20}, NOT_MET),
        ({"lat": 51.05, "lon": 3.72, "max_travel_min": 20}, MET),
    ],
)
def test_support_is_given_by_who_could_lead_the_offer(
    open_site: Site, tutor: dict[str, Any], expected: tuple[RefusalReason, ...]
) -> None:
    put(open_site, room(open_site))
    change(open_site, Offer, "O1", language="nl")
    put(open_site, (Tutor, {"code": "T2", "skills": ("extra_adult",), **SKILLED, **tutor}))
    assert reasons(open_site, Told(needs=("extra_adult",))) == expected


def test_who_could_lead_has_to_be_there_in_a_free_week(open_site: Site) -> None:
    told = Told(needs=("extra_adult",))
    put(open_site, room(open_site))
    (number,) = put(open_site, (Tutor, {"code": "T2", "skills": ("extra_adult",), **SKILLED}))
    away = {"tutor_id": number, "first_day": date(2027, 8, 1), "last_day": date(2027, 8, 9)}
    put(open_site, (AvailabilityWindow, away))
    assert reasons(open_site, told) == NOT_MET
    here = {"tutor_id": number, "first_day": date(2027, 7, 5), "last_day": date(2027, 7, 9)}
    put(open_site, (AvailabilityWindow, here))
    assert reasons(open_site, told) == MET


def test_needs_are_met_together_by_one_team(open_site: Site) -> None:
    told = Told(needs=("extra_adult", "sign_language"))
    put(
        open_site,
        room(open_site),
        (Tutor, {"code": "T2", "skills": ("extra_adult",), **SKILLED}),
        (Tutor, {"code": "T3", "skills": ("sign_language",), **SKILLED}),
    )
    assert reasons(open_site, told) == NOT_MET  # one lead for a group
    change(open_site, Offer, "O1", leads=2)
    assert reasons(open_site, told) == MET
    change(open_site, Offer, "O1", leads=1, assistants=1)
    assert reasons(open_site, told) == NOT_MET
    change(open_site, Tutor, "T3", roles=("lead", "assistant"))
    assert reasons(open_site, told) == MET
    change(open_site, Offer, "O1", leads=0, assistants=0)
    assert reasons(open_site, told) == NOT_MET


def test_where_nobody_is_known_who_could_lead_nothing_is_said_against_it(
    open_site: Site,
) -> None:
    with writing(open_site.engine).begin() as session:
        session.execute(delete(Tutor))
    assert reasons(open_site, Told(needs=("extra_adult",))) == MET


def test_an_offer_without_a_week_says_that_alone(open_site: Site) -> None:
    with writing(open_site.engine).begin() as session:
        session.execute(delete(OfferBlock))
    put(open_site, room(open_site, features=("step_free",)))
    told = Told(needs=("step_free",))
    assert reasons(open_site, told) == (RefusalReason.NOT_AVAILABLE,)


def test_windows_that_touch_join(open_site: Site) -> None:
    def free(start: int, end: int) -> WindowDraft:
        day = date(2027, 7, 5)
        return WindowDraft(first_day=day, last_day=day, start_min=start, end_min=end)

    assert reasons(open_site, Told(windows=(free(480, 600), free(600, 720)))) == MET
    apart = Told(windows=(free(480, 600), free(601, 720)))
    assert reasons(open_site, apart) == (RefusalReason.NOT_AVAILABLE,)


def test_a_measured_journey_replaces_the_estimate(open_site: Site) -> None:
    place = number_of(open_site, Location, code="L1")
    far = Told(point=(51.2, 2.9), mode=TravelMode.BIKE, max_travel_min=30)
    assert reasons(open_site, far) == (RefusalReason.TOO_FAR,)
    for minutes, expected in ((30, MET), (31, (RefusalReason.TOO_FAR,))):
        told = Told(point=far.point, max_travel_min=30, measured={place: minutes})
        assert reasons(open_site, told) == expected


def test_it_says_what_the_rules_of_the_plan_say(site: Site) -> None:
    """For every child of a whole summer: nothing is said against what the plan gives."""
    summer = put_summer(site.engine, site.town, at=site.clock.at, phase=Phase.PUBLISHED)
    publish_offers(site, summer.season)
    with reading(site.engine)() as session:
        season = session.get_one(Season, summer.season)
        run = session.get_one(PlanningRun, summer.run)
        assert run.dataset is not None
        table = Eligibility(to_problem(unpack_dataset(run.dataset)))
        blocks = codes(session, Block, season)
        sites = codes(session, Location, season)
        given = set(
            session.execute(
                select(Place.child_id, Group.offer_id)
                .join(Group, Group.id == Place.group_id)
                .where(Place.version_id == summer.version, Place.status == PlaceStatus.HELD)
            )
        )
        said = 0
        for child in session.scalars(
            select(Child).where(Child.season_id == season.id).order_by(Child.id)
        ):
            pupil = table.pupil_index[child.ref]
            asked = request_of(session, child)
            measured = session.execute(
                select(TravelTime.location_id, TravelTime.minutes).where(
                    TravelTime.child_id == child.id
                )
            )
            told = Told(
                birth_year=asked.birth_year,
                windows=asked.windows,
                point=None if asked.lat is None or asked.lon is None else (asked.lat, asked.lon),
                mode=asked.travel_mode,
                max_travel_min=asked.max_travel_min,
                needs=asked.needs,
                measured={row.location_id: row.minutes for row in measured},
            )
            for fit in fits(session, season, told):
                offer = table.offer_index[fit.offer.code]
                old_enough = bool(table.pupil_offer_age[pupil, offer])
                assert (RefusalReason.AGE not in fit.reasons) is old_enough
                for block in fit.blocks:
                    free = bool(table.pupil_block[pupil, table.block_index[blocks[block]]])
                    assert (block in fit.free_blocks) is free
                for place in fit.locations:
                    near = table.pupil_location[pupil, table.location_index[sites[place]]]
                    assert (place in fit.near_locations) is bool(near)
                if (child.id, fit.offer.id) in given:
                    assert fit.reasons == ()
                said += bool(fit.reasons)
        assert given
        assert said


def codes(session: Any, model: Any, season: Season) -> dict[int, str]:
    rows = session.execute(select(model.id, model.code).where(model.season_id == season.id))
    return {row.id: row.code for row in rows}
