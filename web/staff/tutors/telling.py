"""What tutors tell about themselves, as a form has it: for staff, and for tutors themselves."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import Any

from flask_babel import gettext

from data.references import NeedKind
from models import Tutor
from models.enums import TravelMode
from scheduler.season.tutors import TutorProfile
from web.forms import Form, whole_number
from web.guarding import municipality as this_municipality
from web.languages import said_in
from web.staff.naming import TRAVEL, goal_names, language_names, need_names
from web.typed_points import point_of, typed_point


class ProfileForm(Form):
    """The choices, and what is filled in; each kind of reader has fields in its own words."""

    name: Any
    goals: Any
    age_from: Any
    age_to: Any
    languages: Any
    skills: Any
    home: Any
    travel_mode: Any
    max_travel_min: Any
    max_hours_week: Any
    email: Any
    phone: Any
    language: Any

    def __init__(self, **filled: Any) -> None:
        super().__init__(**filled)
        self.goals.choices = list(goal_names().items())
        self.languages.choices = list(language_names().items())
        self.skills.choices = list(need_names(NeedKind.SUPPORT).items())
        self.travel_mode.choices = list(TRAVEL.items())
        self.language.choices = list(language_names().items())

    def profile(self, *, leads: bool) -> TutorProfile | None:
        """What is told; None where something cannot be read: its field says what."""
        if leads and not self.goals.data:
            self.goals.errors = [gettext("Wie een groep leidt, heeft minstens één doel.")]
        point = self._point()
        ages = self._whole(self.age_from), self._whole(self.age_to)
        if (ages[0] is None) is not (ages[1] is None) and not self._errors_at("age_from", "age_to"):
            missing = self.age_from if ages[0] is None else self.age_to
            missing.errors = [gettext("Vul beide leeftijden in, of geen van beide.")]
        minutes, hours = self._whole(self.max_travel_min), self._hours()
        if self.errors:
            return None
        return TutorProfile(
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

    def _point(self) -> tuple[float | None, float | None]:
        typed = str(self.home.data or "").strip()
        if not typed:
            return None, None
        found = point_of(typed, nis=this_municipality().nis or "")
        if found is None:
            self.home.errors = [gettext("Dit herkennen we niet als postcode of als punt.")]
            return None, None
        return found


def told_by(row: Tutor) -> dict[str, Any]:
    """What the form of a tutor that is there begins with."""
    hours = "" if row.max_hours_week is None else f"{row.max_hours_week.normalize():f}"
    comma = "," if said_in() == "nl" else "."
    return {
        "version": str(row.version),
        "name": row.name,
        "goals": list(row.goals),
        "age_from": _text(row.age_from),
        "age_to": _text(row.age_to),
        "languages": list(row.languages),
        "skills": list(row.skills),
        "home": typed_point(row.lat, row.lon),
        "travel_mode": row.travel_mode.value,
        "max_travel_min": _text(row.max_travel_min),
        "max_hours_week": hours.replace(".", comma),
        "email": row.email,
        "phone": row.phone,
        "language": row.language,
    }


def _text(number: int | None) -> str:
    return "" if number is None else str(number)
