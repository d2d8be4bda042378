"""The form of a tutor, and what a filled one means."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _

from models import Tutor
from models.enums import TutorRole
from scheduler.season.tutors import TutorDraft
from web.forms import (
    cents_of,
    checkboxes_field,
    optional_text,
    select_field,
    text_field,
    version_field,
)
from web.languages import said_in
from web.staff.tutors.finding import ROLES
from web.staff.tutors.telling import ProfileForm, told_by


class TutorForm(ProfileForm):
    """Everything of a tutor but the dates of checks."""

    version = version_field()
    name = optional_text(_("Naam"))
    code = text_field(
        _("Code"),
        _("Geef een code."),
        longest=40,
        hint=_("Zo heet de begeleider in bestanden, en waar namen niet nodig zijn."),
    )
    roles = checkboxes_field(_("Wat doet deze begeleider?"))
    goals = checkboxes_field(_("Waaraan kan de begeleider werken?"))
    age_from = optional_text(_("Jongste leeftijd"), longest=3)
    age_to = optional_text(_("Oudste leeftijd"), longest=3)
    languages = checkboxes_field(_("Welke talen spreekt de begeleider?"))
    skills = checkboxes_field(_("Wat kan de begeleider extra bieden?"))
    home = optional_text(
        _("Vanwaar vertrekt de begeleider?"),
        longest=60,
        hint=_("Een postcode, of een punt zoals 51,05; 3,72. Leeg: overal welkom."),
    )
    travel_mode = select_field(_("Hoe komt de begeleider?"))
    max_travel_min = optional_text(
        _("Hoe ver, in minuten?"), longest=5, hint=_("Leeg: geen grens.")
    )
    max_hours_week = optional_text(
        _("Hoeveel uren per week hoogstens?"), longest=6, hint=_("Leeg: geen grens.")
    )
    hourly = optional_text(_("Kost per uur, in euro"), longest=12, hint=_("Leeg: vrijwillig."))
    email = optional_text(_("E-mailadres"))
    phone = optional_text(_("Telefoon"), longest=40)
    language = select_field(_("Taal van de mails"))

    def __init__(self, **filled: Any) -> None:
        super().__init__(**filled)
        self.roles.choices = list(ROLES.items())

    def draft(self) -> TutorDraft | None:
        """The tutor as filled in; None where something cannot be read: its field says what."""
        if not self.validate():
            return None
        if not self.roles.data:
            self.roles.errors = [gettext("Kies minstens één rol.")]
        cents = self._cents()
        profile = self.profile(leads=TutorRole.LEAD in (self.roles.data or ()))
        if profile is None:
            return None
        return TutorDraft(
            code=str(self.code.data),
            roles=tuple(TutorRole(role) for role in self.roles.data or ()),
            hourly_cents=cents,
            profile=profile,
        )

    def _cents(self) -> int:
        if not str(self.hourly.data or "").strip():
            return 0
        cents = cents_of(self.hourly.data)
        if cents is None:
            self.hourly.errors = [gettext("Schrijf hier een bedrag, zoals 25 of 22,50.")]
        return cents or 0


def filled(row: Tutor) -> dict[str, Any]:
    """What the form of a tutor that is there begins with."""
    cents = f"{row.hourly_cents / 100:.2f}".replace(".", "," if said_in() == "nl" else ".")
    return {
        **told_by(row),
        "code": row.code,
        "roles": list(row.roles),
        "hourly": cents if row.hourly_cents else "",
    }
