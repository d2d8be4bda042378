"""Fields for days and hours, and what people type in them."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext
from govuk_frontend_wtf.wtforms_widgets import GovTextInput
from wtforms import DateField, StringField
from wtforms.validators import Optional

from web.staff.blocks.patterns import Hours
from web.staff.blocks.summer import minutes_of


def time_field(label: Any, usual: str) -> StringField:
    """A time of the day; `usual` is in it to begin with."""
    return StringField(label, default=usual, widget=GovTextInput())


def day_field(label: Any) -> DateField:
    """A day; it may stay empty."""
    return DateField(label, validators=[Optional()], widget=GovTextInput())


def hours_in(start: StringField, end: StringField) -> Hours | None:
    """From and to; None, and a sentence at the field, where they are no hours in that order."""
    found = Hours(minutes_of(start.data) or 0, minutes_of(end.data) or 0)
    for field in (start, end):
        if minutes_of(field.data) is None:
            field.errors = [*field.errors, gettext("Vul een uur in, zoals 9:00.")]
            return None
    if found.start >= found.end:
        end.errors = [*end.errors, gettext("Het einde komt na het begin.")]
        return None
    return found
