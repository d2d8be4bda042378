"""A receipt to print and hand over: what was asked, what comes next, whom to call (R13, R16)."""

from __future__ import annotations

from flask import render_template
from sqlalchemy import select

from models import PhaseChange
from models.enums import Phase
from web.database import reading
from web.guarding import season as this_season
from web.staff.families import about_child
from web.staff.families.naming import CHANNELS
from web.staff.families.opening import closed_page, is_closed, this_child


def receipt(municipality: str, season: str, child: int) -> str:  # noqa: ARG001  (as above)
    """The page."""
    row = this_child(child)
    if is_closed(row):
        return closed_page(row)
    return render_template(
        "staff/families/receipt.html",
        child=row,
        contacts=about_child.contacts_of(row),
        wishes=about_child.wishes_of(row),
        needs=about_child.needs_of(row),
        windows=about_child.windows_of(row),
        people=about_child.people_of(row),
        results_at=reading().scalar(
            select(PhaseChange.due_at).where(
                PhaseChange.season_id == this_season().id, PhaseChange.phase == Phase.PUBLISHED
            )
        ),
        channels=CHANNELS,
    )
