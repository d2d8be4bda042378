"""Opens and closes the phases of seasons on their date."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

import structlog
from sqlalchemy import select
from sqlalchemy.orm import Session

from models import PhaseChange, Season
from models.enums import Phase
from scheduler.rights import SYSTEM
from scheduler.rights.refusal import Refusal
from scheduler.season.phases import MOVES
from scheduler.season.phases_allowed import ORDER, is_before
from scheduler.worker.doors import Doors
from scheduler.worker.fencing import Fence

_log = structlog.get_logger("worker")


class Due(NamedTuple):
    """A change of phase whose date has come."""

    season_id: int
    phase: Phase


def change_due_phases(
    doors: Doors,
    *,
    now: datetime,
    fence: Fence,
    told: set[Due] | None = None,
) -> int:
    """Take every season through all phases whose date has come; how many changes were made.

    By the same verbs as people (`scheduler.season.phases`), so the same rules hold. Each change
    is a transaction of its own, and those of a season come in the order of phases: after a pause
    of the worker, of any length, none is skipped and each happens once. A date never takes a
    season back: where people were there first, nothing happens. Where a season cannot go on
    yet, as when no offer is published, that is tried again at every round; `told` are those that
    were logged already, and is kept up to date.
    """
    made, waiting = 0, set[Due]()
    told = set() if told is None else told
    while True:
        with doors.read() as session:
            due = [each for each in _due(session, now) if each not in waiting]
        if not due:
            told &= waiting
            return made
        first = min(due, key=lambda each: (each.season_id, ORDER.index(each.phase)))
        try:
            with doors.write.begin() as session:
                fence(session)
                if first in _due(session, now):
                    MOVES[first.phase](session, actor=SYSTEM, season_id=first.season_id, now=now)
        except Refusal as refusal:
            waiting.add(first)
            if first not in told:
                told.add(first)
                why = type(refusal).__name__
                _log.warning("phase waits", **_named(first), why=why)
        else:
            made += 1
            _log.info("phase changed", **_named(first))


def _named(due: Due) -> dict[str, object]:
    return {"season_id": due.season_id, "phase": due.phase.value}


def _due(session: Session, now: datetime) -> list[Due]:
    """What is due and still to come; that a date has passed by without need is no change."""
    found = session.execute(
        select(PhaseChange.season_id, PhaseChange.phase, Season.phase)
        .join(Season, Season.id == PhaseChange.season_id)
        .where(PhaseChange.due_at <= now, PhaseChange.happened_at.is_(None))
    )
    return [
        Due(season_id, phase)
        for season_id, phase, current in found
        if phase in MOVES and is_before(current, phase)
    ]
