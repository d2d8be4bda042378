"""Who does something, where and when, as every verb of a season wants to know it."""

from __future__ import annotations

from datetime import datetime
from typing import TypedDict

from scheduler.rights import Actor
from web.clock import now
from web.guarding import season as this_season
from web.staff.here import me


class By(TypedDict):
    """What verbs and `remembered` take by these names."""

    actor: Actor
    season_id: int
    now: datetime


def by() -> By:
    """Who is signed in, in the season of the address, at this moment."""
    return {"actor": me().actor, "season_id": this_season().id, "now": now()}
