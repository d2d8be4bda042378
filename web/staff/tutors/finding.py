"""Finds tutors of this season, and the version of the plan that shows who has which groups."""

from __future__ import annotations

from typing import Any, Final

from flask import abort, url_for
from flask_babel import lazy_gettext as _
from sqlalchemy import Select, select

from models import PlanVersion, Tutor
from models.enums import TutorRole
from web.database import reading
from web.guarding import municipality as this_municipality
from web.guarding import season as this_season

ROLES: Final[dict[str, Any]] = {
    TutorRole.LEAD: _("Leidt een groep"),
    TutorRole.ASSISTANT: _("Helpt in een groep"),
}
"""What a tutor can do, in words."""


def this_tutor(number: int) -> Tutor:
    """A tutor of this season; who is another's is not there (404)."""
    found = (
        reading()
        .scalars(select(Tutor).where(Tutor.season_id == this_season().id, Tutor.id == number))
        .one_or_none()
    )
    if found is None:
        abort(404)
    return found


def shown_version() -> Select[Any]:
    """The number of the version that counts: the one that families see, else the newest."""
    return (
        select(PlanVersion.id)
        .where(PlanVersion.season_id == this_season().id)
        .order_by(PlanVersion.is_current.desc(), PlanVersion.number.desc())
        .limit(1)
    )


def tutor_page(number: int, endpoint: str = "staff.tutor") -> str:
    """The address of a tutor's page, or of another page about that tutor."""
    return url_for(
        endpoint, municipality=this_municipality().slug, season=this_season().slug, tutor=number
    )
