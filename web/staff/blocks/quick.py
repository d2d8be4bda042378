"""Blocks made quickly: a block for each of several weeks, or a series as one block."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext, ngettext
from flask_babel import lazy_gettext as _
from werkzeug.wrappers import Response

from scheduler.rights.refusal import Refusal
from scheduler.season.blocks import BlockDraft, add_block
from web.database import writing
from web.forms import Form, checkboxes_field, optional_text
from web.guarding import municipality as this_municipality
from web.guarding import season as this_season
from web.staff.blocks.doing import doing
from web.staff.blocks.found import codes_here
from web.staff.blocks.hours import day_field, hours_in, time_field
from web.staff.blocks.patterns import (
    WHOLE_DAY,
    fingerprint,
    free_code,
    series,
    week_blocks,
)
from web.staff.blocks.summer import weeks

Answer = str | tuple[str, int] | Response

WEEKDAYS: Final = (
    ("0", _("maandag")),
    ("1", _("dinsdag")),
    ("2", _("woensdag")),
    ("3", _("donderdag")),
    ("4", _("vrijdag")),
    ("5", _("zaterdag")),
    ("6", _("zondag")),
)
_WORKDAYS: Final = ("0", "1", "2", "3", "4")


class _DaysForm(Form):
    """What both ways ask."""

    days = checkboxes_field(_("Op welke dagen?"))

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self.days.choices = list(WEEKDAYS)

    def weekdays(self) -> set[int]:
        """The days of the week, 0 for Monday; with a sentence at the field where none is."""
        chosen = {int(each) for each in self.days.data or ()}
        if not chosen:
            self.days.errors = [*self.days.errors, gettext("Kies minstens één dag.")]
        return chosen


class WeeksForm(_DaysForm):
    """Weeks, days, and parts of the day with their hours."""

    weeks = checkboxes_field(_("Welke weken?"))
    parts = checkboxes_field(_("Welk deel van de dag?"), hint=_("Per week en deel één blok."))
    vm_from = time_field(_("Voormiddag van"), "09:00")
    vm_to = time_field(_("tot"), "12:00")
    nm_from = time_field(_("Namiddag van"), "13:00")
    nm_to = time_field(_("tot"), "16:00")
    dag_from = time_field(_("Hele dag van"), "09:00")
    dag_to = time_field(_("tot"), "16:00")

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self.weeks.choices = [
            (
                str(week.number),
                gettext("Week %(number)s: %(dates)s", number=week.number, dates=week.dates),
            )
            for week in weeks(this_season())
        ]
        self.parts.choices = [
            ("vm", _("Voormiddag")),
            ("nm", _("Namiddag")),
            (WHOLE_DAY, _("Hele dag")),
        ]

    def drafts(self) -> Sequence[BlockDraft]:
        """The blocks that this makes; with sentences at the fields where something lacks."""
        days = self.weekdays()
        parts = []
        for part in self.parts.data or ():
            hours = hours_in(self[f"{part}_from"], self[f"{part}_to"])
            if hours is not None:
                parts.append((part, hours))
        if not self.parts.data:
            self.parts.errors = [gettext("Kies minstens één deel van de dag.")]
        chosen = [
            week for week in weeks(this_season()) if str(week.number) in (self.weeks.data or ())
        ]
        if not chosen:
            self.weeks.errors = [gettext("Kies minstens één week.")]
        return week_blocks(this_season(), chosen, days, parts, codes_here())


class SeriesForm(_DaysForm):
    """A series of equal sessions that make up one block."""

    label = optional_text(_("Naam"), hint=_("Zoals “Bijles juli, dinsdag en donderdag”."))
    code = optional_text(_("Code"), longest=40, hint=_("Leeg: we kiezen er een."))
    first_day = day_field(_("Van"))
    last_day = day_field(_("Tot en met"))
    start = time_field(_("Begint om"), "09:00")
    end = time_field(_("Eindigt om"), "10:30")

    def drafts(self) -> Sequence[BlockDraft]:
        """The one block that this makes; with sentences at the fields where something lacks."""
        days, hours = self.weekdays(), hours_in(self.start, self.end)
        first, last = self.first_day.data, self.last_day.data
        if first is None or last is None or first > last:
            field = self.first_day if first is None else self.last_day
            field.errors = [gettext("Kies een eerste en een laatste dag, in die volgorde.")]
            return ()
        if hours is None or not days:
            return ()
        sessions = series(this_season(), first, last, days, hours)
        code = str(self.code.data or "") or free_code("reeks", codes_here())
        label = str(self.label.data or "")
        return (BlockDraft(code=code, label=label, sessions=sessions),) if sessions else ()


def block_weeks(municipality: str, season: str) -> Answer:  # noqa: ARG001  (the guard has it)
    """Weeks, days and hours; what that makes; and then it is made."""
    form = WeeksForm(days=_WORKDAYS, parts=("vm",))
    return _quick(form, "staff/blocks/block_weeks.html")


def block_series(municipality: str, season: str) -> Answer:  # noqa: ARG001  (as above)
    """Days and hours of a series; what that makes; and then it is made."""
    own = this_season()
    form = SeriesForm(first_day=own.first_day, last_day=own.last_day)
    return _quick(form, "staff/blocks/block_series.html")


def _quick(form: WeeksForm | SeriesForm, template: str) -> Answer:
    drafts: Sequence[BlockDraft] = ()
    if form.is_submitted() and form.validate():
        drafts = form.drafts()
        if not form.errors and not drafts:
            form.form_errors.append(
                gettext(
                    "Op die dagen is er niets: het zijn vrije dagen, of ze vallen buiten de zomer."
                )
            )
        seen = request.form.get("seen") == fingerprint(drafts)
        if not form.errors and request.form.get("doe") == "maak" and seen:
            try:
                with doing("blocks", "add_block") as by:
                    for each in drafts:
                        add_block(writing(), block=each, **by)
            except Refusal as refusal:
                form.refuse(refusal)
            else:
                flash(
                    ngettext(
                        "%(num)d blok staat op de kalender.",
                        "%(num)d blokken staan op de kalender.",
                        len(drafts),
                    )
                )
                return redirect(_calendar())
    page = render_template(
        template, form=form, drafts=drafts, seen=fingerprint(drafts), weeks=weeks(this_season())
    )
    return (page, 422) if form.errors else page


def _calendar() -> str:
    return url_for("staff.blocks", municipality=this_municipality().slug, season=this_season().slug)
