from __future__ import annotations

import pytest
from playwright.sync_api import Browser, expect

from models import Offer
from models.enums import Phase
from tests.web.browser.visitor import Visitor, visiting
from tests.web.offers.filled import LIST, NEW, make_known, numbers, row
from tests.web.site import Site
from tests.web.summer import put_summer

WIDTHS = (320, 1200)
PRESSING = "Je moet komen. 🌞 Laatste kans!"


@pytest.fixture
def summer(served: Site) -> Site:
    put_summer(served.engine, served.town, at=served.clock.at, phase=Phase.DRAFT)
    return served


def looked_at(visitor: Visitor) -> tuple[object, bool, list[str]]:
    return visitor.violations(), visitor.is_too_wide(), visitor.complaints


FINE: tuple[object, bool, list[str]] = ([], False, [])


@pytest.mark.parametrize("width", WIDTHS)
def test_every_page_of_offers_is_clean_and_fits(
    chromium: Browser, summer: Site, width: int
) -> None:
    one = numbers(summer, Offer)[0]
    make_known(summer, numbers(summer, Offer)[1])
    here = f"{LIST}/{one}"
    with visiting(chromium, summer, width=width) as visitor:
        visitor.sign_in("coordinator")
        for path in (LIST, f"{LIST}?zoek=xyzzy", NEW, here, f"{here}/verwijderen"):
            visitor.open(path)
            assert (path, looked_at(visitor)) == (path, FINE)
            visitor.page.evaluate("document.documentElement.dir = 'rtl'")
            assert (path, looked_at(visitor)) == (path, FINE)
        visitor.open(here)
        visitor.page.click("button:has-text('Publiceer')")
        assert visitor.page.inner_text(".govuk-error-summary h2") == "Nog even aanvullen"
        assert looked_at(visitor) == FINE
        visitor.open(LIST)
        visitor.page.check("#row-all")
        for action in ("price", "organiser", "ages", "add_block", "publish"):
            visitor.page.select_option("#action", action)
            assert (action, looked_at(visitor)) == (action, FINE)
        visitor.page.click("button:has-text('Doe dit')")
        assert "Niet gewijzigd, en waarom" in visitor.page.inner_text("main")
        assert looked_at(visitor) == FINE
        visitor.open(LIST)
        assert visitor.page.locator(".undo").count() == 1
        assert looked_at(visitor) == FINE
    with visiting(chromium, summer, width=width) as visitor:
        visitor.sign_in("reader")
        for path in (LIST, here):
            visitor.open(path)
            assert (path, looked_at(visitor)) == (path, FINE)


@pytest.mark.parametrize("width", WIDTHS)
def test_words_are_flagged_while_typing_and_replaced(
    chromium: Browser, summer: Site, width: int
) -> None:
    one = numbers(summer, Offer)[0]
    with visiting(chromium, summer, width=width) as visitor:
        page = visitor.page
        visitor.sign_in("planner")
        visitor.open(f"{LIST}/{one}")
        page.fill("#activity_nl", PRESSING)
        page.wait_for_selector("[data-wording=activity_nl] .wording__flag")
        assert page.locator(".wording__flag").count() == 2
        assert looked_at(visitor) == FINE
        page.click("button:has-text('nog mogelijk')")
        assert page.input_value("#activity_nl") == "Je moet komen. 🌞 Nog mogelijk!"
        expect(page.locator(".wording__flag")).to_have_count(1)
        page.click("form.form button:has-text('Bewaar')")
        assert page.inner_text("#words-title") == "Woorden om nog eens te bekijken"
        assert looked_at(visitor) == FINE
        page.check("#keep_flagged")
        page.click("form.form button:has-text('Bewaar')")
        assert page.inner_text(".told") == "Bewaard."
        page.fill("#activity_nl", "Je moet! Verplicht!")
        page.wait_for_selector(".wording__flag")
        assert page.inner_text("[data-wording=activity_nl] mark") == "Verplicht"


def test_an_offer_is_made_by_keyboard_alone(chromium: Browser, summer: Site) -> None:
    with visiting(chromium, summer) as visitor:
        visitor.sign_in("planner")
        visitor.open(LIST)
        keys, page = visitor.page.keyboard, visitor.page

        def go_to(what: str) -> None:
            for _ in range(400):
                if visitor.focused() == what:
                    return
                keys.press("Tab")
            pytest.fail(f"no way to {what} by keyboard")

        go_to("Nieuwe activiteit")
        keys.press("Enter")
        page.wait_for_url(f"**{NEW}")
        go_to("title")
        keys.type("Bouwen met hout")
        go_to("kind")
        keys.press("Space")
        go_to("goals")
        keys.press("Space")
        go_to("min_size")
        keys.type("4")
        go_to("max_size")
        keys.type("9")
        go_to("Bewaar")
        keys.press("Enter")
        page.wait_for_selector(".told")
        number = numbers(summer, Offer)[-1]
        made = row(summer, number)
        assert (made.title, made.code, made.max_size) == ("Bouwen met hout", "BMH1", 9)
        assert visitor.path == f"{LIST}/{number}"


def test_without_scripts_offers_are_made_flagged_kept_and_changed_together(
    chromium: Browser, summer: Site
) -> None:
    with visiting(chromium, summer, width=320, scripts=False) as visitor:
        page = visitor.page
        visitor.sign_in("planner")
        visitor.open(NEW)
        page.fill("#title", "Dit is verplicht")
        page.check("#kind")
        page.check("#goals")
        page.fill("#min_size", "4")
        page.fill("#max_size", "9")
        page.click("form.form button:has-text('Bewaar')")
        page.check("#keep_flagged")
        page.click("form.form button:has-text('Bewaar')")
        assert page.inner_text(".told").startswith("Toegevoegd.")
        number = numbers(summer, Offer)[-1]
        visitor.open(f"{LIST}?zoek=verplicht")
        page.check(f"#row-{number}")
        page.select_option("#action", "price")
        page.fill("#price", "3")
        page.click("button:has-text('Doe dit')")
        assert "1 activiteit is gewijzigd." in page.inner_text("main")
        assert row(summer, number).price_cents == 300
