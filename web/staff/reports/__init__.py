"""Pages of staff: reports."""

from __future__ import annotations

from typing import Final

from flask import Blueprint

from web.staff.reports import proposals, report, snapshots

_HERE: Final = "/werk/<slug:municipality>/<season>/verslag"
_SNAPSHOT: Final = f"{_HERE}/momentopname/<int:snapshot>"


def add_to(staff: Blueprint) -> None:
    """Give these pages their addresses."""
    staff.add_url_rule(
        "/werk/<slug:municipality>/<season>/ideeen",
        view_func=proposals.proposals,
        methods=["GET", "POST"],
    )
    staff.add_url_rule(_HERE, view_func=report.report)
    staff.add_url_rule(f"{_HERE}/bestand", view_func=report.report_file)
    staff.add_url_rule(_SNAPSHOT, view_func=snapshots.snapshot)
    staff.add_url_rule(f"{_SNAPSHOT}/bestand", view_func=snapshots.snapshot_file)
