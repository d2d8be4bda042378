"""A group that does not go ahead: whom it tells is said first."""

from __future__ import annotations

from flask import flash, redirect, render_template
from flask_babel import gettext
from sqlalchemy import func, select
from werkzeug.wrappers import Response

from models import BlockSession, Group, GroupTutor, Place
from models.enums import PlaceStatus
from scheduler.outbox.hours import BRUSSELS
from scheduler.rights.refusal import Refusal
from scheduler.season.cancelling import cancel_group
from scheduler.season.foreseen import heard_by
from web.clock import now
from web.database import reading, writing
from web.guarding import season as this_season
from web.staff.here import me
from web.staff.runs.addresses import address
from web.staff.versions.finding import find_current_group
from web.staff.versions.groups import one_group
from web.staff.versions.publishing import SureForm
from web.staff.versions.words import ways

_AT_ONCE_DAYS = 1
"""What falls away today or tomorrow is told at once (R14)."""


def group_cancel(municipality: str, season: str, group: int) -> Response | tuple[str, int]:  # noqa: ARG001
    """Say whom cancelling this group tells; sent, it is cancelled."""
    here, form = this_season(), SureForm()
    found = find_current_group(reading(), season_id=here.id, group_id=group)
    if form.validate_on_submit():
        try:
            cancel_group(writing(), actor=me().actor, season_id=here.id, group_id=group, now=now())
        except Refusal as refused:
            form.refuse(refused)
        else:
            flash(gettext("De groep gaat niet door. De berichten staan klaar."))
            return redirect(address("staff.waiting_list", group=group))
    hurry = _in_a_hurry(found)
    children = (
        reading()
        .scalars(
            select(Place.child_id)
            .where(Place.group_id == group, Place.status == PlaceStatus.HELD)
            .order_by(Place.id)
        )
        .all()
    )
    heard = heard_by(reading(), children, in_a_hurry=hurry)
    tutors = reading().scalar(
        select(func.count()).where(GroupTutor.group_id == group, GroupTutor.given_back_at.is_(None))
    )
    page = render_template(
        "staff/versions/group_cancel.html",
        form=form,
        group=one_group(reading(), group),
        heard=heard,
        ways=ways(heard),
        tutors=tutors or 0,
        hurry=hurry,
    )
    return page, 422 if form.is_submitted() else 200


def _in_a_hurry(group: Group) -> bool:
    today = now().astimezone(BRUSSELS).date()
    following = reading().scalar(
        select(func.min(BlockSession.day)).where(
            BlockSession.block_id == group.block_id, BlockSession.day >= today
        )
    )
    return following is not None and (following - today).days <= _AT_ONCE_DAYS
