"""Painting when a tutor is free: always, or the half days that are ticked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from flask import render_template
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from sqlalchemy import select

from models import AvailabilityWindow, Season, Tutor
from scheduler.season.availability import WindowDraft
from web.database import reading
from web.forms import Form, checkboxes_field, radio_field, version_field
from web.half_days import Half, half_days_of, of_days, only_half_days, weeks_of, windows_of

ALWAYS: Final = "altijd"
TICKED: Final = "aangeduid"


class AvailabilityForm(Form):
    """A choice, and the half days that go with it."""

    version = version_field()
    when = radio_field(_("Wanneer kan deze begeleider?"), missing=_("Kies een van de twee."))
    free = checkboxes_field(_("Vrij op"))

    def __init__(self, **filled: Any) -> None:
        super().__init__(**filled)
        self.when.choices = [
            (ALWAYS, _("Altijd, de hele zomer")),
            (TICKED, _("Alleen wanneer hieronder aangeduid")),
        ]


class Painting:
    """A tutor's summer to paint on, and what is painted or sent."""

    def __init__(self, kind: type[AvailabilityForm], row: Tutor, season: Season) -> None:
        self._row = row
        self._weeks = weeks_of(season.first_day, season.last_day)
        self._windows = windows_of_tutor(row)
        ticked = half_days_of(self._windows, season.first_day, season.last_day)
        self._finer = not only_half_days(self._windows, season.first_day, season.last_day)
        self.form = kind(
            data={
                "version": str(row.version),
                "when": TICKED if self._windows else ALWAYS,
                "free": sorted(cell.word for cell in ticked),
            }
        )
        self.form.free.choices = [
            (cell.word, "")
            for week in self._weeks
            for half in Half
            for cell in week.half_days(half)
        ]

    def drafts(self) -> tuple[WindowDraft, ...] | None:
        """What was sent; None where something is amiss: its field says what."""
        if not self.form.validate():
            return None
        if self.form.when.data == ALWAYS:
            return ()
        drafts = windows_of(of_days(set(self.form.free.data or ()), self._weeks))
        if not drafts:
            self.form.free.errors = [gettext("Duid minstens één halve dag aan, of kies altijd.")]
            return None
        return drafts

    def page(self, template: str) -> str:
        """The page, with what is painted."""
        return render_template(
            template,
            form=self.form,
            tutor=self._row,
            weeks=self._weeks,
            halves=tuple(Half),
            ticked=set(self.form.free.data or ()),
            finer=self._finer,
        )


def windows_of_tutor(row: Tutor) -> Sequence[AvailabilityWindow]:
    """When a tutor is free, in the order of the summer; none: always."""
    return (
        reading()
        .scalars(
            select(AvailabilityWindow)
            .where(AvailabilityWindow.tutor_id == row.id)
            .order_by(AvailabilityWindow.first_day, AvailabilityWindow.start_min)
        )
        .all()
    )
