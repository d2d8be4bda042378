from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select

from models import AuditEntry, AvailabilityWindow, SeasonChange, Tutor
from models.database import reading, writing
from models.enums import ActorKind
from tests.web.families.people import errors_in
from tests.web.site import Browser, Site
from tests.web.tutor_pages.leaders import IN, MAIL, STAFF, Lead, a_lead, come_in

FORM: dict[str, Any] = {
    "name": "Wies Zomer",
    "email": "wies.nieuw@voorbeeld.example",
    "phone": "0470 00 00 00",
    "language": "tr",
    "goals": ["SPORT", "NT2"],
    "age_from": "6",
    "age_to": "12",
    "languages": ["nl", "tr"],
    "skills": ["extra_breaks"],
    "home": "51,05; 3,72",
    "travel_mode": "transit",
    "max_travel_min": "40",
    "max_hours_week": "12,5",
}


@pytest.fixture
def lead(site: Site) -> Lead:
    made = a_lead(site)
    with writing(site.engine).begin() as session:
        row = session.get_one(Tutor, made.tutor)
        row.goals_confirmed_on = row.record_check_on = site.clock.at.date()
    return made


@pytest.fixture
def browser(site: Site, lead: Lead) -> Browser:
    return come_in(site, lead.tutor)


def me(site: Site, lead: Lead) -> Tutor:
    with reading(site.engine)() as session:
        return session.get_one(Tutor, lead.tutor)


def test_a_tutor_sees_what_is_known_and_what_is_still_asked(
    site: Site, lead: Lead, browser: Browser
) -> None:
    page = browser.get(f"{IN}/mij").text
    assert MAIL in page
    assert "Gezien op 1 maart 2027" in page
    assert page.count("Nog te bevestigen") == 1  # the role
    assert "Toon je uittreksel" not in page
    with writing(site.engine).begin() as session:
        session.get_one(Tutor, lead.tutor).record_check_on = None
    assert "Toon je uittreksel" in browser.get(f"{IN}/mij").text


def test_what_is_told_is_kept_and_other_goals_are_confirmed_again(
    site: Site, lead: Lead, browser: Browser
) -> None:
    before = me(site, lead)
    more = {"version": str(before.version), "roles": "assistant", "code": "X", "hourly": "99"}
    answer = browser.post(f"{IN}/mij/wijzigen", **{**FORM, **more})
    assert answer.location == f"{IN}/mij"
    row = me(site, lead)
    assert (row.name, row.email, row.goals) == ("Wies Zomer", FORM["email"], ("SPORT", "NT2"))
    assert (row.lat, row.lon, row.travel_mode, row.max_travel_min) == (51.05, 3.72, "transit", 40)
    assert (row.goals_confirmed_on, row.record_check_on) == (None, before.record_check_on)
    # Only the municipality changes these.
    assert (row.roles, row.code, row.hourly_cents) == (
        before.roles,
        before.code,
        before.hourly_cents,
    )
    assert "Nog te bevestigen" in browser.get(f"{IN}/mij").text
    with reading(site.engine)() as session:
        line = session.scalars(
            select(AuditEntry).where(AuditEntry.verb == "edit_own_profile")
        ).one()
    assert (line.actor_kind, line.actor_id) == (ActorKind.TUTOR, lead.tutor)


@pytest.mark.parametrize(
    ("wrong", "where"),
    [
        ({"goals": []}, "goals"),
        ({"age_to": ""}, "age_to"),
        ({"home": "nergens"}, "home"),
        ({"max_hours_week": "200"}, "max_hours_week"),
    ],
)
def test_an_error_leads_to_its_field_and_loses_nothing(
    site: Site, lead: Lead, browser: Browser, wrong: dict[str, Any], where: str
) -> None:
    before = me(site, lead)
    with writing(site.engine).begin() as session:
        session.get_one(Tutor, lead.tutor).roles = ("lead",)
    version = str(before.version)
    answer = browser.post(f"{IN}/mij/wijzigen", **{**FORM, **wrong, "version": version})
    assert answer.status_code == 422
    assert [field for field, _ in errors_in(answer.text)] == [where]
    assert FORM["email"] in answer.text
    assert me(site, lead).name == "Wies"


def test_who_saves_second_is_told_and_nothing_is_lost(
    site: Site, lead: Lead, browser: Browser
) -> None:
    version = str(me(site, lead).version)
    browser.post(f"{IN}/mij/wijzigen", **{**FORM, "version": version})
    late = browser.post(f"{IN}/vrij", version=version, when="altijd")
    assert (late.status_code, "De begeleider heeft dit intussen gewijzigd" in late.text) == (
        422,
        True,
    )


def test_painted_half_days_are_kept_and_the_log_says_who_did_it(
    site: Site, lead: Lead, browser: Browser
) -> None:
    staff = site.browser("coordinator")
    version = str(me(site, lead).version)
    sent = {"version": version, "when": "aangeduid", "free": "2028-07-05-vm"}
    staff.post(f"{STAFF}/{lead.tutor}/vrij", **{**sent, "free": "2028-07-06-vm"})
    page = browser.get(f"{IN}/vrij").text
    assert 'value="2028-07-06-vm" checked' in page
    version = str(me(site, lead).version)
    assert browser.post(f"{IN}/vrij", **{**sent, "version": version}).location == f"{IN}/vrij"
    with reading(site.engine)() as session:
        windows = session.scalars(
            select(AvailabilityWindow).where(AvailabilityWindow.tutor_id == lead.tutor)
        ).all()
        who = session.scalars(
            select(AuditEntry.actor_kind)
            .where(AuditEntry.verb == "set_tutor_windows")
            .order_by(AuditEntry.id)
        ).all()
        change = session.scalars(select(SeasonChange.id)).one()
    assert [(each.first_day.isoformat(), each.end_min) for each in windows] == [
        ("2028-07-05", 13 * 60)
    ]
    assert who == [ActorKind.ACCOUNT, ActorKind.TUTOR]
    # What the coordinator did before can no longer be undone over what the tutor said since.
    season = STAFF.rpartition("/")[0]
    staff.post(f"{season}/ongedaan-maken", part="tutors", change=str(change))
    assert "Ongedaan gemaakt" not in staff.get(STAFF).text
    with reading(site.engine)() as session:
        days = session.scalars(
            select(AvailabilityWindow.first_day).where(AvailabilityWindow.tutor_id == lead.tutor)
        ).all()
    assert [day.isoformat() for day in days] == ["2028-07-05"]


def test_nothing_painted_is_asked_about(site: Site, lead: Lead, browser: Browser) -> None:
    version = str(me(site, lead).version)
    answer = browser.post(f"{IN}/vrij", version=version, when="aangeduid")
    assert (answer.status_code, [field for field, _ in errors_in(answer.text)]) == (422, ["free"])


def test_pages_are_in_dutch_and_english(site: Site, browser: Browser) -> None:
    assert "<h1" in browser.get(f"{IN}/mij", Accept_Language="en").text
    page = browser.get(f"{IN}/groepen", Accept_Language="en").text
    assert '<html lang="en"' in page
    assert "My groups" in page
    assert '<html lang="nl"' in browser.get(f"{IN}/groepen", Accept_Language="ar").text
