"""Pages of staff: import with a preview, export and undo."""

from __future__ import annotations

from flask import Blueprint

from web.staff.exchange import exporting, importing, undoing

_SEASON = "/werk/<slug:municipality>/<season>"


def add_to(staff: Blueprint) -> None:
    """Give these pages their addresses."""
    for path, name, view, method in (
        ("bestanden", "exchange", importing.exchange, "GET"),
        ("bestanden/sturen", "import_file", importing.import_file, "POST"),
        ("bestanden/inlezen", "import_confirm", importing.import_confirm, "POST"),
        ("bestanden/weg", "import_discard", importing.import_discard, "POST"),
        ("bestanden/leeg", "import_template", exporting.import_template, "GET"),
        ("bestanden/uitvoeren", "export", exporting.export, "POST"),
        ("ongedaan-maken", "undo", undoing.undo_change, "POST"),
        ("opnieuw-doen", "redo", undoing.redo_change, "POST"),
    ):
        staff.add_url_rule(f"{_SEASON}/{path}", name, view, methods=[method])
