"""After a move: who waits for a place in the groups that it touched, and of the children it moved.

Who waits for another group is not changed by a move: that depends on the group, its tutors and
pins, and on what the child itself holds.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from sqlalchemy import or_, select, update
from sqlalchemy.orm import Session

from data.season_rows import waiting
from models import Group as GroupRow
from models import PlanVersion, Season, WaitingEntry
from models.enums import WaitingStatus
from scheduler.board.images import Recorder
from scheduler.board.reasons import Touched
from scheduler.board.replacing import replace_rows
from scheduler.reasons.known import Known, Pinned
from scheduler.reasons.plan_now import PlanNow


def rewait(  # noqa: PLR0913  (each by name)
    session: Session,
    *,
    season: Season,
    version: PlanVersion,
    known: Known,
    pinned: Pinned,
    plan: PlanNow,
    touched: Touched,
    groups: frozenset[int],
    recorder: Recorder,
    now: datetime,
) -> None:
    """Let those wait who wait now; `groups`: those that the move touched."""
    number = known.keys.number
    wishes = tuple(
        wish
        for wish in pinned.problem.wishes
        if number("offers", wish.offer_id) in touched.offers
        or number("pupils", wish.pupil_id) in touched.children
    )
    # All children stay in it: a place in the draw is one among everybody.
    problem = replace(pinned.problem, wishes=wishes)
    found = {
        key: each
        for each in waiting(plan.plan, problem, tables=pinned.tables)
        if (key := (plan.number[each.group], number("pupils", each.pupil_id)))[0] in groups
        or key[1] in touched.children
    }
    there = {
        (group, child): (entry, rank)
        for entry, group, child, rank in session.execute(
            select(WaitingEntry.id, WaitingEntry.group_id, WaitingEntry.child_id, WaitingEntry.rank)
            .join(GroupRow, GroupRow.id == WaitingEntry.group_id)
            .where(
                GroupRow.version_id == version.id,
                WaitingEntry.status == WaitingStatus.WAITING,
                or_(
                    WaitingEntry.group_id.in_(groups),
                    WaitingEntry.child_id.in_(touched.children),
                ),
            )
        )
    }
    moved = [
        (entry, found[key].rank)
        for key, (entry, rank) in there.items()
        if key in found and found[key].rank != rank
    ]
    recorder.before(WaitingEntry, (entry for entry, _ in moved))
    for entry, rank in moved:
        session.execute(
            update(WaitingEntry)
            .where(WaitingEntry.id == entry)
            .values(rank=rank)
            .execution_options(synchronize_session=False)
        )
    new = [
        {
            "group_id": group,
            "child_id": child,
            "rank": found[group, child].rank,
            "draw_digest": found[group, child].digest,
            "draw_number": found[group, child].number,
            "joined_at": now,
        }
        for group, child in sorted(found.keys() - there.keys())
    ]
    gone = [entry for key, (entry, _) in there.items() if key not in found]
    replace_rows(session, season, recorder, WaitingEntry, gone, new)
