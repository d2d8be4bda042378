"""Looking around without an account: clean, by keyboard alone, and without scripts."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from models.enums import Phase
from tests.web.browser.visitor import Visitor, visiting
from tests.web.public_offer.published import offers_of, put_published
from tests.web.site import Site

LIST = "/gent/aanbod"
MOST_REQUESTS = 10


@pytest.mark.parametrize("width", [320, 1200])
def test_pages_are_clean_fit_and_break_no_rule(chromium: Browser, served: Site, width: int) -> None:
    summer = put_published(served, phase=Phase.WISHES_OPEN)
    one = offers_of(served, summer)[1].id
    with visiting(chromium, served, width=width) as visitor:
        asked: list[str] = []
        visitor.page.on("request", lambda request: asked.append(request.url))
        for path in (
            "/gent/", LIST, f"{LIST}?leeftijd=8&nodig=step_free", f"{LIST}?zoek=bestaat-niet",
            f"{LIST}?beeld=week", f"{LIST}?beeld=kaart", f"{LIST}/{one}", "/aalst/aanbod",
            "/gent/wie-helpt", "/gent/idee",
        ):  # fmt: skip
            asked.clear()
            visitor.open(path)
            assert (path, visitor.violations(), visitor.is_too_wide()) == (path, [], False)
            pages = [each for each in asked if not each.endswith("sun.svg")]
            assert len(pages) <= MOST_REQUESTS, pages
        visitor.open("/gent/idee")
        visitor.page.click("text=Geef je idee")
        assert visitor.page.inner_text(".govuk-error-summary h2") == "Er klopt iets niet"
        assert (visitor.violations(), visitor.complaints) == ([], [])
        visitor.sign_in("planner")
        visitor.open("/werk/gent/zomer-2028/ideeen")
        assert (visitor.violations(), visitor.is_too_wide()) == ([], False)


def tab_to(visitor: Visitor, selector: str) -> None:
    """Press Tab until that has the focus."""
    for _ in range(200):
        visitor.page.keyboard.press("Tab")
        if visitor.page.evaluate("s => document.activeElement.matches(s)", selector):
            return
    pytest.fail(f"{selector} cannot be reached by keyboard")


def test_from_home_to_one_activity_by_keyboard_alone(chromium: Browser, served: Site) -> None:
    summer = put_published(served)
    first = offers_of(served, summer)[0]
    with visiting(chromium, served, width=360) as visitor:
        keys = visitor.page.keyboard
        visitor.open("/gent/")
        tab_to(visitor, f"a[href='{LIST}']")
        keys.press("Enter")
        visitor.page.wait_for_selector("#f-zoek")
        tab_to(visitor, "#f-zoek")
        keys.type(first.title)
        keys.press("Enter")
        visitor.page.wait_for_selector(".chosen__chip")
        tab_to(visitor, f"a[href='{LIST}/{first.id}']")
        keys.press("Enter")
        visitor.page.wait_for_selector("text=Goed om te weten")
        assert visitor.page.inner_text("h1") == first.title
        visitor.open(f"{LIST}?beeld=kaart")
        tab_to(visitor, ".ground__way")
        keys.press("Enter")
        visitor.page.wait_for_url("**#plaats-*")
        visitor.open(f"{LIST}?beeld=kaart")
        tab_to(visitor, ".ground__open")
        keys.press("Enter")
        visitor.page.wait_for_selector(".map__point")
        assert not visitor.page.locator(".ground").is_visible()
        tab_to(visitor, ".map__point")
        keys.press("Enter")
        visitor.page.wait_for_url("**#plaats-*")
        assert visitor.complaints == []


def test_looking_around_and_giving_an_idea_without_scripts(chromium: Browser, served: Site) -> None:
    put_published(served)
    with visiting(chromium, served, width=360, scripts=False) as visitor:
        page = visitor.page
        visitor.open("/gent/")
        page.click("text=Bekijk het aanbod")
        page.click("text=Meer kiezen")
        page.select_option("#f-prijs", "gratis")
        page.click("text=Toon wat past")
        assert "Niets past bij alles wat je koos." in page.inner_text("main")
        page.click("text=Zonder “Gratis”")
        page.click("nav >> text=Kaart")
        page.wait_for_selector(".ground")
        shown = [page.locator(each).is_visible() for each in (".map", ".ground", ".ground__open")]
        assert shown == [False, True, False]
        assert page.locator(".ground__way").count() == page.locator(".site").count() > 0
        page.click("nav >> text=Per week")
        page.click(".week__part a >> nth=0")
        page.click("text=Alle dagen >> nth=0")
        assert page.locator(".block details[open] li >> nth=0").is_visible()
        visitor.open("/gent/idee")
        page.fill("#words", "Zwemmen met de klas")
        page.click("text=Geef je idee")
        assert "Dank je wel voor je idee." in page.inner_text("main")
