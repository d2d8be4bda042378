from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from threading import Thread

import pytest
from playwright.sync_api import Browser, Page
from sqlalchemy import URL
from werkzeug.serving import make_server

from models.database import make_engine
from tests.web.beginning.conftest import make_fresh
from tests.web.browser.visitor import PATIENCE_MILLISECONDS, Visitor
from web.database import engine_of


@pytest.fixture
def begun(sqlite_url: URL, tmp_path: Path) -> Iterator[tuple[str, str]]:
    """The address of a site without any account, and the path that `serve` shows."""
    engine = make_engine(sqlite_url)
    made = make_fresh(sqlite_url, engine, tmp_path)
    server = make_server("127.0.0.1", 0, made.app, threaded=True)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}", made.path
    server.shutdown()
    thread.join()
    server.server_close()
    engine_of(made.app).dispose()
    engine.dispose()


@pytest.mark.parametrize(("width", "scripts"), [(320, True), (1200, True), (390, False)])
def test_from_an_empty_database_to_an_example(
    chromium: Browser, begun: tuple[str, str], width: int, scripts: bool
) -> None:
    address, path = begun
    context = chromium.new_context(
        viewport={"width": width, "height": 800}, locale="nl-BE", java_script_enabled=scripts
    )
    context.set_default_timeout(PATIENCE_MILLISECONDS)
    visitor = Visitor(context.new_page(), address)
    try:
        _begin(visitor, visitor.page, path, scripts)
    finally:
        context.close()


def _begin(visitor: Visitor, page: Page, path: str, scripts: bool) -> None:
    def is_clean() -> bool:
        return not scripts or (visitor.violations(), visitor.is_too_wide()) == ([], False)

    visitor.open(path)
    assert is_clean()
    page.click("main button[type=submit]")
    assert page.inner_text(".govuk-error-summary h2") == "Er klopt iets niet"
    assert is_clean()
    page.fill("#municipality", "Roeselare")
    page.fill("#name", "An")
    page.fill("#email", "an@gemeente.example")
    page.fill("#password", "zon en maan en sterren")
    page.click("main button[type=submit]")
    assert visitor.path == "/werk/roeselare/"
    assert is_clean()
    page.click("text=Maak een seizoen")
    page.click("text=Met een voorbeeld om te proberen")
    page.check("#pupils")
    page.click("main button[type=submit]")
    assert visitor.path.startswith("/werk/roeselare/voorbeeld-")
    assert page.inner_text("h1").startswith("Voorbeeld, verzonnen:")
    assert visitor.complaints == []
