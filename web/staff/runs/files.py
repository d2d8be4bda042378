"""The plan of a run to take along: its files, and its page."""

from __future__ import annotations

from flask import Response

from scheduler.season.plan_folder import plan_page, plan_zip
from web.database import reading
from web.guarding import season as this_season
from web.languages import said_in
from web.security import csp_nonce
from web.staff.runs.finding import find_run


def run_files(municipality: str, season: str, run: int) -> Response:  # noqa: ARG001
    """The folder of the plan as a zip."""
    here = this_season()
    find_run(reading(), season_id=here.id, run_id=run)
    content = plan_zip(reading(), here, run, language=said_in())
    response = Response(content, mimetype="application/zip")
    response.headers.set("Content-Disposition", "attachment", filename=f"plan-{run}.zip")
    return response


def run_page(municipality: str, season: str, run: int) -> Response:  # noqa: ARG001
    """The page about the plan, whose style is let through by the nonce of this answer."""
    here = this_season()
    find_run(reading(), season_id=here.id, run_id=run)
    page = plan_page(reading(), here, run, language=said_in())
    return Response(page.replace("<style>", f'<style nonce="{csp_nonce()}">', 1))
