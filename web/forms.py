"""What every form here is: protected against forgery, with GOV.UK Frontend's fields in Dutch."""

from __future__ import annotations

from typing import Any, Final

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from govuk_frontend_wtf.wtforms_widgets import GovPasswordInput, GovTextInput
from wtforms import PasswordField, StringField
from wtforms.validators import InputRequired, Length

MOST: Final = 254
"""Characters of one line that anybody fills in."""


class Form(FlaskForm):  # type: ignore[misc]  # the package has no types
    """A form of ours."""


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
