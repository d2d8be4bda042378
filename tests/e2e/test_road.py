"""From an empty database to a published plan, as a new coordinator goes, without a command line."""

from __future__ import annotations

import time
from contextlib import suppress
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Error, Locator, Page

from tests.e2e.hands import Hands, Keys, Pointer
from tests.e2e.installation import Installation, started
from tests.web.browser.visitor import PATIENCE_MILLISECONDS, RULES

PASSWORD = "zon zee en zomer"  # noqa: S105  (of nobody)
RUN_SECONDS = 300


class Coordinator:
    """Somebody new, who reads what the pages say and does the next thing."""

    def __init__(self, hands: Hands, there: Installation) -> None:
        self.hands, self.page, self.there = hands, hands.page, there

    @property
    def title(self) -> str:
        """The heading of the page."""
        return self.page.inner_text("h1")

    def main(self, selector: str) -> Locator:
        """The first such thing of the page's own."""
        return self.page.locator(f"main {selector}").first

    def link(self, text: str) -> None:
        """Follow a link or press a button that says this."""
        named = self.page.locator(f'main a:has-text("{text}"), main button:has-text("{text}")')
        self.hands.press(named.first)

    def part(self, name: str) -> None:
        """Go to a part of the season."""
        self.hands.press(self.page.locator(f'nav.parts a:text-is("{name}")'))

    def send(self) -> None:
        """Press the button of the page's form."""
        self.hands.press(self.main("form button.govuk-button[type=submit]"))

    def begin(self) -> None:
        """Make the municipality and the account."""
        self.page.goto(self.there.begin)
        for field, text in (
            ("#municipality", "Gent"),
            ("#name", "An Coördinator"),
            ("#email", "an@gent.example"),
            ("#password", PASSWORD),
        ):
            self.hands.fill(self.page.locator(field), text)
        self.send()

    def make_example(self) -> None:
        """Begin with the sample municipality."""
        self.hands.press(self.main("a.govuk-button"))
        self.link("voorbeeld om te proberen")
        self.hands.choose(self.main('input[name=pupils][value="40"]'))
        self.send()

    def finish_offer(self) -> None:
        """One activity misses a fact that families need: fill it in and publish it."""
        self.part("Aanbod")
        self.hands.press(self.page.locator('main tr:has-text("In voorbereiding") a').first)
        self.hands.choose(self.main('input[name=step_free][value="yes"]'))
        self.hands.press(self.page.locator("main form.form button.govuk-button").last)
        self.link("Publiceer")

    def next_step(self) -> None:
        """Take the next step of the season, as the overview says."""
        self.part("Overzicht")
        self.hands.press(self.main('a:has-text("Volgende stap")'))
        self.send()

    def plan(self) -> None:
        """Start a run and wait until it has ended."""
        self.part("Overzicht")
        self.hands.press(self.main('a:has-text("Volgende stap")'))
        if "/nieuw" not in self.page.url:
            self.hands.press(self.main("a.govuk-button"))
        self.hands.choose(self.main("input[name=time]"))
        self.send()
        run = self.page.url
        until = time.monotonic() + RUN_SECONDS
        while not self.page.locator('main a:has-text("Bewaar als versie")').count():
            assert time.monotonic() < until, self.page.inner_text("main")
            time.sleep(1)
            with suppress(Error):  # the page may be on its way there by itself
                self.page.goto(run)

    def keep(self) -> None:
        """Keep the plan as a version."""
        self.link("Bewaar als versie")
        self.hands.fill(self.page.locator("#name"), "Eerste plan")
        self.send()

    def publish(self) -> None:
        """Let families know."""
        self.part("Versies")
        self.link("Eerste plan")
        self.hands.press(self.page.locator('main a:text-is("Publiceren")').first)
        self.send()


def violations(page: Page) -> list[str]:
    """What axe finds on this page."""
    page.wait_for_load_state()
    return [each["id"] for each in Axe().run(page, options=RULES).response["violations"]]


@pytest.mark.parametrize("way", ["pointer", "keys", "without scripts"])
def test_from_an_empty_database_to_a_published_plan(
    chromium: Browser, tmp_path: Path, way: str
) -> None:
    with started(tmp_path) as there:
        context = chromium.new_context(
            viewport={"width": 1200, "height": 900},
            locale="nl-BE",
            java_script_enabled=way != "without scripts",
        )
        context.set_default_timeout(PATIENCE_MILLISECONDS)
        page = context.new_page()
        walk(Coordinator(Keys(page) if way == "keys" else Pointer(page), there), axe=way == "keys")
        context.close()


def walk(an: Coordinator, *, axe: bool) -> None:
    """The whole road; with `axe` every page on it is looked at."""
    an.begin()
    assert an.title == "Seizoenen van Gent"
    an.make_example()
    assert an.title.startswith("Voorbeeld, verzonnen")
    assert an.page.inner_text(".told").startswith("Het voorbeeld staat klaar.")
    an.finish_offer()
    assert "Gepubliceerd" in an.page.inner_text("main")
    for phase in ("Aanbod bekend", "Een plaats vragen", "Vragen is afgesloten"):
        an.next_step()
        assert phase in an.page.inner_text(".step--now")
    an.plan()
    assert "bewezen" in an.page.inner_text("main")
    an.keep()
    assert an.title == "Eerste plan"
    an.publish()
    an.part("Overzicht")
    assert "Plaatsen bekend" in an.page.inner_text(".step--now")
    if axe:
        assert violations(an.page) == []
    an.part("Op de dag")
    an.part("Verslag")
    assert an.title.startswith("Verslag van Voorbeeld")
