"""The calendar of the summer with its blocks, the list beside it, and the page of one block."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from flask import render_template, request
from flask_babel import lazy_gettext as _
from sqlalchemy import func, select

from models import Block, BlockSession, OfferBlock
from scheduler.season.blocks import SessionDraft
from web.database import reading
from web.guarding import season as this_season
from web.listing import choice, matching, shown
from web.staff.blocks.doing import may_change
from web.staff.blocks.found import Mark, block_here, marks_here, offers_of, sessions_here
from web.staff.blocks.summer import HALVES, NOON, halves_of, key_of, weeks

PARTS: Final = (("vm", _("Voormiddag")), ("nm", _("Namiddag")), ("dag", _("Hele dag")))
YES_NO: Final = (("ja", _("Ja")), ("nee", _("Nee")))
_LATE: Final = NOON + 30


def blocks(municipality: str, season: str) -> str:  # noqa: ARG001  (the guard looked it up)
    """The calendar, painted with the blocks that the list shows."""
    own = this_season().id
    times = (
        select(
            BlockSession.block_id.label("block_id"),
            func.min(BlockSession.day).label("first_day"),
            func.count().label("sessions"),
            func.min(BlockSession.start_min).label("from_min"),
            func.max(BlockSession.end_min).label("to_min"),
        )
        .where(BlockSession.season_id == own)
        .group_by(BlockSession.block_id)
        .subquery()
    )
    used = (
        select(OfferBlock.block_id.label("block_id"), func.count().label("offers"))
        .where(OfferBlock.season_id == own)
        .group_by(OfferBlock.block_id)
        .subquery()
    )
    offers = func.coalesce(used.c.offers, 0).label("offers")
    asked: Any = (
        select(Block, offers)
        .outerjoin(times, times.c.block_id == Block.id)
        .outerjoin(used, used.c.block_id == Block.id)
        .where(Block.season_id == own, *_wanted(times.c, offers))
    )
    found = shown(
        reading(),
        asked,
        sorts={
            "begin": times.c.first_day,
            "naam": func.lower(Block.label),
            "code": func.lower(Block.code),
            "aanbod": offers,
        },
        last=Block.id,
        per_page=100,
    )
    sessions = sessions_here([row[0].id for row in found.rows])
    marks = marks_here()
    return render_template(
        "staff/blocks/blocks.html",
        shown=found,
        sessions=sessions,
        marks=marks,
        weeks=weeks(this_season()),
        halves=HALVES,
        painted=_painted([row[0] for row in found.rows], sessions, marks),
        week_options=[
            (str(week.number), f"{week.number}: {week.dates}") for week in weeks(this_season())
        ],
        parts=PARTS,
        yes_no=YES_NO,
        changes=may_change(),
    )


def block(municipality: str, season: str, block: int) -> str:  # noqa: ARG001  (as above)
    """One block: its sessions, and what uses it."""
    row = block_here(block)
    sessions = sessions_here([row.id])
    return render_template(
        "staff/blocks/block.html",
        block=row,
        mark=marks_here()[row.id],
        sessions=sessions.get(row.id, []),
        weeks=weeks(this_season()),
        halves=HALVES,
        painted=_painted([row], sessions, marks_here()),
        offers=offers_of(row),
        changes=may_change(),
    )


Painted = Mapping[str, Sequence[tuple[Mark, str, int]]]
"""Key of a half day → what is in it: mark, name and number of the block."""


def _painted(
    rows: Sequence[Block],
    sessions: Mapping[int, Sequence[SessionDraft]],
    marks: Mapping[int, Mark],
) -> Painted:
    found: dict[str, list[tuple[Mark, str, int]]] = {}
    for row in rows:
        for each in sessions.get(row.id, ()):
            for half in halves_of(each.start_min, each.end_min):
                found.setdefault(key_of((each.day, half)), []).append(
                    (marks[row.id], row.label or row.code, row.id)
                )
    return found


def _wanted(times: Any, offers: Any) -> list[Any]:
    """What the address asks: words, a week, a part of the day, used or not."""
    words = request.args.get("zoek", "").strip()[:100]
    found: list[Any] = list(matching(words, Block.label, Block.code))
    by_number = {str(week.number): week for week in weeks(this_season())}
    week = choice("week", list(by_number))
    if week:
        days = by_number[week].days
        found.append(
            select(BlockSession.id)
            .where(
                BlockSession.block_id == Block.id,
                BlockSession.day.between(days[0].day, days[-1].day),
            )
            .exists()
        )
    part = choice("deel", [key for key, _name in PARTS])
    if part == "vm":
        found.append(times.to_min <= _LATE)
    elif part == "nm":
        found.append(times.from_min >= NOON)
    elif part:
        found += [times.from_min < NOON, times.to_min > _LATE]
    used = choice("gebruikt", [key for key, _name in YES_NO])
    if used:
        found.append(offers > 0 if used == "ja" else offers == 0)
    return found
