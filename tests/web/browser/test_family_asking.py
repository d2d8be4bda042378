from __future__ import annotations

import re
from datetime import date
from typing import Final

import pytest
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import select

from models import Child, ChildNeed, Link, Wish
from models.database import reading
from tests.web.browser.visitor import Visitor, visiting
from tests.web.families.people import open_wishes
from tests.web.family_asking.test_wishing import add_block
from tests.web.family_asking.wizard import ASK, asked, publish
from tests.web.family_entering.homes import new_home
from tests.web.site import Site

MOST_TALL: Final = 260
"""Pixels: two wishes and where they go fit on the smallest screen."""


def look(visitor: Visitor) -> None:
    """Nothing breaks a rule, is too wide or is refused by the browser."""
    found = (visitor.path, visitor.violations(), visitor.is_too_wide(), visitor.complaints)
    assert found == (visitor.path, [], False, [])


def go_on(visitor: Visitor) -> None:
    with visitor.page.expect_navigation():
        visitor.page.click(".ask__on button")
    look(visitor)


def open_for_wishes(site: Site) -> None:
    open_wishes(site)
    first = publish(site, "O1", age_from=4, age_to=12)
    publish(site, "O2", age_from=14, age_to=18)
    add_block(site, first, date(2027, 7, 12))


def drag_third_to_second(page: Page) -> None:
    """By its grip, as a hand does: over the middle of the one above."""
    grips = page.locator(".grip")
    expect(grips).to_have_count(3)
    page.locator(".wish").nth(1).scroll_into_view_if_needed()
    held, above = grips.nth(2).bounding_box(), grips.nth(1).bounding_box()
    assert held is not None
    assert above is not None
    page.mouse.move(held["x"] + 10, held["y"] + 10)
    page.mouse.down()
    page.mouse.move(held["x"] + 10, held["y"] - 10, steps=4)
    page.mouse.move(held["x"] + 10, above["y"] + 10, steps=12)
    expect(page.locator(".wish:not(.sortable-fallback) >> nth=1")).to_have_id("wens-3")
    page.mouse.up()
    expect(page.locator("#rank_2")).to_have_value("2")
    expect(page.locator("#rank_1")).to_have_value("3")
    expect(page.locator("#wens-2 [value^=down]")).to_be_hidden()  # it is the last one now
    expect(page.locator("#wens-3 [value^=down]")).to_be_visible()


def put_in_order(visitor: Visitor) -> None:
    """The first wish twice, once in a week; then the last one is dragged up."""
    page = visitor.page
    heights = page.locator(".wish").evaluate_all("all => all.map(wish => wish.offsetHeight)")
    assert max(heights) < MOST_TALL
    page.click("#wens-1 summary")
    expect(page.locator("#block_0")).to_be_visible()
    look(visitor)
    with page.expect_navigation():
        page.click("#wens-1 >> text=Nog een week")
    expect(page.locator(".wish__more[open]")).to_have_count(2)
    look(visitor)
    page.select_option("#block_1", index=1)
    drag_third_to_second(page)


@pytest.mark.parametrize("width", [320, 1200])
def test_every_page_is_clean_and_fits(chromium: Browser, served: Site, width: int) -> None:
    with visiting(chromium, served, width=width) as visitor:
        page = visitor.page
        visitor.open(ASK)
        look(visitor)  # not open yet
        open_for_wishes(served)
        visitor.open(ASK)
        look(visitor)
        with page.expect_navigation():
            page.click("text=Begin")
        go_on(visitor)  # with errors
        page.fill("#first_name", "Noor")
        page.fill("#birth_year", "2018")
        go_on(visitor)
        page.check('input[value="parent"]')
        page.check('input[value="phone"]')
        assert not page.is_visible("#email")
        page.fill("#phone", "0470 00 00 00")
        go_on(visitor)
        page.click("[data-open]")
        page.click(".leaflet-container", position={"x": 90, "y": 120})
        page.wait_for_selector("[data-chosen]")
        look(visitor)
        page.fill("#max_travel_min", "600")
        go_on(visitor)
        page.locator(".tap").nth(2).click()
        page.locator(".tap").nth(5).click()
        assert page.is_checked('input[value="aangeduid"]')
        go_on(visitor)
        page.click("main summary")
        look(visitor)
        page.locator(".offer__tap").nth(0).click()
        page.locator(".offer__tap").nth(1).click()
        go_on(visitor)
        put_in_order(visitor)
        page.fill("#max_places", "2")
        go_on(visitor)
        go_on(visitor)
        go_on(visitor)
        for button in ("Stuur mijn vraag", "Vraag een plaats voor nog een kind"):
            with page.expect_navigation():
                page.click(f"text={button}")
            look(visitor)
    with reading(served.engine)() as session:
        child = session.scalars(select(Child)).one()
        assert child.lat is not None


def test_the_page_for_a_code_is_clean_and_fits(chromium: Browser, served: Site) -> None:
    open_for_wishes(served)
    with visiting(chromium, served, width=320) as visitor:
        visitor.open(f"{ASK}/verder")
        look(visitor)
        with visitor.page.expect_navigation():
            visitor.page.click("text=Ga verder")
        look(visitor)


def test_two_children_with_a_need_without_scripts(chromium: Browser, served: Site) -> None:
    open_for_wishes(served)
    with visiting(chromium, served, width=360, scripts=False) as visitor:
        page = visitor.page
        visitor.open(ASK)
        page.click("text=Begin")
        for name in ("Noor", "Sam"):
            page.fill("#first_name", name)
            page.fill("#birth_year", "2018")
            page.click(".ask__on button")
            if name == "Noor":
                page.check('input[value="parent"]')
                page.check('input[value="mail"]')
                page.fill("#email", "ouder@voorbeeld.example")
                page.click(".ask__on button")
                page.fill("#postcode", "9000")
            page.click(".ask__on button")
            if name == "Noor":
                page.check('input[value="altijd"]')
            page.click(".ask__on button")
            page.locator(".offer__tap").nth(0).click()
            page.click(".ask__on button")
            page.click("text=Week of plaats kiezen")
            page.click("text=Nog een week")
            page.select_option("#block_1", index=2)
            page.click(".move >> text=Hoger >> visible=true")
            page.fill("#max_places", "1")
            page.press("#max_places", "Enter")
            page.click("text=Taal, eten en vervoer")
            page.check('input[value="food"]')
            page.click(".ask__on button")
            if name == "Sam":
                page.check('input[name^="sibling"][value="samen"]')
            page.click(".ask__on button")
            page.click("text=Stuur mijn vraag")
            assert f"We hebben je vraag voor {name}" in page.inner_text("h1")
            if name == "Noor":
                page.click("text=Vraag een plaats voor nog een kind")
    with reading(served.engine)() as session:
        ranks = [(w.rank, w.block_id is None) for w in session.scalars(select(Wish))]
        assert sorted(ranks) == [(1, False), (1, False), (2, True), (2, True)]
        assert len(session.scalars(select(ChildNeed)).all()) == 2
        assert session.scalars(select(Link)).one().strict


def test_a_place_is_asked_by_keyboard_alone(chromium: Browser, served: Site) -> None:
    open_for_wishes(served)
    with visiting(chromium, served, width=360) as visitor:
        page, keys = visitor.page, visitor.page.keyboard

        def to(name: str, value: str = "") -> None:
            for _ in range(60):
                keys.press("Tab")
                at = page.evaluate("[document.activeElement.name, document.activeElement.value]")
                if at[0] == name and (not value or at[1] == value):
                    return
            raise AssertionError(name)

        def enter() -> None:
            with page.expect_navigation():
                keys.press("Enter")

        visitor.open(f"{ASK}/kind")
        to("first_name")
        keys.type("Noor")
        to("birth_year")
        keys.type("2018")
        enter()
        to("role", "parent")
        keys.press("Space")
        to("channel", "mail")
        keys.press("Space")
        to("email")
        keys.type("ouder@voorbeeld.example")
        enter()
        to("max_travel_min")
        enter()
        to("when", "altijd")
        keys.press("Space")
        enter()
        to("offers")
        keys.press("Space")
        enter()
        to("max_places")
        keys.type("1")
        enter()
        assert visitor.path == f"{ASK}/hulp"
        to("name_1")
        enter()
        to("code_1")
        enter()
        assert visitor.path == f"{ASK}/nakijken"
        for _ in range(60):
            keys.press("Tab")
            if visitor.focused() == "Stuur mijn vraag":
                break
        enter()
        assert "We hebben je vraag voor Noor" in page.inner_text("h1")


@pytest.mark.parametrize("scripts", [True, False])
def test_a_request_is_changed(chromium: Browser, served: Site, *, scripts: bool) -> None:
    open_for_wishes(served)
    home = new_home(served)
    with visiting(chromium, served, width=320 if scripts else 1200, scripts=scripts) as visitor:
        page = visitor.page

        def see() -> None:
            if scripts:
                look(visitor)

        def click(text: str, address: str) -> None:
            page.click(text)
            page.wait_for_url(f"**{address}")
            see()

        visitor.open("/gent/mijn")
        page.fill("#code", home.code)
        click("main form button", "/mijn/overzicht")
        click("text=Wijzig deze vraag", "/wijzig")
        click("main button >> text=Begin", "/vragen/nakijken")
        expect(page.locator("text=Er verandert nog niets.")).to_have_count(1)
        click(".checks__change >> nth=6", "/hulp?terug=nakijken")
        page.fill("#own_words", "dansen")
        click(".ask__on button", "/nakijken")
        expect(page.locator(".changes ins")).to_have_count(1)
        visitor.open("/gent/mijn/overzicht")
        see()
        click("text=Wijzig deze vraag", "/wijzig")
        click("text=Ga verder waar je was", "/nakijken")
        click("text=Stuur wat verandert", "/mijn/overzicht")
        expect(page.locator("text=Je vraag is gewijzigd.")).to_have_count(1)
    with reading(served.engine)() as session:
        assert session.scalars(select(Child.own_words)).all() == ["dansen"]


VOICES: Final = """
    const voices = [
      {lang: "fr-BE", localService: true}, {lang: "nl-NL", localService: %s, default: true},
    ];
    const speech = new EventTarget();
    window.said = [];
    window.SpeechSynthesisUtterance = class extends EventTarget {
      constructor(text) { super(); this.text = text; }
    };
    speech.getVoices = () => voices;
    speech.speak = (words) => window.said.push([words.text, words.voice.lang, words]);
    speech.cancel = () => { window.said = []; };
    Object.defineProperty(window, "speechSynthesis", {value: speech});
"""
"""Voices of a device, as a browser tells of them: the one for tests has none."""


@pytest.mark.parametrize("local", ["true", "false"])
def test_the_receipt_is_read_out_by_a_voice_of_the_device(
    chromium: Browser, served: Site, local: str
) -> None:
    open_for_wishes(served)
    family = served.browser()
    asked(served, family)
    with visiting(chromium, served, width=320) as visitor:
        page = visitor.page
        cookies = (family.client._cookies or {}).values()
        page.context.add_cookies(
            [{"name": c.key, "value": c.value, "url": visitor.address} for c in cookies]
        )
        page.add_init_script(VOICES % local)
        visitor.open(f"{ASK}/klaar")
        page.click("text=Tekst om voor te lezen")
        look(visitor)
        button = page.locator("[data-read]")
        if local == "false":  # it would send what is said to somebody else
            expect(button).to_be_hidden()
            return
        button.click()
        expect(button).to_have_text("Stop met voorlezen")
        said = page.evaluate("window.said.map(([text, lang]) => [text, lang])")
        assert said[0] == ["We hebben je vraag voor Noor.", "nl-NL"]
        assert ["Je hoeft niets te doen.", "nl-NL"] in said
        assert re.fullmatch(r"Je code, teken voor teken: \u2066?(\w, ){9}\w\u2069?\.", said[-1][0])
        button.click()
        expect(button).to_have_text("Lees voor")
        assert page.evaluate("window.said") == []
        button.click()
        page.evaluate("window.said.at(-1)[2].dispatchEvent(new Event('end'))")
        expect(button).to_have_text("Lees voor")
