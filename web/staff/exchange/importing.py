"""Bringing a file in: send it, look at what would change, and only then do it."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from models.enums import Phase, StaffRole
from scheduler.exchange.column_texts import column_texts
from scheduler.exchange.comparing import Comparison, compare
from scheduler.exchange.importing import import_children, import_tables
from scheduler.exchange.packing import PERSONAL
from scheduler.exchange.tables_known import CHILDREN, IMPORTED, SUPPLY
from scheduler.exchange.uploading import Upload
from scheduler.rights.refusal import Refusal
from scheduler.season.changing import remembered
from scheduler.season.phases_allowed import is_before
from web.clock import now
from web.database import reading, take_back, writing
from web.guarding import municipality as this_municipality
from web.guarding import season as this_season
from web.languages import said_in
from web.staff.exchange import kept_files
from web.staff.exchange.forms import ConfirmForm, SendForm
from web.staff.exchange.table_words import NAMES
from web.staff.here import me

MOST_SHOWN = 200
"""Rows of one kind that a preview shows of a table; all of them are counted."""


def exchange(municipality: str, season: str) -> str:  # noqa: ARG001  (the guard)
    """The page to bring in and take out; with `bestand`, what that file would change."""
    kept_files.sweep()
    token = request.args.get("bestand", "")
    upload = _kept(token) if token else None
    if upload is not None:
        return _preview(token, upload)
    if token:
        flash(gettext("Dat bestand is er niet meer. Stuur het opnieuw."))
    return _start(SendForm(tables=list(SUPPLY), formdata=None))


def import_file(municipality: str, season: str) -> Response | tuple[str, int]:  # noqa: ARG001
    """Take a file, and go to what it would change."""
    form = SendForm()
    if not children_may_come():
        del form.children
    if not form.validate_on_submit():
        return _start(form), 422
    token = kept_files.keep(form.upload(), **_whose())
    return redirect(_page(bestand=token), code=303)


def import_confirm(municipality: str, season: str) -> Response:  # noqa: ARG001  (idem)
    """Do what was seen, all of it or nothing."""
    form = ConfirmForm()
    token = str(form.bestand.data or "")
    upload = _kept(token)
    if upload is None:
        flash(gettext("Dat bestand is er niet meer. Stuur het opnieuw."))
        return redirect(_page(), code=303)
    try:
        done = _import(upload, str(form.digest.data or ""))
    except Refusal as refusal:
        take_back()
        said = refusal.sentence(said_in())
        flash(said[:1].upper() + said[1:])
        return redirect(_page(bestand=token), code=303)
    kept_files.forget(token, **_whose())
    flash(_told(done))
    return redirect(_page(), code=303)


def import_discard(municipality: str, season: str) -> Response:  # noqa: ARG001  (idem)
    """Throw a file away without doing anything."""
    kept_files.forget(str(ConfirmForm().bestand.data or ""), **_whose())
    flash(gettext("Er is niets veranderd."))
    return redirect(_page(), code=303)


def _import(upload: Upload, digest: str) -> Comparison:
    verb = import_children if upload.tables & set(CHILDREN) else import_tables
    by: dict[str, Any] = {"actor": me().actor, "season_id": this_season().id, "now": now()}
    with remembered(writing(), **by, part="import", what="import_tables"):
        done: Comparison = verb(writing(), **by, upload=upload, digest=digest)
    return done


def _told(done: Comparison) -> str:
    said: str = gettext(
        "Ingelezen: %(new)s nieuw, %(changed)s gewijzigd, %(gone)s weg.",
        new=sum(len(each.new) for each in done.tables),
        changed=sum(len(each.changed) for each in done.tables),
        gone=sum(len(each.gone) for each in done.tables),
    )
    return said


def _preview(token: str, upload: Upload) -> str:
    found = compare(reading(), season_id=this_season().id, upload=upload)
    return render_template(
        "staff/exchange/preview.html",
        found=found,
        upload=upload,
        names=NAMES,
        most=MOST_SHOWN,
        language_of_texts=said_in(),
        form=ConfirmForm(bestand=token, digest=found.digest, formdata=None),
    )


def _start(form: SendForm) -> str:
    if not children_may_come() and "children" in form:
        del form.children
    return render_template(
        "staff/exchange/exchange.html",
        form=form,
        names=NAMES,
        tables=[(name, list(column_texts(name))) for name in IMPORTED],
        personal=PERSONAL,
        language_of_texts=said_in(),
    )


def children_may_come() -> bool:
    """Whether who is signed in brings in children now: coordinators, until there is a plan."""
    return StaffRole.COORDINATOR in me().roles_at(this_municipality().id) and is_before(
        this_season().phase, Phase.PLANNED
    )


def _kept(token: str) -> Upload | None:
    return kept_files.kept(token, **_whose())


def _whose() -> dict[str, int]:
    return {"account_id": me().id, "season_id": this_season().id}


def _page(**more: Any) -> str:
    where: dict[str, Any] = {
        "municipality": this_municipality().slug,
        "season": this_season().slug,
        **more,
    }
    return url_for("staff.exchange", **where)
