"""Two ways to use a page: with a pointer, and with keys alone."""

from __future__ import annotations

from typing import Final, Protocol

from playwright.sync_api import Locator, Page

_MOST_TABS: Final = 400


class Hands(Protocol):
    """Somebody who fills in fields and presses what they see."""

    page: Page

    def press(self, what: Locator) -> None:
        """Follow a link, press a button."""

    def fill(self, what: Locator, text: str) -> None:
        """Type into a field."""

    def choose(self, what: Locator) -> None:
        """Choose a radio button or tick a box."""


class Pointer:
    """With a mouse or a finger."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def press(self, what: Locator) -> None:
        """Click it, and wait for all of where it leads."""
        what.click()
        self.page.wait_for_load_state()

    def fill(self, what: Locator, text: str) -> None:
        """Fill it in."""
        what.fill(text)

    def choose(self, what: Locator) -> None:
        """Check it."""
        what.check()


class Keys:
    """With the keyboard alone: Tab to it, then type, Enter or Space."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def press(self, what: Locator) -> None:
        """Tab to it and press Enter."""
        self._reach(what)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")

    def fill(self, what: Locator, text: str) -> None:
        """Tab to it and type over what is there."""
        self._reach(what)
        self.page.keyboard.press("Control+A")
        self.page.keyboard.type(text)

    def choose(self, what: Locator) -> None:
        """Tab to its group, go to it with arrows, or press Space on a box."""
        if what.get_attribute("type") == "radio":
            name = what.get_attribute("name")
            self._reach_one_of(f'input[type=radio][name="{name}"]')
            for _step in range(_MOST_TABS):
                if self._is_here(what):
                    break
                self.page.keyboard.press("ArrowDown")
        else:
            self._reach(what)
        if not what.is_checked():
            self.page.keyboard.press("Space")
        assert what.is_checked()

    def _reach(self, what: Locator) -> None:
        for _step in range(_MOST_TABS):
            if self._is_here(what):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"the keyboard cannot reach {what}")

    def _reach_one_of(self, selector: str) -> None:
        for _step in range(_MOST_TABS):
            if self.page.evaluate("selector => document.activeElement.matches(selector)", selector):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"the keyboard cannot reach {selector}")

    @staticmethod
    def _is_here(what: Locator) -> bool:
        return bool(what.evaluate("element => document.activeElement === element"))
