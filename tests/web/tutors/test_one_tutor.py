from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any, cast

import pytest
from sqlalchemy import select

from models import AvailabilityWindow, GroupTutor, Tutor
from models.database import reading, writing
from models.enums import Phase
from tests.web.families.people import errors_in
from tests.web.site import Browser, Site
from tests.web.summer import SLUG, put_summer
from tests.web.tutors.test_list import TUTORS, add, one

FORM: dict[str, Any] = {
    "name": "Wies",
    "code": "T9",
    "roles": ["lead", "assistant"],
    "goals": ["SPORT", "NT2"],
    "age_from": "6",
    "age_to": "12",
    "languages": ["nl", "tr"],
    "skills": ["extra_breaks"],
    "home": "51,05; 3,72",
    "travel_mode": "transit",
    "max_travel_min": "40",
    "max_hours_week": "12,5",
    "hourly": "22,50",
    "email": "wies@voorbeeld.example",
    "phone": "0470 00 00 00",
    "language": "tr",
}


@pytest.fixture
def planner(site: Site) -> Browser:
    return site.browser("planner")


def test_a_new_tutor_gets_a_code_and_is_kept_as_filled_in(site: Site, planner: Browser) -> None:
    assert 'value="T2"' in planner.get(f"{TUTORS}/nieuw").text
    answer = planner.post(f"{TUTORS}/nieuw", **FORM)
    with reading(site.engine)() as session:
        row = session.scalars(select(Tutor).where(Tutor.code == "T9")).one()
    assert (answer.status_code, answer.location) == (302, f"{TUTORS}/{row.id}/vrij")
    assert (row.name, row.roles, row.goals) == ("Wies", ("lead", "assistant"), ("SPORT", "NT2"))
    assert (row.age_from, row.age_to, row.languages) == (6, 12, ("nl", "tr"))
    assert (row.lat, row.lon, row.travel_mode) == (51.05, 3.72, "transit")
    assert (row.max_travel_min, row.max_hours_week, row.hourly_cents) == (40, Decimal("12.5"), 2250)
    assert (row.email, row.phone, row.language) == (FORM["email"], FORM["phone"], "tr")
    page = planner.get(f"{TUTORS}/{row.id}").text
    for said in ("Wies", "6–12 jaar", "Extra pauzes", "hoogstens 40 minuten", "22,50", "12,5"):
        assert said in page


@pytest.mark.parametrize(
    ("wrong", "where", "sentence"),
    [
        ({"code": ""}, "code", "Geef een code."),
        ({"roles": []}, "roles", "Kies minstens één rol."),
        ({"goals": []}, "goals", "Wie een groep leidt, heeft minstens één doel."),
        ({"age_from": "zes"}, "age_from", "Schrijf hier een heel getal, of niets."),
        ({"age_to": ""}, "age_to", "Vul beide leeftijden in, of geen van beide."),
        ({"home": "nergens"}, "home", "Dit herkennen we niet als postcode of als punt."),
        ({"max_hours_week": "200"}, "max_hours_week", "Schrijf hier een getal van 0 tot 168."),
        ({"max_hours_week": "nan"}, "max_hours_week", "Schrijf hier een getal van 0 tot 168."),
        ({"hourly": "veel"}, "hourly", "Schrijf hier een bedrag, zoals 25 of 22,50."),
    ],
)
def test_an_error_leads_to_its_field_and_loses_nothing(
    planner: Browser, wrong: dict[str, Any], where: str, sentence: str
) -> None:
    answer = planner.post(f"{TUTORS}/nieuw", **{**FORM, **wrong})
    assert answer.status_code == 422
    assert errors_in(answer.text) == [(where, sentence)]
    assert f'id="{where}"' in answer.text
    assert 'value="wies@voorbeeld.example"' in answer.text


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"code": "T1"}, "deze code is er al."),
        ({"age_from": "13"}, "de jongste leeftijd is hoger dan de oudste."),
    ],
)
def test_what_the_season_refuses_is_said(
    planner: Browser, wrong: dict[str, str], sentence: str
) -> None:
    answer = planner.post(f"{TUTORS}/nieuw", **{**FORM, **wrong})
    assert answer.status_code == 422
    assert sentence in answer.text


def test_a_tutor_is_changed_unless_somebody_else_did(site: Site, planner: Browser) -> None:
    number = add(site, "T2", roles_confirmed_on=site.clock.at.date())
    path = f"{TUTORS}/{number}/wijzigen"
    assert 'value="T2"' in planner.get(path).text
    answer = planner.post(path, **{**FORM, "version": "1"})
    assert (answer.status_code, answer.location) == (302, f"{TUTORS}/{number}")
    row = one(site, number)
    assert (row.code, row.roles_confirmed_on) == ("T9", None)
    late = planner.post(path, **{**FORM, "version": "1", "name": "Fien"})
    assert late.status_code == 422
    assert "heeft dit intussen gewijzigd" in late.text
    assert 'value="Fien"' in late.text
    assert one(site, number).name == "Wies"


def test_half_days_are_painted_and_shown_again(site: Site, planner: Browser) -> None:
    number = add(site, "T2")
    path = f"{TUTORS}/{number}/vrij"
    assert "Altijd, de hele zomer" in planner.get(path).text
    ticked: Any = [
        "2027-07-05-vm",
        "2027-07-05-nm",
        "2027-07-06-vm",
        "2027-07-06-nm",
        "2027-07-07-vm",
    ]
    answer = planner.post(
        path, version="1", when="aangeduid", free=cast("Any", [*ticked, "1999-01-01-vm"])
    )
    assert answer.status_code == 422
    answer = planner.post(path, version="1", when="aangeduid", free=ticked)
    assert answer.status_code == 302
    assert windows(site, number) == [
        (date(2027, 7, 5), date(2027, 7, 6), None, None),
        (date(2027, 7, 7), date(2027, 7, 7), None, 780),
    ]
    page = planner.get(path).text
    assert [f'value="{word}" checked' in page for word in ticked] == [True] * 5
    assert page.count(" checked") == 6
    assert planner.post(path, version="2", when="altijd", free=ticked).status_code == 302
    assert windows(site, number) == []


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({"when": "aangeduid"}, "Duid minstens één halve dag aan, of kies altijd."),
        ({}, "Kies een van de twee."),
        ({"when": "altijd", "version": "7"}, "heeft dit intussen gewijzigd"),
    ],
)
def test_availability_that_cannot_be_kept(
    site: Site, planner: Browser, sent: dict[str, str], sentence: str
) -> None:
    number = add(site, "T2")
    answer = planner.post(f"{TUTORS}/{number}/vrij", **{"version": "1", **sent})
    assert answer.status_code == 422
    assert sentence in answer.text


def test_hours_that_are_finer_are_announced(site: Site, planner: Browser) -> None:
    number = add(site, "T2")
    row = one(site, number)
    with writing(site.engine).begin() as session:
        session.add(
            AvailabilityWindow(
                municipality_id=row.municipality_id,
                season_id=row.season_id,
                tutor_id=number,
                first_day=date(2027, 7, 5),
                last_day=date(2027, 7, 5),
                start_min=600,
                end_min=1000,
            )
        )
    assert "fijner zijn dan een halve dag" in planner.get(f"{TUTORS}/{number}/vrij").text


def test_today_is_proposed_and_only_days_are_kept(site: Site, planner: Browser) -> None:
    number, today = add(site, "T2"), site.clock.at.date()
    path = f"{TUTORS}/{number}/bevestigen"
    assert planner.get(path).text.count(f'value="{today}"') == 3
    fields = {
        "version": "1",
        "roles_confirmed_on": str(today),
        "goals_confirmed_on": str(today - timedelta(days=2)),
        "record_check_on": "",
    }
    assert planner.post(path, **fields).status_code == 302
    row = one(site, number)
    assert (row.roles_confirmed_on, row.goals_confirmed_on, row.record_check_on) == (
        today,
        today - timedelta(days=2),
        None,
    )
    tomorrow = str(today + timedelta(days=1))
    for wrong, sentence in (
        ({"record_check_on": tomorrow}, "Deze dag moet nog komen."),
        ({"record_check_on": "gisteren"}, "Dit is geen dag."),
        ({"version": "1"}, "heeft dit intussen gewijzigd"),
    ):
        answer = planner.post(path, **{**fields, "version": "2", **wrong})
        assert answer.status_code == 422
        assert sentence in answer.text


def test_a_tutor_goes_in_two_steps_and_comes_back(site: Site, planner: Browser) -> None:
    number = add(site, "T2")
    path = f"{TUTORS}/{number}/weghalen"
    assert "Ja, haal weg" in planner.get(path).text
    assert one(site, number).code == "T2"
    assert planner.post(path, version="9").status_code == 422
    assert planner.post(path, version="1").location == TUTORS
    assert planner.get(f"{TUTORS}/{number}").status_code == 404
    assert "Ongedaan maken: begeleider verwijderen" in planner.get(TUTORS).text


def test_who_is_in_a_plan_stays_and_their_groups_show(site: Site, planner: Browser) -> None:
    put_summer(site.engine, site.town, at=site.clock.at, phase=Phase.PLANNED)
    with reading(site.engine)() as session:
        number, version = session.execute(
            select(Tutor.id, Tutor.version).join(GroupTutor, GroupTutor.tutor_id == Tutor.id)
        ).first() or (0, 0)
    path = f"/werk/gent/{SLUG}/begeleiders/{number}"
    page = planner.get(path).text
    assert "Eerste plan" in page
    assert '<ul class="tutor-groups">' in page
    answer = planner.post(f"{path}/weghalen", version=str(version))
    assert answer.status_code == 422
    assert "Dit kan niet weg: het wordt nog gebruikt." in answer.text


def windows(site: Site, number: int) -> list[tuple[date, date, int | None, int | None]]:
    with reading(site.engine)() as session:
        return [
            (row.first_day, row.last_day, row.start_min, row.end_min)
            for row in session.scalars(
                select(AvailabilityWindow)
                .where(AvailabilityWindow.tutor_id == number)
                .order_by(AvailabilityWindow.first_day)
            )
        ]
