from __future__ import annotations

import pytest
from playwright.sync_api import Browser
from sqlalchemy import select

from models import Child, Offer, Wish
from models.database import reading, writing
from models.enums import OfferStatus, Phase
from tests.web.browser.visitor import visiting
from tests.web.families.people import FAMILIES, NEW, ask, contact_of, number_of, open_wishes
from tests.web.site import Site
from tests.web.summer import SLUG, put_summer


@pytest.mark.parametrize("width", [320, 1200])
def test_pages_of_families_are_clean_fit_and_break_no_rule(
    chromium: Browser, served: Site, width: int
) -> None:
    open_wishes(served)
    put_summer(served.engine, served.town, at=served.clock.at, phase=Phase.PUBLISHED)
    desk = served.browser("desk")
    noor = ask(served, desk, needs="food")
    code = child_code(served, noor)
    ask(served, desk, first_name="Sam", **{"companions-0-code": code})
    contact = contact_of(served, noor)
    one = f"{FAMILIES}/{noor}"
    ways = (
        "", "/ontvangst", "/wijzigen", "/rechtzetten", "/contact", f"/contact/{contact}",
        f"/nog-een-kind/{contact}", "/intrekken", f"/alles-intrekken/{contact}",
        f"/wissen/{contact}",
    )  # fmt: skip
    with reading(served.engine)() as session:
        imported = session.scalars(select(Child.id).where(Child.id < noor)).first()
    with visiting(chromium, served, width=width) as visitor:
        visitor.sign_in("desk")
        summer = f"/werk/gent/{SLUG}/gezinnen"
        for path in (FAMILIES, summer, f"{summer}/{imported}", NEW, *(one + w for w in ways)):
            visitor.open(path)
            assert (path, visitor.violations(), visitor.is_too_wide()) == (path, [], False)
        visitor.open(f"{summer}/{imported}")
        visitor.page.click("text=Open dit gezin")
        assert (visitor.violations(), visitor.is_too_wide()) == ([], False)
        visitor.open(NEW)
        visitor.page.click("form[data-year] button[type=submit]")
        assert (visitor.violations(), visitor.is_too_wide()) == ([], False)
        visitor.open(FAMILIES)
        visitor.page.fill("#words", "noor")
        visitor.page.keyboard.press("Enter")
        visitor.page.wait_for_selector(".found")
        assert (visitor.violations(), visitor.is_too_wide()) == ([], False)
        visitor.open(one)
        visitor.page.click("text=Wie keek?")
        assert (visitor.violations(), visitor.is_too_wide()) == ([], False)
        assert visitor.complaints == []


def test_a_form_on_paper_is_entered_by_keyboard_alone(chromium: Browser, served: Site) -> None:
    """From top to bottom, in the order of the paper, with nothing but Tab, letters and space."""
    open_wishes(served)
    with visiting(chromium, served) as visitor:
        visitor.sign_in("desk")
        visitor.open(NEW)
        page, keys = visitor.page, visitor.page.keyboard
        order: list[str] = []
        page.focus("#role")

        def to(name: str) -> None:
            for _ in range(80):
                if page.evaluate("document.activeElement.name") == name:
                    return
                keys.press("Tab")
                order.append(page.evaluate("document.activeElement.name || ''"))
            raise AssertionError(name)

        to("channel")
        keys.press("Space")
        to("email")
        keys.type("ouder@voorbeeld.example")
        to("first_name")
        keys.type("Noor")
        to("birth_year")
        keys.type("2018")
        to("when")
        keys.press("Space")
        to("wishes-0-offer")
        keys.type("Taal")
        to("max_places")
        to("needs")
        to("says_yes")
        to("emergency-0-name")
        to("companions-2-code")
        to("origin")
        for _ in range(3):
            keys.press("Tab")
            if visitor.focused() == "Bewaar de vraag":
                break
        keys.press("Enter")
        page.wait_for_url("**/ontvangst")
        assert "We hebben je vraag voor Noor" in page.inner_text("h1")
        assert page.locator("[data-print]").is_visible()
    seen = [name for name in dict.fromkeys(order) if name and "-" not in name]
    assert seen == [
        "name", "channel", "email", "phone", "address", "language", "first_name", "birth_year",
        "home", "travel_mode", "max_travel_min", "when", "free", "max_places", "needs",
        "own_words", "says_yes", "origin",
    ]  # fmt: skip


def test_what_fits_the_age_shows_at_once(chromium: Browser, served: Site) -> None:
    open_wishes(served)
    with writing(served.engine).begin() as session:
        offer = session.get_one(Offer, number_of(served, Offer, code="O2"))
        offer.age_from, offer.age_to = 12, 15
        for fact in ("getting_there", "before_hours", "after_hours"):
            setattr(offer, fact, "")
        offer.step_free, offer.price_cents, offer.spoken_languages = True, 0, ("nl",)
        offer.published_at, offer.status = served.clock.at, OfferStatus.PUBLISHED
        number = str(offer.id)
    with visiting(chromium, served) as visitor:
        visitor.sign_in("desk")
        visitor.open(NEW)
        page = visitor.page
        page.fill("#birth_year", "2020")
        groups = page.locator("#wishes-0-offer optgroup")
        assert [groups.nth(n).get_attribute("label") for n in range(2)] == [
            "Past bij de leeftijd",
            "Voor een andere leeftijd",
        ]
        page.select_option("#wishes-0-offer", number)
        note = "Deze activiteit is voor een andere leeftijd."
        assert page.locator(".wish__note").first.inner_text() == note
        page.fill("#birth_year", "2014")
        assert page.locator(".wish__note").first.inner_text() == ""
        assert page.input_value("#wishes-0-offer") == number


def test_without_scripts_a_request_is_entered_and_withdrawn(
    chromium: Browser, served: Site
) -> None:
    open_wishes(served)
    with visiting(chromium, served, width=320, scripts=False) as visitor:
        visitor.sign_in("desk")
        visitor.open(NEW)
        page = visitor.page
        page.check('input[name="channel"][value="letter"]')
        page.fill("#address", "Zonstraat 1, 9000 Gent")
        page.fill("#first_name", "Noor")
        page.fill("#birth_year", "2018")
        page.check('input[name="when"][value="altijd"]')
        page.click("form[data-year] button[type=submit]")
        assert "Kies minstens één activiteit." in page.inner_text(".govuk-error-summary")
        assert page.input_value("#first_name") == "Noor"
        page.select_option("#wishes-0-offer", index=1)
        page.click("form[data-year] button[type=submit]")
        assert visitor.path.endswith("/ontvangst")
        page.click("text=Naar dit gezin")
        page.click(".ranked >> text=Trek in")
        page.click("text=Ja, trek in")
        assert page.inner_text(".told") == "De wens is ingetrokken."
    with reading(served.engine)() as session:
        assert session.scalars(select(Wish.id)).all() == []


def child_code(site: Site, number: int) -> str:
    with reading(site.engine)() as session:
        return session.get_one(Child, number).link_code or ""
