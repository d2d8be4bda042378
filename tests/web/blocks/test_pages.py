"""The calendar of blocks: what it shows, how blocks are made and changed, and who may."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from sqlalchemy import select

from models import Block, OfferBlock
from models.database import reading
from models.enums import Phase, StaffRole
from tests.web.blocks.given import EMPTY, MONDAY, blocks, put_block, send, sessions
from tests.web.queries import counted
from tests.web.site import Site
from tests.web.summer import SLUG, put_summer
from tests.web.town import EVERYBODY, OTHER

FULL = f"/werk/gent/{SLUG}/kalender"
WEEKS = {
    "vm_from": "09:00",
    "vm_to": "12:00",
    "nm_from": "13:00",
    "nm_to": "16:00",
    "dag_from": "9:00",
    "dag_to": "16u",
}
BLOCK = {**WEEKS, "label": "Muziek", "code": "muziek"}


def seen(page: str) -> str:
    found = re.search(r'name="seen" value="([0-9a-f]+)"', page)
    assert found is not None
    return found[1]


def names(page: str) -> list[str]:
    return re.findall(r'<a class="govuk-link" href="[^"]+/kalender/\d+">([^<]+)</a>', page)


def test_an_empty_calendar_says_what_to_do_and_shows_free_days(site: Site) -> None:
    page = site.browser("reader").get(f"{EMPTY}/").text
    assert "De kalender is nog leeg." in page
    assert page.count("vrije dag") == 2
    assert "<b>26</b>" in page
    assert "<b>35</b>" in page
    assert "Weken toevoegen</a>" not in page


def test_weeks_are_made_after_a_preview_and_skip_free_days(site: Site) -> None:
    asked = {**WEEKS, "weeks": ["27", "29"], "days": list("01234"), "parts": ["vm", "dag"]}
    preview = send(site, f"{EMPTY}/weken", {**asked, "doe": "kijk"})
    assert preview.status_code == 200
    assert "Dit worden 4 blokken" in preview.text
    assert "Week van 5 juli, voormiddag" in preview.text
    assert blocks(site) == []
    made = send(site, f"{EMPTY}/weken", {**asked, "doe": "maak", "seen": seen(preview.text)})
    assert (made.status_code, made.location) == (302, f"{EMPTY}/")
    assert [each.code for each in blocks(site)] == ["w27-vm", "w27-dag", "w29-vm", "w29-dag"]
    assert sessions(site, blocks(site)[3]) == [
        (date(2027, 7, day), 540, 960) for day in (19, 20, 22, 23)
    ]
    again = send(site, f"{EMPTY}/weken", {**asked, "doe": "kijk"})
    assert "w27-vm-2" in again.text
    assert site.browser("planner").get(f"{EMPTY}/").text.count("Week van 5 juli, hele dag") > 1


def test_nothing_is_made_that_nobody_saw(site: Site) -> None:
    asked = {**WEEKS, "weeks": "27", "days": list("01234"), "parts": "vm"}
    fresh = send(site, f"{EMPTY}/weken", {**asked, "doe": "maak"})
    assert (fresh.status_code, "Dit wordt 1 blok" in fresh.text) == (200, True)
    changed = {**asked, "weeks": "28", "seen": seen(fresh.text)}
    assert send(site, f"{EMPTY}/weken", {**changed, "doe": "maak"}).status_code == 200
    assert blocks(site) == []


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"weeks": []}, "Kies minstens één week."),
        ({"days": []}, "Kies minstens één dag."),
        ({"parts": []}, "Kies minstens één deel van de dag."),
        ({"vm_from": "negen"}, "Vul een uur in, zoals 9:00."),
        ({"vm_to": "8:00"}, "Het einde komt na het begin."),
        ({"weeks": "26", "days": "0"}, "Op die dagen is er niets"),
        ({"weeks": "99"}, ""),
    ],
)
def test_what_weeks_lack_is_said(site: Site, change: dict[str, Any], said: str) -> None:
    asked = {**WEEKS, "weeks": "27", "days": list("01234"), "parts": "vm", **change}
    answer = send(site, f"{EMPTY}/weken", {**asked, "doe": "maak"})
    assert (answer.status_code, said in answer.text) == (422, True)


def test_a_series_is_one_block(site: Site) -> None:
    asked = {
        "label": "Bijles",
        "days": ["1", "3"],
        "first_day": "2027-07-13",
        "last_day": "2027-07-29",
        "start": "9:00",
        "end": "10.30",
    }
    preview = send(site, f"{EMPTY}/reeks", {**asked, "doe": "kijk"})
    assert "Dit wordt 1 blok" in preview.text
    made = send(site, f"{EMPTY}/reeks", {**asked, "doe": "maak", "seen": seen(preview.text)})
    assert made.status_code == 302
    [block] = blocks(site)
    assert (block.code, block.label) == ("reeks", "Bijles")
    assert [day.day for day, start, end in sessions(site, block) if (start, end) == (540, 630)] == [
        13, 15, 20, 22, 27, 29,
    ]  # fmt: skip
    assert site.browser("reader").get(f"{EMPTY}/{block.id}").status_code == 200


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"first_day": ""}, "Kies een eerste en een laatste dag, in die volgorde."),
        ({"last_day": "2027-07-01"}, "Kies een eerste en een laatste dag, in die volgorde."),
        ({"end": "8:00"}, "Het einde komt na het begin."),
        ({"days": []}, "Kies minstens één dag."),
        ({"first_day": "2027-07-21", "last_day": "2027-07-21", "days": "2"}, "Op die dagen"),
        ({"code": "er-al"}, "deze code is er al."),
    ],
)
def test_what_a_series_lacks_is_said(site: Site, change: dict[str, Any], said: str) -> None:
    put_block(site, "er-al")
    asked = {
        "days": ["1"],
        "first_day": "2027-07-13",
        "last_day": "2027-07-29",
        "start": "9",
        "end": "10",
        **change,
    }
    answer = send(site, f"{EMPTY}/reeks", {**asked, "doe": "kijk"})
    if answer.status_code == 200:
        answer = send(site, f"{EMPTY}/reeks", {**asked, "doe": "maak", "seen": seen(answer.text)})
    assert (answer.status_code, said in answer.text) == (422, True)
    assert len(blocks(site)) == 1


def test_a_block_is_painted_with_the_hours_of_each_half(site: Site) -> None:
    assert 'value="blok"' in site.browser("planner").get(f"{EMPTY}/nieuw").text
    halves = ["2027-07-05-vm", "2027-07-05-nm", "2027-07-06-nm"]
    made = send(site, f"{EMPTY}/nieuw", {**BLOCK, "half": halves, "was": ""})
    [block] = blocks(site)
    assert made.location == f"{EMPTY}/{block.id}"
    assert sessions(site, block) == [
        (date(2027, 7, 5), 540, 720),
        (date(2027, 7, 5), 780, 960),
        (date(2027, 7, 6), 780, 960),
    ]


def test_a_painted_day_can_be_one_long_session(site: Site) -> None:
    halves = ["2027-07-05-vm", "2027-07-05-nm"]
    send(site, f"{EMPTY}/nieuw", {**BLOCK, "half": halves, "joined": "y"})
    assert sessions(site, blocks(site)[0]) == [(date(2027, 7, 5), 540, 960)]


def test_what_painting_comes_to_is_shown_before_it_is_saved(site: Site) -> None:
    answer = send(site, f"{EMPTY}/nieuw", {**BLOCK, "half": "2027-07-05-vm", "doe": "kijk"})
    assert answer.status_code == 200
    assert 'name="day" value="2027-07-05"' in answer.text
    assert 'name="was" value="2027-07-05-vm"' in answer.text
    assert blocks(site) == []


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (("2027-06-30", "09:00", "10:00"), "wo 30 juni valt buiten de zomer"),
        (("2027-07-21", "09:00", "10:00"), "wo 21 juli is een vrije dag"),
        (("2027-07-05", "11:00", "13:00"), "valt samen met een ander moment"),
        (("2027-07-06", "11:00", "10:00"), "Vul een dag in, en een begin dat voor het einde komt."),
        (("", "11:00", ""), "Vul een dag in, en een begin dat voor het einde komt."),
    ],
)
def test_each_row_that_cannot_be_says_why(site: Site, row: tuple[str, str, str], said: str) -> None:
    rows = [("2027-07-05", "10:00", "12:00"), row, ("", "", "")]
    days, starts, ends = (list(each) for each in zip(*rows, strict=True))
    answer = send(site, f"{EMPTY}/nieuw", {**BLOCK, "day": days, "from": starts, "to": ends})
    assert (answer.status_code, said in answer.text) == (422, True)
    assert "Kijk de rijen na waar iets bij staat." in answer.text
    assert blocks(site) == []


def test_a_block_needs_a_session_and_a_code(site: Site) -> None:
    assert "Tik minstens één halve dag aan" in send(site, f"{EMPTY}/nieuw", {**BLOCK}).text
    fields = {**BLOCK, "code": "", "half": "2027-07-05-vm"}
    assert "Vul een code in." in send(site, f"{EMPTY}/nieuw", fields).text
    wrong = {**BLOCK, "vm_from": "laat", "half": "2027-07-05-vm"}
    assert "Vul een uur in, zoals 9:00." in send(site, f"{EMPTY}/nieuw", {**wrong}).text
    assert blocks(site) == []


def test_a_block_is_changed_by_rows_and_painting_together(site: Site) -> None:
    block = put_block(site, "x", (MONDAY, 540, 960), (date(2027, 7, 6), 540, 720))
    page = site.browser("planner").get(f"{EMPTY}/{block.id}/wijzigen").text
    was = "2027-07-05-nm,2027-07-05-vm,2027-07-06-vm"
    assert f'name="was" value="{was}"' in page
    fields = {
        **BLOCK,
        "was": was,
        "half": ["2027-07-05-vm", "2027-07-06-vm", "2027-07-07-vm"],
        "day": ["2027-07-05", "2027-07-06"],
        "from": ["09:00", "09:30"],
        "to": ["16:00", "11:30"],
        "version": str(block.version),
    }
    assert send(site, f"{EMPTY}/{block.id}/wijzigen", fields).status_code == 302
    assert sessions(site, block) == [
        (date(2027, 7, 5), 540, 720),  # its afternoon was wiped
        (date(2027, 7, 6), 570, 690),  # its row was changed
        (date(2027, 7, 7), 540, 720),  # painted
    ]
    late = send(site, f"{EMPTY}/{block.id}/wijzigen", fields)
    assert (late.status_code, "heeft dit intussen gewijzigd" in late.text) == (422, True)


def test_a_block_is_copied(site: Site) -> None:
    block = put_block(site, "x", (MONDAY, 540, 960))
    page = site.browser("planner").get(f"{EMPTY}/nieuw?van={block.id}").text
    assert "Blok x, kopie" in page
    assert 'value="x-2"' in page
    assert 'name="day" value="2027-07-05"' in page


def test_a_block_goes_in_two_steps_and_not_while_used(site: Site) -> None:
    block = put_block(site, "x", (MONDAY, 540, 960))
    path = f"{EMPTY}/{block.id}/verwijderen"
    assert "Niets noemt dit blok nog." in site.browser("planner").get(path).text
    put_summer(site.engine, site.town, at=site.clock.at, phase=Phase.DRAFT)
    with reading(site.engine)() as session:
        used = session.scalars(
            select(Block).join(OfferBlock, OfferBlock.block_id == Block.id)
        ).first()
    assert used is not None
    there = f"{FULL}/{used.id}/verwijderen"
    assert "dit blok wordt nog gebruikt" in site.browser("planner").get(there).text
    refused = send(site, there, {"version": str(used.version)})
    assert (refused.status_code, "het wordt nog gebruikt" in refused.text) == (422, True)
    assert send(site, path, {"version": str(block.version)}).location == f"{EMPTY}/"
    assert blocks(site) == []


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?zoek=ochtend", ["Blok ochtend"]),
        ("?deel=vm", ["Blok ochtend"]),
        ("?deel=nm", ["Blok later"]),
        ("?deel=dag", ["Blok dag"]),
        ("?week=28", ["Blok later"]),
        ("?gebruikt=ja", []),
        ("?gebruikt=nee&sorteer=-naam", ["Blok ochtend", "Blok later", "Blok dag"]),
        ("?sorteer=begin", ["Blok dag", "Blok ochtend", "Blok later"]),
        ("?week=27&deel=xx", ["Blok dag", "Blok ochtend"]),
    ],
)
def test_blocks_are_searched_sorted_and_filtered(site: Site, query: str, found: list[str]) -> None:
    put_block(site, "dag", (MONDAY, 540, 960))
    put_block(site, "ochtend", (date(2027, 7, 6), 540, 720))
    put_block(site, "later", (date(2027, 7, 12), 780, 960))
    page = site.browser("desk").get(f"{EMPTY}/{query}").text
    assert names(page) == found
    assert ("Neem een filter weg" in page) == (not found)


def test_a_block_is_on_the_calendar_with_its_letter(site: Site) -> None:
    put_block(site, "dag", (MONDAY, 540, 960))
    page = site.browser("reader").get(f"{EMPTY}/").text
    assert page.count('title="Blok dag"><span>A</span>') == 2  # morning and afternoon
    assert "<bdi>09:00–16:00</bdi>" in page


@pytest.mark.parametrize("who", [str(each) for each in EVERYBODY])
def test_readers_and_the_desk_look_and_planners_change(site: Site, who: str) -> None:
    block = put_block(site, "x", (MONDAY, 540, 960))
    browser = site.browser(who)
    status = {OTHER: 404, "organiser": 403}.get(who, 200)
    looks = [browser.get(f"{EMPTY}/{path}").status_code for path in ("", block.id)]
    assert looks == [status] * 2
    planner = who in {StaffRole.COORDINATOR, StaffRole.PLANNER}
    status = 200 if planner else 404 if who == OTHER else 403
    paths = ("weken", "reeks", "nieuw", "samen", f"{block.id}/wijzigen", f"{block.id}/verwijderen")
    assert [browser.get(f"{EMPTY}/{path}").status_code for path in paths] == [status] * 6


def test_blocks_of_another_municipality_are_not_there(site: Site) -> None:
    put_summer(site.engine, site.town, at=site.clock.at, municipality="aalst", phase=Phase.DRAFT)
    with reading(site.engine)() as session:
        theirs = session.scalars(select(Block)).first()
    assert theirs is not None
    browser = site.browser("coordinator")
    paths = [
        str(theirs.id),
        f"nieuw?van={theirs.id}",
        f"{theirs.id}/wijzigen",
        f"{theirs.id}/verwijderen",
        f"samen?rows={theirs.id}",
    ]
    assert [browser.get(f"{EMPTY}/{path}").status_code for path in paths] == [404] * 5
    fields = {
        **BLOCK,
        "half": "2027-07-05-vm",
        "version": str(theirs.version),
        "action": "wis",
        "sure": "y",
        "rows": str(theirs.id),
        f"version-{theirs.id}": str(theirs.version),
    }
    answers = [
        send(site, f"{EMPTY}/{path}", fields, "coordinator").status_code for path in paths[2:]
    ]
    assert answers == [404] * 3
    with reading(site.engine)() as session:
        assert session.get_one(Block, theirs.id).version == theirs.version


def selects(said: list[str]) -> list[str]:
    return [each for each in said if each.lstrip().startswith("SELECT")]


def test_the_calendar_asks_the_database_as_often_for_many_as_for_few(site: Site) -> None:
    put_block(site, "first", (MONDAY, 540, 960))
    browser = site.browser("reader")
    browser.get(f"{EMPTY}/")
    with counted(site) as few:
        assert browser.get(f"{EMPTY}/").status_code == 200
    for number in range(60):
        put_block(site, f"b{number}", (MONDAY, 540, 960))
    with counted(site) as many:
        assert browser.get(f"{EMPTY}/").status_code == 200
    assert (len(many) == len(few), len(selects(many)) <= 8) == (True, True), many
