"""The day itself: who is where, and who was there."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple

import pytest
from sqlalchemy import func, select, update

from models import (
    Attendance,
    AuditEntry,
    BlockSession,
    Child,
    EmergencyContact,
    Group,
    Membership,
    MembershipOrganiser,
    Offer,
    Organiser,
    Place,
    Season,
)
from models.database import reading, writing
from models.enums import Phase, StaffRole
from tests.web.queries import counted
from tests.web.site import Site
from tests.web.summer import put_summer

HERE = "/werk/gent/zomer-2028/op-de-dag"
FIELD = re.compile(r'name="(seen-\d+-\d+)" value="yes"')


class Day(NamedTuple):
    """A day with a group, and the addresses of its pages."""

    day: date
    group: int
    page: str


@pytest.fixture
def day(site: Site) -> Day:
    """The first day of a summer that is running; it is today."""
    put_summer(site.engine, site.town, at=site.clock.at, phase=Phase.RUNNING)
    with reading(site.engine)() as session:
        found = session.execute(
            select(BlockSession.day, Group.id)
            .join(Group, Group.block_id == BlockSession.block_id)
            .where(Group.children_held > 1)
            .order_by(BlockSession.day, Group.id)
            .limit(1)
        ).one()
    first: date = found[0]
    site.clock.at = datetime(first.year, first.month, first.day, 9, tzinfo=UTC)
    return Day(first, found[1], f"{HERE}/{first}/groep/{found[1]}")


def marks(site: Site) -> dict[int, bool]:
    with reading(site.engine)() as session:
        rows = session.execute(select(Attendance.place_id, Attendance.was_there))
        return {place: there for place, there in rows}  # noqa: C416 - rows are no pairs


def test_before_a_plan_is_published_there_is_nothing_yet(site: Site) -> None:
    put_summer(site.engine, site.town, at=site.clock.at, phase=Phase.PLANNED)
    assert "zodra er een plan gepubliceerd is" in site.browser("planner").get(f"{HERE}/").text


def test_today_is_shown_or_else_the_next_day_or_the_last(site: Site, day: Day) -> None:
    assert "Vandaag" in site.browser("desk").get(f"{HERE}/").text
    site.clock.at -= timedelta(days=60)
    before = site.browser("desk").get(f"{HERE}/").text
    assert "Vandaag" not in before
    assert f"/groep/{day.group}" in before
    site.clock.at += timedelta(days=160)
    assert "Volgende dag" not in site.browser("desk").get(f"{HERE}/").text


def test_a_group_shows_who_comes_what_to_arrange_and_whom_to_call(site: Site, day: Day) -> None:
    with writing(site.engine).begin() as session:
        child = session.scalars(
            select(Child).join(Place, Place.child_id == Child.id).where(Place.group_id == day.group)
        ).first()
        assert child is not None
        child.first_name = "Kind Een"
        session.add(
            EmergencyContact(
                municipality_id=child.municipality_id,
                season_id=child.season_id,
                child_id=child.id,
                name="Oma",
                phone="0470 00 00 00",
            )
        )
    page = site.browser("desk").get(day.page).text
    assert "Kind Een" in page
    assert 'href="tel:0470000000"' in page
    lists = site.browser("desk").get(f"{HERE}/{day.day}/lijsten").text
    assert "Kind Een" in lists
    assert "Oma" in lists


def test_marks_are_kept_and_shown_again(site: Site, day: Day) -> None:
    browser = site.browser("desk")
    fields = FIELD.findall(browser.get(day.page).text)
    answer = browser.post(day.page, **{fields[0]: "yes", fields[1]: "no"})
    assert (answer.status_code, answer.location) == (302, day.page)
    page = browser.get(day.page).text
    assert "De aanwezigheden zijn bewaard." in page
    assert sorted(marks(site).values()) == [False, True]
    assert page.count(" checked") == 2


def test_a_mark_that_is_sent_twice_or_late_changes_nothing(site: Site, day: Day) -> None:
    browser = site.browser("desk")
    field = FIELD.findall(browser.get(day.page).text)[0]
    rest = field.removeprefix("seen-")
    place = int(rest.split("-")[0])
    moment = int(site.clock.at.timestamp() * 1000)
    late = {field: "yes", f"at-{rest}": str(moment - 60_000)}
    new = {field: "no", f"at-{rest}": str(moment)}
    token = browser.token()

    def send(fields: dict[str, str]) -> object:
        answer = browser.client.post(
            day.page,
            data={"csrf_token": token, **fields},
            headers={"Accept": "application/json"},
        )
        return answer.json

    assert [send(new), send(new), send(late), send(new)] == [
        {"changed": 1},
        {"changed": 0},
        {"changed": 0},
        {"changed": 0},
    ]
    assert marks(site) == {place: False}


def test_a_clock_that_is_ahead_does_not_win_for_ever(site: Site, day: Day) -> None:
    browser = site.browser("desk")
    field = FIELD.findall(browser.get(day.page).text)[0]
    rest = field.removeprefix("seen-")
    browser.post(day.page, **{field: "yes", f"at-{rest}": "9" * 15})
    browser.post(day.page, **{field: "yes", f"at-{rest}": "9" * 40})
    site.clock.wait(minutes=1)
    browser.post(day.page, **{field: "no"})
    assert list(marks(site).values()) == [False]


def test_who_changes_nothing_does_not_undo_what_somebody_else_marked(site: Site, day: Day) -> None:
    browser = site.browser("desk")
    field = FIELD.findall(browser.get(day.page).text)[0]
    rest = field.removeprefix("seen-")
    browser.post(day.page, **{field: "no"})
    site.clock.wait(minutes=1)
    browser.post(day.page, **{field: "yes", f"was-{rest}": "yes"})
    assert list(marks(site).values()) == [False]


@pytest.mark.parametrize("field", ["seen-999999-540", "seen-x-540", "seen-1", "seen--1-1", "x"])
def test_marks_of_nobody_are_not_kept(site: Site, day: Day, field: str) -> None:
    answer = site.browser("desk").post(day.page, **{field: "yes"})
    assert answer.status_code == (404 if field == "seen-999999-540" else 302)
    assert marks(site) == {}


def test_nobody_is_marked_before_the_day(site: Site, day: Day) -> None:
    browser = site.browser("desk")
    field = FIELD.findall(browser.get(day.page).text)[0]
    site.clock.at -= timedelta(days=2)
    browser = site.browser("desk")
    assert "kan vanaf de dag zelf" in browser.get(day.page).text
    assert browser.post(day.page, **{field: "yes"}).status_code == 409
    assert marks(site) == {}


def test_an_organiser_has_its_own_groups_only(site: Site, day: Day) -> None:
    browser = site.browser("organiser")
    assert f"/groep/{day.group}" not in browser.get(f"{HERE}/{day.day}").text
    assert browser.get(day.page).status_code == 404
    with writing(site.engine).begin() as session:
        mine = session.scalars(
            select(MembershipOrganiser.organiser_id)
            .join(Membership, Membership.id == MembershipOrganiser.membership_id)
            .where(
                Membership.account_id == site.town.accounts["organiser"],
                Membership.role == StaffRole.ORGANISER,
            )
        ).first()
        assert session.get(Organiser, mine) is not None
        offer = select(Group.offer_id).where(Group.id == day.group).scalar_subquery()
        session.execute(update(Offer).where(Offer.id == offer).values(organiser_id=mine))
    assert f"/groep/{day.group}" in browser.get(f"{HERE}/{day.day}").text
    field = FIELD.findall(browser.get(day.page).text)[0]
    assert browser.post(day.page, **{field: "yes"}).status_code == 302


@pytest.mark.parametrize("wrong", ["2028-13-01", "2027-07-05", "20280705", "morgen"])
def test_a_day_that_is_none_is_not_there(site: Site, day: Day, wrong: str) -> None:
    browser = site.browser("desk")
    assert browser.get(f"{HERE}/{wrong}").status_code == 404
    assert browser.get(f"{HERE}/{wrong}/groep/{day.group}").status_code == 404


def test_a_group_that_does_not_meet_that_day_is_not_there(site: Site, day: Day) -> None:
    with reading(site.engine)() as session:
        last = session.scalars(select(Season.last_day).where(Season.slug == "zomer-2028")).one()
    assert site.browser("desk").get(f"{HERE}/{last}/groep/{day.group}").status_code == 404


def test_marking_is_in_the_audit_without_who_was_there(site: Site, day: Day) -> None:
    browser = site.browser("desk")
    field = FIELD.findall(browser.get(day.page).text)[0]
    browser.post(day.page, **{field: "yes"})
    with reading(site.engine)() as session:
        entry = session.scalars(
            select(AuditEntry).where(AuditEntry.verb == "mark_attendance")
        ).one()
        assert (entry.subject_kind, entry.subject_id) == ("plan_group", day.group)
        assert session.scalar(select(func.count(Attendance.id))) == 1


def test_a_day_asks_little_of_the_database(site: Site, day: Day) -> None:
    browser = site.browser("desk")
    asked = {}
    for page in (f"{HERE}/", f"{HERE}/{day.day}/lijsten", day.page):
        browser.get(page)
        with counted(site) as said:
            browser.get(page)
        asked[page] = len(said)
    assert max(asked.values()) <= 16, asked
