"""Takes the three snapshots a year on their date: counted once, then never changed (R20)."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from hashlib import sha256
from typing import Any, Final
from zoneinfo import ZoneInfo

import structlog
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from models import AuditEntry, Season, Snapshot
from models.enums import ActorKind, Phase
from scheduler.reporting.figures import figures
from scheduler.worker.doors import Doors
from scheduler.worker.fencing import Fence

_log = structlog.get_logger("worker")

DATES: Final = ((6, 30), (9, 30), (12, 15))
"""Month and day of the three where nobody set others: before the summer, after it, and at the
end of the year, while there is still something to count (R16)."""


def read_snapshot(content: bytes) -> Mapping[str, Any]:
    """The figures that a snapshot holds (`scheduler/reporting/figures.py`)."""
    found: Mapping[str, Any] = json.loads(zlib.decompress(content))
    return found


def take_due_snapshots(
    doors: Doors,
    *,
    now: datetime,
    fence: Fence,
    tz: ZoneInfo,
) -> int:
    """Take every snapshot whose day has come; how many were taken.

    Seasons that are no draft any more get the dates that they lack first: those of `DATES` that
    are still to come, so that no snapshot tells of a day on which nobody counted.
    """
    today = now.astimezone(tz).date()
    _date(doors, fence, today)
    with doors.read() as session:
        due = session.execute(
            select(Snapshot.id, Snapshot.season_id, Snapshot.number, Snapshot.due_on)
            .where(Snapshot.due_on <= today, Snapshot.taken_at.is_(None))
            .order_by(Snapshot.due_on, Snapshot.id)
        ).all()
    taken = 0
    for snapshot_id, season_id, number, due_on in due:
        with doors.read() as session:
            counted = figures(session, season_id=season_id, on=today)
        counted |= {"number": number, "due_on": due_on.isoformat()}
        text = json.dumps(counted, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        with doors.write.begin() as session:
            fence(session)
            taken += _freeze(session, snapshot_id, text.encode(), now)
        _log.info("snapshot taken", season_id=season_id, number=number)
    return taken


def _freeze(session: Session, snapshot_id: int, content: bytes, now: datetime) -> int:
    """Put it down, unless it was taken since; 1 or 0."""
    frozen = session.execute(
        update(Snapshot)
        .where(Snapshot.id == snapshot_id, Snapshot.taken_at.is_(None))
        .values(
            taken_at=now,
            content=zlib.compress(content, 9),
            content_sha256=sha256(content).hexdigest(),
        )
        .returning(Snapshot.municipality_id, Snapshot.season_id)
        .execution_options(synchronize_session=False)
    ).one_or_none()
    if frozen is None:
        return 0
    session.add(
        AuditEntry(
            municipality_id=frozen.municipality_id,
            at=now,
            actor_kind=ActorKind.SYSTEM,
            verb="snapshot_taken",
            subject_kind="snapshot",
            season_id=frozen.season_id,
            subject_id=snapshot_id,
        )
    )
    return 1


def _date(doors: Doors, fence: Fence, today: date) -> None:
    """Set the dates that seasons lack."""
    with doors.read() as session:
        seasons = session.execute(
            select(Season.id, Season.municipality_id, Season.year)
            .where(Season.phase != Phase.DRAFT, Season.year >= today.year)
            .order_by(Season.id)
        ).all()
        dated = {
            (season_id, number)
            for season_id, number in session.execute(select(Snapshot.season_id, Snapshot.number))
        }
    lacking = [
        Snapshot(municipality_id=municipality_id, season_id=season_id, number=number, due_on=day)
        for season_id, municipality_id, year in seasons
        for number, day in _days(year)
        if day >= today and (season_id, number) not in dated
    ]
    if lacking:
        with doors.write.begin() as session:
            fence(session)
            session.add_all(lacking)


def _days(year: int) -> Iterator[tuple[int, date]]:
    for number, (month, day) in enumerate(DATES, start=1):
        yield number, date(year, month, day)
