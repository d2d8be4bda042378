"""Import and export in a real browser."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from models.enums import Phase
from tests.web.browser.visitor import Visitor, visiting
from tests.web.exchange.desk import Desk
from tests.web.site import Site
from tests.web.summer import put_summer

HERE = "/werk/gent/zomer-2028/bestanden"


@pytest.fixture
def desk(served: Site, tmp_path: Path) -> Desk:
    """A summer that is not planned yet, and a place for files that wait."""
    settings = served.app.extensions["zomerwijzer-configuration"]
    served.app.extensions["zomerwijzer-configuration"] = settings.model_copy(
        update={"storage": tmp_path / "storage"}
    )
    summer = put_summer(served.engine, served.town, at=served.clock.at, phase=Phase.CLOSED)
    return Desk(served, summer.season, tmp_path / "storage" / "imports")


def file(desk: Desk, folder: Path, capacity: int | str) -> Path:
    path = folder / "rooms.csv"
    path.write_text(f"room_id,capacity\n{desk.room()[0]},{capacity}\n", encoding="utf-8")
    return path


def found_here(visitor: Visitor) -> tuple[list[tuple[str, object]], bool, list[str]]:
    return list(visitor.violations()), visitor.is_too_wide(), visitor.complaints


@pytest.mark.parametrize("width", [320, 1200])
def test_every_page_is_accessible_and_fits(
    chromium: Browser, desk: Desk, tmp_path: Path, width: int
) -> None:
    with visiting(chromium, desk.site, width=width) as visitor:
        visitor.sign_in("coordinator")
        visitor.open(HERE)
        for each in visitor.page.locator("details").all():
            each.locator("summary").click()
        assert found_here(visitor) == ([], False, [])
        for capacity in ("veel", desk.room()[1] + 5):
            visitor.open(HERE)
            visitor.page.set_input_files("#file", file(desk, tmp_path, capacity))
            visitor.page.click("form.exchange__in button")
            assert visitor.page.inner_text("h1") == "Wat er zou veranderen"
            assert found_here(visitor) == ([], False, [])
        visitor.page.click("text=Lees dit in")
        assert visitor.page.locator(".undo").count() == 1
        assert found_here(visitor) == ([], False, [])


@pytest.mark.parametrize("scripts", [True, False])
def test_a_file_is_brought_in_and_undone_with_keys_alone(
    chromium: Browser, desk: Desk, tmp_path: Path, scripts: bool
) -> None:
    _, before = desk.room()
    with visiting(chromium, desk.site, scripts=scripts) as visitor:
        visitor.sign_in("planner")
        visitor.open(HERE)
        # The window of the system in which one picks a file is not the page's.
        visitor.page.set_input_files("#file", file(desk, tmp_path, before + 5))
        for words in ("Kijk wat er zou veranderen", "Lees dit in"):
            button = visitor.page.get_by_role("button", name=words)
            button.focus()
            visitor.page.keyboard.press("Enter")
            visitor.page.wait_for_load_state()
        visitor.page.wait_for_selector(".undo")
        assert desk.room()[1] == before + 5
        visitor.page.get_by_role("button", name="Ongedaan maken: inlezen").focus()
        visitor.page.keyboard.press("Enter")
        visitor.page.wait_for_selector("text=Opnieuw doen: inlezen")
        assert desk.room()[1] == before
