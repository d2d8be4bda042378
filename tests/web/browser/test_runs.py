"""Runs in a real browser: clean, narrow, live, by keyboard and without scripts."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, expect

from models.enums import Phase
from tests.web.browser.visitor import PATIENCE_MILLISECONDS, visiting
from tests.web.runs.test_live import NEWS, Worker
from tests.web.runs.test_run_pages import HERE, summer_in
from tests.web.site import Site
from web.staff.runs.live import PAUSE

WIDTHS = (320, 1200)


@pytest.mark.parametrize("width", WIDTHS)
def test_pages_are_clean_fit_and_break_no_rule(chromium: Browser, served: Site, width: int) -> None:
    made = summer_in(served, Phase.PUBLISHED)
    worker = Worker(served, made.season)
    worker.begin()
    worker.tell(*NEWS)
    both = f"met=run-{made.run}&met=version-{made.version}"
    pages = (
        HERE,
        f"{HERE}/nieuw",
        f"{HERE}/{made.run}",
        worker.path,
        f"{HERE}/{made.run}/verdeling",
        f"{HERE}/vergelijken",
        f"{HERE}/vergelijken?{both}",
    )
    with visiting(chromium, served, width=width) as visitor:
        visitor.sign_in("coordinator")
        for path in pages:
            visitor.open(path)
            assert (path, visitor.violations(), visitor.is_too_wide()) == (path, [], False)
        visitor.open(f"{HERE}/nieuw")
        visitor.page.check("text=Zelf kiezen")
        visitor.page.click("text=Meer keuzes")
        visitor.page.click("text=Begin te rekenen")
        assert "Kies een aantal minuten" in visitor.page.inner_text(".govuk-error-summary")
        assert (visitor.violations(), visitor.is_too_wide()) == ([], False)
        visitor.open(f"{HERE}/{made.run}/plan.html")
        assert visitor.complaints == []


def test_the_page_follows_the_run_until_it_ends(chromium: Browser, served: Site) -> None:
    served.app.config[PAUSE] = 0.05
    worker = Worker(served, summer_in(served).season)
    worker.begin()
    with visiting(chromium, served) as visitor:
        visitor.sign_in("planner")
        visitor.open(worker.path)
        placed = visitor.page.locator(".figures--live b").first
        expect(placed).to_have_text("–", timeout=PATIENCE_MILLISECONDS)
        worker.tell(*NEWS)
        expect(placed).to_have_text("23", timeout=PATIENCE_MILLISECONDS)
        expect(visitor.page.locator(".course__chart")).to_have_count(2)
        visitor.page.reload()
        expect(visitor.page.locator("[data-part=lines] tr")).to_have_count(4)
        worker.fail()
        visitor.page.wait_for_selector("text=Dit is niet gelukt.")
        assert visitor.complaints == []


def test_where_no_stream_is_to_be_had_the_page_asks(chromium: Browser, served: Site) -> None:
    worker = Worker(served, summer_in(served).season)
    worker.begin()
    with visiting(chromium, served) as visitor:
        visitor.sign_in("planner")
        visitor.page.route("**/stroom", lambda route: route.fulfill(status=503))
        visitor.open(worker.path)
        worker.tell(*NEWS)
        placed = visitor.page.locator(".figures--live b").first
        expect(placed).to_have_text("23", timeout=PATIENCE_MILLISECONDS)


def test_a_run_is_started_and_stopped_by_keyboard(chromium: Browser, served: Site) -> None:
    summer_in(served)
    with visiting(chromium, served) as visitor:
        visitor.sign_in("planner")
        visitor.open(HERE)
        visitor.page.focus("a:has-text('Bereken een plan')")
        keys = visitor.page.keyboard
        keys.press("Enter")
        visitor.page.wait_for_url(f"**{HERE}/nieuw")
        visitor.page.focus("input[name=time]:checked")
        keys.press("ArrowUp")
        keys.press("Tab")
        assert visitor.focused() == "gap"
        keys.press("Enter")  # leaves the list as it is
        visitor.page.focus("button:has-text('Begin te rekenen')")
        keys.press("Enter")
        visitor.page.wait_for_selector("text=staat klaar en begint zo")
        assert "voor hoogstens 1\u00a0min." in visitor.page.inner_text("main")
        visitor.page.focus("button:has-text('Stop')")
        keys.press("Enter")
        visitor.page.wait_for_selector("text=gestopt voor er een plan was")


def test_without_scripts_the_page_loads_again_by_itself_if_asked(
    chromium: Browser, served: Site
) -> None:
    worker = Worker(served, summer_in(served).season)
    worker.begin()
    worker.tell(*NEWS)
    with visiting(chromium, served, width=320, scripts=False) as visitor:
        visitor.sign_in("planner")
        visitor.open(worker.path)
        visitor.page.click("text=Ververs elke vijf seconden vanzelf")
        assert visitor.page.locator("meta[http-equiv=refresh]").count() == 1
        visitor.page.click("text=Niet meer vanzelf verversen")
        assert visitor.path == worker.path
        visitor.page.click("text=Stop en hou het beste")
        assert "stopt en bewaart het beste plan" in visitor.page.inner_text(".course__stage")
