from __future__ import annotations

import pytest
from sqlalchemy import select, update

from models import Group, Offer, Room
from models.database import writing
from models.enums import Phase, StaffRole
from tests.web.board.board_of import BASE, Board, a_name_of, frozen, put_board, text_of
from tests.web.queries import counted
from tests.web.site import Site
from tests.web.summer import put_summer
from tests.web.town import OTHER
from web.routes.audience import PLANNERS

MOST_QUERIES = 12
OF_EVERY_PAGE = 6
"""Who asks and with which roles, the municipality, the season; and two that begin to read."""


@pytest.fixture
def board(site: Site) -> Board:
    return put_board(site)


@pytest.mark.parametrize("role", StaffRole)
def test_planners_see_the_board_and_nobody_else(board: Board, role: StaffRole) -> None:
    browser = board.site.browser(role.value)
    group = board.groups[0]
    pages = (board.path, f"{board.path}/groep/{group}", f"{board.path}/rest", f"{BASE}/vastgezet")
    expected = 200 if role in PLANNERS else 403
    assert [browser.get(page).status_code for page in pages] == [expected] * len(pages)


def test_who_is_of_another_municipality_finds_nothing(board: Board) -> None:
    assert board.site.browser(OTHER).get(board.path).status_code == 404


def test_every_group_has_a_card_with_its_size_and_tutors(board: Board) -> None:
    page = board.site.browser("planner").get(board.path).text
    said = text_of(page)
    for group in board.groups:
        assert page.count(f'id="group-{group}"') == 1
    rows = board.all(
        select(Offer.title, Group.children_held, Offer.min_size, Group.max_children)
        .join(Offer, Offer.id == Group.offer_id)
        .where(Group.version_id == board.summer.version)
    )
    for title, size, least, most in rows:
        assert title in said
        assert f"{size} van {least}–{most}" in said
    assert f"{len(rows)} groepen" in said


def test_the_address_filters(board: Board) -> None:
    browser = board.site.browser("planner")
    first = board.groups[0]
    offer, room, site = board.all(
        select(Group.offer_id, Group.room_id, Room.location_id)
        .join(Room, Room.id == Group.room_id)
        .where(Group.id == first)
    )[0]
    there = board.all(
        select(Group.id, Group.offer_id, Room.location_id)
        .join(Room, Room.id == Group.room_id)
        .where(Group.version_id == board.summer.version)
        .order_by(Group.id)
    )
    assert room

    def seen(query: str) -> list[int]:
        page = browser.get(f"{board.path}?{query}").text
        return [group for group in board.groups if f'id="group-{group}"' in page]

    assert seen(f"aanbod={offer}") == [g for g, o, _ in there if o == offer]
    assert seen(f"locatie={site}") == [g for g, _, s in there if s == site]
    assert seen("let=minimum") == []
    assert seen("let=begeleider") == []
    assert seen("aanbod=onzin&locatie=&week=onzin") == board.groups


def test_a_week_can_be_seen_by_day(board: Board) -> None:
    page = board.site.browser("planner").get(f"{board.path}?week=30").text
    names = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag")
    assert [f'>{name} <span class="week__dates">' in page for name in names] == [True] * 5
    assert 'id="week-29"' not in page


def test_a_board_without_groups_says_what_to_do(board: Board) -> None:
    with writing(board.site.engine).begin() as session:
        session.execute(update(Group).values(cancelled_at=board.site.clock.at))
    page = board.site.browser("planner").get(board.path).text
    assert "In deze versie gaat nog geen groep door." in page


def test_the_lists_beside_are_searched(board: Board) -> None:
    browser = board.site.browser("planner")
    placed = board.in_group(board.groups[0])
    page = browser.get(f"{board.path}?zoek=niemand-heet-zo").text
    assert page.count("Niemand gevonden met deze naam.") == 2
    found = browser.get(f"{board.path}?zoek={a_name_of(board, placed)}").text
    assert f'data-lift="kind" data-id="{placed}"' not in found


def test_a_card_opens_the_children_and_tutors_of_its_group(board: Board) -> None:
    group = board.groups[0]
    browser = board.site.browser("planner")
    page = browser.get(f"{board.path}/groep/{group}").text
    child, tutor = board.in_group(group), board.tutor_of(group)
    assert f'data-lift="kind" data-id="{child}" data-from="{group}"' in page
    assert f'data-lift="begeleider" data-id="{tutor}" data-from="{group}"' in page
    assert a_name_of(board, child) in text_of(page)
    heart = browser.get(f"{board.path}/groep/{group}?deel=1").text
    assert heart.lstrip().startswith('<section class="opened"')
    assert "<html" not in heart


def test_a_frozen_version_offers_a_copy_and_no_move(board: Board) -> None:
    frozen(board)
    browser = board.site.browser("planner")
    for page in (
        browser.get(board.path).text,
        browser.get(f"{board.path}/nieuw").text,
        browser.get(f"{board.path}/groep/{board.groups[0]}/sluiten").text,
        browser.get(f"{board.path}/zet?soort=groep&id={board.groups[0]}").text,
    ):
        assert "Maak een kopie om aan te werken" in page
        assert 'name="stempel"' not in page
    assert "data-lift" not in browser.get(board.path).text


def test_what_is_not_of_this_season_is_not_there(board: Board) -> None:
    other = put_summer(
        board.site.engine, board.site.town, at=board.site.clock.at, municipality="aalst"
    )
    there = Board(board.site, other)
    browser = board.site.browser("planner")
    group, child, tutor = (
        there.groups[0],
        there.in_group(there.groups[0]),
        there.tutor_of(there.groups[0]),
    )
    for path in (
        f"{BASE}/versies/{other.version}/bord",
        f"{BASE}/versies/999/bord",
        f"{board.path}/groep/{group}",
        f"{board.path}/groep/{group}/sluiten",
        f"{board.path}/mag?soort=groep&id={group}",
        f"{board.path}/mag?soort=kind&id={child}",
        f"{board.path}/mag?soort=begeleider&id={tutor}",
        f"{board.path}/mag?soort=aanbod&id=999",
        f"{board.path}/mag",
        f"{board.path}/zet?soort=kind&id={child}",
        f"{board.path}/zet?soort=onzin&id=1",
        f"{board.path}/rest/{other.run}",
    ):
        assert (path, browser.get(path).status_code) == (path, 404)


def test_what_the_board_asks_of_the_database_is_bounded(site: Site) -> None:
    board = put_board(site)
    browser = site.browser("planner")
    browser.get(board.path)
    with counted(site) as said:
        browser.get(board.path)
    assert len(said) - OF_EVERY_PAGE == MOST_QUERIES


def test_more_children_need_no_more_queries(site: Site) -> None:
    counts = []
    for pupils, municipality, who in ((40, "gent", "planner"), (80, "aalst", OTHER)):
        summer = put_summer(
            site.engine, site.town, at=site.clock.at, municipality=municipality, pupils=pupils
        )
        path = f"/werk/{municipality}/zomer-2028/versies/{summer.version}/bord"
        browser = site.browser(who)
        assert browser.get(path).status_code == 200
        with counted(site) as said:
            browser.get(path)
        counts.append(len(said))
    assert counts[0] == counts[1]


def test_the_board_of_a_season_that_is_published_can_still_be_seen(site: Site) -> None:
    board = put_board(site, phase=Phase.PUBLISHED)
    page = site.browser("coordinator").get(board.path)
    assert page.status_code == 200
    assert "ligt vast" in page.text
