"""What is still possible: groups with a free seat, or a waiting list, that fit the child."""

from __future__ import annotations

from flask import abort, flash, redirect, render_template, url_for
from flask_babel import gettext
from sqlalchemy import func, select
from werkzeug.wrappers import Response

from models import BlockSession, Group, Offer, PlanVersion, WaitingEntry
from models.enums import OfferStatus, Phase, WaitingStatus
from scheduler.outbox.hours import BRUSSELS
from scheduler.season.candidates import groups_to_join
from scheduler.season.places import take_or_wait
from scheduler.season.slots import Slots
from web.clock import now
from web.database import reading, writing
from web.family.own import by_me, my_child
from web.forms import Form
from web.guarding import season as this_season

_PLACES_KNOWN = (Phase.PUBLISHED, Phase.RUNNING)


def possible(municipality: str, child: int) -> str:  # noqa: ARG001  (the guard looked it up)
    """The groups that fit, those with a free seat first."""
    row = my_child(child)
    season = this_season()
    groups = [] if row.withdrawn_at or season.phase not in _PLACES_KNOWN else _groups(row.id)
    fitting = groups_to_join(reading(), season, groups, row.id)
    slots = Slots(reading(), season)
    waited = _waited_for()
    shown = [
        (group.id, slots.of_group(group), _is_free(group, waited))
        for group in groups
        if group.id in fitting
    ]
    shown.sort(key=lambda each: (not each[2], each[1].first_day, each[1].offer, each[0]))
    return render_template("family/standing/possible.html", child=row, groups=shown, form=Form())


def take(municipality: str, child: int, group: int) -> Response:
    """Take a free seat, or wait for one."""
    row = my_child(child)
    if not Form().validate_on_submit():
        abort(400)
    held = take_or_wait(writing(), child_id=row.id, group_id=group, **by_me())
    flash(
        gettext("De plaats is voor jouw kind.")
        if held
        else gettext("Je kind wacht nu mee, in de volgorde van de loting.")
    )
    return redirect(url_for("family.standing", municipality=municipality))


def _groups(child: int) -> list[Group]:
    """Groups that are not over or cancelled, and for which the child does not wait yet."""
    last = (
        select(func.max(BlockSession.day))
        .where(BlockSession.block_id == Group.block_id)
        .correlate(Group)
        .scalar_subquery()
    )
    waits = select(WaitingEntry.group_id).where(
        WaitingEntry.child_id == child, WaitingEntry.status == WaitingStatus.WAITING
    )
    return list(
        reading().scalars(
            select(Group)
            .join(PlanVersion, PlanVersion.id == Group.version_id)
            .join(Offer, Offer.id == Group.offer_id)
            .where(
                Group.season_id == this_season().id,
                PlanVersion.is_current,
                Group.cancelled_at.is_(None),
                Offer.status == OfferStatus.PUBLISHED,
                Group.id.not_in(waits),
                last >= now().astimezone(BRUSSELS).date(),
            )
            .order_by(Group.id)
        )
    )


def _waited_for() -> frozenset[int]:
    return frozenset(
        reading().scalars(
            select(WaitingEntry.group_id).where(
                WaitingEntry.season_id == this_season().id,
                WaitingEntry.status == WaitingStatus.WAITING,
            )
        )
    )


def _is_free(group: Group, waited: frozenset[int]) -> bool:
    """Whether a seat is free now, and nobody waits for it."""
    return group.children_held < group.max_children and group.id not in waited
