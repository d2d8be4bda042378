"""The four ways to a new season."""

from __future__ import annotations

from flask import render_template
from sqlalchemy import func, select

from models import Season
from web.database import reading
from web.guarding import municipality as this_municipality


def new_season(municipality: str) -> str:  # noqa: ARG001  (the guard looked it up)
    """The choice; copying only where there is a season to copy."""
    there = reading().scalar(
        select(func.count()).where(Season.municipality_id == this_municipality().id)
    )
    return render_template("staff/seasons/ways.html", can_copy=bool(there))
