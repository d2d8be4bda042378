"""The parts of a board that a move changed, to be put in their place."""

from __future__ import annotations

from typing import Any

from flask import render_template
from sqlalchemy.orm import Session

from models import PlanVersion, Season
from scheduler.board.moving import Moved
from web.staff.board.asking import asked, columns_for
from web.staff.board.grid import cell_id, pieces_of
from web.staff.board.reading import OnBoard, blocks_of, cards_of, rooms_of
from web.staff.board.showing import beside, card_words


def redrawn(session: Session, season: Season, version: PlanVersion, moved: Moved) -> dict[str, Any]:
    """`groups`: what goes from the page first; `pieces`: HTML and the cell that it goes in."""
    wanted = asked()
    found = OnBoard(
        cards_of(session, season, version.id, moved.groups),
        rooms_of(session, season),
        blocks_of(session, season),
    )
    spaces = {space.id: space for space in found.rooms}
    columns = columns_for(wanted, season, found)
    around = beside(session, season, version, wanted.search)
    pieces = [
        {
            "cell": cell_id(card.room_id, column.key),
            "html": render_template(
                "staff/board/_piece.html",
                piece=piece,
                version=version,
                blocks=found.blocks,
                space=spaces[card.room_id],
                frozen=False,
                **card_words(),
            ),
        }
        for card in found.cards
        for column, piece in pieces_of(card, found, columns)
    ]
    return {
        "stamp": moved.stamp,
        "groups": moved.groups,
        "pieces": pieces,
        "beside": render_template(
            "staff/board/_beside.html", version=version, asked=wanted, **around
        ),
        "bar": render_template("staff/board/_bar.html", version=version, **around),
    }
