"""Pages that show children by name: that somebody looked is written down, once a day for each.

Asking for a page changes nothing of a season, and such a request has no session that writes. That
somebody looked is no change either, but has to be kept: it gets a short transaction of its own,
and only the first look of a day asks for one.
"""

from __future__ import annotations

from collections.abc import Collection

from flask import current_app

from models import database
from scheduler.season.looking import look_at_children, not_seen_today
from web.clock import now
from web.database import engine_of, reading
from web.guarding import season as this_season
from web.staff.here import me


def looked_at(children: Collection[int]) -> None:
    """Write down that whoever asks for this page sees these children of the season."""
    if not children:
        return
    fresh = not_seen_today(
        reading(), account_id=me().id, season_id=this_season().id, children=children, now=now()
    )
    if not fresh:
        return
    with database.writing(engine_of(current_app)).begin() as session:
        look_at_children(
            session, actor=me().actor, season_id=this_season().id, children=fresh, now=now()
        )
