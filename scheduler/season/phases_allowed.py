"""In which phases something can be done."""

from __future__ import annotations

from models import Season
from models.enums import Phase
from scheduler.season.refusals import WrongPhase

ORDER = tuple(Phase)


def only_in(season: Season, *phases: Phase) -> None:
    """Nothing, if the season is in one of these phases.

    Raises:
        WrongPhase: it is not.
    """
    if season.phase not in phases:
        raise WrongPhase(season.phase)


def not_in(season: Season, *phases: Phase) -> None:
    """Nothing, if the season is in none of these phases.

    Raises:
        WrongPhase: it is.
    """
    if season.phase in phases:
        raise WrongPhase(season.phase)


def is_before(phase: Phase, other: Phase) -> bool:
    """Whether a phase comes before another."""
    return ORDER.index(phase) < ORDER.index(other)
