"""Two plans of a season beside each other: who gains and who loses by the second."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Child, Season
from scheduler.compare_texts import STEPS
from scheduler.comparing import group_counts, place_counts
from scheduler.season.plan_sources import Source, problem_of, sourced
from scheduler.season.spread import Column, Row, around, neighbourhoods, placed_cells
from scheduler.text import Text
from solver.comparison.compare import Comparison, Step, compare


@dataclass(frozen=True)
class Around:
    """A neighbourhood: who asked, and who has a place in each plan; None: small, left out."""

    name: str
    asked: int | None
    first: int | None
    second: int | None


@dataclass(frozen=True)
class Changed:
    """Children who are better or worse off by one step, by their public id."""

    step: Text
    gains: tuple[str, ...]
    losses: tuple[str, ...]


@dataclass(frozen=True)
class SideBySide:
    """What the second plan changes in the first.

    `levels`: by name the value in each. `ranks`: children by the best wish that is granted, None
    is no place. `groups`, `places`: what became of them, by the words of `compare_texts`.
    `names`: first names by public id, of children who are still in the season.
    """

    levels: Mapping[str, tuple[int | None, int | None]]
    ranks: Mapping[int | None, tuple[int, int]]
    changed: tuple[Changed, ...]
    same: int
    groups: Mapping[str, int]
    places: Mapping[str, int]
    around: tuple[Around, ...]
    names: Mapping[str, str]


def side_by_side(
    session: Session, season: Season, first: Source, second: Source, *, names: bool
) -> SideBySide:
    """Lay two plans beside each other, both measured by what the later of them planned.

    `names`: whether first names may be shown to whoever asks.

    Raises:
        NotHere, NoPlanYet, PlanIsOld: as `plan_sources`.
    """
    one, other = sourced(session, season, first), sourced(session, season, second)
    runs = [run for run in (one.run_id, other.run_id) if run is not None]
    problem, _ = problem_of(session, season, max(runs, default=None))
    found = compare(problem, one.plan, other.plan)
    homes = neighbourhoods(problem)
    tables = [around(homes, placed_cells(each.plan, homes)) for each in (one, other)]
    called = {location.id: location.name or location.id for location in problem.locations}
    return SideBySide(
        levels=found.levels,
        ranks=found.ranks,
        changed=_changed(found),
        same=found.same,
        groups=group_counts(found),
        places=place_counts(found),
        around=tuple(
            _around(called.get(a.key, ""), a, b)
            for a, b in zip(tables[0].rows, tables[1].rows, strict=True)
        ),
        names=_names(session, season) if names else {},
    )


def _changed(found: Comparison) -> tuple[Changed, ...]:
    return tuple(
        Changed(STEPS[step], found.gains[step], found.losses[step])
        for step in Step
        if found.gains[step] or found.losses[step]
    )


def _around(name: str, first: Row, second: Row) -> Around:
    """Both figures or none: what one plan hides, the other must not tell."""
    a, b = first.counts[Column.PLACED], second.counts[Column.PLACED]
    hidden = a is None or b is None
    asked = first.counts[Column.ASKED]
    if asked != second.counts[Column.ASKED]:
        asked = None
    return Around(name, asked, None if hidden else a, None if hidden else b)


def _names(session: Session, season: Season) -> dict[str, str]:
    found = session.execute(select(Child.ref, Child.first_name).where(Child.season_id == season.id))
    return {ref: name for ref, name in found if name}
