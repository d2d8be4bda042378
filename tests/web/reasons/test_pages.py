"""Every page of this part: for whom, of whom, and at what cost."""

from __future__ import annotations

import csv
from io import StringIO

import pytest
from sqlalchemy import delete, select, update

from models import Child, Offer, OfferBlock, Refusal, Tutor, Wish
from models.database import reading, writing
from models.enums import RefusalReason, StaffRole
from tests.web.queries import counted
from tests.web.reasons.pages import HERE, Rows, pages_of, rows_of
from tests.web.site import Site
from tests.web.summer import Summer, put_summer
from web.routes import ROUTES


@pytest.fixture
def summer(site: Site) -> Summer:
    return put_summer(site.engine, site.town, at=site.clock.at)


@pytest.fixture
def rows(site: Site, summer: Summer) -> Rows:
    return rows_of(site, summer)


@pytest.mark.parametrize("role", StaffRole)
def test_each_page_is_for_its_roles(
    site: Site, summer: Summer, rows: Rows, role: StaffRole
) -> None:
    browser = site.browser(role.value)
    for endpoint, path in pages_of(summer, rows).items():
        audience = ROUTES[endpoint]
        assert isinstance(audience, frozenset)
        assert browser.get(path).status_code == (200 if role in audience else 403), endpoint


def test_nothing_of_another_municipality_is_found(site: Site, summer: Summer) -> None:
    there = put_summer(site.engine, site.town, at=site.clock.at, municipality="aalst")
    theirs = rows_of(site, there)
    browser = site.browser("planner")
    mine = rows_of(site, summer)
    wrong = [
        *(
            path
            for endpoint, path in pages_of(there, theirs).items()
            if endpoint.startswith("staff.why") or endpoint == "staff.advice_run"
        ),
        pages_of(summer, mine._replace(child=theirs.child))["staff.why_child"],
        pages_of(summer, mine._replace(offer=theirs.offer))["staff.why_offer"],
        pages_of(summer, mine._replace(idle=theirs.idle))["staff.why_tutor"],
    ]
    assert {path: browser.get(path).status_code for path in wrong} == dict.fromkeys(wrong, 404)


def test_pages_ask_as_much_of_the_database_for_twice_as_many(site: Site) -> None:
    asked = []
    for pupils in (40, 80):
        municipality = "gent" if pupils == 40 else "aalst"
        summer = put_summer(
            site.engine, site.town, at=site.clock.at, municipality=municipality, pupils=pupils
        )
        browser = site.browser("coordinator" if pupils == 40 else "of another municipality")
        counts = {}
        for endpoint, path in pages_of(summer, rows_of(site, summer)).items():
            there = path.replace("/gent/", f"/{municipality}/")
            with counted(site) as said:
                assert browser.get(there).status_code == 200
            if endpoint != "staff.why_child":  # a link for each change that would help
                counts[endpoint] = len(said)
        asked.append(counts)
    assert asked[0] == asked[1]


def test_gaps_before_anything_is_there(site: Site) -> None:
    page = site.browser("planner").get("/werk/gent/zomer-2027/wat-ontbreekt")
    assert "Er is nog niets om na te kijken." in page.text


def test_gaps_tell_what_lacks_and_where_it_is_mended(site: Site, summer: Summer) -> None:
    with writing(site.engine).begin() as session:
        session.execute(
            update(Offer).where(Offer.season_id == summer.season).values(lead_goals=("LO-FRA",))
        )
        session.execute(
            update(Tutor).where(Tutor.season_id == summer.season).values(goals=("SPEL",))
        )
    page = site.browser("planner").get(f"{HERE}/wat-ontbreekt").text
    assert "Om te leiden: 1 nodig, 0 die dit kan leiden: Frans." in page
    assert f'href="{HERE}/begeleiders"' in page
    assert "<b>0</b> van 33 groepen kunnen openen" in page
    # Who may not mend it gets no link that they may not follow.
    read = site.browser("reader").get(f"{HERE}/wat-ontbreekt").text
    assert "0 die dit kan leiden: Frans." in read
    assert ">Naar de begeleiders<" not in read


def test_gaps_tell_of_papers_until_they_are_seen(site: Site, summer: Summer) -> None:
    browser = site.browser("planner")
    assert "Kan openen na nazicht" in browser.get(f"{HERE}/wat-ontbreekt").text
    with writing(site.engine).begin() as session:
        session.execute(
            update(Tutor)
            .where(Tutor.season_id == summer.season)
            .values(record_check_on=site.clock.at.date(), roles_confirmed_on=site.clock.at.date())
        )
    assert "Kan openen na nazicht" not in browser.get(f"{HERE}/wat-ontbreekt").text


def test_without_wishes_there_is_no_demand(site: Site, summer: Summer) -> None:
    browser = site.browser("planner")
    assert 'id="demand"' in browser.get(f"{HERE}/wat-ontbreekt").text
    with writing(site.engine).begin() as session:
        session.execute(delete(Wish).where(Wish.season_id == summer.season))
    assert 'id="demand"' not in browser.get(f"{HERE}/wat-ontbreekt").text


def test_gaps_as_csv_hold_no_formula(site: Site, summer: Summer) -> None:
    with writing(site.engine).begin() as session:
        session.execute(update(Offer).where(Offer.season_id == summer.season).values(title="=1+1"))
    answer = site.browser("planner").get(f"{HERE}/wat-ontbreekt.csv")
    assert answer.headers["Content-Disposition"].startswith("attachment;")
    header, *table = csv.reader(StringIO(answer.get_data().decode("utf-8-sig")))
    assert header == ["Deel", "Wat", "Wanneer of waar", "Aantal", "Uitleg"]
    parts = {row[0] for row in table}
    assert parts == {
        "Leeftijden",
        "Kan niet openen",
        "Wacht op nazicht",
        "Tegelijk, hoogstens",
        "Doelen",
        "Noden",
        "Talen",
        "Postcodes",
        "Vraag",
    }
    assert {row[1] for row in table if row[0] == "Vraag"} == {"'=1+1"}


def test_refused_wishes_are_searched_and_filtered(site: Site, summer: Summer) -> None:
    browser = site.browser("planner")
    path = f"{HERE}/versies/{summer.version}/waarom/"
    with reading(site.engine)() as session:
        found = session.execute(
            select(Refusal.reason, Refusal.child_id, Child.ref)
            .join(Child, Child.id == Refusal.child_id)
            .where(Refusal.version_id == summer.version)
        ).all()
    ages = [row for row in found if row.reason is RefusalReason.AGE]
    page = browser.get(f"{path}?reden=age").text
    assert f"{len(ages)} wensen konden niet" in page
    ref = found[0].ref
    mine = [row for row in found if row.ref == ref]
    wishes = "wens kon" if len(mine) == 1 else "wensen konden"
    assert f"{len(mine)} {wishes} niet" in browser.get(f"{path}?zoek={ref}").text
    with_place = browser.get(f"{path}?plaats=met").text
    without = browser.get(f"{path}?plaats=zonder").text
    assert with_place != without
    assert "Niets past bij wat je zoekt." in browser.get(f"{path}?zoek=niemand").text


def test_a_child_reads_reasons_and_what_would_change_one(
    site: Site, summer: Summer, rows: Rows
) -> None:
    browser = site.browser("planner")
    path = f"{pages_of(summer, rows)['staff.why_child']}?wens={rows.refusal}"
    with reading(site.engine)() as session:
        sentence = session.get_one(Refusal, rows.refusal).detail["nl"]
    page = browser.get(path).text.replace("&#39;", "'")
    assert sentence in page
    assert "Wat zou dit veranderen?" in page


def test_a_wish_that_has_gone_is_not_worked_out(site: Site, summer: Summer, rows: Rows) -> None:
    with writing(site.engine).begin() as session:
        session.execute(delete(Wish).where(Wish.child_id == rows.child))
    path = f"{pages_of(summer, rows)['staff.why_child']}?wens={rows.refusal}"
    page = site.browser("planner").get(path).text
    assert "Deze wens of dit kind is er niet meer." in page


def test_what_would_help_a_child_is_there_to_follow(site: Site, summer: Summer) -> None:
    """Somebody for whom one more than the largest group is enough, or whom a group more helps."""
    with writing(site.engine).begin() as session:
        session.execute(
            update(Offer)
            .where(Offer.season_id == summer.season)
            .values(min_size=1, leads=0, assistants=0, lead_goals=(), room_features=(), max_size=1)
        )
        refusal = session.scalars(
            select(Refusal).where(
                Refusal.version_id == summer.version, Refusal.reason == RefusalReason.TOO_FEW
            )
        ).first()
        assert refusal is not None
        child, number = refusal.child_id, refusal.id
    path = f"{HERE}/versies/{summer.version}/waarom/kind/{child}?wens={number}"
    page = site.browser("planner").get(path).text
    assert "Niets: dit kan al." in page or 'class="changes"' in page


def test_an_offer_says_block_by_block_why_not(site: Site, summer: Summer, rows: Rows) -> None:
    browser = site.browser("planner")
    path = pages_of(summer, rows)["staff.why_offer"]
    page = browser.get(path).text
    assert "Hoe zeker" in page
    with writing(site.engine).begin() as session:
        session.execute(delete(OfferBlock).where(OfferBlock.offer_id == rows.offer))
    assert "Deze activiteit staat in geen enkel blok." in browser.get(path).text


def test_tutors_with_and_without_a_group(site: Site, summer: Summer, rows: Rows) -> None:
    browser = site.browser("planner")
    base = f"{HERE}/versies/{summer.version}/waarom/begeleiders"
    assert "Waarom geen groep" in browser.get(f"{base}/{rows.idle}").text
    busy = browser.get(f"{base}/{rows.busy}").text
    assert "Groepen in dit plan" in busy
    assert "Het uittreksel is nog niet gezien." in busy


def test_pages_are_there_in_english(site: Site, summer: Summer, rows: Rows) -> None:
    browser = site.browser("planner")
    browser.post("/taal", language="en", back="/")
    found = {name: browser.get(path).text for name, path in pages_of(summer, rows).items()}
    assert "What is missing" in found["staff.gaps"]
    assert "Why not?" in found["staff.why"]
    assert "What would change this?" in found["staff.why_child"]
