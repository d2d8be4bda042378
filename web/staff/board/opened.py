"""An opened card: the children and tutors of one group."""

from __future__ import annotations

from flask import abort, render_template, request
from sqlalchemy import select

from models import Child, Pin, Place
from models.enums import PlaceStatus
from scheduler.board.versions_held import stamp_of
from web.database import reading
from web.guarding import season as this_season
from web.staff.board.here import this_version
from web.staff.board.reading import blocks_of, cards_of, rooms_of
from web.staff.board.showing import card_words
from web.staff.looked import looked_at


def board_group(municipality: str, season: str, version: int, group: int) -> str:  # noqa: ARG001  (the guard looked them up)
    """The page, or with `deel` only its heart, for beside the board."""
    found, shown = this_season(), this_version(version)
    session = reading()
    card = next(iter(cards_of(session, found, shown.id, (group,))), None)
    if card is None:
        abort(404)
    children = session.execute(
        select(
            Child.id,
            Child.first_name,
            Child.ref,
            Child.birth_year,
            Place.rank,
            Pin.id.is_not(None).label("pinned"),
        )
        .join(Place, Place.child_id == Child.id)
        .outerjoin(
            Pin,
            (Pin.child_id == Child.id)
            & Pin.must
            & (Pin.offer_id == card.offer_id)
            & (Pin.block_id == card.block_id)
            & (Pin.room_id == card.room_id),
        )
        .where(Place.group_id == card.id, Place.status == PlaceStatus.HELD)
        .order_by(Child.first_name, Child.id)
        .distinct()
    ).all()
    looked_at([child.id for child in children])
    part = "_opened.html" if "deel" in request.args else "group.html"
    return render_template(
        f"staff/board/{part}",
        version=shown,
        card=card,
        children=children,
        block=blocks_of(session, found).get(card.block_id),
        space=next(space for space in rooms_of(session, found) if space.id == card.room_id),
        frozen=shown.published_at is not None,
        stamp=stamp_of(session, found, shown.id),
        **card_words(),
    )
