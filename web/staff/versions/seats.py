"""A place that is given back on behalf of a family: what follows from it is told first."""

from __future__ import annotations

from flask import abort, flash, redirect, render_template
from flask_babel import gettext
from sqlalchemy import select
from werkzeug.wrappers import Response

from models import Child, Place, PlanVersion, WaitingEntry
from models.enums import PlaceStatus, WaitingStatus
from scheduler.rights.refusal import Refusal
from scheduler.season.foreseen import heard_by
from scheduler.season.places import give_back_place
from web.clock import now
from web.database import reading, writing
from web.guarding import season as this_season
from web.staff.here import me
from web.staff.runs.addresses import address
from web.staff.versions.groups import one_group
from web.staff.versions.publishing import SureForm
from web.staff.versions.words import ways


def place_back(municipality: str, season: str, place: int) -> Response | tuple[str, int]:  # noqa: ARG001
    """Say what giving this place back does; sent, it is given back."""
    here, form = this_season(), SureForm()
    found, child = _held(place)
    if form.validate_on_submit():
        try:
            give_back_place(
                writing(),
                actor=me().actor,
                season_id=here.id,
                child_id=child.id,
                place_id=found.id,
                now=now(),
            )
        except Refusal as refused:
            form.refuse(refused)
        else:
            flash(gettext("De plaats is teruggegeven en meteen verder aangeboden."))
            return redirect(address("staff.waiting_list", group=found.group_id))
    next_one = reading().scalar(
        select(WaitingEntry.draw_number)
        .where(
            WaitingEntry.group_id == found.group_id, WaitingEntry.status == WaitingStatus.WAITING
        )
        .order_by(WaitingEntry.draw_digest)
        .limit(1)
    )
    page = render_template(
        "staff/versions/place_back.html",
        form=form,
        child=child,
        group=one_group(reading(), found.group_id),
        next_one=next_one,
        ways=ways(heard_by(reading(), [child.id])),
    )
    return page, 422 if form.is_submitted() else 200


def _held(number: int) -> tuple[Place, Child]:
    """A place that a child holds in the version that families see; 404 where it is not one."""
    found = (
        reading()
        .execute(
            select(Place, Child)
            .join(Child, Child.id == Place.child_id)
            .join(PlanVersion, PlanVersion.id == Place.version_id)
            .where(
                Place.season_id == this_season().id,
                Place.id == number,
                Place.status == PlaceStatus.HELD,
                PlanVersion.is_current.is_(True),
            )
        )
        .one_or_none()
    )
    if found is None:
        abort(404)
    place, child = found
    return place, child
