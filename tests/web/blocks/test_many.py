"""One change to several blocks at once."""

from __future__ import annotations

from typing import Any

import pytest

from tests.web.blocks.given import EMPTY, MONDAY, blocks, put_block, send, sessions
from tests.web.site import Site


@pytest.mark.parametrize(
    ("action", "minutes", "moved"), [("later", "30", 570), ("vroeger", "15", 525)]
)
def test_many_blocks_begin_later_or_earlier(
    site: Site, action: str, minutes: str, moved: int
) -> None:
    rows = [put_block(site, code, (MONDAY, 540, 720)) for code in "ab"]
    chosen = {"rows": [str(row.id) for row in rows]}
    versions = {f"version-{row.id}": str(row.version) for row in rows}
    page = site.browser("planner").get(f"{EMPTY}/samen?rows={rows[0].id}&rows={rows[1].id}")
    assert "Blok a" in page.text
    answer = send(
        site, f"{EMPTY}/samen", {**chosen, **versions, "action": action, "minutes": minutes}
    )
    assert answer.location == f"{EMPTY}/"
    assert [sessions(site, row)[0][1] for row in rows] == [moved, moved]


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({}, "Kies wat je wil doen."),
        ({"action": "later"}, "Vul een getal in, vanaf 1."),
        ({"action": "later", "minutes": "900"}, "Er is niets gewijzigd. Kijk naar Blok b."),
        ({"action": "vroeger", "minutes": "600"}, "Er is niets gewijzigd. Kijk naar Blok a."),
        ({"action": "wis"}, "Zet een vinkje als je het zeker weet."),
        ({"action": "wis", "sure": "y", "old": True}, "Er is niets gewijzigd. Kijk naar Blok a."),
    ],
)
def test_a_change_of_many_is_of_all_or_of_none(
    site: Site, fields: dict[str, Any], said: str
) -> None:
    rows = [put_block(site, "a", (MONDAY, 300, 480)), put_block(site, "b", (MONDAY, 540, 720))]
    chosen = {"rows": [str(row.id) for row in rows]}
    old = fields.pop("old", False)
    versions = {f"version-{row.id}": "9" if old else str(row.version) for row in rows}
    answer = send(site, f"{EMPTY}/samen", {**chosen, **versions, **fields})
    assert (answer.status_code, said in answer.text) == (422, True)
    assert [sessions(site, row)[0][1] for row in blocks(site)] == [300, 540]


def test_many_blocks_are_removed_at_once(site: Site) -> None:
    rows = [put_block(site, code, (MONDAY, 540, 720)) for code in "ab"]
    fields = {f"version-{row.id}": str(row.version) for row in rows}
    chosen = {"rows": [str(row.id) for row in rows], "action": "wis", "sure": "y"}
    assert send(site, f"{EMPTY}/samen", {**chosen, **fields}).status_code == 302
    assert blocks(site) == []
    assert "Zet eerst in de lijst" in site.browser("planner").get(f"{EMPTY}/samen").text
