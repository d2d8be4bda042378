"""What a page weighs in a browser that has nothing of it yet."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final, NamedTuple

from playwright.sync_api import Page

from tests.web.first_views import COOKIE, View

ICON: Final = "sun.svg"
_STEP_MILLISECONDS: Final = 10


class Weight(NamedTuple):
    """Of everything that a page asked for until it was whole, the icon included.

    `content`: bytes of all bodies, unpacked; `sent`: bytes that came over the line, with headers.
    """

    requests: int
    content: int
    sent: int


class Scales:
    """A page whose browser keeps nothing, at a site."""

    def __init__(self, page: Page, address: str, icon: Path) -> None:
        self.page, self.address = page, address
        self._icon = icon.stat().st_size
        self.tools = page.context.new_cdp_session(page)
        self.tools.send("Network.enable")
        self.tools.send("Network.setCacheDisabled", {"cacheDisabled": True})
        self._content: dict[str, int] = {}
        self._sent: dict[str, int] = {}
        self.tools.on("Network.requestWillBeSent", self._begin)
        self.tools.on("Network.dataReceived", self._grow)
        self.tools.on("Network.loadingFinished", self._end)

    def open(self, view: View) -> None:
        """Open a page as who sees it, and wait until it is whole."""
        self.page.context.clear_cookies()
        cookie: Any = {"name": COOKIE, "value": view.cookie, "url": self.address}
        self.page.context.add_cookies([cookie])
        self.page.goto("about:blank")
        self._content.clear()
        self._sent.clear()
        answer = self.page.goto(f"{self.address}{view.path}")
        assert answer is not None
        assert (view.name, answer.status) == (view.name, 200)
        while self._content.keys() - self._sent.keys():
            self.page.wait_for_timeout(_STEP_MILLISECONDS)

    def weigh(self, view: View) -> Weight:
        """The same, and what it weighs."""
        self.open(view)
        # Browsers fetch the icon at a time of their own, often after the page is whole.
        return Weight(
            len(self._content) + 1,
            sum(self._content.values()) + self._icon,
            sum(round(sent) for sent in self._sent.values()) + self._icon,
        )

    def _begin(self, event: dict[str, Any]) -> None:
        if not event["request"]["url"].endswith(ICON):
            self._content.setdefault(event["requestId"], 0)

    def _grow(self, event: dict[str, Any]) -> None:
        if event["requestId"] in self._content:
            self._content[event["requestId"]] += event["dataLength"]

    def _end(self, event: dict[str, Any]) -> None:
        if event["requestId"] in self._content:
            self._sent[event["requestId"]] = event["encodedDataLength"]
