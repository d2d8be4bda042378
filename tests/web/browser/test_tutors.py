from __future__ import annotations

import pytest
from playwright.sync_api import Browser
from sqlalchemy import select

from models import AvailabilityWindow, GroupTutor, Tutor
from models.database import reading
from models.enums import Phase
from tests.web.browser.visitor import visiting
from tests.web.site import Site
from tests.web.summer import SLUG, put_summer

TUTORS = f"/werk/gent/{SLUG}/begeleiders"
FREE = "/werk/gent/zomer-2027/begeleiders/{number}/vrij"


def busy_tutor(site: Site) -> int:
    """A tutor with a group in a summer that is planned."""
    put_summer(site.engine, site.town, at=site.clock.at, phase=Phase.PLANNED)
    with reading(site.engine)() as session:
        return session.scalars(select(GroupTutor.tutor_id).order_by(GroupTutor.id)).first() or 0


@pytest.mark.parametrize("width", [320, 1200])
def test_pages_of_tutors_are_clean_fit_and_break_no_rule(
    chromium: Browser, served: Site, width: int
) -> None:
    one = f"{TUTORS}/{busy_tutor(served)}"
    with visiting(chromium, served, width=width) as visitor:
        visitor.sign_in("planner")
        ways = ("", "/wijzigen", "/vrij", "/bevestigen", "/weghalen")
        for path in (TUTORS, f"{TUTORS}?zoek=niemand", f"{TUTORS}/nieuw", *(one + w for w in ways)):
            visitor.open(path)
            assert (path, visitor.violations(), visitor.is_too_wide()) == (path, [], False)
        visitor.open(f"{TUTORS}/nieuw")
        visitor.page.fill("#code", "")
        visitor.page.click("main button[type=submit]")
        assert (visitor.violations(), visitor.is_too_wide()) == ([], False)
        assert visitor.complaints == []


def test_dragging_paints_and_a_key_ticks(chromium: Browser, served: Site) -> None:
    number = _only_tutor(served)
    path = FREE.format(number=number)
    with visiting(chromium, served) as visitor:
        visitor.sign_in("planner")
        visitor.open(path)
        page = visitor.page
        first, last = (
            page.locator(f'input[value="2027-07-{day}-vm"]').bounding_box() for day in ("05", "09")
        )
        assert first is not None
        assert last is not None
        page.mouse.move(first["x"] + 5, first["y"] + 5)
        page.mouse.down()
        page.mouse.move(last["x"] + 5, last["y"] + 5, steps=20)
        page.mouse.up()
        page.focus('input[value="2027-07-12-nm"]')
        page.keyboard.press("Space")
        page.click('input[value="2027-07-13-nm"]')
        page.click('input[value="2027-07-13-nm"]')
        assert page.locator('input[name="when"][value="aangeduid"]').is_checked()
        page.click("main button[type=submit]")
        page.wait_for_url(f"**/begeleiders/{number}")
    with reading(served.engine)() as session:
        found = session.scalars(
            select(AvailabilityWindow).order_by(AvailabilityWindow.first_day)
        ).all()
    assert [
        (w.first_day.isoformat(), w.last_day.isoformat(), w.start_min, w.end_min) for w in found
    ] == [
        ("2027-07-05", "2027-07-09", None, 780),
        ("2027-07-12", "2027-07-12", 720, None),
    ]


def test_without_scripts_boxes_are_ticked_and_kept(chromium: Browser, served: Site) -> None:
    number = _only_tutor(served)
    with visiting(chromium, served, width=320, scripts=False) as visitor:
        visitor.sign_in("planner")
        visitor.open(FREE.format(number=number))
        visitor.page.check('input[name="when"][value="aangeduid"]')
        visitor.page.check('input[value="2027-07-05-nm"]')
        visitor.page.click("main button[type=submit]")
        assert "Bewaard." in visitor.page.inner_text(".told")
    with reading(served.engine)() as session:
        assert session.scalars(select(AvailabilityWindow.start_min)).all() == [720]


def _only_tutor(site: Site) -> int:
    with reading(site.engine)() as session:
        return session.scalars(select(Tutor.id).where(Tutor.season_id == site.town.season)).one()
