"""What whoever is signed in may open here, so that pages offer nothing else."""

from __future__ import annotations

from web.guarding import municipality
from web.routes import ROUTES, Audience
from web.staff.here import me


def may(endpoint: str) -> bool:
    """Whether they may open that page in this municipality; false too where there is none."""
    audience = ROUTES.get(endpoint)
    if audience is None or isinstance(audience, Audience):
        return False
    return bool(me().roles_at(municipality().id) & audience)
