"""Who waits: groups with their waiting lists, and one group with who is in it and who waits."""

from __future__ import annotations

from flask import render_template
from sqlalchemy import select

from models import Child, Group, Place, WaitingEntry
from models.enums import Phase, PlaceStatus, WaitingStatus
from web.database import reading
from web.guarding import season as this_season
from web.listing import asked, choice, matching, shown
from web.staff.runs.allowed import may
from web.staff.runs.words import when_said
from web.staff.versions.finding import current_version, find_current_group
from web.staff.versions.groups import SEARCHED, SORTS, groups, listed, one_group

KNOWN = frozenset({Phase.PUBLISHED, Phase.RUNNING})
"""The phases in which places are given back and groups cancelled."""


def waiting_lists(municipality: str, season: str) -> str:  # noqa: ARG001
    """The groups that families see, with how many wait for each."""
    current = current_version(reading(), season_id=this_season().id)
    number = 0 if current is None else current.id
    where = [Group.version_id == number, *matching(asked(SORTS).search, *SEARCHED)]
    if choice("wacht", ("ja",)):
        waits = select(WaitingEntry.group_id).where(
            WaitingEntry.season_id == this_season().id,
            WaitingEntry.status == WaitingStatus.WAITING,
        )
        where.append(Group.id.in_(waits))
    page = shown(reading(), groups(*where), sorts=SORTS, last=Group.id)
    return render_template(
        "staff/versions/waiting_lists.html",
        current=current,
        shown=page,
        groups=[listed(row) for row in page.rows],
    )


def waiting_list(municipality: str, season: str, group: int) -> str:  # noqa: ARG001
    """One group: who has a place, and who waits, by draw number and nothing else."""
    here, session = this_season(), reading()
    found = find_current_group(session, season_id=here.id, group_id=group)
    held = session.execute(
        select(Place.id, Child.first_name, Child.ref)
        .join(Child, Child.id == Place.child_id)
        .where(Place.group_id == found.id, Place.status == PlaceStatus.HELD)
        .order_by(Child.first_name, Child.ref)
    ).all()
    waiting = session.execute(
        select(Child.first_name, Child.ref, WaitingEntry.draw_number, WaitingEntry.joined_at)
        .join(Child, Child.id == WaitingEntry.child_id)
        .where(WaitingEntry.group_id == found.id, WaitingEntry.status == WaitingStatus.WAITING)
        .order_by(WaitingEntry.draw_digest)
    ).all()
    return render_template(
        "staff/versions/waiting_list.html",
        group=one_group(session, found.id),
        held=held,
        waiting=waiting,
        when=when_said,
        open=here.phase in KNOWN,
        may=may,
    )
