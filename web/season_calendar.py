"""Where a season stands: its phases in order, each with its date."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final, NamedTuple

from flask_babel import lazy_gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Municipality, PhaseChange, Season
from models.enums import Phase

ORDER: Final = tuple(Phase)
SEEN_BY_FAMILIES: Final = (
    Phase.OFFER_PUBLISHED,
    Phase.WISHES_OPEN,
    Phase.CLOSED,
    Phase.PUBLISHED,
    Phase.RUNNING,
)

NAMES: Final[Mapping[Phase, Any]] = {
    Phase.DRAFT: _("In voorbereiding"),
    Phase.OFFER_PUBLISHED: _("Aanbod bekend"),
    Phase.WISHES_OPEN: _("Een plaats vragen"),
    Phase.CLOSED: _("Vragen is afgesloten"),
    Phase.PLANNED: _("Planning gemaakt"),
    Phase.PUBLISHED: _("Plaatsen bekend"),
    Phase.RUNNING: _("De zomer is bezig"),
    Phase.ARCHIVED: _("Afgelopen"),
}
"""What each phase is called, for everybody."""


class Step(NamedTuple):
    """A phase of a season. `at`: when it came, or is to come; None: no date was set.

    `state` is `done`, `now` or `later`; `late`: it was to come before now, and did not.
    """

    phase: Phase
    name: Any
    at: datetime | None
    state: str
    late: bool = False


def public_season(session: Session, municipality: Municipality) -> Season | None:
    """The season that families hear about: the newest they know of that is not over.

    Next year's season, while only prepared, hides nothing of a summer that goes on.
    """
    return session.scalars(
        select(Season)
        .where(Season.municipality_id == municipality.id, Season.phase != Phase.ARCHIVED)
        .order_by(Season.phase == Phase.DRAFT, Season.first_day.desc(), Season.id.desc())
        .limit(1)
    ).one_or_none()


def steps(
    session: Session,
    season: Season,
    *,
    phases: Sequence[Phase] = SEEN_BY_FAMILIES,
    at: datetime | None = None,
) -> tuple[Step, ...]:
    """The phases of a season in order.

    Args:
        session: one that reads.
        season: of which.
        phases: which of them to tell; where the season is in another one, the last before it
            counts as the present one.
        at: the moment it is; None: nothing is called late.
    """
    changes = {
        change.phase: change
        for change in session.scalars(select(PhaseChange).where(PhaseChange.season_id == season.id))
    }
    reached = ORDER.index(season.phase)
    told = [phase for phase in phases if ORDER.index(phase) <= reached]
    present = told[-1] if told else None
    made = []
    for phase in phases:
        change = changes.get(phase)
        is_reached = ORDER.index(phase) <= reached
        due = change.due_at if change else None
        happened = change.happened_at if change else None
        made.append(
            Step(
                phase,
                NAMES[phase],
                (happened or due) if is_reached else due,
                "now" if phase is present else ("done" if is_reached else "later"),
                late=not is_reached and at is not None and due is not None and due < at,
            )
        )
    return tuple(made)
