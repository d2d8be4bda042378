"""Gaps, reasons and advice in a real browser: for everybody, at every width, with keys alone."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser
from sqlalchemy import select, update

from models import PlanningRun
from models.database import reading, writing
from models.enums import RunKind, RunStatus
from tests.web.browser.visitor import Visitor, visiting
from tests.web.reasons.pages import HERE, pages_of, rows_of
from tests.web.site import Site
from tests.web.summer import Summer, put_summer

NOT_PAGES = {"staff.gaps_csv"}


def finish(site: Site, number: int) -> None:
    """What the worker does with an advice run."""
    told = {
        "nl": "Eén begeleider meer die een groep kan leiden, in week 28",
        "en": "One tutor more",
    }
    advice = [{"kind": "lead", "placed": 2, "exact": True, "sentences": told}]
    with writing(site.engine).begin() as session:
        session.execute(
            update(PlanningRun)
            .where(PlanningRun.id == number)
            .values(
                status=RunStatus.DONE,
                started_at=site.clock.at,
                ended_at=site.clock.at,
                report={"waiting": 3, "tried": 1, "candidates": 1, "advice": advice},
            )
        )


def asked(site: Site) -> int:
    """The number of the newest advice run."""
    with reading(site.engine)() as session:
        return session.scalars(
            select(PlanningRun.id)
            .where(PlanningRun.kind == RunKind.ADVICE)
            .order_by(PlanningRun.id.desc())
        ).one()


def ask_with_keys(visitor: Visitor, summer: Summer) -> None:
    """From the list to a run that was queued, without a mouse."""
    visitor.open(f"{HERE}/advies/")
    visitor.page.get_by_role("button", name="Reken het door").focus()
    visitor.page.keyboard.press("Enter")
    visitor.page.wait_for_url(f"**{HERE}/advies/nieuw")
    visitor.page.locator("#source").focus()
    visitor.page.keyboard.press("Tab")
    visitor.page.keyboard.press("Space")
    visitor.page.keyboard.press("Tab")
    visitor.page.keyboard.press("Enter")
    visitor.page.wait_for_url(f"**{HERE}/advies/{summer.run + 1}")


@pytest.mark.parametrize("width", [320, 1200])
def test_every_page_is_for_everybody(chromium: Browser, served: Site, width: int) -> None:
    summer = put_summer(served.engine, served.town, at=served.clock.at)
    pages = pages_of(summer, rows_of(served, summer))
    with visiting(chromium, served, width=width) as visitor:
        visitor.sign_in("planner")
        for endpoint, path in pages.items():
            if endpoint in NOT_PAGES:
                continue
            visitor.open(path)
            assert visitor.violations() == [], endpoint
            assert not visitor.is_too_wide(), endpoint
        ask_with_keys(visitor, summer)
        assert visitor.violations() == []
        finish(served, asked(served))
        # The page asks by itself how far it is.
        visitor.page.get_by_text("kinderen meer, precies").wait_for()
        assert visitor.violations() == []
        assert not visitor.is_too_wide()
        assert visitor.complaints == []


def test_the_road_without_scripts(chromium: Browser, served: Site) -> None:
    summer = put_summer(served.engine, served.town, at=served.clock.at)
    with visiting(chromium, served, scripts=False) as visitor:
        visitor.sign_in("planner")
        visitor.open(f"{HERE}/versies/{summer.version}/waarom/")
        visitor.page.locator("tbody th a").first.click()
        assert "/waarom/kind/" in visitor.path
        visitor.open(f"{HERE}/advies/nieuw")
        visitor.page.get_by_label("5 minuten", exact=True).check()
        visitor.page.get_by_role("button", name="Begin te rekenen").click()
        assert visitor.path == f"{HERE}/advies/{summer.run + 1}"
        finish(served, asked(served))
        visitor.page.get_by_role("link", name="Kijk opnieuw").click()
        visitor.page.get_by_text("kinderen meer, precies").wait_for()
