"""Making, copying, changing and removing one block."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from werkzeug.wrappers import Response

from models import Block
from scheduler.rights.refusal import Refusal
from scheduler.season.blocks import BlockDraft, add_block, edit_block, remove_block
from web.database import writing
from web.forms import (
    Form,
    numbers_of,
    optional_text,
    text_field,
    version_field,
    version_of,
    yes_field,
)
from web.guarding import municipality as this_municipality
from web.guarding import season as this_season
from web.staff.blocks.doing import doing
from web.staff.blocks.found import block_here, codes_here, sessions_here, used_by
from web.staff.blocks.hours import hours_in, time_field
from web.staff.blocks.patterns import Hours, HoursOfDay, free_code
from web.staff.blocks.summer import HALVES, weeks
from web.staff.blocks.sure import SureForm
from web.staff.blocks.timetable import Timetable, kept, typed

Answer = str | tuple[str, int] | Response

_USUAL = HoursOfDay(Hours(9 * 60, 12 * 60), Hours(13 * 60, 16 * 60))


class BlockForm(Form):
    """A block; its sessions come beside it (`timetable`). Hours are for what is painted."""

    label = optional_text(_("Naam"), hint=_("Zoals “Week van 5 juli, voormiddag”."))
    code = text_field(
        _("Code"), _("Vul een code in."), longest=40, hint=_("Kort, en elk blok een andere.")
    )
    vm_from = time_field(_("Voormiddag van"), "09:00")
    vm_to = time_field(_("tot"), "12:00")
    nm_from = time_field(_("Namiddag van"), "13:00")
    nm_to = time_field(_("tot"), "16:00")
    joined = yes_field(_("Een hele dag is één lange sessie, met de middag erbij"))
    version = version_field()

    def hours(self) -> HoursOfDay:
        """The hours of what is painted; with sentences at the fields that are none."""
        morning = hours_in(self.vm_from, self.vm_to) or _USUAL.morning
        afternoon = hours_in(self.nm_from, self.nm_to) or _USUAL.afternoon
        return HoursOfDay(morning, afternoon, bool(self.joined.data))


def block_new(municipality: str, season: str) -> Answer:  # noqa: ARG001  (the guard has it)
    """An empty calendar to paint, or a copy of the block in `van`."""
    form = BlockForm()
    table = kept(this_season(), ())
    if form.is_submitted():
        return _submitted(form, None)
    copied = numbers_of(request.args.getlist("van")[:1])
    if copied:
        row = block_here(copied[0])
        form.label.data = gettext("%(name)s, kopie", name=row.label or row.code)
        form.code.data = free_code(row.code, codes_here())
        table = kept(this_season(), sessions_here([row.id]).get(row.id, []))
    else:
        form.code.data = free_code("blok", codes_here())
    return _form_page(form, None, table)


def block_edit(municipality: str, season: str, block: int) -> Answer:  # noqa: ARG001  (as above)
    """The block, painted, with its sessions in a table."""
    row = block_here(block)
    form = BlockForm(obj=row)
    if form.is_submitted():
        return _submitted(form, row)
    return _form_page(form, row, kept(this_season(), sessions_here([row.id]).get(row.id, [])))


def block_remove(municipality: str, season: str, block: int) -> Answer:  # noqa: ARG001  (as above)
    """Ask whether it may go, and what names it; then remove it."""
    row = block_here(block)
    form = SureForm(obj=row)
    name = row.label or row.code
    if form.is_submitted() and form.validate():
        try:
            with doing("blocks", "remove_block") as by:
                remove_block(writing(), block_id=row.id, expected=version_of(form.version), **by)
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            flash(gettext("%(name)s is verwijderd.", name=name))
            return redirect(_at("staff.blocks"))
    page = render_template(
        "staff/blocks/block_remove.html", form=form, block=row, name=name, used=used_by(row)
    )
    return (page, 422) if form.errors else page


def _submitted(form: BlockForm, row: Block | None) -> Answer:
    """Save it; or show what the painted calendar comes to (`doe=kijk`)."""
    fine = form.validate()
    hours = form.hours()
    table = typed(this_season(), hours)
    if request.form.get("doe") == "kijk":
        return _form_page(form, row, table)
    if not table.sessions and table.is_fine:
        form.form_errors.append(gettext("Tik minstens één halve dag aan, of vul een rij in."))
    if not table.is_fine:
        form.form_errors.append(gettext("Kijk de rijen na waar iets bij staat."))
    if fine and not form.errors:
        try:
            number = _save(form, row, table)
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            flash(gettext("%(name)s is bewaard.", name=form.label.data or form.code.data))
            return redirect(_at("staff.block", block=number))
    return _form_page(form, row, table)


def _save(form: BlockForm, row: Block | None, table: Timetable) -> int:
    draft = BlockDraft(
        code=str(form.code.data), label=str(form.label.data or ""), sessions=table.sessions
    )
    with doing("blocks", "add_block" if row is None else "edit_block") as by:
        if row is None:
            return add_block(writing(), block=draft, **by)
        expected = version_of(form.version)
        edit_block(writing(), block_id=row.id, expected=expected, block=draft, **by)
        return row.id


def _form_page(form: BlockForm, row: Block | None, table: Timetable) -> Answer:
    page = render_template(
        "staff/blocks/block_form.html",
        form=form,
        block=row,
        table=table,
        was=",".join(sorted(table.halves)),
        weeks=weeks(this_season()),
        halves=HALVES,
        season=this_season(),
    )
    return (page, 422) if form.errors else page


def _at(endpoint: str, **values: Any) -> str:
    return url_for(
        endpoint, municipality=this_municipality().slug, season=this_season().slug, **values
    )
