"""A real browser on a real server; where there is no browser, tests fail, they never skip."""

from __future__ import annotations

import gc
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread
from typing import Final

import pytest
from playwright.sync_api import Browser, Error, Playwright, sync_playwright
from sqlalchemy import URL
from werkzeug.serving import make_server

from models.database import make_engine
from tests.web.site import Site, make_site
from web.database import engine_of

VARIABLE: Final = "ZOMERWIJZER_CHROMIUM"
ARGUMENTS: Final = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Who leaves a page drops what it was fetching: the test server does not close that file.

    Python does, and warns of it in whatever test is running by then.
    """
    dropped = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(dropped)


@pytest.fixture(scope="package")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as running:
        yield running


@pytest.fixture(scope="package")
def chromium(playwright: Playwright) -> Iterator[Browser]:
    """Debian's Chromium, or the one that the environment names."""
    path = os.environ.get(VARIABLE) or shutil.which("chromium")
    if not path:
        pytest.fail(f"no browser: install Chromium (apt-get install chromium) or set {VARIABLE}")
    try:
        started = playwright.chromium.launch(executable_path=path, args=list(ARGUMENTS))
    except Error as error:
        pytest.fail(f"{path} does not start: set {VARIABLE} to a Chromium that does\n{error}")
    yield started
    started.close()


@pytest.fixture
def served(sqlite_url: URL) -> Iterator[Site]:
    """The site on a port of this machine."""
    with serving(sqlite_url) as made:
        yield made


@contextmanager
def serving(url: URL) -> Iterator[Site]:
    """A site with a town in it, on that database, on a port of this machine."""
    engine = make_engine(url)
    made = make_site(url, engine)
    server = make_server("127.0.0.1", 0, made.app, threaded=True)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    made.app.config["TEST_ADDRESS"] = f"http://127.0.0.1:{server.server_port}"
    yield made
    server.shutdown()
    thread.join()
    server.server_close()
    engine_of(made.app).dispose()
    engine.dispose()
    gc.collect()  # what a browser dropped is closed here, not in a test of something else
