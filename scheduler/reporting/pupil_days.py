"""Pupil-days: how many days children come, as the grant counts them.

A full day is eight hours and a half day four (decree of 3 June 2022 on summer programmes). A
child's sessions of one day count together; what is shorter than half a day is told in hours.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any, Final, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Attendance, BlockSession, Group, Place, PlanVersion
from models.enums import PlaceStatus
from solver.audit.small_cells import shown

FULL_DAY: Final = 8 * 60
HALF_DAY: Final = 4 * 60
"""Minutes of sessions on one day."""

_Day = tuple[int, Any]
"""A child and a day."""


class PupilDays(NamedTuple):
    """Children and their days; `shorter_minutes` are of days shorter than half a day."""

    children: int
    full: int
    half: int
    shorter_minutes: int


def planned_days(session: Session, *, season_id: int) -> PupilDays:
    """The days of all places that are held in the plan that families see."""
    return _counted(
        session.execute(
            select(
                Place.child_id,
                BlockSession.day,
                BlockSession.end_min - BlockSession.start_min,
            )
            .join(Group, Group.id == Place.group_id)
            .join(BlockSession, BlockSession.block_id == Group.block_id)
            .join(PlanVersion, PlanVersion.id == Place.version_id)
            .where(
                Place.season_id == season_id,
                Place.status == PlaceStatus.HELD,
                PlanVersion.is_current,
                Group.cancelled_at.is_(None),
            )
        )
    )


def attended_days(session: Session, *, season_id: int) -> PupilDays:
    """The days on which children were there, as far as that was marked."""
    return _counted(
        session.execute(
            select(
                Place.child_id,
                Attendance.day,
                BlockSession.end_min - BlockSession.start_min,
            )
            .join(Place, Place.id == Attendance.place_id)
            .join(Group, Group.id == Place.group_id)
            .join(
                BlockSession,
                (BlockSession.block_id == Group.block_id)
                & (BlockSession.day == Attendance.day)
                & (BlockSession.start_min == Attendance.start_min),
            )
            .where(Attendance.season_id == season_id, Attendance.was_there)
        )
    )


def told(planned: PupilDays, attended: PupilDays) -> dict[str, Any]:
    """Both, ready for JSON; where so few children came that they could be told, None."""
    nested = [planned.children, min(attended.children, planned.children)]
    _rows, (tell_planned, tell_attended) = shown([], nested, [0, 1])
    return {
        "planned": _told(planned) if tell_planned else None,
        "attended": _told(attended) if tell_attended else None,
    }


def _told(days: PupilDays) -> dict[str, Any]:
    return {
        "children": days.children,
        "full_days": days.full,
        "half_days": days.half,
        "shorter_hours": round(days.shorter_minutes / 60, 2),
    }


def _counted(sessions: Iterable[Any]) -> PupilDays:
    minutes: Counter[_Day] = Counter()
    for child, day, long in sessions:
        minutes[child, day] += long
    full = sum(1 for each in minutes.values() if each >= FULL_DAY)
    half = sum(1 for each in minutes.values() if HALF_DAY <= each < FULL_DAY)
    shorter = sum(each for each in minutes.values() if each < HALF_DAY)
    return PupilDays(len({child for child, _day in minutes}), full, half, shorter)
