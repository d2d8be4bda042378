"""What every form here is: protected against forgery, with GOV.UK Frontend's fields in Dutch."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Final

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from govuk_frontend_wtf.wtforms_widgets import (
    GovCheckboxesInput,
    GovCheckboxInput,
    GovFileInput,
    GovPasswordInput,
    GovRadioInput,
    GovSelect,
    GovTextArea,
    GovTextInput,
)
from werkzeug.datastructures import MultiDict
from wtforms import (
    BooleanField,
    Field,
    FileField,
    HiddenField,
    PasswordField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than stubs
from wtforms.form import BaseForm
from wtforms.validators import InputRequired, Length, Optional

from scheduler.rights.refusal import Refusal
from web.database import take_back
from web.languages import said_in
from web.typed_values import typed_values

MOST: Final = 254
"""Characters of one line that anybody fills in."""

MOST_OF_TEXT: Final = 4000
"""Characters of a text of several lines."""

Choices = Sequence[tuple[str, Any]]
"""What is sent, and what it is called."""


class Form(FlaskForm):  # type: ignore[misc]  # the package has no types
    """A form of ours."""

    class Meta(FlaskForm.Meta):  # type: ignore[misc]  # idem
        """How forms take what was sent."""

        def wrap_formdata(self, form: BaseForm, formdata: Any) -> MultiDict[str, Any] | None:
            """What the caller gives, else what the browser sent."""
            if formdata is None or isinstance(formdata, MultiDict):
                return formdata
            if not form.is_submitted():  # type: ignore[attr-defined]  # forms of Flask have it
                return None
            fields = form._fields.items()
            return typed_values({name for name, each in fields if isinstance(each, FileField)})

    def refuse(self, refusal: Refusal) -> None:
        """Show why a verb did not do what this form asks; what it wrote so far is undone.

        The sentence stands at the field that the refusal names, where it names one of ours,
        and on top of the form otherwise.
        """
        take_back()
        sentence = refusal.sentence(said_in())
        sentence = sentence[:1].upper() + sentence[1:]
        field: Field | None = self._fields.get(getattr(refusal, "field", ""))
        if field is None:
            self.form_errors.append(sentence)
        else:
            field.errors = [*field.errors, sentence]


def text_field(label: Any, missing: Any, *, longest: int = MOST, hint: Any = "") -> StringField:
    """A line of text that has to be filled in."""
    return StringField(
        label,
        description=hint,
        validators=[
            InputRequired(message=missing),
            Length(max=longest, message=_("Dit is te lang: het mag %(max)d tekens zijn.")),
        ],
        widget=GovTextInput(),
    )


def password_field(label: Any, missing: Any, *, hint: Any = "") -> PasswordField:
    """A password; it is never sent back to the browser."""
    return PasswordField(
        label,
        description=hint,
        validators=[InputRequired(message=missing)],
        widget=GovPasswordInput(),
    )


def optional_text(label: Any, *, longest: int = MOST, hint: Any = "") -> StringField:
    """A line of text that may stay empty."""
    return StringField(
        label,
        description=hint,
        validators=[Optional(), _not_longer(longest)],
        widget=GovTextInput(),
    )


def long_text(label: Any, *, longest: int = MOST_OF_TEXT, hint: Any = "") -> TextAreaField:
    """A text of several lines; it may stay empty."""
    return TextAreaField(
        label, description=hint, validators=[Optional(), _not_longer(longest)], widget=GovTextArea()
    )


def select_field(label: Any, choices: Choices = (), *, hint: Any = "") -> SelectField:
    """One of a list; `choices` may be set on the form later."""
    return SelectField(label, description=hint, choices=_options(choices), widget=GovSelect())


def radio_field(
    label: Any, choices: Choices = (), *, hint: Any = "", missing: Any = None
) -> RadioField:
    """One of a few, all in sight, none chosen beforehand; `missing`: one has to be chosen."""
    return RadioField(
        label,
        description=hint,
        choices=_options(choices),
        validators=[Optional()] if missing is None else [InputRequired(message=missing)],
        widget=GovRadioInput(),
    )


def checkboxes_field(label: Any, choices: Choices = (), *, hint: Any = "") -> SelectMultipleField:
    """Any number of a list."""
    return SelectMultipleField(
        label, description=hint, choices=_options(choices), widget=GovCheckboxesInput()
    )


def yes_field(label: Any, *, hint: Any = "") -> BooleanField:
    """One box."""
    return BooleanField(label, description=hint, widget=GovCheckboxInput())


def file_field(label: Any, *, hint: Any = "") -> FileField:
    """A file to send."""
    return FileField(label, description=hint, widget=GovFileInput())


def version_field() -> HiddenField:
    """The version of the row as it was when the form was made (optimistic locking)."""
    return HiddenField(default="0")


def version_of(field: HiddenField) -> int:
    """The number in a version field; 0, which no row has, where it is none."""
    text = str(field.data or "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


def whole_number(text: Any) -> int | None:
    """A number as people type it, such as ` 12 `; None where it is none."""
    plain = str(text or "").strip()
    return int(plain) if plain.isascii() and plain.isdigit() and len(plain) < 10 else None


def cents_of(text: Any) -> int | None:
    """An amount in euros as people type it (`12`, `12,5`, `€ 12.50`) in cents; None: it is none."""
    plain = str(text or "").replace("€", "").strip().replace(",", ".")
    whole, _dot, part = plain.partition(".")
    fits = whole.isascii() and whole.isdigit() and len(whole) < 8 and len(part) <= 2
    if not fits or (part and not (part.isascii() and part.isdigit())):
        return None
    return int(whole) * 100 + int(part.ljust(2, "0") or 0)


def numbers_of(values: Iterable[str]) -> tuple[int, ...]:
    """Numbers of rows that a form sends, each once; what is no number is left out."""
    found = (whole_number(value) for value in values)
    return tuple(dict.fromkeys(number for number in found if number is not None))


def _options(choices: Choices) -> list[SelectChoice]:
    return [SelectChoice(value, label) for value, label in choices]


def _not_longer(longest: int) -> Length:
    return Length(max=longest, message=_("Dit is te lang: het mag %(max)d tekens zijn."))
