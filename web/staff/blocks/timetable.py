"""The sessions of a block as a form holds them: rows of day, from and to, and painted halves."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

from flask import request
from flask_babel import gettext

from models import Season
from scheduler.season.blocks import SessionDraft, session_faults
from web.languages import said_in
from web.staff.blocks.patterns import HoursOfDay, repainted
from web.staff.blocks.summer import (
    HalfDay,
    day_of,
    half_days,
    halves_of,
    key_of,
    minutes_of,
    time_text,
)

MOST_ROWS = 200
"""Of one block: three a day for the whole summer."""


class Row(NamedTuple):
    """A row as it was typed, and what is wrong with it; nothing where `why` is empty."""

    day: str = ""
    start: str = ""
    end: str = ""
    why: str = ""


class Timetable(NamedTuple):
    """Rows to show, and the sessions they stand for; `sessions` lacks rows that are none."""

    rows: tuple[Row, ...]
    sessions: tuple[SessionDraft, ...]

    @property
    def is_fine(self) -> bool:
        """Whether all rows can be saved."""
        return not any(row.why for row in self.rows)

    @property
    def halves(self) -> frozenset[str]:
        """Keys of the half days with a session."""
        return frozenset(map(key_of, halves_with(self.sessions)))


def kept(season: Season, sessions: Sequence[SessionDraft]) -> Timetable:
    """The timetable of these sessions, with what is wrong with each."""
    return _timetable(season, sessions, ())


def typed(season: Season, hours: HoursOfDay) -> Timetable:
    """What the form of this request holds: its rows, and then what was painted and wiped."""
    lists = (request.form.getlist(name)[:MOST_ROWS] for name in ("day", "from", "to"))
    rows = [Row(*map(str.strip, each)) for each in zip(*lists, strict=False)]
    sessions, wrong = [], []
    for row in rows:
        session = _session(row)
        if session is not None:
            sessions.append(session)
        elif row.day or row.start != row.end:
            wrong.append(
                row._replace(why=gettext("Vul een dag in, en een begin dat voor het einde komt."))
            )
    was = half_days(request.form.get("was", "").split(","), season)
    now = half_days(request.form.getlist("half"), season)
    if was != now:
        sessions = list(repainted(sessions, now - was, was - now, hours))
    return _timetable(season, sessions, wrong)


def halves_with(sessions: Iterable[SessionDraft]) -> set[HalfDay]:
    """The half days in which there is a session."""
    return {
        (each.day, half) for each in sessions for half in halves_of(each.start_min, each.end_min)
    }


def _timetable(
    season: Season, sessions: Collection[SessionDraft], wrong: Sequence[Row]
) -> Timetable:
    ordered = tuple(sorted(sessions))
    faults = {fault.session: fault.said(said_in()) for fault in session_faults(season, ordered)}
    rows = tuple(
        Row(
            each.day.isoformat(),
            time_text(each.start_min),
            time_text(each.end_min),
            faults.get(each, ""),
        )
        for each in ordered
    )
    return Timetable((*rows, *wrong), ordered)


def _session(row: Row) -> SessionDraft | None:
    day, start, end = day_of(row.day), minutes_of(row.start), minutes_of(row.end)
    if day is None or start is None or end is None or start >= end:
        return None
    return SessionDraft(day=day, start_min=start, end_min=end)
