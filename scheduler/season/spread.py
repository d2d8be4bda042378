"""How the places of a plan are spread over children and over the town."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from threading import Lock
from typing import Final

import numpy as np
from sqlalchemy import select
from sqlalchemy.orm import Session

from models import PlanningRun, Season
from scheduler.season.plan_sources import Kind, Source, problem_of, sourced
from solver.audit import LEAST, Audit, BrokenRules, Column, Row, Table, audit
from solver.audit.rates import tabulate
from solver.plan import Plan
from solver.problem import Problem

__all__ = ["LEAST", "Column", "Row", "Spread", "Table", "neighbourhoods", "spread_of"]

KEPT: Final = 8
"""So many spreads of runs are kept by a process; they are counts alone."""

_kept: OrderedDict[bytes, Spread] = OrderedDict()
_lock = Lock()

UNKNOWN: Final = ""
"""The neighbourhood of a child whose home is not known."""


@dataclass(frozen=True)
class Spread:
    """The equity audit of a plan, small counts left out, and the same by neighbourhood.

    `around`: keys are ids of locations, which `names` calls by name. `audit` is None where the
    plan breaks a rule of what was planned, so that its rates would be those of no possible plan.
    """

    audit: Audit | None
    around: Table
    names: Mapping[str, str]


def spread_of(session: Session, season: Season, source: Source) -> Spread:
    """Count who got what in a plan.

    Raises:
        NotHere, NoPlanYet, PlanIsOld: as `plan_sources`.
    """
    key = _same(session, season, source)
    kept = None if key is None else _kept.get(key)
    if kept is not None:
        return kept
    counted = _counted(session, season, source)
    if key is not None:
        with _lock:
            _kept[key] = counted
            while len(_kept) > KEPT:
                _kept.popitem(last=False)
    return counted


def _same(session: Session, season: Season, source: Source) -> bytes | None:
    """What tells that a run's plan, and what it planned, are the same as before; None: nothing."""
    if source.kind is not Kind.RUN:
        return None
    found = session.execute(
        select(PlanningRun.dataset, PlanningRun.plan).where(
            PlanningRun.season_id == season.id, PlanningRun.id == source.number
        )
    ).one_or_none()
    if found is None or found.dataset is None or found.plan is None:
        return None
    return sha256(found.dataset).digest() + sha256(found.plan).digest()


def _counted(session: Session, season: Season, source: Source) -> Spread:
    found = sourced(session, season, source)
    problem, previous = problem_of(session, season, found.run_id)
    try:
        audited = audit(problem, found.plan, previous=previous)
    except BrokenRules:
        audited = None
    homes = neighbourhoods(problem)
    return Spread(
        audited,
        around(homes, _cells(problem, found.plan)),
        {location.id: location.name or location.id for location in problem.locations},
    )


def neighbourhoods(problem: Problem) -> dict[str, str]:
    """Child with a wish → the location that it lives nearest to, in a straight line.

    A dataset knows no neighbourhoods; around which of its own sites somebody lives says as much
    about a town, and more about where a group is missing.
    """
    asked = [pupil for pupil in problem.pupils if pupil.id in problem.wishes_by_pupil]
    found = {pupil.id: UNKNOWN for pupil in asked}
    known = [pupil for pupil in asked if pupil.point is not None]
    if not known or not problem.locations:
        return found
    sites = np.array([location.point for location in problem.locations], dtype=float)
    homes = np.array([pupil.point for pupil in known], dtype=float)
    # On the scale of a town a degree of longitude is shorter by the cosine of the latitude.
    scale = np.array([1.0, np.cos(np.radians(sites[:, 0].mean()))])
    apart = ((homes[:, None, :] - sites[None, :, :]) * scale) ** 2
    for pupil, nearest in zip(known, apart.sum(axis=2).argmin(axis=1).tolist(), strict=True):
        found[pupil.id] = problem.locations[nearest].id
    return found


def around(homes: Mapping[str, str], cells: Mapping[str, Mapping[Column, int]]) -> Table:
    """A table by neighbourhood, small counts left out; unknown homes last."""
    members: dict[str, list[Mapping[Column, int]]] = {}
    for pupil_id, home in homes.items():
        members.setdefault(home, []).append(cells[pupil_id])
    keys = sorted(members, key=lambda key: (key == UNKNOWN, key))
    return tabulate("around", keys, [_sum(members[key]) for key in keys], everything=False)


def placed_cells(
    plan: Plan, pupils: Sequence[str] | Mapping[str, str]
) -> dict[str, dict[Column, int]]:
    """For each child: that it asked, and whether it has a place."""
    placed = plan.places_by_pupil
    return {pupil: {Column.ASKED: 1, Column.PLACED: int(pupil in placed)} for pupil in pupils}


def _cells(problem: Problem, plan: Plan) -> dict[str, dict[Column, int]]:
    placed = plan.places_by_pupil
    return {
        pupil: {
            Column.ASKED: 1,
            Column.PLACED: int(pupil in placed),
            Column.FIRST: int(min((p.rank for p in placed.get(pupil, ())), default=0) == 1),
        }
        for pupil in problem.wishes_by_pupil
    }


def _sum(cells: Sequence[Mapping[Column, int]]) -> dict[Column, int]:
    return {column: sum(cell[column] for cell in cells) for column in cells[0]}
