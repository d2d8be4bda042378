from __future__ import annotations

import pytest
from playwright.sync_api import Browser
from sqlalchemy.orm import Session

from models import Message
from models.database import writing
from models.enums import Channel
from tests.web.browser.visitor import visiting
from tests.web.site import Site
from tests.web.town import MADE_AT

HERE = "/werk/gent"
SEASON = f"{HERE}/zomer-2027"
PAGES = (
    f"{SEASON}/",
    f"{SEASON}/instellingen",
    f"{SEASON}/instellingen/seizoen",
    f"{SEASON}/instellingen/datums",
    f"{SEASON}/instellingen/vragen-openen",
    f"{SEASON}/bewaren",
    f"{HERE}/gemeente",
    f"{HERE}/mensen",
    f"{HERE}/mensen/uitnodigen",
    f"{HERE}/organisatoren",
    f"{HERE}/organisatoren/nieuw",
    f"{HERE}/logboek",
    f"{HERE}/berichten",
)


def put_message(session: Session, site: Site) -> int:
    message = Message(
        municipality_id=site.town.gent,
        kind="receipt",
        channel=Channel.MAIL,
        dedup_key="k",
        mail_id="m",
        language="nl",
        recipient_name="Sam",
        recipient_address="gezin@voorbeeld.example",
        subject="x",
        body_text="x",
        created_at=MADE_AT,
        not_before=MADE_AT,
        dead_at=MADE_AT,
        attempts=1,
        error="in_doubt",
    )
    session.add(message)
    session.flush()
    return message.id


@pytest.mark.parametrize("width", [320, 1200])
def test_the_pages_are_clean_fit_and_break_no_rule(
    chromium: Browser, served: Site, width: int
) -> None:
    with writing(served.engine).begin() as session:
        message = put_message(session, served)
    with visiting(chromium, served, width=width) as visitor:
        visitor.sign_in("coordinator")
        reader = served.town.accounts["reader"]
        for path in (*PAGES, f"{HERE}/mensen/{reader}", f"{HERE}/berichten/{message}"):
            visitor.open(path)
            found = (path, visitor.violations(), visitor.is_too_wide())
            assert found == (path, [], False)
            visitor.page.evaluate("document.documentElement.dir = 'rtl'")
            assert (path, visitor.is_too_wide()) == (path, False)
        visitor.open(f"{HERE}/mensen/uitnodigen")
        visitor.page.click("main button[type=submit]")
        assert visitor.violations() == []
        visitor.page.fill("#email", "bo@gent.example")
        visitor.page.check("#roles-2")
        visitor.page.click("main button[type=submit]")
        assert visitor.page.inner_text("h1") == "Uitgenodigd"
        assert (visitor.violations(), visitor.is_too_wide()) == ([], False)
        assert visitor.complaints == []


def test_a_step_is_taken_by_keyboard_alone(chromium: Browser, served: Site) -> None:
    with visiting(chromium, served) as visitor:
        visitor.sign_in("planner")
        keys = visitor.page.keyboard
        visitor.page.focus("text=Volgende stap: Het vragen openen")
        keys.press("Enter")
        visitor.page.wait_for_url("**/vragen-openen")
        visitor.page.focus(".parts__wrap li:last-child a")
        keys.press("Tab")
        assert visitor.focused() == "Open het vragen"
        keys.press("Enter")
        visitor.page.wait_for_selector(".told")
        assert visitor.page.inner_text(".told") == "Gezinnen kunnen een plaats vragen."


def test_the_settings_work_without_scripts(chromium: Browser, served: Site) -> None:
    with visiting(chromium, served, width=320, scripts=False) as visitor:
        visitor.sign_in("coordinator")
        visitor.open(f"{SEASON}/instellingen/datums")
        visitor.page.fill("#closed_day", "2027-05-20")
        visitor.page.click("main button[type=submit]")
        assert visitor.page.inner_text(".told") == "De datums zijn bewaard."
        visitor.open(f"{HERE}/gemeente")
        visitor.page.fill("#accent_colour", "#ffee00")
        visitor.page.click("text=Toon deze kleur")
        assert "wordt dit #" in visitor.page.inner_text(".tried")
        visitor.page.fill("#desk_hours", "altijd")
        visitor.page.click("button:text-is('Bewaar')")
        assert visitor.page.inner_text(".told") == "Bewaard."
