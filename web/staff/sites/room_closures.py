"""The page on which people paint when a room is closed."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from werkzeug.wrappers import Response

from models import AvailabilityWindow, Room
from scheduler.rights.refusal import Refusal
from scheduler.season.availability import WindowDraft, set_room_windows
from scheduler.season.closures import windows_of
from web.database import writing
from web.forms import Form, radio_field, version_field, version_of
from web.guarding import municipality as this_municipality
from web.guarding import season as this_season
from web.staff.blocks.doing import doing
from web.staff.blocks.hours import day_field
from web.staff.blocks.summer import HALVES, half_days, key_of, weeks
from web.staff.sites.closing import (
    PARTS,
    Painted,
    closed_from_to,
    closures,
    hours_of,
    key_of_hours,
    painted,
)
from web.staff.sites.found import room_here, windows_here
from web.staff.sites.room_forms import called

Answer = str | tuple[str, int] | Response


class ClosuresForm(Form):
    """Days to close besides what is painted (`half`) and kept (`hours`)."""

    first_day = day_field(_("Gesloten van"))
    last_day = day_field(_("Tot en met"))
    part = radio_field(_("Welk deel van de dag?"))
    version = version_field()

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self.part.choices = list(PARTS)
        if not self.is_submitted():
            self.part.data = "dag"

    def validate(self, extra_validators: object = None) -> bool:
        """Both days or none, in order, in the season."""
        fine = super().validate(extra_validators)
        first, last = self.first_day.data, self.last_day.data or self.first_day.data
        if fine and last is not None:
            own = this_season()
            if first is None or not own.first_day <= first <= last <= own.last_day:
                self.first_day.errors = [
                    gettext("Kies een eerste en een laatste dag binnen de zomer, in die volgorde.")
                ]
                fine = False
        return bool(fine)

    def added(self) -> tuple[WindowDraft, ...]:
        """The days to close; only after `validate`."""
        first: date | None = self.first_day.data
        if first is None:
            return ()
        return (closed_from_to(first, self.last_day.data or first, self.part.data or "dag"),)


def room_closures(municipality: str, season: str, room: int) -> Answer:  # noqa: ARG001  (the guard has it)
    """The calendar, painted; then what is painted now is kept, and the page shown again."""
    row, place = room_here(room)
    form = ClosuresForm(version=row.version)
    kept = windows_here([row.id]).get(row.id, [])
    shown = painted((draft_of(each) for each in kept), this_season())
    if form.is_submitted():
        named = half_days(request.form.getlist("half"), this_season())
        shown = Painted(named, hours_of(request.form.getlist("hours")))
        if form.validate():
            try:
                _save(row, (*closures(shown, this_season()), *form.added()), form)
            except Refusal as refusal:
                form.refuse(refusal)
            else:
                flash(gettext("Bewaard: wanneer %(name)s gesloten is.", name=_called(row)))
                return redirect(_again(row))
    page = render_template(
        "staff/sites/room_closures.html",
        form=form,
        room=row,
        location=place,
        called=_called(row),
        weeks=weeks(this_season()),
        halves=HALVES,
        ticked={key_of(each) for each in shown.halves},
        hours=[(key_of_hours(each), each) for each in shown.hours],
        closed=closures(shown, this_season()),
    )
    return (page, 422) if form.errors else page


def _save(row: Room, closed: tuple[WindowDraft, ...], form: ClosuresForm) -> None:
    with doing("sites", "set_room_windows") as by:
        set_room_windows(
            writing(),
            room_id=row.id,
            expected=version_of(form.version),
            windows=windows_of(closed, this_season()),
            **by,
        )


def draft_of(kept: AvailabilityWindow) -> WindowDraft:
    """A kept window as it would be filled in."""
    return WindowDraft(
        first_day=kept.first_day,
        last_day=kept.last_day,
        start_min=kept.start_min,
        end_min=kept.end_min,
    )


def _called(row: Room) -> str:
    return called(row.name, row.code)


def _again(row: Room) -> str:
    return url_for(
        "staff.room_closures",
        municipality=this_municipality().slug,
        season=this_season().slug,
        room=row.id,
    )
