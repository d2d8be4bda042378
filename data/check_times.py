"""Days and times: the season, the sessions of each block, and windows of availability."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from data.issue_codes import Code
from data.issues import Issue
from data.parsed_tables import ParsedTables
from data.rows import SessionRow


def check_times(tables: ParsedTables) -> Iterator[Issue]:
    """Everything about days and times that one cell alone cannot tell (contract, section 1)."""
    yield from _check_season(tables)
    yield from _check_sessions(tables)
    yield from _check_overlap(tables)
    yield from _check_blocks(tables)
    yield from _check_availability(tables)


def _check_season(tables: ParsedTables) -> Iterator[Issue]:
    season = tables.season
    for key, day in (("first_day", season.first_day), ("last_day", season.last_day)):
        if day is not None and day.month not in (7, 8):
            yield season.issue(Code.NOT_SUMMER, key, str(day))
    first, last = season.first_day, season.last_day
    if first is None or last is None:
        return
    if last.year != first.year:
        yield season.issue(Code.TWO_YEARS, "last_day", str(last), other=str(first))
    elif last < first:
        yield season.issue(Code.DAYS_REVERSED, "last_day", str(last), other=str(first))


def _days(tables: ParsedTables) -> tuple[date, date] | None:
    """The season's days where they make sense, so that others can be held against them."""
    first, last = tables.season.first_day, tables.season.last_day
    return (first, last) if first is not None and last is not None and first <= last else None


def _check_sessions(tables: ParsedTables) -> Iterator[Issue]:
    season = _days(tables)
    source = tables.sessions.source
    for number, session in tables.sessions.every_row():
        if season and session.date is not None and not season[0] <= session.date <= season[1]:
            low, high = season
            yield source.issue(
                Code.OUTSIDE_SEASON, number, "date", str(session.date), low=low, high=high
            )
        if session.start is not None and session.end is not None and session.end <= session.start:
            yield source.issue(
                Code.TIMES_REVERSED, number, "end", clock(session.end), other=clock(session.start)
            )


def _check_overlap(tables: ParsedTables) -> Iterator[Issue]:
    """Each session that begins before an earlier one of its block has ended."""
    last: dict[str, tuple[int, SessionRow]] = {}
    by_time = sorted(
        tables.sessions.numbered(), key=lambda pair: (pair[1].date, pair[1].start, pair[0])
    )
    for number, session in by_time:
        if session.end <= session.start:
            continue
        before = last.get(session.block_id)
        overlaps = (
            before is not None and before[1].date == session.date and session.start < before[1].end
        )
        if before is not None and overlaps:
            yield tables.sessions.source.issue(
                Code.SESSIONS_OVERLAP, number, "start", clock(session.start), other=before[0]
            )
        if before is None or not overlaps or session.end > before[1].end:
            last[session.block_id] = (number, session)


def _check_blocks(tables: ParsedTables) -> Iterator[Issue]:
    """A block without sessions is an error where something uses it, else a warning."""
    if tables.sessions.raw is None or "block_id" not in tables.sessions.raw.header:
        return
    filled = {text for _, text in tables.sessions.texts("block_id")}
    empty = {
        block: row for block, row in tables.known["block_id"].rows.items() if block not in filled
    }
    if not empty:
        return
    used: set[str] = set()
    for name, table, column in (
        ("offers", tables.offers, "blocks"),
        ("wishes", tables.wishes, "block_id"),
        ("pins", tables.pins, "block_id"),
    ):
        for number, text in table.texts(column):
            parts = [p.strip() for p in text.split("|")] if name == "offers" else [text]
            for block in parts:
                if block in empty:
                    used.add(block)
                    yield table.source.issue(Code.NO_SESSIONS, number, column, block)
    for block, row in empty.items():
        if block not in used:
            yield tables.blocks.source.issue(Code.UNUSED_BLOCK, row, "block_id", block)


def _check_availability(tables: ParsedTables) -> Iterator[Issue]:
    season = _days(tables)
    source = tables.availability.source
    for number, window in tables.availability.every_row():
        first, last = window.first_day, window.last_day
        if first is not None and last is not None:
            if last < first:
                yield source.issue(Code.DAYS_REVERSED, number, "last_day", str(last), other=first)
            elif season and (last < season[0] or first > season[1]):
                yield source.issue(Code.NEVER_IN_SEASON, number, "first_day", str(first))
        if window.end is not None and window.end <= (window.start or 0):
            yield source.issue(
                Code.TIMES_REVERSED,
                number,
                "end",
                clock(window.end),
                other=clock(window.start or 0),
            )


def clock(minutes: int) -> str:
    """Minutes after midnight as HH:MM."""
    return f"{minutes // 60:02}:{minutes % 60:02}"
