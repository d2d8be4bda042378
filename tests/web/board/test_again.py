from __future__ import annotations

import pytest
from sqlalchemy import select, update

from models import Pin, PinSet, PlanningRun, PlanVersion
from models.database import writing
from models.enums import RunStatus
from tests.web.board.board_of import BASE, Board, put_board, text_of
from tests.web.board.test_moving import out
from tests.web.site import Site


@pytest.fixture
def board(site: Site) -> Board:
    return put_board(site)


def test_the_rest_is_planned_again_with_what_is_pinned(board: Board) -> None:
    browser = board.site.browser("planner")
    assert "Wat je met de hand deed" in browser.get(f"{board.path}/rest").text
    answer = browser.post(f"{board.path}/rest", minuten="5")
    run, status, seconds = board.all(
        select(PlanningRun.id, PlanningRun.status, PlanningRun.seconds_asked).order_by(
            PlanningRun.id.desc()
        )
    )[0]
    assert (answer.location, status, seconds) == (
        f"{board.path}/rest/{run}",
        RunStatus.QUEUED,
        300.0,
    )
    assert "We zijn nog aan het zoeken." in browser.get(f"{board.path}/rest/{run}").text


def test_what_changes_is_told_before_it_is_kept(board: Board) -> None:
    browser, run = board.site.browser("planner"), board.summer.run
    same = browser.get(f"{board.path}/rest/{run}").text
    assert "Er verandert niets" in same
    browser.post(f"{board.path}/zet", **out(board, board.groups[0]))
    browser.post(f"{board.path}/groep/{board.groups[1]}/sluiten", stempel=board.stamp)
    said = text_of(browser.get(f"{board.path}/rest/{run}").text)
    assert "Kinderen die erop vooruitgaan" in said
    assert "Groepen die opengaan 1" in said
    missing = browser.post(f"{board.path}/rest/{run}/bewaren", naam=" ")
    assert (missing.status_code, "Geef deze versie een naam." in missing.text) == (422, True)
    kept = browser.post(f"{board.path}/rest/{run}/bewaren", naam="Met de hand")
    (number,) = board.all(select(PlanVersion.id).where(PlanVersion.name == "Met de hand"))[0]
    assert kept.location == f"{BASE}/versies/{number}/bord"


def test_a_run_that_failed_says_so(board: Board) -> None:
    with writing(board.site.engine).begin() as session:
        session.execute(
            update(PlanningRun).values(
                status=RunStatus.FAILED, plan=None, report=None, error="Twee vastzettingen botsen."
            )
        )
    page = board.site.browser("planner").get(f"{board.path}/rest/{board.summer.run}").text
    assert "Twee vastzettingen botsen." in page


def test_nothing_that_is_not_this_seasons_is_kept(board: Board) -> None:
    browser = board.site.browser("planner")
    assert browser.post(f"{board.path}/rest/999/bewaren", naam="x").status_code == 404
    assert browser.get(f"{board.path}/rest/999").status_code == 404


def test_pins_are_told_in_words_and_removed_singly_and_all(board: Board) -> None:
    browser = board.site.browser("planner")
    for group in board.groups[:2]:
        browser.post(f"{board.path}/zet", **out(board, group))
    said = text_of(browser.get(f"{BASE}/vastgezet").text)
    assert said.count("krijgt hier geen plaats.") == 2
    there = len(board.pins)
    first = max(number for (number,) in board.all(select(Pin.id)))
    old = version_of(board)
    browser.post(f"{BASE}/vastgezet", pin=str(first), version=old)
    assert len(board.new_pins()) == 1
    stale = browser.post(f"{BASE}/vastgezet", version=old)
    assert (stale.status_code, len(board.all(select(Pin.id)))) == (422, there + 1)
    strange = browser.post(f"{BASE}/vastgezet", pin="999", version=version_of(board))
    assert (strange.status_code, len(board.new_pins())) == (422, 1)
    browser.post(f"{BASE}/vastgezet", version=version_of(board))
    assert board.all(select(Pin.id)) == []
    assert "Er staat niets vast." in browser.get(f"{BASE}/vastgezet").text


def version_of(board: Board) -> str:
    mine = PinSet.season_id == board.summer.season
    return str(board.all(select(PinSet.version).where(mine))[0][0])
