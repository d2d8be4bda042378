"""No page for anyone or for families is heavy: they are opened on old phones, on the bus."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from playwright.sync_api import Browser

from tests.web.browser.scales import ICON, Scales
from tests.web.browser.visitor import visiting
from tests.web.first_views import first_views
from tests.web.site import Site

MOST_BYTES: Final = 150_000  # of all that a first view asks for, before it is packed
MOST_REQUESTS: Final = 10


def test_first_views_are_light(chromium: Browser, served: Site) -> None:
    icon = Path(served.app.root_path, "static", ICON)
    with visiting(chromium, served, width=360) as visitor:
        scales = Scales(visitor.page, visitor.address, icon)
        found = {view.name: scales.weigh(view) for view in first_views(served)}
        heavy = {
            name: weight
            for name, weight in found.items()
            if weight.content > MOST_BYTES or weight.requests > MOST_REQUESTS
        }
        assert heavy == {}
        assert len(found) > 40
        assert all(weight.sent < weight.content / 2 for weight in found.values())
        assert visitor.complaints == []
