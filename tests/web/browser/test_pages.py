from __future__ import annotations

import pyotp
import pytest
from playwright.sync_api import Browser

from models import Account
from models.database import writing
from scheduler.accounts.invitations import invite
from tests.web.browser.visitor import visiting
from tests.web.site import Site
from tests.web.town import PASSWORD, email_of

WORK = "/werk/gent/zomer-2027/"
OPEN = (
    "/",
    "/gent/",
    "/gent/privacy",
    "/gent/toegankelijkheid",
    "/privacy",
    "/toegankelijkheid",
    "/wachtwoord",
    "/wachtwoord/no-such-link",
    "/no/such/page",
)
INSIDE = ("/account", "/account/code", "/werk/gent/", WORK, "/werk/gent/mensen", "/werk/aalst/")
WIDTHS = (320, 390, 1200)


@pytest.mark.parametrize("width", WIDTHS)
def test_open_pages_are_clean_fit_and_break_no_rule(
    chromium: Browser, served: Site, width: int
) -> None:
    with visiting(chromium, served, width=width) as visitor:
        for path in (*OPEN, f"/uitnodiging/{invitation(served)}"):
            visitor.open(path)
            assert (path, visitor.violations(), visitor.is_too_wide()) == (path, [], False)
        visitor.open("/wachtwoord")
        visitor.page.fill("#email", "nobody@gemeente.example")
        visitor.page.click("main button[type=submit]")
        assert visitor.page.inner_text("h1") == "Kijk in je mail"
        assert visitor.violations() == []
        assert visitor.complaints == []


@pytest.mark.parametrize("width", WIDTHS)
def test_pages_of_staff_are_clean_fit_and_break_no_rule(
    chromium: Browser, served: Site, width: int
) -> None:
    with visiting(chromium, served, width=width) as visitor:
        visitor.open("/aanmelden")
        assert visitor.violations() == []
        visitor.page.click("main button[type=submit]")
        assert visitor.page.inner_text(".govuk-error-summary h2") == "Er klopt iets niet"
        assert (visitor.violations(), visitor.is_too_wide()) == ([], False)
        visitor.sign_in("coordinator")
        assert visitor.path == WORK
        for path in INSIDE:
            visitor.open(path)
            assert (path, visitor.violations(), visitor.is_too_wide()) == (path, [], False)
        assert visitor.complaints == []


def test_the_choice_of_a_municipality_is_clean(chromium: Browser, served: Site) -> None:
    with visiting(chromium, served, width=390) as visitor:
        visitor.sign_in("of both")
        assert (visitor.path, visitor.violations()) == ("/werk/", [])
        visitor.page.click("text=Gent")
        assert visitor.path == "/werk/gent/"


def test_signing_in_by_keyboard_alone(chromium: Browser, served: Site) -> None:
    with visiting(chromium, served) as visitor:
        visitor.open("/aanmelden")
        keys = visitor.page.keyboard
        keys.press("Tab")
        assert visitor.focused() == "Naar de inhoud"
        keys.press("Enter")
        keys.press("Tab")
        assert visitor.focused() == "email"
        keys.type(email_of("planner"))
        keys.press("Tab")
        keys.type("not the password")
        keys.press("Enter")
        visitor.page.wait_for_selector(".govuk-error-summary:focus")
        keys.press("Tab")
        keys.press("Enter")
        assert visitor.focused() == "password"
        keys.type(PASSWORD)
        keys.press("Tab")
        assert visitor.focused() == "Toon"
        keys.press("Enter")
        assert visitor.page.get_attribute("#password", "type") == "text"
        keys.press("Tab")
        assert visitor.focused() == "Aanmelden"
        keys.press("Enter")
        visitor.page.wait_for_url(f"**{WORK}")


def test_everything_works_without_scripts(chromium: Browser, served: Site) -> None:
    with visiting(chromium, served, width=320, scripts=False) as visitor:
        visitor.open(WORK)
        assert visitor.path == "/aanmelden"
        visitor.page.fill("#email", email_of("reader"))
        visitor.page.click("main button[type=submit]")
        assert "Vul je wachtwoord in." in visitor.page.inner_text(".govuk-error-summary")
        visitor.sign_in("reader")
        assert visitor.path == WORK
        visitor.page.click("button:has-text('English')")
        assert (visitor.path, visitor.page.inner_text(".eyebrow")) == (
            WORK,
            "The season at a glance",
        )
        visitor.page.click("button:has-text('Sign out')")
        assert visitor.page.inner_text(".told") == "You are signed out, on all your devices."


def test_a_code_is_set_up_and_asked_for(chromium: Browser, served: Site) -> None:
    with visiting(chromium, served, width=390) as visitor:
        visitor.sign_in("desk")
        visitor.open("/account/code")
        secret = visitor.page.inner_text(".qrcode code").replace(" ", "")
        visitor.page.fill("#code", pyotp.TOTP(secret).at(served.clock.at))
        visitor.page.click("main button[type=submit]")
        assert visitor.page.inner_text(".told").startswith("Vanaf nu vragen we")
        assert visitor.violations() == []
        visitor.open("/account/code/uit")
        assert visitor.violations() == []
        visitor.page.click("button:has-text('Afmelden')")
        assert visitor.page.inner_text(".told") == "Je bent afgemeld, op al je toestellen."
        served.clock.wait(minutes=5)
        visitor.sign_in("desk")
        assert (visitor.path, visitor.violations()) == ("/aanmelden/code", [])
        visitor.page.fill("#code", pyotp.TOTP(secret).at(served.clock.at))
        visitor.page.click("main button[type=submit]")
        assert visitor.path == WORK


@pytest.mark.parametrize("width", WIDTHS)
def test_from_right_to_left_everything_fits_and_is_mirrored(
    chromium: Browser, served: Site, width: int
) -> None:
    with visiting(chromium, served, width=width) as visitor:
        for path in ("/gent/", "/aanmelden", "/privacy"):
            visitor.open(path)
            before = visitor.page.locator("h1").bounding_box()
            visitor.page.evaluate("document.documentElement.dir = 'rtl'")
            after = visitor.page.locator("h1").bounding_box()
            assert before is not None
            assert after is not None
            seen = visitor.page.evaluate("document.documentElement.clientWidth")
            mirrored = seen - after["x"] - after["width"]
            assert abs(mirrored - before["x"]) <= 1
            assert (path, visitor.violations(), visitor.is_too_wide()) == (path, [], False)


def invitation(site: Site) -> str:
    with writing(site.engine).begin() as session:
        account = session.get_one(Account, site.town.accounts["reader"])
        invited = invite(
            session, account=account, municipality_id=site.town.gent, now=site.clock.at
        )
        return invited.token
