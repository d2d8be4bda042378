"""Pages of staff: versions of the plan, publishing, and who waits."""

from __future__ import annotations

from flask import Blueprint

from web.staff.versions import cancelling, index, naming, one, publishing, seats, waiting

_SEASON = "/werk/<slug:municipality>/<season>"
_HERE = f"{_SEASON}/versies"
_VERSION = f"{_HERE}/<int:version>"
_BOTH = ["GET", "POST"]


def add_to(staff: Blueprint) -> None:
    """Give these pages their addresses."""
    keep = f"{_SEASON}/plannen/<int:run>/bewaren"
    staff.add_url_rule(_HERE, view_func=index.versions)
    staff.add_url_rule(keep, view_func=naming.version_keep, methods=_BOTH)
    staff.add_url_rule(_VERSION, view_func=one.version)
    staff.add_url_rule(f"{_VERSION}/naam", view_func=naming.version_rename, methods=_BOTH)
    staff.add_url_rule(f"{_VERSION}/kopie", view_func=naming.version_copy, methods=_BOTH)
    staff.add_url_rule(f"{_VERSION}/weg", view_func=publishing.version_remove, methods=_BOTH)
    staff.add_url_rule(
        f"{_VERSION}/publiceren", view_func=publishing.version_publish, methods=_BOTH
    )
    staff.add_url_rule(f"{_SEASON}/wachtlijsten", view_func=waiting.waiting_lists)
    staff.add_url_rule(f"{_SEASON}/wachtlijsten/<int:group>", view_func=waiting.waiting_list)
    back = f"{_SEASON}/plaatsen/<int:place>/teruggeven"
    staff.add_url_rule(back, view_func=seats.place_back, methods=_BOTH)
    cancel = f"{_SEASON}/groepen/<int:group>/afgelasten"
    staff.add_url_rule(cancel, view_func=cancelling.group_cancel, methods=_BOTH)
