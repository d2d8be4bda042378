"""How long families wait on a slow line: `python -m tests.benchmarks.slow_line`.

A fictional season in a database of its own, served by `zomerwijzer serve` as in production. Each
page for anyone and for families is opened in Chromium with nothing kept, on a line of 400 kbit/s
where every request takes 400 ms before it is answered. Told are the milliseconds until the
largest part of what one sees first is drawn, and until the page is whole.
"""

from __future__ import annotations

import argparse
import logging
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final, NamedTuple

import structlog
from playwright.sync_api import sync_playwright
from sqlalchemy import URL

from models.database import make_engine
from models.migrating import upgrade
from tests.web.browser.conftest import ARGUMENTS, VARIABLE
from tests.web.browser.scales import ICON, Scales, Weight
from tests.web.first_views import View, first_views
from tests.web.site import Site, make_site
from tests.web.test_serving import environment, free_port, serve, wait_for

BITS_PER_SECOND: Final = 400_000
LATENCY_MILLISECONDS: Final = 400
SEEN: Final = """
() => new Promise((tell) => {
  const whole = performance.getEntriesByType("navigation")[0].loadEventStart;
  new PerformanceObserver((list) => tell([list.getEntries().at(-1).startTime, whole]))
    .observe({ type: "largest-contentful-paint", buffered: true });
})
"""


class Waited(NamedTuple):
    """A page: milliseconds until it is seen and until it is whole, and what it weighs."""

    name: str
    seen: float
    whole: float
    weight: Weight


def main() -> int:
    """Make the season, serve it, open every page, print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pupils", type=int, default=600)
    asked = parser.parse_args()
    structlog.configure(
        wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR),
        cache_logger_on_first_use=False,
    )
    with tempfile.TemporaryDirectory() as folder:
        url = URL.create("sqlite", database=str(Path(folder, "season.sqlite")))
        engine = make_engine(url)
        upgrade(engine)
        site = make_site(url, engine)
        with served(url, Path(folder)) as address, opened(site, address) as scales:
            tell([waited(scales, view) for view in first_views(site, pupils=asked.pupils)])
    return 0


@contextmanager
def served(url: URL, folder: Path) -> Iterator[str]:
    """The address at which the command serves that database."""
    port = free_port()
    settings = environment(
        url, ZOMERWIJZER_ENVIRONMENT="development", ZOMERWIJZER_LOG_LEVEL="error"
    )
    process = serve(folder, settings, "--port", port)
    try:
        wait_for(f"http://127.0.0.1:{port}/healthz", process)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.communicate()


@contextmanager
def opened(site: Site, address: str) -> Iterator[Scales]:
    """A phone's browser on the slow line."""
    path = os.environ.get(VARIABLE) or shutil.which("chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(ARGUMENTS))
        page = browser.new_context(viewport={"width": 360, "height": 800}).new_page()
        scales = Scales(page, address, Path(site.app.root_path, "static", ICON))
        line = {
            "offline": False,
            "latency": LATENCY_MILLISECONDS,
            "downloadThroughput": BITS_PER_SECOND / 8,
            "uploadThroughput": BITS_PER_SECOND / 8,
        }
        scales.tools.send("Network.emulateNetworkConditions", line)
        yield scales
        browser.close()


def waited(scales: Scales, view: View) -> Waited:
    """Open a page, and tell how long that took."""
    weight = scales.weigh(view)
    seen, whole = scales.page.evaluate(SEEN)
    return Waited(view.name, seen, whole, weight)


def tell(pages: list[Waited]) -> None:
    """The table, the slowest page first."""
    print("| page | seen (ms) | whole (ms) | requests | kB sent | kB unpacked |")
    print("|---|---:|---:|---:|---:|---:|")
    for each in sorted(pages, key=lambda page: -page.whole):
        requests, content, sent = each.weight
        print(
            f"| `{each.name}` | {each.seen:.0f} | {each.whole:.0f} | {requests} |"
            f" {sent / 1000:.0f} | {content / 1000:.0f} |"
        )


if __name__ == "__main__":
    sys.exit(main())
