"""Setting right what is kept about a child or a contact, in any phase (R16)."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from sqlalchemy import select
from werkzeug.wrappers import Response
from wtforms import FieldList, FormField

from models import EmergencyContact
from scheduler.rights.refusal import Refusal
from scheduler.season import correcting
from scheduler.season.correcting import ChildFacts
from scheduler.season.requests import ContactDraft, EmergencyDraft
from web.clock import now
from web.database import reading, writing
from web.forms import (
    Form,
    long_text,
    radio_field,
    text_field,
    version_field,
    version_of,
    whole_number,
)
from web.guarding import season as this_season
from web.staff.families.contact_form import EMPTY_CONTACT, ContactForm, contact_filled
from web.staff.families.opening import (
    closed_page,
    family_page,
    is_closed,
    this_child,
    this_contact,
)
from web.staff.families.request_form import SAYS_YES, PersonRow, people_typed, yes_or_no, yes_typed
from web.staff.here import me

_Answer = str | tuple[str, int] | Response


class FactsForm(Form):
    """What is set right about a child; wishes and needs are part of the request."""

    version = version_field()
    first_name = text_field(_("Voornaam van het kind"), _("Vul de voornaam in."), longest=80)
    birth_year = text_field(_("Geboortejaar"), _("Vul het geboortejaar in."), longest=4)
    own_words = long_text(_("Waaraan wil het kind werken? (mag leeg blijven)"), longest=500)
    says_yes = radio_field(_("Zegt het kind zelf ja?"))
    emergency = FieldList(FormField(PersonRow), min_entries=2)

    def __init__(self, **filled: Any) -> None:
        super().__init__(**filled)
        self.says_yes.choices = list(SAYS_YES)

    def facts(self) -> ChildFacts | None:
        """As filled in; None where something cannot be read."""
        people: tuple[EmergencyDraft, ...] = people_typed(self.emergency)
        year = whole_number(self.birth_year.data)
        if year is None or not this_season().year - 120 <= year <= this_season().year:
            self.birth_year.errors = [gettext("Dit geboortejaar kan niet.")]
        if self.errors or year is None:
            return None
        return ChildFacts(
            first_name=str(self.first_name.data),
            birth_year=year,
            own_words=str(self.own_words.data or ""),
            says_yes=yes_typed(self.says_yes.data),
            emergency=people,
        )


def correct_child(municipality: str, season: str, child: int) -> _Answer:  # noqa: ARG001
    """The form of a child's own facts."""
    row = this_child(child)
    if is_closed(row):
        return closed_page(row)
    people = reading().scalars(
        select(EmergencyContact)
        .where(EmergencyContact.child_id == row.id)
        .order_by(EmergencyContact.id)
    )
    form = FactsForm(
        data={
            "version": str(row.version),
            "first_name": row.first_name,
            "birth_year": str(row.birth_year),
            "own_words": row.own_words,
            "says_yes": yes_or_no(row.says_yes),
            "emergency": [{"name": each.name, "phone": each.phone} for each in people],
        }
    )
    facts = form.facts() if form.validate_on_submit() else None
    if facts is not None:
        by = {"child_id": row.id, "expected": version_of(form.version), "facts": facts}
        if _done(form, correcting.correct_child, **by):
            return redirect(family_page(child))
    page = render_template("staff/families/facts.html", form=form, child=row)
    return (page, 422) if form.is_submitted() else page


def correct_contact(municipality: str, season: str, child: int, contact: int) -> _Answer:  # noqa: ARG001
    """The form of how a family is reached."""
    row = this_child(child)
    known = this_contact(row, contact)
    if is_closed(row):
        return closed_page(row)
    form = ContactForm(data=contact_filled(known))
    draft = _contact_typed(form)
    if draft is not None:
        by = {
            "contact_id": known.id,
            "expected": version_of(form.contact_version),
            "contact": draft,
        }
        if _done(form, correcting.correct_contact, **by):
            return redirect(family_page(child))
    return _contact_page(form, row.id, new=False)


def add_contact(municipality: str, season: str, child: int) -> _Answer:  # noqa: ARG001
    """The form of somebody else who brings the child up too."""
    row = this_child(child)
    if is_closed(row):
        return closed_page(row)
    form = ContactForm(data=EMPTY_CONTACT)
    draft = _contact_typed(form)
    if draft is not None and _done(form, correcting.add_contact, child_id=row.id, contact=draft):
        return redirect(family_page(child))
    return _contact_page(form, row.id, new=True)


def _contact_typed(form: ContactForm) -> ContactDraft | None:
    if not form.is_submitted():
        return None
    valid = form.validate()
    draft = form.contact_draft()
    return draft if valid else None


def _done(form: Form, verb: Any, **what: Any) -> bool:
    try:
        verb(writing(), actor=me().actor, season_id=this_season().id, now=now(), **what)
    except Refusal as refusal:
        form.refuse(refusal)
        return False
    flash(gettext("Bewaard."))
    return True


def _contact_page(form: ContactForm, child: int, *, new: bool) -> _Answer:
    page = render_template(
        "staff/families/contact.html", form=form, new=new, back=family_page(child)
    )
    return (page, 422) if form.is_submitted() else page
