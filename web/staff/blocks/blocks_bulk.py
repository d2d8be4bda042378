"""One change to several blocks: all of them, or none if one cannot."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext, ngettext
from flask_babel import lazy_gettext as _
from werkzeug.wrappers import Response

from models import Block
from scheduler.rights.refusal import Refusal
from scheduler.season.blocks import BlockDraft, SessionDraft, edit_block, remove_block
from web.database import writing
from web.forms import Form, numbers_of, optional_text, radio_field, whole_number, yes_field
from web.guarding import municipality as this_municipality
from web.guarding import season as this_season
from web.staff.blocks.doing import doing
from web.staff.blocks.found import blocks_here, marks_here, sessions_here

Answer = str | tuple[str, int] | Response

LATER, EARLIER, REMOVE = "later", "vroeger", "wis"
ACTIONS: Final = (
    (LATER, _("Later beginnen en eindigen")),
    (EARLIER, _("Vroeger beginnen en eindigen")),
    (REMOVE, _("Verwijderen")),
)
_MIDNIGHT: Final = 24 * 60


class BlocksForm(Form):
    """What to do with the blocks that were chosen."""

    action = radio_field(_("Wat wil je doen?"), missing=_("Kies wat je wil doen."))
    minutes = optional_text(_("Hoeveel minuten later of vroeger?"), longest=4)
    sure = yes_field(_("Ja, verwijder deze blokken"))

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self.action.choices = list(ACTIONS)

    def validate(self, extra_validators: Any = None) -> bool:
        """The field that what is to be done asks for."""
        if not super().validate(extra_validators):
            return False
        if self.action.data == REMOVE and not self.sure.data:
            self.sure.errors = [gettext("Zet een vinkje als je het zeker weet.")]
        elif self.action.data != REMOVE and not whole_number(self.minutes.data):
            self.minutes.errors = [gettext("Vul een getal in, vanaf 1.")]
        return not self.errors

    def shift(self) -> int:
        """By how many minutes sessions go later; below 0: earlier."""
        minutes = whole_number(self.minutes.data) or 0
        return minutes if self.action.data == LATER else -minutes


def blocks_bulk(municipality: str, season: str) -> Answer:  # noqa: ARG001  (the guard has it)
    """Ask what to do with the blocks that the list chose, and do it."""
    rows = blocks_here(numbers_of(request.values.getlist("rows")))
    form = BlocksForm()
    if form.is_submitted() and rows and form.validate():
        try:
            with doing("blocks", _verb(form)) as by:
                _do(form, rows, by)
        except _StoppedAt as stopped:
            if stopped.why is not None:
                form.refuse(stopped.why)
            name = stopped.row.label or stopped.row.code
            form.form_errors.append(
                gettext("Er is niets gewijzigd. Kijk naar %(name)s.", name=name)
            )
        else:
            flash(
                ngettext(
                    "Klaar: %(num)d blok gewijzigd.", "Klaar: %(num)d blokken gewijzigd.", len(rows)
                )
            )
            return redirect(_calendar())
    page = render_template(
        "staff/blocks/blocks_bulk.html", form=form, rows=rows, marks=marks_here()
    )
    return (page, 422) if form.errors else page


class _StoppedAt(Exception):
    """One block cannot be changed; `why` is None where its sessions would pass midnight."""

    def __init__(self, row: Block, why: Refusal | None) -> None:
        super().__init__(type(why).__name__)
        self.row, self.why = row, why


def _verb(form: BlocksForm) -> str:
    return "remove_block" if form.action.data == REMOVE else "edit_block"


def _do(form: BlocksForm, rows: Sequence[Block], by: Mapping[str, Any]) -> None:
    """Do it to all.

    Raises:
        _StoppedAt: the first that cannot be changed.
    """
    sessions = sessions_here([row.id for row in rows])
    for row in rows:
        expected = whole_number(request.form.get(f"version-{row.id}")) or 0
        try:
            if form.action.data == REMOVE:
                remove_block(writing(), block_id=row.id, expected=expected, **by)
                continue
            moved = tuple(_moved(each, form.shift()) for each in sessions.get(row.id, ()))
            if any(each.start_min < 0 or each.end_min > _MIDNIGHT for each in moved):
                raise _StoppedAt(row, None)
            draft = BlockDraft(code=row.code, label=row.label, sessions=moved)
            edit_block(writing(), block_id=row.id, expected=expected, block=draft, **by)
        except Refusal as refusal:
            raise _StoppedAt(row, refusal) from refusal


def _moved(one: SessionDraft, minutes: int) -> SessionDraft:
    return replace(one, start_min=one.start_min + minutes, end_min=one.end_min + minutes)


def _calendar() -> str:
    return url_for("staff.blocks", municipality=this_municipality().slug, season=this_season().slug)
