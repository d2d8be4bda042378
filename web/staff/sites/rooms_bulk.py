"""One change to several rooms: all of them, or none if one cannot."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext, ngettext
from flask_babel import lazy_gettext as _
from werkzeug.wrappers import Response

from models import Location, Room
from scheduler.rights.refusal import Refusal
from scheduler.season.availability import WindowDraft, set_room_windows
from scheduler.season.closures import closures_of, windows_of
from scheduler.season.sites import RoomDraft, edit_room, remove_room
from web.database import writing
from web.forms import (
    numbers_of,
    optional_text,
    radio_field,
    select_field,
    whole_number,
    yes_field,
)
from web.guarding import municipality as this_municipality
from web.guarding import season as this_season
from web.staff.blocks.doing import doing
from web.staff.blocks.hours import day_field
from web.staff.sites.features import feature_choices
from web.staff.sites.found import rooms_here, windows_here
from web.staff.sites.room_closures import ClosuresForm, draft_of
from web.staff.sites.room_forms import called

Answer = str | tuple[str, int] | Response
Rows = Sequence[tuple[Room, Location]]

ADD, TAKE, CAPACITY, CLOSE, OPEN, REMOVE = "kenmerk", "weg", "plaatsen", "sluit", "open", "wis"
ACTIONS: Final = (
    (ADD, _("Een kenmerk erbij")),
    (TAKE, _("Een kenmerk weg")),
    (CAPACITY, _("Een ander aantal plaatsen")),
    (CLOSE, _("Sluiten op dagen")),
    (OPEN, _("Weer openen op dagen")),
    (REMOVE, _("Verwijderen")),
)
_VERBS: Final = {
    ADD: "edit_room",
    TAKE: "edit_room",
    CAPACITY: "edit_room",
    CLOSE: "set_room_windows",
    OPEN: "set_room_windows",
    REMOVE: "remove_room",
}


class RoomsForm(ClosuresForm):
    """What to do with the rooms that were chosen; which fields count depends on it."""

    action = radio_field(_("Wat wil je doen?"), missing=_("Kies wat je wil doen."))
    feature = select_field(_("Welk kenmerk?"))
    capacity = optional_text(_("Voor hoeveel kinderen?"), longest=6)
    first_day = day_field(_("Van"))
    last_day = day_field(_("Tot en met"))
    part = radio_field(_("Welk deel van de dag?"))
    sure = yes_field(_("Ja, verwijder deze lokalen"))

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self.action.choices = list(ACTIONS)
        self.feature.choices = feature_choices()
        self.feature.validate_choice = False  # the verb knows them, where it needs one

    def validate(self, extra_validators: object = None) -> bool:
        """The fields that what is to be done asks for."""
        if not super().validate(extra_validators):
            return False
        field, sentence = {
            CAPACITY: (self.capacity, gettext("Vul een getal in, vanaf 1.")),
            CLOSE: (self.first_day, gettext("Kies vanaf welke dag.")),
            OPEN: (self.first_day, gettext("Kies vanaf welke dag.")),
            REMOVE: (self.sure, gettext("Zet een vinkje als je het zeker weet.")),
        }.get(self.action.data, (None, ""))
        wanted = field is None or field.data
        if field is self.capacity:
            wanted = whole_number(self.capacity.data)
        if field is not None and not wanted:
            field.errors = [*field.errors, sentence]
        return bool(wanted)


def rooms_bulk(municipality: str, season: str) -> Answer:  # noqa: ARG001  (the guard has it)
    """Ask what to do with the rooms that the list chose, and do it."""
    rows = rooms_here(numbers_of(request.values.getlist("rows")))
    form = RoomsForm()
    if form.is_submitted() and rows and form.validate():
        what = ngettext("%(num)d lokaal gewijzigd", "%(num)d lokalen gewijzigd", len(rows))
        try:
            with doing("sites", _VERBS[form.action.data]) as by:
                _do(form, rows, by)
        except _StoppedAt as stopped:
            form.refuse(stopped.why)
            said = called(stopped.row.name, stopped.row.code)
            form.form_errors.append(
                gettext("Er is niets gewijzigd. Kijk naar %(name)s.", name=said)
            )
        else:
            flash(gettext("Klaar: %(what)s.", what=what))
            return redirect(_at("staff.rooms"))
    page = render_template("staff/sites/rooms_bulk.html", form=form, rows=rows)
    return (page, 422) if form.errors else page


class _StoppedAt(Exception):
    """A verb did not do it for one room."""

    def __init__(self, row: Room, why: Refusal) -> None:
        super().__init__(type(why).__name__)
        self.row, self.why = row, why


def _do(form: RoomsForm, rows: Rows, by: Mapping[str, Any]) -> None:
    """Do it to all.

    Raises:
        _StoppedAt: the first that a verb refused.
    """
    kept = windows_here([row.id for row, _place in rows])
    for row, _place in rows:
        try:
            _do_one(form, row, tuple(map(draft_of, kept.get(row.id, ()))), by)
        except Refusal as refusal:
            raise _StoppedAt(row, refusal) from refusal


def _do_one(
    form: RoomsForm, row: Room, windows: tuple[WindowDraft, ...], by: Mapping[str, Any]
) -> None:
    expected = whole_number(request.form.get(f"version-{row.id}")) or 0
    if form.action.data == REMOVE:
        remove_room(writing(), room_id=row.id, expected=expected, **by)
    elif form.action.data in {CLOSE, OPEN}:
        own = this_season()
        if form.action.data == CLOSE:
            changed = windows_of((*closures_of(windows, own), *form.added()), own)
        elif not windows:
            return  # open all summer
        else:
            changed = windows_of(closures_of((*windows, *form.added()), own), own)
        set_room_windows(writing(), room_id=row.id, expected=expected, windows=changed, **by)
    else:
        edit_room(writing(), room_id=row.id, expected=expected, room=_changed(form, row), **by)


def _changed(form: RoomsForm, row: Room) -> RoomDraft:
    features = tuple(code for code in row.features if code != form.feature.data)
    if form.action.data == ADD:
        features = (*features, str(form.feature.data))
    number = whole_number(form.capacity.data) if form.action.data == CAPACITY else row.capacity
    return RoomDraft(
        code=row.code,
        location_id=row.location_id,
        capacity=number or 0,
        name=row.name,
        features=row.features if form.action.data == CAPACITY else features,
    )


def _at(endpoint: str) -> str:
    return url_for(endpoint, municipality=this_municipality().slug, season=this_season().slug)
