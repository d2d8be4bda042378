"""The form of a tutor, and what a filled one means."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _

from data.references import NeedKind
from models import Tutor
from models.enums import TravelMode, TutorRole
from scheduler.season.tutors import TutorDraft, TutorProfile
from web.forms import (
    Form,
    cents_of,
    checkboxes_field,
    optional_text,
    select_field,
    text_field,
    version_field,
    whole_number,
)
from web.guarding import municipality as this_municipality
from web.languages import said_in
from web.staff.naming import TRAVEL, goal_names, language_names, need_names
from web.staff.tutors.finding import ROLES
from web.typed_points import point_of, typed_point


class TutorForm(Form):
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
        self.goals.choices = list(goal_names().items())
        self.languages.choices = list(language_names().items())
        self.skills.choices = list(need_names(NeedKind.SUPPORT).items())
        self.travel_mode.choices = list(TRAVEL.items())
        self.language.choices = list(language_names().items())

    def draft(self) -> TutorDraft | None:
        """The tutor as filled in; None where something cannot be read: its field says what."""
        if not self.validate():
            return None
        if not self.roles.data:
            self.roles.errors = [gettext("Kies minstens één rol.")]
        if TutorRole.LEAD in (self.roles.data or ()) and not self.goals.data:
            self.goals.errors = [gettext("Wie een groep leidt, heeft minstens één doel.")]
        point = self._point()
        ages = self._whole(self.age_from), self._whole(self.age_to)
        if (ages[0] is None) is not (ages[1] is None) and not self._errors_at("age_from", "age_to"):
            missing = self.age_from if ages[0] is None else self.age_to
            missing.errors = [gettext("Vul beide leeftijden in, of geen van beide.")]
        minutes, hours, cents = self._whole(self.max_travel_min), self._hours(), self._cents()
        if self.errors:
            return None
        profile = TutorProfile(
            name=str(self.name.data or ""),
            goals=tuple(self.goals.data or ()),
            age_from=ages[0],
            age_to=ages[1],
            languages=tuple(self.languages.data or ()),
            skills=tuple(self.skills.data or ()),
            lat=point[0],
            lon=point[1],
            travel_mode=TravelMode(self.travel_mode.data),
            max_travel_min=minutes,
            max_hours_week=hours,
            email=str(self.email.data or ""),
            phone=str(self.phone.data or ""),
            language=str(self.language.data),
        )
        return TutorDraft(
            code=str(self.code.data),
            roles=tuple(TutorRole(role) for role in self.roles.data or ()),
            hourly_cents=cents,
            profile=profile,
        )

    def _errors_at(self, *names: str) -> bool:
        return any(self[name].errors for name in names)

    def _whole(self, field: Any) -> int | None:
        if not str(field.data or "").strip():
            return None
        number = whole_number(field.data)
        if number is None:
            field.errors = [gettext("Schrijf hier een heel getal, of niets.")]
        return number

    def _hours(self) -> Decimal | None:
        typed = str(self.max_hours_week.data or "").strip().replace(",", ".")
        if not typed:
            return None
        try:
            hours = Decimal(typed)
        except InvalidOperation:
            hours = Decimal(-1)
        if not (hours.is_finite() and 0 <= hours <= 168):
            self.max_hours_week.errors = [gettext("Schrijf hier een getal van 0 tot 168.")]
            return None
        return hours

    def _cents(self) -> int:
        if not str(self.hourly.data or "").strip():
            return 0
        cents = cents_of(self.hourly.data)
        if cents is None:
            self.hourly.errors = [gettext("Schrijf hier een bedrag, zoals 25 of 22,50.")]
        return cents or 0

    def _point(self) -> tuple[float | None, float | None]:
        typed = str(self.home.data or "").strip()
        if not typed:
            return None, None
        found = point_of(typed, nis=this_municipality().nis or "")
        if found is None:
            self.home.errors = [gettext("Dit herkennen we niet als postcode of als punt.")]
            return None, None
        return found


def filled(row: Tutor) -> dict[str, Any]:
    """What the form of a tutor that is there begins with."""
    hours = "" if row.max_hours_week is None else f"{row.max_hours_week.normalize():f}"
    comma = "," if said_in() == "nl" else "."
    return {
        "version": str(row.version),
        "name": row.name,
        "code": row.code,
        "roles": list(row.roles),
        "goals": list(row.goals),
        "age_from": _text(row.age_from),
        "age_to": _text(row.age_to),
        "languages": list(row.languages),
        "skills": list(row.skills),
        "home": typed_point(row.lat, row.lon),
        "travel_mode": row.travel_mode.value,
        "max_travel_min": _text(row.max_travel_min),
        "max_hours_week": hours.replace(".", comma),
        "hourly": f"{row.hourly_cents / 100:.2f}".replace(".", comma) if row.hourly_cents else "",
        "email": row.email,
        "phone": row.phone,
        "language": row.language,
    }


def _text(number: int | None) -> str:
    return "" if number is None else str(number)
