"""A parent who asks for places with keys alone, and what that costs: pages, fields, presses, time.

The time is an estimate, by the keystroke-level model (Card, Moran and Newell, 1980), of somebody
who does not touch-type, and slowly reads every sentence once, down to what they press.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Final

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, Route

from tests.web.browser.visitor import RULES

KEY_SECONDS: Final = 0.28  # an average typist who does not touch-type
THINK_SECONDS: Final = 1.35  # before each thing that is filled in, chosen or pressed
WORDS_PER_MINUTE: Final = 150.0
_MOST_TABS: Final = 120
_WORD: Final = re.compile(r"\w+")
_SCRIPTS: Final = re.compile(r"<script.*?</script>", re.DOTALL)

# What lies folded, is one of a closed list or only says whom to call is not read on every page.
_SENTENCES: Final = """() => {
    const main = document.querySelector("main");
    const pressed = main.contains(document.activeElement) ? document.activeElement : null;
    const after = node => pressed && !pressed.contains(node)
        && pressed.compareDocumentPosition(node) & Node.DOCUMENT_POSITION_FOLLOWING;
    const found = [];
    const walker = document.createTreeWalker(main, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
        const held = walker.currentNode.parentElement;
        if (held.checkVisibility() && !after(walker.currentNode)
            && !held.closest(".govuk-visually-hidden, .help, .keep, option:not(:checked)")) {
            found.push(walker.currentNode.data.trim());
        }
    }
    return found;
}"""


@dataclass
class PageSeen:
    """A page on the way: new `words` to read, how often a key was pressed, how many `things` done.

    A thing is a field that is filled in, a choice, or a link or button that is pressed.
    """

    path: str
    words: int = 0
    tabs: int = 0
    keys: int = 0
    things: int = 0

    @property
    def seconds(self) -> float:
        """How long a person takes for it, about."""
        reading = self.words / WORDS_PER_MINUTE * 60
        thinking = (self.things + 1) * THINK_SECONDS
        return reading + thinking + (self.tabs + self.keys) * KEY_SECONDS


@dataclass
class Parent:
    """Somebody at a page of the site. `look` is called on each page that they come to."""

    page: Page
    look: Callable[[Page], None] = lambda _page: None
    seen: list[PageSeen] = field(default_factory=list)
    known: set[str] = field(default_factory=set)

    def open(self, address: str) -> None:
        """Type an address, or follow it from a letter."""
        self.page.goto(address)
        self._arrive()

    def read(self) -> None:
        """Read what is new, down to what has the focus; all of it where nothing has."""
        new = set(self.page.evaluate(_SENTENCES)) - self.known
        self.known |= new
        self.seen[-1].words += sum(len(_WORD.findall(sentence)) for sentence in new)

    def reach(self, selector: str) -> None:
        """Tab to what fits."""
        for _step in range(_MOST_TABS):
            if self.is_at(selector):
                return
            self._press("Tab")
        raise AssertionError(f"the keyboard cannot reach {selector} on {self.page.url}")

    def is_at(self, selector: str) -> bool:
        """Whether that has the focus."""
        fits = "selector => document.activeElement.matches(selector)"
        return bool(self.page.evaluate(fits, selector))

    def type(self, selector: str, text: str) -> None:
        """Write in a field, over what is there."""
        self._thing().reach(selector)
        if self.page.evaluate("document.activeElement.value"):
            self._press("Control+A")
        self.page.keyboard.type(text)
        self.seen[-1].keys += len(text)

    def choose(self, name: str, value: str) -> None:
        """Choose one of a few: Tab to them, then arrows, or Space for the first."""
        self._thing().reach(f'input[type=radio][name="{name}"]')
        wanted = f'input[value="{value}"]'
        if self.is_at(wanted):
            self._press("Space")
        for _step in range(_MOST_TABS):
            if self.is_at(wanted):
                break
            self._press("ArrowDown")
        assert self.is_at(f"{wanted}:checked")

    def tick(self, selector: str) -> None:
        """Tick a box."""
        self._thing().reach(selector)
        self._press("Space")
        assert self.is_at(":checked")

    def pick(self, selector: str, down: int = 1) -> None:
        """Choose from a list, so many places down."""
        self._thing().reach(selector)
        for _step in range(down):
            self._press("ArrowDown")

    def unfold(self, selector: str) -> None:
        """Open what is folded."""
        self._thing().reach(f"{selector} summary")
        self._press("Enter")
        self.page.wait_for_selector(f"{selector}[open]")

    def enter(self, selector: str = "") -> None:
        """Press Enter on a link or button, or in a field; another page comes."""
        self._thing()
        if selector:
            self.reach(selector)
        self.read()
        with self.page.expect_navigation():
            self._press("Enter")
        self._arrive()

    def _thing(self) -> Parent:
        self.seen[-1].things += 1
        return self

    def _press(self, key: str) -> None:
        self.page.keyboard.press(key)
        if key == "Tab":
            self.seen[-1].tabs += 1
        else:
            self.seen[-1].keys += 1

    def _arrive(self) -> None:
        self.page.wait_for_load_state()
        self.page.wait_for_selector("main h1, main h2", state="attached")
        self.seen.append(PageSeen(self.page.evaluate("location.pathname")))
        self.look(self.page)


class Inspector:
    """A second window, with scripts, where axe looks at a page that came without."""

    def __init__(self, page: Page) -> None:
        self._page, self._html = page, ""
        page.route("**/*", self._answer)

    def violations(self, page: Page) -> list[tuple[str, Any]]:
        """What axe finds on the page that somebody else has open."""
        self._html = _SCRIPTS.sub("", page.content())
        self._page.goto(page.url)
        found = Axe().run(self._page, options=RULES).response["violations"]
        return [(each["id"], [node["html"] for node in each["nodes"]]) for each in found]

    def _answer(self, route: Route) -> None:
        if route.request.is_navigation_request():
            route.fulfill(body=self._html, content_type="text/html; charset=utf-8")
        else:
            route.continue_()
