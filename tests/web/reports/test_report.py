"""The report on the site: the same figures on the page and in every file, small ones left out."""

from __future__ import annotations

from io import BytesIO

import pandas as pd
import pytest
from pypdf import PdfReader
from sqlalchemy import select

from models import Snapshot
from models.database import reading
from models.enums import Phase
from tests.web.queries import counted
from tests.web.site import Site
from tests.web.summer import put_summer

PAGE = "/werk/gent/zomer-2028/verslag"


@pytest.fixture
def summer(site: Site) -> Site:
    put_summer(site.engine, site.town, at=site.clock.at, phase=Phase.PUBLISHED)
    return site


def test_a_season_without_anybody_has_a_report(site: Site) -> None:
    page = site.browser("reader").get("/werk/gent/zomer-2027/verslag")
    assert (page.status_code, "Verslag van Zomer 2027 Gent" in page.text) == (200, True)


def test_the_page_tells_who_needs_each_table_and_leaves_small_numbers_out(summer: Site) -> None:
    page = summer.browser("reader").get(PAGE).text
    assert page.count('<p class="quiet">Voor: ') == page.count('<section class="list"') == 9
    assert "Stand op 1 maart 2027." in page
    assert "weggelaten" in page
    assert "vroegen een plaats" in page


def test_the_files_hold_what_the_page_says(summer: Site) -> None:
    browser = summer.browser("planner")
    csv = browser.get(f"{PAGE}/bestand?als=csv")
    assert csv.headers["Content-Disposition"] == 'attachment; filename="verslag-zomer-2028.csv"'
    lines = pd.read_csv(BytesIO(csv.data), dtype=str)
    assert list(lines.columns) == ["tabel", "rij", "wat", "waarde"]
    asked = lines[(lines.tabel == "Kinderen") & (lines.rij == "vroegen een plaats")].waarde.item()
    sheets = pd.read_excel(
        BytesIO(browser.get(f"{PAGE}/bestand?als=xlsx").data),
        sheet_name=None,
        header=3,
        engine="calamine",
    )
    children = sheets["Kinderen"]
    assert str(children.iloc[0, 1]) == asked
    text = "".join(
        page.extract_text()
        for page in PdfReader(BytesIO(browser.get(f"{PAGE}/bestand?als=pdf").data)).pages
    )
    assert "Verslag van" in text
    assert "Stand op 1 maart 2027." in text


def test_the_same_report_gives_the_same_files(summer: Site) -> None:
    browser = summer.browser("planner")
    for kind in ("csv", "xlsx", "pdf"):
        path = f"{PAGE}/bestand?als={kind}"
        assert browser.get(path).data == browser.get(path).data


def test_a_file_of_no_kind_is_csv(summer: Site) -> None:
    answer = summer.browser("planner").get(f"{PAGE}/bestand?als=exe")
    assert answer.content_type == "text/csv; charset=utf-8"


def test_a_snapshot_is_shown_as_it_was(summer: Site) -> None:
    browser = summer.browser("reader")
    with reading(summer.engine)() as session:
        taken, waiting = session.scalars(select(Snapshot.id).order_by(Snapshot.number)).all()
    page = browser.get(f"{PAGE}/momentopname/{taken}").text
    assert "Momentopname 1 van 3, op 1 maart 2027. Ze verandert niet meer." in page
    assert browser.get(f"{PAGE}/momentopname/{taken}/bestand?als=pdf").data[:5] == b"%PDF-"
    assert browser.get(f"{PAGE}/momentopname/{waiting}").status_code == 404
    assert browser.get(f"{PAGE}/momentopname/{waiting}/bestand").status_code == 404


def test_a_report_is_in_english_too(summer: Site) -> None:
    browser = summer.browser("reader")
    browser.post("/taal", language="en", back="/")
    assert "For: who applies for the grant." in browser.get(PAGE).text


def test_the_report_asks_little_of_the_database(summer: Site) -> None:
    browser = summer.browser("reader")
    browser.get(PAGE)
    with counted(summer) as said:
        browser.get(PAGE)
    assert len(said) <= 26
