"""The forms of import and export."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from flask_babel import lazy_gettext as _
from wtforms import FileField, HiddenField, SelectMultipleField
from wtforms.validators import ValidationError

from scheduler.exchange.tables_known import CHILDREN, SUPPLY
from scheduler.exchange.uploading import Upload
from web.forms import Form, checkboxes_field, file_field, yes_field
from web.staff.exchange.table_words import NAMES

_LONGEST_NAME: Final = 120


class SendForm(Form):
    """A file to import, which tables of it, and whether what is not in it goes."""

    file = file_field(
        _("Bestand"),
        hint=_("CSV (één tabel), een zip met CSV-bestanden, of een Excel-werkmap (.xlsx)."),
    )
    tables = checkboxes_field(
        _("Welke tabellen wil je inlezen?"), [(name, NAMES[name]) for name in SUPPLY]
    )
    children = yes_field(
        _("Ook kinderen, hun wensen en wie samen wil"),
        hint=_("Dit zijn persoonsgegevens. Je kan dit achteraf niet ongedaan maken."),
    )
    removing = yes_field(
        _("Ook weghalen wat niet in het bestand staat"),
        hint=_("Alleen in de tabellen die je kiest, en alleen wat nergens gebruikt wordt."),
    )

    def validate_file(self, field: FileField) -> None:
        """A file has to be there, with something in it."""
        if not getattr(field.data, "filename", ""):
            raise ValidationError(_("Kies een bestand."))

    def validate_tables(self, field: SelectMultipleField) -> None:
        """Something has to be chosen."""
        if not field.data and not self._wants_children:
            raise ValidationError(_("Kies minstens één tabel."))

    @property
    def _wants_children(self) -> bool:
        """Whether they were chosen; the field is taken away for who may not."""
        return self.children is not None and bool(self.children.data)

    def upload(self) -> Upload:
        """What was sent."""
        chosen: Sequence[str] = self.tables.data or ()
        more = CHILDREN if self._wants_children else ()
        name = str(self.file.data.filename).replace("\\", "/").rsplit("/", 1)[-1]
        return Upload(
            name[-_LONGEST_NAME:],
            self.file.data.read(),
            frozenset((*chosen, *more)),
            bool(self.removing.data),
        )


class ConfirmForm(Form):
    """A file that was looked at: which one, and what was seen."""

    bestand = HiddenField()
    digest = HiddenField()
