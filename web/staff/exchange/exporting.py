"""Taking a season out, and empty tables to fill in."""

from __future__ import annotations

from flask import abort, request
from werkzeug.wrappers import Response

from data.table_names import TABLE_NAMES
from scheduler.exchange.packing import Form, Packed, packed, season_tables
from scheduler.exchange.tables_known import IMPORTED
from scheduler.exchange.templates import template_tables
from scheduler.rights.refusals import NotAllowed, NotHere
from scheduler.season.seasons import export_season
from web.clock import now
from web.database import writing
from web.guarding import season as this_season
from web.staff.here import me


def export(municipality: str, season: str) -> Response:  # noqa: ARG001  (the guard)
    """The season, or one table of it, as a file; the audit says that it was taken."""
    table = request.form.get("tabel", "")
    if table and table not in TABLE_NAMES:
        abort(404)
    form = _form(request.form.get("vorm", ""))
    try:
        dataset = export_season(writing(), actor=me().actor, season_id=this_season().id, now=now())
    except NotAllowed:
        abort(403)
    except NotHere:
        abort(404)
    names = request.form.get("namen") == "met"
    tables = season_tables(dataset, names=names, only=(table,) if table else ())
    if table and not tables:
        tables = template_tables((table,), first_day=dataset.season.first_day,
                                 last_day=dataset.season.last_day)  # fmt: skip
        tables = {name: (header, []) for name, (header, _) in tables.items()}
    return _sent(packed(tables, form), f"{this_season().slug}{'-' + table if table else ''}")


def import_template(municipality: str, season: str) -> Response:  # noqa: ARG001  (idem)
    """Empty tables with one fictional row; all of them, or one."""
    table = request.args.get("tabel", "")
    if table and table not in IMPORTED:
        abort(404)
    tables = template_tables(
        (table,) if table else IMPORTED,
        first_day=this_season().first_day,
        last_day=this_season().last_day,
    )
    form = _form(request.args.get("vorm", Form.XLSX))
    return _sent(packed(tables, form), table or "zomer")


def _form(text: str) -> Form:
    if text not in set(Form):
        abort(404)
    return Form(text)


def _sent(file: Packed, name: str) -> Response:
    response = Response(file.content, mimetype=file.media_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.{file.ending}"'
    return response
