"""The plan of a run as others read it: its files in one zip, and its page."""

from __future__ import annotations

from io import BytesIO
from typing import Final
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from data.issues import Language
from data.page import render_page
from data.season_rows import unpack_plan
from models import PlanningRun, Season
from scheduler.season.plan_sources import problem_of
from scheduler.season.refusals import NoPlanYet, NotHere

_OURS: Final = frozenset({"about.json", "plan.json"})
"""Files of a pack that are for this program only."""
_PAGE: Final = "plan.html"


def plan_page(session: Session, season: Season, run_id: int, *, language: Language) -> str:
    """The page about a run's plan, as `zomerwijzer plan` writes it; children by id only.

    Raises:
        NotHere: the season has no such run.
        NoPlanYet: it has no plan.
        PlanIsOld: what was planned cannot be read any more.
    """
    plan = unpack_plan(_packed(session, season, run_id))
    problem, _ = problem_of(session, season, run_id)
    return render_page(plan, problem, language=language)


def plan_zip(session: Session, season: Season, run_id: int, *, language: Language) -> bytes:
    """The folder of a run's plan (contract, section 6) with its page, as one zip.

    Raises:
        NotHere, NoPlanYet, PlanIsOld: as `plan_page`.
    """
    page = plan_page(session, season, run_id, language=language)
    made = BytesIO()
    with (
        ZipFile(BytesIO(_packed(session, season, run_id))) as packed,
        ZipFile(made, "w", ZIP_DEFLATED) as folder,
    ):
        for entry in packed.infolist():
            if entry.filename not in _OURS:
                folder.writestr(entry, packed.read(entry))
        about = ZipInfo(_PAGE, (1980, 1, 1, 0, 0, 0))
        about.compress_type = ZIP_DEFLATED
        folder.writestr(about, page)
    return made.getvalue()


def _packed(session: Session, season: Season, run_id: int) -> bytes:
    found = session.execute(
        select(PlanningRun.plan).where(PlanningRun.season_id == season.id, PlanningRun.id == run_id)
    ).one_or_none()
    if found is None:
        raise NotHere
    if found.plan is None:
        raise NoPlanYet
    return bytes(found.plan)
