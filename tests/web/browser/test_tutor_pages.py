from __future__ import annotations

import pytest
from playwright.sync_api import Browser, expect
from sqlalchemy import select

from models import Attendance, AvailabilityWindow, GroupTutor, Message, Tutor
from models.database import reading, writing
from scheduler.rights import account
from scheduler.season.inviting import invite_tutor
from tests.web.browser.visitor import Visitor, visiting
from tests.web.site import Site
from tests.web.tutor_pages.leaders import BASE, IN, Lead, a_lead
from tests.web.tutor_pages.test_groups import on_the_day


def mailed(served: Site, lead: Lead) -> str:
    """The link in the mail that the coordinator sends, within the site."""
    with writing(served.engine).begin() as session:
        invite_tutor(
            session,
            actor=account(served.town.accounts["coordinator"]),
            season_id=lead.season,
            tutor_id=lead.tutor,
            base_url=BASE,
            now=served.clock.at,
        )
    with reading(served.engine)() as session:
        body = session.scalars(select(Message.body_text).order_by(Message.id.desc())).first() or ""
    return next(line for line in body.splitlines() if line.startswith(BASE)).removeprefix(BASE)


def windows_of(served: Site, lead: Lead) -> list[tuple[object, ...]]:
    """When the tutor is free."""
    each = AvailabilityWindow
    with reading(served.engine)() as session:
        found = session.execute(
            select(each.first_day, each.last_day, each.start_min, each.end_min)
            .where(each.tutor_id == lead.tutor)
            .order_by(each.first_day, each.start_min)
        )
        return [tuple(row) for row in found]


def come_in(visitor: Visitor, path: str) -> None:
    visitor.open(path)
    visitor.page.click("text=Ga verder")
    visitor.page.wait_for_url(f"**{IN}/groepen")


@pytest.mark.parametrize("width", [320, 1200])
def test_pages_of_a_tutor_are_clean_fit_and_break_no_rule(
    chromium: Browser, served: Site, width: int
) -> None:
    lead = a_lead(served)
    roll = on_the_day(served, lead)
    one = f"{IN}/groep/{lead.group}"
    link = mailed(served, lead)
    with visiting(chromium, served, width=width) as visitor:

        def looks_right(path: str) -> None:
            visitor.open(path)
            assert (path, visitor.violations(), visitor.is_too_wide()) == (path, [], False)

        for path in (IN, link, f"{IN}/link/no-such-link"):
            looks_right(path)
        come_in(visitor, link)
        for path in (
            *(f"{IN}/groepen", one, roll, f"{one}/teruggeven", f"{IN}/vrij", f"{IN}/mij"),
            *(f"{IN}/mij/wijzigen", f"{IN}/kalender"),
        ):
            looks_right(path)
        visitor.page.click("text=Maak een adres")
        visitor.page.wait_for_selector(".feed")
        assert (visitor.violations(), visitor.is_too_wide()) == ([], False)
        visitor.open(f"{one}/teruggeven")
        visitor.page.click("text=Ja, geef terug")
        visitor.page.wait_for_url(f"**{IN}/groepen")
        assert (visitor.violations(), visitor.is_too_wide()) == ([], False)
        assert visitor.complaints == []


def test_by_keyboard_alone_half_days_are_painted_and_a_group_goes_back(
    chromium: Browser, served: Site
) -> None:
    lead = a_lead(served)
    before = windows_of(served, lead)
    assert before
    with visiting(chromium, served) as visitor:
        page, keys = visitor.page, visitor.page.keyboard

        def to(text: str) -> None:
            for _ in range(150):
                if visitor.focused().startswith(text):
                    return
                keys.press("Tab")
            raise AssertionError(text)

        visitor.open(mailed(served, lead))
        to("Ga verder")
        keys.press("Enter")
        page.wait_for_url(f"**{IN}/groepen")
        to("Wanneer kan ik?")
        keys.press("Enter")
        page.wait_for_url(f"**{IN}/vrij")
        to("when")
        expect(page.locator("input[name=when]:checked")).to_have_value("aangeduid")
        keys.press("Tab")
        keys.press("Space")
        to("Bewaar")
        keys.press("Enter")
        expect(page.locator(".told")).to_have_text("Bewaard. De gemeente houdt er rekening mee.")
        visitor.open(f"{IN}/groepen")
        to("Geef terug")
        keys.press("Enter")
        page.wait_for_url("**/teruggeven")
        to("Ja, geef terug")
        keys.press("Enter")
        page.wait_for_url(f"**{IN}/groepen")
        expect(page.locator(".told")).to_contain_text("De groep is teruggegeven.")
    with reading(served.engine)() as session:
        back = session.scalars(
            select(GroupTutor.id).where(
                GroupTutor.tutor_id == lead.tutor, GroupTutor.given_back_at.is_not(None)
            )
        ).all()
    assert len(back) == 1
    assert windows_of(served, lead) not in ([], before)


def test_without_scripts_a_tutor_marks_changes_and_leaves(chromium: Browser, served: Site) -> None:
    lead = a_lead(served)
    roll = on_the_day(served, lead)
    with visiting(chromium, served, width=320, scripts=False) as visitor:
        page = visitor.page
        come_in(visitor, mailed(served, lead))
        page.click("text=Wie is er vandaag?")
        page.wait_for_url(f"**{roll}")
        page.locator(".roll__marks label").first.click()
        page.click("main form.roll button")
        expect(page.locator(".told")).to_have_text("De aanwezigheden zijn bewaard.")
        visitor.open(f"{IN}/mij/wijzigen")
        page.fill("#name", "Wies Zomer")
        page.click("main form button[type=submit]")
        page.wait_for_url(f"**{IN}/mij")
        page.click("text=Stop en wis dit toestel")
        page.wait_for_url(f"**{IN}")
        visitor.open(f"{IN}/mij")
        assert visitor.path == IN
    with reading(served.engine)() as session:
        assert session.get_one(Tutor, lead.tutor).name == "Wies Zomer"
        assert session.scalars(select(Attendance.was_there)).all() == [True]
