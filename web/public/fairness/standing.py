"""What anyone may know of a draw, by where the season stands."""

from __future__ import annotations

from typing import Final

from models import Season
from models.enums import Phase
from web.database import reading
from web.guarding import municipality as this_municipality
from web.season_calendar import public_season

_ASKED: Final = frozenset(
    {Phase.WISHES_OPEN, Phase.CLOSED, Phase.PLANNED, Phase.PUBLISHED, Phase.RUNNING}
)
_FIXED: Final = _ASKED - {Phase.WISHES_OPEN}


def season_here() -> Season | None:
    """The public season of the municipality that the address names."""
    return public_season(reading(), this_municipality())


def seed_of(season: Season | None) -> str:
    """The seed, once anyone may read it: from when the offer is known, before wishes open."""
    if season is None or season.phase in {Phase.DRAFT, Phase.ARCHIVED}:
        return ""
    return season.draw_seed


def is_drawn(season: Season | None) -> bool:
    """Whether there are codes: families can ask, or have asked."""
    return season is not None and season.phase in _ASKED


def is_fixed(season: Season | None) -> bool:
    """Whether wishes are closed, so that the order of all of them can be told."""
    return season is not None and season.phase in _FIXED
