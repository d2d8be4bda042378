"""Making, changing and removing a room."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from sqlalchemy import select
from werkzeug.wrappers import Response

from models import Location, Room
from scheduler.rights.refusal import Refusal
from scheduler.season.sites import RoomDraft, add_room, edit_room, remove_room
from web.database import reading, writing
from web.forms import (
    Form,
    checkboxes_field,
    optional_text,
    text_field,
    version_field,
    version_of,
    whole_number,
)
from web.guarding import municipality as this_municipality
from web.guarding import season as this_season
from web.staff.blocks.doing import doing
from web.staff.blocks.sure import SureForm
from web.staff.sites.codes import next_lettered
from web.staff.sites.features import feature_choices, feature_names
from web.staff.sites.found import location_here, room_here, used_by_room

Answer = str | tuple[str, int] | Response


class RoomForm(Form):
    """Everything of a room but when it is closed."""

    name = optional_text(_("Naam"), hint=_("Zoals “Turnzaal” of “Klas 2B”."))
    code = text_field(
        _("Code"), _("Vul een code in."), longest=40, hint=_("Kort, en elk lokaal een andere.")
    )
    capacity = text_field(
        _("Voor hoeveel kinderen?"),
        _("Vul in voor hoeveel kinderen er plaats is."),
        longest=6,
        hint=_("Wie een kind begeleidt, telt mee."),
    )
    features = checkboxes_field(_("Wat is er in dit lokaal?"))
    version = version_field()

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self.features.choices = feature_choices()

    def validate(self, extra_validators: Any = None) -> bool:
        """Fields, and a number of children."""
        fine = super().validate(extra_validators)
        if self.capacity.data and not whole_number(self.capacity.data):
            self.capacity.errors = [*self.capacity.errors, gettext("Vul een getal in, vanaf 1.")]
            fine = False
        return bool(fine)

    def draft(self, location_id: int) -> RoomDraft:
        """What was filled in; only after `validate`."""
        return RoomDraft(
            code=str(self.code.data),
            location_id=location_id,
            capacity=whole_number(self.capacity.data) or 0,
            name=str(self.name.data or ""),
            features=tuple(self.features.data or ()),
        )


def room_new(municipality: str, season: str, location: int) -> Answer:  # noqa: ARG001  (the guard has it)
    """A form, with a code that is free; another room can follow at once."""
    place = location_here(location)
    form = RoomForm()
    if request.method == "GET":
        taken = select(Room.code).where(Room.season_id == this_season().id)
        form.code.data = next_lettered(set(reading().scalars(taken)), place.code)
    elif form.validate():
        said = called(str(form.name.data or ""), str(form.code.data))
        try:
            with doing("sites", "add_room") as by:
                add_room(writing(), room=form.draft(place.id), **by)
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            flash(gettext("%(name)s is toegevoegd.", name=said))
            again = request.form.get("doe") == "nog"
            return redirect(_at("staff.room_new" if again else "staff.location", place))
    return _form_page(form, place, None)


def room_edit(municipality: str, season: str, room: int) -> Answer:  # noqa: ARG001  (as above)
    """The same form, filled in."""
    row, place = room_here(room)
    form = RoomForm(obj=row)
    if form.is_submitted() and form.validate():
        said = called(row.name, row.code)
        try:
            with doing("sites", "edit_room") as by:
                edit_room(
                    writing(),
                    room_id=row.id,
                    expected=version_of(form.version),
                    room=form.draft(place.id),
                    **by,
                )
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            flash(gettext("%(name)s is bewaard.", name=said))
            return redirect(_at("staff.location", place))
    return _form_page(form, place, row)


def room_remove(municipality: str, season: str, room: int) -> Answer:  # noqa: ARG001  (as above)
    """Ask whether it may go; then remove it."""
    row, place = room_here(room)
    form = SureForm(obj=row)
    if form.is_submitted() and form.validate():
        said = called(row.name, row.code)
        try:
            with doing("sites", "remove_room") as by:
                remove_room(writing(), room_id=row.id, expected=version_of(form.version), **by)
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            flash(gettext("%(name)s is verwijderd.", name=said))
            return redirect(_at("staff.location", place))
    page = render_template(
        "staff/sites/room_remove.html",
        form=form,
        room=row,
        location=place,
        groups=used_by_room(row.id),
    )
    return (page, 422) if form.errors else page


def called(name: str, code: str) -> str:
    """What people call a room: its name, else its code."""
    return name.strip() or code


def _form_page(form: RoomForm, place: Location, row: Room | None) -> Answer:
    page = render_template(
        "staff/sites/room_form.html",
        form=form,
        location=place,
        room=row,
        shared=feature_names(place.features),
    )
    return (page, 422) if form.errors else page


def _at(endpoint: str, place: Location) -> str:
    return url_for(
        endpoint,
        municipality=this_municipality().slug,
        season=this_season().slug,
        location=place.id,
    )
