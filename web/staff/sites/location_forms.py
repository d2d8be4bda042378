"""Making, changing and removing a location."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from sqlalchemy import select
from werkzeug.wrappers import Response

from models import Location
from scheduler.rights.refusal import Refusal
from scheduler.season.sites import LocationDraft, add_location, edit_location, remove_location
from web.database import reading, writing
from web.forms import Form, checkboxes_field, optional_text, text_field, version_field, version_of
from web.guarding import municipality as this_municipality
from web.guarding import season as this_season
from web.staff.blocks.doing import doing
from web.staff.blocks.sure import SureForm
from web.staff.sites.codes import next_numbered
from web.staff.sites.features import feature_choices
from web.staff.sites.found import location_here, used_by_location
from web.staff.sites.points import Point, centre_of, degrees

Answer = str | tuple[str, int] | Response


class LocationForm(Form):
    """Everything of a location."""

    name = text_field(_("Naam"), _("Vul de naam in."))
    code = text_field(
        _("Code"), _("Vul een code in."), longest=40, hint=_("Kort, en elke locatie een andere.")
    )
    address = optional_text(_("Straat en nummer"))
    postcode = optional_text(_("Postcode"), longest=10)
    lat = optional_text(_("Breedtegraad"), longest=20, hint=_("Zoals 51,05."))
    lon = optional_text(_("Lengtegraad"), longest=20, hint=_("Zoals 3,72."))
    features = checkboxes_field(
        _("Wat is er, overal op deze locatie?"),
        hint=_("Wat alleen in één lokaal is, zet je bij dat lokaal."),
    )
    version = version_field()

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self.features.choices = feature_choices()

    def validate(self, extra_validators: Any = None) -> bool:
        """Fields, and a whole point."""
        fine = super().validate(extra_validators)
        for field, most in ((self.lat, 90.0), (self.lon, 180.0)):
            if degrees(field.data, most) is None:
                field.errors = [*field.errors, gettext("Zet een punt op de kaart of vul het in.")]
                fine = False
        return bool(fine)

    def draft(self) -> LocationDraft:
        """What was filled in; only after `validate`."""
        return LocationDraft(
            code=str(self.code.data),
            name=str(self.name.data),
            lat=degrees(self.lat.data, 90.0) or 0.0,
            lon=degrees(self.lon.data, 180.0) or 0.0,
            features=tuple(self.features.data or ()),
            address=str(self.address.data or ""),
            postcode=str(self.postcode.data or ""),
        )


def location_new(municipality: str, season: str) -> Answer:  # noqa: ARG001  (the guard has it)
    """A form, with a code that is free; then the page of the new location."""
    form = LocationForm()
    if request.method == "GET":
        taken = select(Location.code).where(Location.season_id == this_season().id)
        form.code.data = next_numbered(list(reading().scalars(taken)), "L")
    elif _asks_centre(form):
        pass
    elif form.validate():
        try:
            with doing("sites", "add_location") as by:
                made = add_location(writing(), location=form.draft(), **by)
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            flash(gettext("%(name)s is toegevoegd. Voeg nu de lokalen toe.", name=form.name.data))
            return redirect(_page_of(made))
    return _form_page(form, None)


def location_edit(municipality: str, season: str, location: int) -> Answer:  # noqa: ARG001  (as above)
    """The same form, filled in."""
    row = location_here(location)
    form = LocationForm(obj=row)
    if request.method == "GET":
        form.lat.data, form.lon.data = f"{row.lat}", f"{row.lon}"
    elif _asks_centre(form):
        pass
    elif form.validate():
        try:
            with doing("sites", "edit_location") as by:
                edit_location(
                    writing(),
                    location_id=row.id,
                    expected=version_of(form.version),
                    location=form.draft(),
                    **by,
                )
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            flash(gettext("%(name)s is bewaard.", name=form.name.data))
            return redirect(_page_of(row.id))
    return _form_page(form, row)


def location_remove(municipality: str, season: str, location: int) -> Answer:  # noqa: ARG001  (as above)
    """Ask whether it may go, and what is still there; then remove it."""
    row = location_here(location)
    form = SureForm(obj=row)
    if form.is_submitted() and form.validate():
        try:
            with doing("sites", "remove_location") as by:
                remove_location(
                    writing(), location_id=row.id, expected=version_of(form.version), **by
                )
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            flash(gettext("%(name)s is verwijderd.", name=row.name))
            return redirect(_here("staff.locations"))
    page = render_template(
        "staff/sites/location_remove.html", form=form, location=row, used=used_by_location(row.id)
    )
    return (page, 422) if form.errors else page


def _asks_centre(form: LocationForm) -> bool:
    """Whether the form asks for a point to start from; it is filled in then."""
    if request.form.get("doe") != "midden":
        return False
    centre = centre_of(str(form.postcode.data or ""), this_municipality().nis)
    if centre is None:
        form.postcode.errors = [gettext("Van deze postcode weten we niet waar hij ligt.")]
    else:
        form.lat.data, form.lon.data = str(centre.lat), str(centre.lon)
    return True


def _form_page(form: LocationForm, row: Location | None) -> Answer:
    start = centre_of(str(form.postcode.data or ""), this_municipality().nis)
    page = render_template(
        "staff/sites/location_form.html",
        form=form,
        location=row,
        start=start or Point(51.05, 4.4),
    )
    return (page, 422) if form.errors else page


def _page_of(number: int) -> str:
    return _here("staff.location", location=number)


def _here(endpoint: str, **values: Any) -> str:
    return url_for(
        endpoint, municipality=this_municipality().slug, season=this_season().slug, **values
    )
