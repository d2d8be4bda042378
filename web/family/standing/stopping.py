"""Stopping, in two steps, at any time, without a reason (R3)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import abort, flash, redirect, render_template, url_for
from flask_babel import gettext
from sqlalchemy import select
from werkzeug.wrappers import Response

from models import Group, Place, PlanVersion, WaitingEntry, Wish
from models.enums import PlaceStatus, WaitingStatus
from scheduler.season import places, withdrawing
from scheduler.season.slots import Slots
from web.database import reading, writing
from web.family.own import by_me, my_child, my_children, of_my_children
from web.family_in import this_family
from web.forms import Form
from web.guarding import season as this_season

_Answer = str | tuple[str, int] | Response


def stop_wish(municipality: str, wish: int) -> _Answer:
    """One wish."""
    row, child = of_my_children(Wish, wish)
    slot = _slots().of((row.offer_id, row.block_id, row.location_id))
    return _in_two_steps(
        municipality,
        what="wish",
        name=child.first_name,
        slot=slot,
        verb=withdrawing.withdraw_wish,
        named={"child_id": child.id, "wish_id": row.id},
        told=gettext("De wens is weg. De andere wensen blijven."),
    )


def give_back(municipality: str, place: int) -> _Answer:
    """One place of the plan that families see."""
    row, child = of_my_children(Place, place)
    group = reading().get_one(Group, row.group_id)
    current = reading().get_one(PlanVersion, row.version_id).is_current
    if row.status is not PlaceStatus.HELD or not current:
        abort(404)
    return _in_two_steps(
        municipality,
        what="place",
        name=child.first_name,
        slot=_slots().of_group(group),
        verb=places.give_back_place,
        named={"child_id": child.id, "place_id": row.id},
        told=gettext("De plaats is teruggegeven. Dank je wel."),
    )


def leave_list(municipality: str, child: int, group: int) -> _Answer:
    """One waiting list."""
    row = my_child(child)
    waited = (
        reading()
        .scalars(
            select(Group)
            .join(WaitingEntry, WaitingEntry.group_id == Group.id)
            .where(
                Group.id == group,
                WaitingEntry.child_id == row.id,
                WaitingEntry.status == WaitingStatus.WAITING,
            )
        )
        .one_or_none()
    )
    if waited is None:
        abort(404)
    return _in_two_steps(
        municipality,
        what="list",
        name=row.first_name,
        slot=_slots().of_group(waited),
        verb=places.leave_waiting_list,
        named={"child_id": row.id, "group_id": waited.id},
        told=gettext("Je kind wacht niet meer voor deze groep."),
    )


def stop_child(municipality: str, child: int) -> _Answer:
    """All that was asked for one child."""
    row = my_child(child)
    return _in_two_steps(
        municipality,
        what="child",
        name=row.first_name,
        verb=withdrawing.withdraw_child,
        named={"child_id": row.id},
        told=gettext("De vraag is stopgezet."),
    )


def stop_all(municipality: str) -> _Answer:
    """All that was asked for all children."""
    return _in_two_steps(
        municipality,
        what="all",
        names=[child.first_name for child in my_children() if child.withdrawn_at is None],
        verb=withdrawing.withdraw_family,
        named={"contact_id": this_family().contact_id},
        told=gettext("Alles is stopgezet."),
    )


def _slots() -> Slots:
    return Slots(reading(), this_season())


def _in_two_steps(
    municipality: str,
    *,
    what: str,
    verb: Callable[..., None],
    named: dict[str, int],
    told: str,
    **shown: Any,
) -> _Answer:
    """Show what happens, with a button; then do it."""
    form = Form()
    if form.validate_on_submit():
        verb(writing(), **named, **by_me())
        flash(told)
        return redirect(url_for("family.standing", municipality=municipality))
    page = render_template("family/standing/stop.html", form=form, what=what, **shown)
    return (page, 422) if form.is_submitted() else page
