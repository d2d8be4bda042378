"""A change opens for the family that began it alone, until it is sent, let go or erased."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select, update

from models import (
    Child,
    ChildContact,
    RequestDraft,
    Season,
)
from models.database import reading, writing
from models.enums import Phase
from scheduler.rights import contact
from scheduler.season.erasing import erase_family
from scheduler.season.kept import what_is_kept
from tests.web.family_asking.changes import (
    CHECK,
    MINE,
    OVERVIEW,
    begin,
    differences,
    start,
)
from tests.web.family_asking.wizard import (
    ASK,
    PAGES,
    count,
    drafts,
    form_of,
    send,
)
from tests.web.family_entering.homes import Home, come_in, new_home
from tests.web.site import Site


def test_a_change_opens_for_the_family_that_began_it_alone(open_site: Site, home: Home) -> None:
    browser = begin(open_site, home)
    send(browser, "hulp", own_words="geheim")
    with reading(open_site.engine)() as session:
        assert session.scalars(select(RequestDraft.code_hash)).all() == [None]
    assert 'class="code"' not in browser.get(CHECK).text
    thief = open_site.browser()
    with browser.client.session_transaction() as kept, thief.client.session_transaction() as mine:
        mine["asking"] = kept["asking"]
    other = come_in(open_site, new_home(open_site, names=("Lou",), email="b@voorbeeld.example"))
    with browser.client.session_transaction() as kept, other.client.session_transaction() as mine:
        mine["asking"] = kept["asking"]
    for stranger in (thief, other):
        for path in PAGES:
            answer = stranger.get(f"{ASK}/{path}")
            assert (answer.status_code, answer.location) == (302, MINE), path
            assert stranger.post(f"{ASK}/{path}", own_words="x").location == MINE
        assert "geheim" not in stranger.get(ASK).text
    assert other.get(f"{MINE}/kind/{home.children[0]}/wijzig").status_code == 404
    assert other.post(f"{MINE}/kind/{home.children[0]}/wijzig").status_code == 404
    assert drafts(open_site)[0]["steps"]["help"]["own_words"] == "geheim"


def test_the_other_home_of_a_child_has_a_change_of_its_own(open_site: Site, home: Home) -> None:
    noor = home.children[0]
    other = new_home(open_site, names=("Lou",), email="b@voorbeeld.example")
    with writing(open_site.engine).begin() as session:
        child = session.get_one(Child, noor)
        session.add(
            ChildContact(
                municipality_id=child.municipality_id,
                season_id=child.season_id,
                child_id=noor,
                contact_id=other.contact,
            )
        )
    send(begin(open_site, home), "hulp", own_words="van hier")
    there = begin(open_site, other, noor)
    assert "van hier" not in there.get(f"{ASK}/hulp").text
    assert "Samen met Sam?" not in there.get(f"{ASK}/samen").text
    assert count(open_site, RequestDraft) == 2


def test_idle_for_long_the_family_comes_in_again_and_goes_on(open_site: Site, home: Home) -> None:
    browser = begin(open_site, home)
    send(browser, "hulp", own_words="dansen")
    open_site.clock.wait(minutes=31)
    assert browser.get(CHECK).location == MINE
    assert "Wat je wijzigde, is bewaard." in browser.get(MINE).text
    browser.post(MINE, code=home.code)
    assert "Je begon deze vraag te wijzigen." in browser.get(OVERVIEW).text
    page = browser.get(f"{MINE}/kind/{home.children[0]}/wijzig").text
    assert "Ga verder waar je was" in page
    start(browser, home.children[0])
    assert "dansen" in differences(browser.get(CHECK).text)
    assert count(open_site, RequestDraft) == 1


def test_a_change_is_let_go_without_a_trace(open_site: Site, home: Home) -> None:
    browser = begin(open_site, home)
    send(browser, "hulp", own_words="dansen")
    assert browser.post(f"{ASK}/stop", erase="1").location == OVERVIEW
    assert (count(open_site, RequestDraft), browser.get(CHECK).location) == (0, ASK)


def test_one_more_child_is_still_asked_beside_a_change(open_site: Site, home: Home) -> None:
    browser = begin(open_site, home)
    page = browser.get(ASK).text
    assert "Vraag een plaats voor nog een kind" in page
    assert browser.post(f"{ASK}/nog-een-kind").location == f"{ASK}/kind"
    assert form_of(browser.get(f"{ASK}/kind").text).found["first_name"] == ""
    start(browser, home.children[0])
    assert form_of(browser.get(f"{ASK}/kind").text).found["first_name"] == "Noor"


def test_stopped_meanwhile_the_change_is_over(open_site: Site, home: Home) -> None:
    noor = home.children[0]
    browser = begin(open_site, home)
    send(browser, "hulp", own_words="dansen")
    old = form_of(browser.get(CHECK).text).found
    browser.post(f"{MINE}/kind/{noor}/stop")
    assert browser.client.post(CHECK, data=old).location == ASK
    with reading(open_site.engine)() as session:
        assert session.get_one(Child, noor).withdrawn_at == open_site.clock.at
    assert "Deze vraag is stopgezet" in browser.get(f"{MINE}/kind/{noor}/wijzig").text


@pytest.mark.parametrize("phase", [Phase.CLOSED, Phase.PUBLISHED, Phase.ARCHIVED])
def test_after_closing_the_page_says_what_can_still_be_done(
    open_site: Site, home: Home, phase: Phase
) -> None:
    noor = home.children[0]
    browser = begin(open_site, home)
    send(browser, "hulp", own_words="dansen")
    old = form_of(browser.get(CHECK).text).found
    with writing(open_site.engine).begin() as session:
        session.execute(update(Season).values(phase=phase))
    assert browser.client.post(CHECK, data=old).location == ASK
    for answer in (
        browser.get(f"{MINE}/kind/{noor}/wijzig"),
        browser.post(f"{MINE}/kind/{noor}/wijzig"),
    ):
        assert answer.status_code == 200
        assert "Vragen is afgesloten." in answer.text
        assert "novalidate" not in answer.text
        assert (f"/kind/{noor}/stop" in answer.text) is (phase is not Phase.ARCHIVED)
        assert (f"/kind/{noor}/kan-nog" in answer.text) is (phase is Phase.PUBLISHED)


def test_what_is_begun_is_told_kept_for_a_while_and_erased(open_site: Site, home: Home) -> None:
    browser = begin(open_site, home)
    send(browser, "hulp", own_words="dansen")
    with writing(open_site.engine).begin() as session:
        season = session.scalars(select(RequestDraft.season_id)).one()
        by: dict[str, Any] = {
            "actor": contact(home.contact),
            "season_id": season,
            "contact_id": home.contact,
            "now": open_site.clock.at,
        }
        kept = what_is_kept(session, **by)["request_draft"]
        assert [row["answers"]["steps"]["help"]["own_words"] for row in kept] == ["dansen"]
    page = browser.get(f"{MINE}/gegevens").text
    assert "Begonnen wijziging: Noor · bewaard tot maandag 15 maart" in page
    with writing(open_site.engine).begin() as session:
        erase_family(session, **by)
    assert count(open_site, RequestDraft) == 0
