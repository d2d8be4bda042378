"""What was left unfinished on the board is not published."""

from __future__ import annotations

from sqlalchemy import select

from models import GroupTutor, PlanVersion
from tests.web.board.board_of import put_board
from tests.web.site import Site


def test_a_group_without_its_team_is_named_and_nothing_is_published(site: Site) -> None:
    board = put_board(site)
    browser = site.browser("planner")
    group, tutor = board.all(select(GroupTutor.group_id, GroupTutor.tutor_id))[0]
    sent = {"soort": "begeleider", "id": str(tutor), "van": str(group), "naar": "uit"}
    assert browser.post(f"{board.path}/zet", **sent, stempel=board.stamp).status_code == 302
    page = board.path.removesuffix("/bord") + "/publiceren"
    answer = browser.post(page)
    assert answer.status_code == 422
    assert "Nog niet af op het bord: " in answer.text
    published = select(PlanVersion.published_at).where(PlanVersion.published_at.is_not(None))
    assert board.all(published) == []
    browser.post(f"{board.path}/terug", stempel=board.stamp)
    assert browser.post(page).status_code == 302
    assert len(board.all(published)) == 1
