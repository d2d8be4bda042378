"""Who opens a card sees children by name: that stands in the audit, once a day for each child."""

from __future__ import annotations

from sqlalchemy import select

from models import AuditEntry, Place
from tests.web.board.board_of import put_board
from tests.web.site import Site


def test_each_child_of_an_opened_card_is_noted_once_a_day(site: Site) -> None:
    board = put_board(site)
    group = board.groups[0]
    seen = select(AuditEntry.subject_id).where(AuditEntry.verb == "look_at_children")
    there = board.all(select(Place.child_id).where(Place.group_id == group))
    browser = site.browser("planner")
    for _look in range(2):
        assert browser.get(f"{board.path}/groep/{group}").status_code == 200
        assert sorted(board.all(seen)) == sorted(there)
    site.clock.wait(hours=20)
    browser = site.browser("planner")
    assert browser.get(f"{board.path}/groep/{group}").status_code == 200
    assert sorted(board.all(seen)) == sorted(there * 2)
