"""Numbers and amounts in forms of offers, as people type them."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext
from govuk_frontend_wtf.wtforms_widgets import GovTextInput
from wtforms import Field, Form, StringField
from wtforms.validators import StopValidation

from web.forms import cents_of, whole_number


class Count:
    """Checks that a field holds a whole number from `low` to `high`, or nothing if it may."""

    def __init__(self, low: int, high: int, *, may_be_empty: bool) -> None:
        self.low, self.high, self.may_be_empty = low, high, may_be_empty

    def __call__(self, form: Form, field: Field) -> None:  # noqa: ARG002  (as WTForms calls it)
        """Nothing, if it does.

        Raises:
            StopValidation: it does not; with a sentence for who fills in the form.
        """
        if not str(field.data or "").strip():
            if self.may_be_empty:
                return
            raise StopValidation(gettext("Vul een getal in."))
        number = whole_number(field.data)
        if number is None or not self.low <= number <= self.high:
            raise StopValidation(
                gettext("Vul een getal in van %(low)d tot %(high)d.", low=self.low, high=self.high)
            )


class Amount:
    """Checks that a field holds an amount in euros, or nothing."""

    def __call__(self, form: Form, field: Field) -> None:  # noqa: ARG002  (as WTForms calls it)
        """Nothing, if it does.

        Raises:
            StopValidation: as `Count`.
        """
        if str(field.data or "").strip() and cents_of(field.data) is None:
            raise StopValidation(gettext("Vul een bedrag in euro in, zoals 12 of 12,50."))


def count_field(
    label: Any, low: int, high: int, *, may_be_empty: bool = False, hint: Any = ""
) -> StringField:
    """A whole number."""
    check = Count(low, high, may_be_empty=may_be_empty)
    return StringField(label, description=hint, validators=[check], widget=GovTextInput())


def amount_field(label: Any, *, hint: Any = "") -> StringField:
    """An amount in euros; empty: not known yet."""
    return StringField(label, description=hint, validators=[Amount()], widget=GovTextInput())


def euros_typed(cents: int | None) -> str:
    """An amount as somebody would type it."""
    if cents is None:
        return ""
    whole, part = divmod(cents, 100)
    return f"{whole},{part:02d}" if part else str(whole)
