from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from models import Child, ChildNeed, Offer, PhaseChange, Season
from models.database import writing
from models.enums import DrawPolicy, OfferStatus, Phase
from scheduler.worker.doors import Doors
from scheduler.worker.retention import purge
from tests.web.queries import counted
from tests.web.site import Site
from tests.web.summer import put_summer
from tests.web.town import OTHER
from web.staff.settings.retention import last_needed

HERE = "/werk/gent/zomer-2027/instellingen"
FACTS = {
    "season_name": "Zomer in Gent",
    "first_day": "2027-07-05",
    "last_day": "2027-08-27",
    "budget": "100",
    "policy": "draw",
    "draw_seed": "maan",
    "version": "1",
}


def season(site: Site) -> Season:
    with Session(site.engine, expire_on_commit=False) as session:
        return session.get_one(Season, site.town.season)


def test_what_is_set_is_shown_with_the_steps_one_may_take(site: Site) -> None:
    page = site.browser("coordinator").get(HERE).text
    assert all(word in page for word in ("Zomer 2027 Gent", "Het vragen openen", "afsluiten"))
    planner = site.browser("planner").get(HERE).text
    assert f"{HERE}/vragen-openen" in planner
    assert f"{HERE}/afsluiten" not in planner
    for who, status in (("reader", 403), ("desk", 403), (OTHER, 404)):
        assert site.browser(who).get(HERE).status_code == status


def test_the_facts_are_changed(site: Site) -> None:
    answer = site.browser("planner").post(f"{HERE}/seizoen", **FACTS)
    assert (answer.status_code, answer.location) == (302, HERE)
    found = season(site)
    assert (found.name, found.first_day, found.last_day) == (
        "Zomer in Gent",
        date(2027, 7, 5),
        date(2027, 8, 27),
    )
    assert (found.budget_cents, found.policy, found.draw_seed) == (10_000, DrawPolicy.DRAW, "maan")
    assert found.slug == "zomer-2027"
    late = site.browser("planner").post(f"{HERE}/seizoen", **FACTS | {"season_name": "Anders"})
    assert (late.status_code, 'value="Anders"' in late.text) == (422, True)
    assert season(site).name == "Zomer in Gent"


def test_the_draw_is_fixed_once_families_may_ask(site: Site) -> None:
    with writing(site.engine).begin() as session:
        session.execute(update(Season).values(phase=Phase.WISHES_OPEN))
    page = site.browser("planner").get(f"{HERE}/seizoen").text
    assert 'name="draw_seed"' not in page
    assert 'name="policy"' not in page
    assert site.browser("planner").post(f"{HERE}/seizoen", **FACTS).status_code == 302
    found = season(site)
    assert (found.draw_seed, found.policy, found.name) == ("zon", DrawPolicy.BEST, "Zomer in Gent")


def dates(site: Site) -> dict[Phase, datetime | None]:
    with Session(site.engine) as session:
        rows = session.execute(
            select(PhaseChange.phase, PhaseChange.due_at).where(
                PhaseChange.season_id == site.town.season
            )
        )
        return {row[0]: row[1] for row in rows}


def test_dates_are_set_in_local_time_and_taken_away(site: Site) -> None:
    there = dates(site)
    changes = {
        "version": "1",
        "wishes_open_day": "2027-03-21",  # as it was
        "wishes_open_time": "10:00",
        "closed_day": "2027-05-03",
        "closed_time": "",
        "running_day": "2027-07-01",
        "running_time": "07:30",
    }
    answer = site.browser("planner").post(f"{HERE}/datums", **changes)
    assert (answer.status_code, answer.location) == (302, HERE)
    brussels = ZoneInfo("Europe/Brussels")
    assert dates(site) == {
        Phase.OFFER_PUBLISHED: None,
        Phase.WISHES_OPEN: there[Phase.WISHES_OPEN],
        Phase.CLOSED: datetime(2027, 5, 3, 9, tzinfo=brussels).astimezone(UTC),
        Phase.RUNNING: datetime(2027, 7, 1, 7, 30, tzinfo=brussels).astimezone(UTC),
    }
    gone = changes | {"version": "2", "closed_day": "", "running_day": "", "running_time": ""}
    site.browser("planner").post(f"{HERE}/datums", **gone)
    assert set(dates(site)) == {Phase.OFFER_PUBLISHED, Phase.WISHES_OPEN}


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("closed_day", "2027-03-20", "Kies een moment na nu, en na dat van de stap ervoor."),
        ("closed_day", "2026-05-05", "Kies een moment na nu, en na dat van de stap ervoor."),
        ("closed_day", "morgen", "Kies een dag, en een uur zoals 09:00."),
        ("closed_time", "half tien", "Kies een dag, en een uur zoals 09:00."),
        ("version", "9", "heeft dit intussen gewijzigd"),
    ],
)
def test_dates_that_cannot_be_are_told(site: Site, field: str, value: str, said: str) -> None:
    before = dates(site)
    fields = {
        "version": "1",
        "wishes_open_day": "2027-03-21",
        "wishes_open_time": "10:00",
        "closed_day": "2027-05-05",
        "closed_time": "10:00",
    }
    answer = site.browser("planner").post(f"{HERE}/datums", **fields | {field: value})
    assert (answer.status_code, said in answer.text) == (422, True)
    assert dates(site) == before


STEPS = (
    ("aanbod-tonen", Phase.DRAFT, Phase.OFFER_PUBLISHED),
    ("vragen-openen", Phase.OFFER_PUBLISHED, Phase.WISHES_OPEN),
    ("vragen-sluiten", Phase.WISHES_OPEN, Phase.CLOSED),
    ("zomer-beginnen", Phase.PUBLISHED, Phase.RUNNING),
    ("afsluiten", Phase.RUNNING, Phase.ARCHIVED),
)


@pytest.mark.parametrize(("path", "before", "after"), STEPS)
def test_a_step_says_what_happens_and_then_does_it(
    site: Site, path: str, before: Phase, after: Phase
) -> None:
    with writing(site.engine).begin() as session:
        session.execute(update(Season).values(phase=before))
    browser = site.browser("coordinator")
    page = browser.get(f"{HERE}/{path}")
    assert (page.status_code, "Dit gebeurt er" in page.text) == (200, True)
    assert season(site).phase is before
    answer = browser.post(f"{HERE}/{path}")
    assert (answer.status_code, answer.location) == (302, "/werk/gent/zomer-2027/")
    assert season(site).phase is after
    assert "Deze stap kan nu niet gezet worden." in browser.get(f"{HERE}/{path}").text
    again = browser.post(f"{HERE}/{path}")
    assert (again.status_code, "Dat kan nu niet" in again.text) == (422, True)
    assert site.browser(OTHER).post(f"{HERE}/{path}").status_code == 404
    assert site.browser("reader").post(f"{HERE}/{path}").status_code == 403


def test_nothing_opens_without_offers(site: Site) -> None:
    with writing(site.engine).begin() as session:
        session.execute(update(Season).values(phase=Phase.DRAFT))
        session.execute(update(Offer).values(status=OfferStatus.DRAFT, published_at=None))
    answer = site.browser("planner").post(f"{HERE}/vragen-openen")
    assert (answer.status_code, "Er is nog geen aanbod gepubliceerd." in answer.text) == (422, True)
    assert season(site).phase is Phase.DRAFT


def needs(site: Site, season_id: int) -> int:
    with Session(site.engine) as session:
        found = select(func.count()).select_from(ChildNeed).where(ChildNeed.season_id == season_id)
        return session.scalar(found) or 0


def test_what_goes_when_is_what_the_clock_does(site: Site) -> None:
    summer = put_summer(site.engine, site.town, at=site.clock.at, phase=Phase.DRAFT).season
    browser = site.browser("reader")
    page = browser.get("/werk/gent/zomer-2028/bewaren").text
    assert "31 december 2028" in page
    with Session(site.engine) as session:
        child = session.scalars(select(Child.id).where(Child.season_id == summer)).first()
    assert child is not None
    with writing(site.engine).begin() as session:
        home: dict[str, Any] = {"municipality_id": site.town.gent, "season_id": summer}
        session.add(ChildNeed(**home, child_id=child, code="wheelchair"))
    before = needs(site, summer)
    assert before > 0
    with Session(site.engine) as session:
        last = last_needed(session.get_one(Season, summer), session)
    day = last + timedelta(days=30)
    assert f"{day.day} september 2028" in page
    doors = Doors.of(site.engine)
    noon = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
    purge(doors, now=noon - timedelta(days=1), fence=lambda session: None)
    assert needs(site, summer) == before
    purge(doors, now=noon, fence=lambda session: None)
    assert needs(site, summer) == 0
    assert '<span class="chip chip--good">Weg</span>' in (
        browser.get("/werk/gent/zomer-2028/bewaren").text
    )


def test_the_pages_ask_little_of_the_database(site: Site) -> None:
    browser = site.browser("coordinator")
    for path in ("", "/seizoen", "/datums", "/vragen-openen"):
        with counted(site) as said:
            browser.get(f"{HERE}{path}")
        assert len(said) <= 14, path
