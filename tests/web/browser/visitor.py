"""Somebody in a browser: what they do with a mouse or keys, and what axe finds on the way."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.web.site import Site
from tests.web.town import PASSWORD, email_of

PATIENCE_MILLISECONDS: Final = 90_000  # a machine may be busy; nothing depends on how fast it is
RULES: Final = {
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    }
}


expect.set_options(timeout=PATIENCE_MILLISECONDS)


class Visitor:
    """A page, and the address of the site."""

    def __init__(self, page: Page, address: str) -> None:
        self.page, self.address = patient(page), address
        self.complaints: list[str] = []
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("console", lambda said: self._hear(said.text))

    def _hear(self, said: str) -> None:
        if "Content Security Policy" in said or "Refused" in said:
            self.complaints.append(said)

    def open(self, path: str) -> None:
        self.page.goto(f"{self.address}{path}")

    @property
    def path(self) -> str:
        self.page.wait_for_load_state()
        return self.page.url.removeprefix(self.address)

    def sign_in(self, who: str) -> None:
        self.open("/aanmelden")
        self.page.fill("#email", email_of(who))
        self.page.fill("#password", PASSWORD)
        self.page.click("main button[type=submit]")

    def violations(self) -> list[tuple[str, Any]]:
        """What axe finds on this page, once all of it is there."""
        self.page.wait_for_load_state()
        self.page.wait_for_selector("main h1", state="attached")
        found = Axe().run(self.page, options=RULES).response["violations"]
        return [(each["id"], [node["html"] for node in each["nodes"]]) for each in found]

    def is_too_wide(self) -> bool:
        """Whether somebody has to scroll sideways."""
        self.page.wait_for_load_state()
        wide = self.page.evaluate("document.documentElement.scrollWidth > window.innerWidth")
        return bool(wide)

    def focused(self) -> str:
        """What has the focus: its id, else its text."""
        return str(
            self.page.evaluate(
                "document.activeElement.id || document.activeElement.textContent.trim()"
            )
        )


def patient(page: Page) -> Page:
    """The page, on which a click that leads elsewhere ends when all of the next page is there.

    By itself a click waits until the next page begins, so that a look right after it may find
    half of it.
    """
    click = page.click

    def click_and_wait(selector: str, **how: Any) -> None:
        click(selector, **how)
        page.wait_for_load_state()

    page.click = click_and_wait  # type: ignore[method-assign]
    return page


@contextmanager
def visiting(
    chromium: Browser, site: Site, *, width: int = 1200, scripts: bool = True
) -> Iterator[Visitor]:
    """A visitor with a fresh browser, in Dutch."""
    context = chromium.new_context(
        viewport={"width": width, "height": 800}, locale="nl-BE", java_script_enabled=scripts
    )
    context.set_default_timeout(PATIENCE_MILLISECONDS)
    try:
        yield Visitor(context.new_page(), site.app.config["TEST_ADDRESS"])
    finally:
        context.close()
