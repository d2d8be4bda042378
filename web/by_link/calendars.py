"""A calendar feed at an address that nobody can guess: its address, and what is in it."""

from __future__ import annotations

from collections.abc import Iterable

from flask import url_for
from sqlalchemy import Select
from werkzeug.wrappers import Response

from models import Group, PlanVersion, Season
from scheduler.season.slots import Slots
from web.by_link.calendar_file import Happening, calendar_file
from web.clock import now
from web.database import reading
from web.guarding import municipality as this_municipality
from web.site_address import base_url


def feed_address(endpoint: str, token: str) -> str:
    """The whole address of a feed, to paste in a calendar."""
    path = url_for(endpoint, municipality=this_municipality().slug, token=token)
    return f"{base_url()}{path}"


def feed(name: str, happenings: Iterable[Happening]) -> Response:
    """The calendar, as programs read it."""
    return Response(calendar_file(name, happenings, now()), mimetype="text/calendar")


def sessions_of(season: Season, chosen: Select[Group], whose: str = "") -> list[Happening]:
    """Every session of these groups, as far as they are in the plan that families see.

    `whose`: ends the name of each session within the file, so that two feeds differ in it.
    """
    slots = Slots(reading(), season)
    groups = reading().scalars(
        chosen.join(PlanVersion, PlanVersion.id == Group.version_id)
        .where(PlanVersion.is_current, Group.cancelled_at.is_(None))
        .order_by(Group.id)
    )
    return [
        Happening(
            uid=f"{session.id}-{group.id}{whose}@zomerwijzer",
            title=slots.of_group(group).offer,
            where=slots.of_group(group).where,
            day=session.day,
            start_min=session.start_min,
            end_min=session.end_min,
        )
        for group in groups
        for session in slots.sessions_of(group)
    ]
