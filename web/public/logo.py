"""The logo of a municipality, as a file of its own."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from flask import abort, g
from sqlalchemy import select
from werkzeug.wrappers import Response

from data.offer_sheet import Picture
from models import Logo
from web.database import reading
from web.guarding import municipality as this_municipality

_A_YEAR: Final = int(timedelta(days=365).total_seconds())
DIGITS: Final = 16
"""Of the fingerprint in the address: another logo has another address."""


def logo(municipality: str, digest: str) -> Response:  # noqa: ARG001  (the guard looked it up)
    """The logo of this fingerprint, which never changes; 404: the municipality has another now."""
    found: Logo | None = g.logo
    if found is None or digest != found.sha256[:DIGITS]:
        abort(404)
    answer = Response(_content(), content_type="image/png")
    answer.headers["Cache-Control"] = f"public, max-age={_A_YEAR}, immutable"
    return answer


def picture() -> Picture | None:
    """The logo to draw on paper; None: the municipality has none."""
    found: Logo | None = g.logo
    if found is None:
        return None
    return Picture(_content(), found.width, found.height, found.words)


def _content() -> bytes:
    mine = select(Logo.content).where(Logo.municipality_id == this_municipality().id)
    return reading().scalars(mine).one()
