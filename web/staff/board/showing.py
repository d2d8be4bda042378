"""The board: one version of the plan, weeks × locations."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from flask import render_template
from sqlalchemy.orm import Session

from data.references import needs
from models import PlanVersion, Season
from scheduler.board.undoing import can_undo
from scheduler.board.versions_held import stamp_of
from web.database import reading
from web.guarding import season as this_season
from web.languages import said_in
from web.staff.board.asking import Asked, asked, columns_for
from web.staff.board.columns import weeks_of
from web.staff.board.grid import Grid, grid_of
from web.staff.board.here import this_version
from web.staff.board.reading import OnBoard, idle_tutors, on_board, without_place
from web.staff.here import me


def board(municipality: str, season: str, version: int) -> str:  # noqa: ARG001  (the guard looked them up)
    """The page; every filter is in the address."""
    found, wanted = this_season(), asked()
    shown = this_version(version)
    there = on_board(reading(), found, shown.id)
    columns = columns_for(wanted, found, there)
    return render_template(
        "staff/board/board.html",
        version=shown,
        asked=wanted,
        grid=grid_for(there, columns, wanted),
        blocks=there.blocks,
        weeks=weeks_of(found),
        locations=list(dict.fromkeys((s.location_id, s.location) for s in there.rooms)),
        offers=sorted({(c.offer_id, c.title) for c in there.cards}, key=lambda each: each[1]),
        totals=_totals(there),
        **card_words(),
        **beside(reading(), found, shown, wanted.search),
    )


def grid_for(there: OnBoard, columns: Any, wanted: Asked) -> Grid:
    """The cards that are asked for, in the rooms that are asked for."""
    at_site = there
    if wanted.location is not None:
        rooms = [space for space in there.rooms if space.location_id == wanted.location]
        at_site = replace(there, rooms=rooms)
    rooms_in_sight = {space.id for space in at_site.rooms}
    cards = [c for c in there.cards if c.room_id in rooms_in_sight and wanted.wants(c)]
    return grid_of(at_site, columns, cards, only_used=wanted.narrows)


def card_words() -> dict[str, Any]:
    """What cards call things."""
    language = said_in()
    return {"need_names": {code: getattr(need, language) for code, need in needs().items()}}


def beside(session: Session, season: Season, version: PlanVersion, search: str) -> dict[str, Any]:
    """The lists beside the board, and what tells whether it changed meanwhile."""
    return {
        "frozen": version.published_at is not None,
        "stamp": stamp_of(session, season, version.id),
        "can": can_undo(session, season_id=season.id, version_id=version.id, account_id=me().id),
        "children": without_place(session, season, version.id, search),
        "tutors": idle_tutors(session, season, version.id, search),
    }


def _totals(there: OnBoard) -> dict[str, int]:
    return {
        "groups": len(there.cards),
        "places": sum(card.size for card in there.cards),
        "too_few": sum(card.too_few for card in there.cards),
        "no_tutor": sum(card.missing > 0 for card in there.cards),
    }
