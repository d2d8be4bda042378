from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from data.sample import sample_tables
from data.write_tables import write_tables
from tests.web.browser.visitor import visiting
from tests.web.site import Site

BASE = "/werk/gent/seizoen-maken"
KEY = "zomerwijzer-configuration"


@pytest.fixture
def workbook(served: Site, tmp_path: Path) -> Path:
    """A season as one file, and a storage folder for the site."""
    storage = tmp_path / "storage"
    storage.mkdir()
    served.app.extensions[KEY] = served.app.extensions[KEY].model_copy(update={"storage": storage})
    path = tmp_path / "season.xlsx"
    write_tables(sample_tables(12, 3, year=2028), path)
    return path


@pytest.mark.parametrize("width", [320, 1200])
def test_the_pages_are_clean_fit_and_break_no_rule(
    chromium: Browser, served: Site, workbook: Path, width: int
) -> None:
    broken = workbook.with_name("broken.xlsx")
    broken.write_bytes(b"no workbook")
    with visiting(chromium, served, width=width) as visitor:
        visitor.sign_in("coordinator")
        for path in ("", "/leeg", "/kopie", "/voorbeeld", "/bestand"):
            visitor.open(f"{BASE}{path}")
            found = (path, visitor.violations(), visitor.is_too_wide())
            assert found == (path, [], False)
        visitor.page.set_input_files("#dataset", str(broken))
        visitor.page.click("main button[type=submit]")
        assert visitor.page.inner_text(".govuk-error-summary h2") == "Er klopt iets niet"
        assert (visitor.violations(), visitor.is_too_wide()) == ([], False)
        visitor.page.set_input_files("#dataset", str(workbook))
        visitor.page.click("main button[type=submit]")
        assert visitor.page.inner_text("h1") == "Is dit het seizoen?"
        assert (visitor.violations(), visitor.is_too_wide()) == ([], False)
        assert visitor.complaints == []


def test_a_season_is_made_by_keyboard_alone(chromium: Browser, served: Site) -> None:
    with visiting(chromium, served) as visitor:
        visitor.sign_in("coordinator")
        visitor.open("/werk/gent/")
        keys = visitor.page.keyboard
        visitor.page.focus("text=Maak een seizoen")
        keys.press("Enter")
        visitor.page.wait_for_url(f"**{BASE}")
        visitor.page.focus("text=Met een leeg seizoen")
        keys.press("Enter")
        visitor.page.wait_for_url(f"**{BASE}/leeg")
        visitor.page.focus("#season_name")
        keys.press("Control+A")
        keys.type("Zomer met toetsen")
        keys.press("Enter")
        visitor.page.wait_for_url("**/werk/gent/zomer-met-toetsen/")
        assert visitor.page.inner_text("h1") == "Zomer met toetsen"


def test_files_become_a_season_without_scripts(
    chromium: Browser, served: Site, workbook: Path
) -> None:
    with visiting(chromium, served, width=320, scripts=False) as visitor:
        visitor.sign_in("coordinator")
        visitor.open(f"{BASE}/bestand")
        visitor.page.set_input_files("#dataset", str(workbook))
        visitor.page.click("main button[type=submit]")
        visitor.page.fill("#season_name", "Uit een bestand")
        visitor.page.click("text=Maak het seizoen")
        assert visitor.path == "/werk/gent/uit-een-bestand/"
