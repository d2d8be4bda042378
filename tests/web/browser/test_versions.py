"""Versions in a real browser: clean, narrow, published by keyboard and without scripts."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from models.enums import Phase
from tests.web.browser.visitor import visiting
from tests.web.site import Site
from tests.web.versions.test_version_pages import (
    HERE,
    SEASON,
    in_a_group,
    summer_in,
    versions,
    wait,
)

WIDTHS = (320, 1200)


@pytest.mark.parametrize("width", WIDTHS)
def test_pages_are_clean_fit_and_break_no_rule(chromium: Browser, served: Site, width: int) -> None:
    made = summer_in(served, Phase.PUBLISHED)
    group, place = in_a_group(served, made.version)
    wait(served, made.season, group)
    served.browser("planner").post(f"{HERE}/{made.version}/kopie", name="Kopie")
    copied = versions(served, made.season)[1].id
    pages = (
        HERE,
        f"{HERE}/{made.version}",
        f"{HERE}/{copied}",
        *(f"{HERE}/{copied}/{page}" for page in ("naam", "kopie", "weg", "publiceren")),
        f"{SEASON}/plannen/{made.run}/bewaren",
        f"{SEASON}/wachtlijsten",
        f"{SEASON}/wachtlijsten/{group}",
        f"{SEASON}/plaatsen/{place}/teruggeven",
        f"{SEASON}/groepen/{group}/afgelasten",
    )
    with visiting(chromium, served, width=width) as visitor:
        visitor.sign_in("coordinator")
        for path in pages:
            visitor.open(path)
            assert (path, visitor.violations(), visitor.is_too_wide()) == (path, [], False)
        assert visitor.complaints == []


def test_from_a_run_to_a_published_version_by_keyboard(chromium: Browser, served: Site) -> None:
    made = summer_in(served, Phase.CLOSED)
    with visiting(chromium, served) as visitor:
        visitor.sign_in("planner")
        visitor.open(f"{SEASON}/plannen/{made.run}")
        keys = visitor.page.keyboard
        for button in ("Bewaar als versie", "Bewaren", "Publiceren", "Ja, publiceer"):
            visitor.page.focus(f"main .govuk-button:has-text('{button}')")
            with visitor.page.expect_navigation():
                keys.press("Enter")
        assert "De versie is gepubliceerd." in visitor.page.inner_text(".told")
    assert versions(served, made.season)[0].is_current


def test_everything_works_without_scripts(chromium: Browser, served: Site) -> None:
    made = summer_in(served, Phase.PUBLISHED)
    group, _ = in_a_group(served, made.version)
    with visiting(chromium, served, width=320, scripts=False) as visitor:
        visitor.sign_in("coordinator")
        visitor.open(f"{SEASON}/wachtlijsten/{group}")
        visitor.page.click("text=Geef terug >> nth=0")
        visitor.page.click("text=Ja, geef terug")
        assert "meteen verder aangeboden" in visitor.page.inner_text(".told")
        visitor.page.click("text=Groep afgelasten")
        visitor.page.click("text=Ja, gelast de groep af")
        assert "De berichten staan klaar." in visitor.page.inner_text(".told >> nth=0")
