"""Set right what is kept about a child, at any time."""

from __future__ import annotations

from typing import Any, Final

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from sqlalchemy import select
from werkzeug.wrappers import Response
from wtforms import FieldList, FormField
from wtforms import Form as Row

from models import EmergencyContact
from scheduler.rights.refusal import Refusal
from scheduler.season import correcting
from scheduler.season.correcting import ChildFacts
from scheduler.season.requests import EmergencyDraft
from web.database import reading, writing
from web.family.own import by_me, my_child
from web.forms import (
    Form,
    long_text,
    optional_text,
    radio_field,
    text_field,
    version_field,
    version_of,
    whole_number,
)
from web.guarding import season as this_season

_Answer = str | tuple[str, int] | Response
_PEOPLE: Final = 2


class PersonRow(Row):
    """Whom to call on the day."""

    name = optional_text(_("Naam"))
    phone = optional_text(_("Telefoon"), longest=40)


class FactsForm(Form):
    """What is set right; wishes and what helps are part of the request."""

    version = version_field()
    first_name = text_field(_("Voornaam"), _("Vul de voornaam in."), longest=80)
    birth_year = text_field(_("Geboortejaar"), _("Vul het geboortejaar in."), longest=4)
    own_words = long_text(_("Wat wil je kind leren of doen? (mag leeg blijven)"), longest=500)
    says_yes = radio_field(
        _("Wil je kind zelf meedoen?"),
        (("ja", _("Ja")), ("nee", _("Nee")), ("", _("Dat zeggen we niet"))),
    )
    emergency = FieldList(FormField(PersonRow), min_entries=_PEOPLE)

    def facts(self) -> ChildFacts | None:
        """As filled in; None where it was not sent, or something is not right."""
        if not self.validate_on_submit():
            return None
        year = whole_number(self.birth_year.data)
        if year is None or not this_season().year - 120 <= year <= this_season().year:
            self.birth_year.errors = [gettext("Dit geboortejaar kan niet.")]
        people = self._people()
        if self.errors or year is None:
            return None
        return ChildFacts(
            first_name=str(self.first_name.data),
            birth_year=year,
            own_words=str(self.own_words.data or ""),
            says_yes={"ja": True, "nee": False}.get(str(self.says_yes.data or "")),
            emergency=people,
        )

    def _people(self) -> tuple[EmergencyDraft, ...]:
        found = []
        for entry in self.emergency:
            name = str(entry.form.name.data or "").strip()
            phone = str(entry.form.phone.data or "").strip()
            if name and not phone:
                entry.form.phone.errors = [gettext("Vul een telefoonnummer in.")]
            elif phone:
                found.append(EmergencyDraft(name=name, phone=phone))
        errors = [entry.errors for entry in self.emergency]
        self.emergency.errors = errors if any(errors) else []
        return tuple(found)


def correct_child(municipality: str, child: int) -> _Answer:
    """The form of a child's own facts."""
    row = my_child(child)
    people = reading().scalars(
        select(EmergencyContact)
        .where(EmergencyContact.child_id == row.id)
        .order_by(EmergencyContact.id)
    )
    kept: dict[str, Any] = {
        "version": str(row.version),
        "first_name": row.first_name,
        "birth_year": str(row.birth_year),
        "own_words": row.own_words,
        "says_yes": {None: "", True: "ja", False: "nee"}[row.says_yes],
        "emergency": [{"name": each.name, "phone": each.phone} for each in people],
    }
    form = FactsForm(data=kept)
    facts = form.facts()
    if facts is not None:
        try:
            correcting.correct_child(
                writing(),
                child_id=row.id,
                expected=version_of(form.version),
                facts=facts,
                **by_me(),
            )
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            flash(gettext("Bewaard. Een plaats blijft zoals ze is."))
            return redirect(url_for("family.my_data", municipality=municipality))
    page = render_template("family/data/child.html", form=form, child=row)
    return (page, 422) if form.is_submitted() else page
