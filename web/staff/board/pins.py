"""All pins of the season in words; they can be removed one by one, or all at once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext
from sqlalchemy import select
from werkzeug.wrappers import Response

from models import Block, Child, Location, Offer, Pin, PinSet, Room, Tutor
from scheduler.rights.refusal import Refusal
from scheduler.season.changing import remembered
from scheduler.season.pins import unpin, unpin_all
from web.database import reading, take_back, writing
from web.forms import whole_number
from web.guarding import season as this_season
from web.languages import said_in
from web.staff.board.here import by_me

PART = "board"


class Said(NamedTuple):
    """A pin in words."""

    id: int
    must: bool
    offer: str
    block: str
    room: str
    location: str
    tutor: str
    child: str


def pins(municipality: str, season: str) -> str | Response | tuple[str, int]:  # noqa: ARG001  (the guard looked them up)
    """The list; sent, it removes one pin (`pin`), or all."""
    if request.method == "GET":
        return _page("")
    number = whole_number(request.form.get("pin"))
    given = {**by_me(), "expected": whole_number(request.form.get("version")) or 0}
    what = "unpin_all" if number is None else "unpin"
    session, who = writing(), by_me()
    try:
        with remembered(
            session,
            season_id=who["season_id"],
            actor=who["actor"],
            part=PART,
            what=what,
            now=who["now"],
        ):
            if number is None:
                unpin_all(session, **given)
            else:
                unpin(session, **given, pin_id=number)
    except Refusal as refusal:
        take_back()
        return _page(refusal.sentence(said_in())), 422
    flash(gettext("Losgemaakt.") if number is not None else gettext("Alles is losgemaakt."))
    return redirect(url_for("staff.pins", **(request.view_args or {})))


def _page(error: str) -> str:
    season = this_season()
    found = reading().scalar(select(PinSet.version).where(PinSet.season_id == season.id))
    return render_template(
        "staff/board/pins.html", pins=_pins(), set_version=found or 0, error=error
    )


def _pins() -> Sequence[Said]:
    rows = reading().execute(
        select(
            Pin.id,
            Pin.must,
            Offer.title,
            Block.label,
            Room.name,
            Location.name,
            Tutor.name,
            Child.first_name,
            Child.ref,
        )
        .join(Offer, Offer.id == Pin.offer_id)
        .join(Block, Block.id == Pin.block_id)
        .join(Room, Room.id == Pin.room_id)
        .join(Location, Location.id == Room.location_id)
        .outerjoin(Tutor, Tutor.id == Pin.tutor_id)
        .outerjoin(Child, Child.id == Pin.child_id)
        .where(Pin.season_id == this_season().id)
        .order_by(Offer.title, Block.id, Room.id, Pin.tutor_id, Pin.child_id, Pin.id)
    )
    return [
        Said(
            number,
            must,
            offer,
            block,
            room,
            site,
            tutor or "",
            (name or "").partition(" ")[0] or ref or "",
        )
        for number, must, offer, block, room, site, tutor, name, ref in rows
    ]
