"""A season at a glance: where it stands, how much there is of everything, what needs attention."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, NamedTuple

from flask import render_template, url_for
from flask_babel import lazy_gettext as _

from models import Season
from models.enums import Phase, StaffRole
from web.clock import now
from web.database import reading
from web.guarding import municipality as this_municipality
from web.guarding import season as this_season
from web.routes import ROUTES, Audience
from web.season_calendar import steps
from web.season_figures import View, attention, figures
from web.staff.here import me
from web.staff.settings.steps import may_take, next_step

_WIDER: Final = frozenset({"staff.outbox"})
"""Pages of the municipality, whatever the season."""

_WORK: Final[Mapping[Phase, tuple[str, Any]]] = {
    Phase.CLOSED: ("staff.runs", _("Maak een planning")),
    Phase.PLANNED: ("staff.versions", _("Kijk de planning na en publiceer ze")),
    Phase.RUNNING: ("staff.days", _("Naar de lijsten van vandaag")),
}
"""What comes next where that is no step of the season itself."""


class Way(NamedTuple):
    """Where to go, and what the way there is called; `address` is empty where there is none."""

    text: Any
    address: str


def glance(municipality: str, season: str) -> str:  # noqa: ARG001  (the guard looked it up)
    """The page; who is only an organiser sees their own offers and groups counted."""
    found = this_season()
    only_own = me().roles_at(this_municipality().id) == {StaffRole.ORGANISER}
    view = View(reading(), found, me().id if only_own else None)
    counted = figures(view)
    return render_template(
        "staff/glance.html",
        season=found,
        only_own=only_own,
        steps=steps(reading(), found, phases=tuple(Phase), at=now()),
        figures=counted,
        attention=[
            Way(line.sentence, _address(line.endpoint)) for line in attention(view, at=now())
        ],
        next=_next(found, has_offers=counted[0].number + counted[1].number > 0),
    )


def _next(season: Season, *, has_offers: bool) -> Way | None:
    """The one thing to do next; None: nothing, or nothing for who looks."""
    if season.phase is Phase.DRAFT and not has_offers:
        return _way("staff.offers", _("Maak het aanbod"))
    if season.phase in _WORK:
        return _way(*_WORK[season.phase])
    step = next_step(season)
    if step is None or not may_take(step, me().roles_at(this_municipality().id)):
        return None
    return _way(step.endpoint, step.title)


def _way(endpoint: str, text: Any) -> Way | None:
    address = _address(endpoint)
    return Way(text, address) if address else None


def _address(endpoint: str) -> str:
    """Where a page is, for who may open it."""
    audience = ROUTES.get(endpoint)
    here = this_municipality()
    if audience is None or isinstance(audience, Audience):
        return ""
    if not me().roles_at(here.id) & audience:
        return ""
    if endpoint in _WIDER:
        return url_for(endpoint, municipality=here.slug)
    return url_for(endpoint, municipality=here.slug, season=this_season().slug)
