"""Pages of staff: planning runs."""

from __future__ import annotations

from flask import Blueprint

from web.staff.runs import comparing, files, index, live, one, spread, starting

_HERE = "/werk/<slug:municipality>/<season>/plannen"
_RUN = f"{_HERE}/<int:run>"
_BOTH = ["GET", "POST"]


def add_to(staff: Blueprint) -> None:
    """Give these pages their addresses."""
    staff.add_url_rule(_HERE, view_func=index.runs)
    staff.add_url_rule(f"{_HERE}/nieuw", view_func=starting.run_start, methods=_BOTH)
    staff.add_url_rule(f"{_HERE}/vergelijken", view_func=comparing.compare_plans)
    staff.add_url_rule(_RUN, view_func=one.run)
    staff.add_url_rule(f"{_RUN}/stoppen", view_func=one.run_stop, methods=["POST"])
    staff.add_url_rule(f"{_RUN}/voortgang", view_func=live.run_progress)
    staff.add_url_rule(f"{_RUN}/stroom", view_func=live.run_stream)
    staff.add_url_rule(f"{_RUN}/verdeling", view_func=spread.run_spread)
    staff.add_url_rule(f"{_RUN}/plan.zip", view_func=files.run_files)
    staff.add_url_rule(f"{_RUN}/plan.html", view_func=files.run_page)
