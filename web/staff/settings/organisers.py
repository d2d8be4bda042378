"""Who organises: a list that stays over the years."""

from __future__ import annotations

from flask import abort, flash, redirect, render_template, url_for
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from sqlalchemy import func, select
from werkzeug.wrappers import Response

from models import Offer, Organiser
from scheduler.accounts.organisers import OrganiserDraft, add_organiser, edit_organiser
from scheduler.rights.refusal import Refusal
from web.clock import now
from web.database import reading, writing
from web.forms import Form, optional_text, text_field, version_field, version_of
from web.guarding import municipality as this_municipality
from web.listing import asked, matching, shown
from web.staff.here import me

_Answer = str | tuple[str, int] | Response


class OrganiserForm(Form):
    """An organiser."""

    name = text_field(_("Naam"), _("Vul een naam in."), longest=120)
    email = optional_text(_("E-mailadres"))
    phone = optional_text(_("Telefoon"), longest=40)
    website = optional_text(_("Website"))
    version = version_field()

    def draft(self) -> OrganiserDraft:
        """What was filled in."""
        return OrganiserDraft(
            name=str(self.name.data),
            email=self.email.data or "",
            phone=self.phone.data or "",
            website=self.website.data or "",
        )


def organisers(municipality: str) -> str:  # noqa: ARG001  (the guard looked it up)
    """The list, with how many offers each has, over the years."""
    count = (
        select(func.count())
        .where(Offer.organiser_id == Organiser.id)
        .correlate(Organiser)
        .scalar_subquery()
    )
    sorts = {"naam": func.lower(Organiser.name), "aanbod": count}
    found = shown(
        reading(),
        select(Organiser, count.label("offers")).where(
            Organiser.municipality_id == this_municipality().id,
            *matching(asked(sorts).search, Organiser.name, Organiser.email),
        ),
        sorts=sorts,
        last=Organiser.id,
    )
    return render_template("staff/settings/organisers.html", shown=found)


def new_organiser(municipality: str) -> _Answer:  # noqa: ARG001
    """Add one."""
    form = OrganiserForm()
    if form.is_submitted():
        if form.validate():
            try:
                add_organiser(
                    writing(),
                    actor=me().actor,
                    municipality_id=this_municipality().id,
                    organiser=form.draft(),
                    now=now(),
                )
            except Refusal as refusal:
                form.refuse(refusal)
            else:
                return _done(str(form.name.data))
        return _page(form, None), 422
    return _page(form, None)


def organiser(municipality: str, organiser: int) -> _Answer:  # noqa: ARG001
    """Change one."""
    found = (
        reading()
        .scalars(
            select(Organiser).where(
                Organiser.municipality_id == this_municipality().id, Organiser.id == organiser
            )
        )
        .one_or_none()
    )
    if found is None:
        abort(404)
    form = OrganiserForm(obj=found)
    if form.is_submitted():
        if form.validate():
            try:
                edit_organiser(
                    writing(),
                    actor=me().actor,
                    municipality_id=this_municipality().id,
                    organiser_id=found.id,
                    expected=version_of(form.version),
                    organiser=form.draft(),
                    now=now(),
                )
            except Refusal as refusal:
                form.refuse(refusal)
            else:
                return _done(str(form.name.data))
        return _page(form, found), 422
    return _page(form, found)


def _done(name: str) -> Response:
    flash(gettext("%(name)s is bewaard.", name=name))
    return redirect(url_for("staff.organisers", municipality=this_municipality().slug))


def _page(form: OrganiserForm, found: Organiser | None) -> str:
    return render_template("staff/settings/organiser.html", form=form, organiser=found)
