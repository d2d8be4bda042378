"""Rooms and tutors held, outside some blocks, to what a plan has them do there."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import date

from solver.plan import Plan
from solver.problem import Offer, Problem, Session, Window

Spans = Sequence[tuple[date, date]]


def held_elsewhere(problem: Problem, plan: Plan, blocks: Collection[str]) -> Problem:
    """The same season in which nothing opens, moves or is staffed outside the weeks of `blocks`.

    The groups of the plan can all go on with their room and tutors; of others elsewhere little is
    left to write down, so that planning again is quick. Nobody gets any availability they had not.
    """
    spans = _spans(problem, blocks)
    running: dict[str, set[str]] = {}
    used: dict[str, list[Session]] = {}
    worked: dict[str, list[Session]] = {}
    for group in plan.groups:
        running.setdefault(group.offer_id, set()).add(group.block_id)
        used.setdefault(group.room_id, []).extend(problem.block_by_id[group.block_id].sessions)
    for group, tutor_id, _ in plan.assignments:
        worked.setdefault(tutor_id, []).extend(problem.block_by_id[group.block_id].sessions)
    season = Window(problem.season.first_day, problem.season.last_day)
    return replace(
        problem,
        offers=tuple(_only_in(one, {*blocks, *running.get(one.id, ())}) for one in problem.offers),
        rooms=tuple(
            replace(one, windows=_there(one.windows or (season,), spans, used.get(one.id, ())))
            for one in problem.rooms
        ),
        tutors=tuple(
            replace(one, windows=_there(one.windows or (season,), spans, worked.get(one.id, ())))
            for one in problem.tutors
        ),
    )


def _only_in(offer: Offer, blocks: Collection[str]) -> Offer:
    return replace(offer, blocks=tuple(block for block in offer.blocks if block in blocks))


def _spans(problem: Problem, blocks: Collection[str]) -> Spans:
    """The first and last day with a session of these blocks, in each ISO week."""
    weeks: dict[tuple[int, int], list[date]] = {}
    for block_id in blocks:
        for session in problem.block_by_id[block_id].sessions:
            weeks.setdefault(session.day.isocalendar()[:2], []).append(session.day)
    return [(min(days), max(days)) for _, days in sorted(weeks.items())]


def _there(
    windows: Iterable[Window], spans: Spans, sessions: Iterable[Session]
) -> tuple[Window, ...]:
    """Within the spans when `windows` say so, and in those sessions."""
    found = [
        replace(window, first_day=max(first, window.first_day), last_day=min(last, window.last_day))
        for window in windows
        for first, last in spans
        if first <= window.last_day and window.first_day <= last
    ]
    found.extend(Window(s.day, s.day, s.start, s.end) for s in sessions)
    # No windows at all would mean: always.
    return tuple(dict.fromkeys(found)) or (Window(date.min, date.min, 0, 0),)
