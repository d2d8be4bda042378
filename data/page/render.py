"""Puts the page together."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from markupsafe import Markup

from data.page import figures
from data.page.board import make_board
from data.page.texts import TEXTS
from data.page.wording import Wording
from data.report import tutor_minutes
from solver.plan import Plan
from solver.problem import Problem

_HERE: Final = Path(__file__).parent


def render_page(plan: Plan, problem: Problem, *, language: str = "nl") -> str:
    """One self-contained HTML page about the plan; pupils and tutors by id only.

    Equal plans give equal pages. Times of the search are left out for that reason.

    Raises:
        ValueError: the language is not nl or en.
    """
    wording = Wording(language)
    asked = problem.wishes_by_pupil.keys() | plan.places_by_pupil.keys()
    minutes = tutor_minutes(plan, problem)
    placed = plan.places_by_pupil.keys()
    return _template().render(
        t=TEXTS[language],
        w=wording,
        css=_style(),
        season=problem.season,
        policy=plan.policy.value,
        standing=figures.standing(plan, wording),
        levels=figures.level_cards(plan, wording),
        placed=len(placed),
        asked=len(asked),
        placed_part=100 * len(placed) // max(1, len(asked)),
        groups=len(plan.groups),
        places=len(plan.places),
        sites=len({problem.room_by_id[group.room_id].location_id for group in plan.groups}),
        board=make_board(plan, problem, wording),
        bars=figures.rank_bars(plan, problem, wording),
        held=figures.held_bars(plan, wording),
        reasons=figures.reason_groups(plan, problem, wording),
        refused=len(plan.refusals),
        refused_placed=sum(refusal.wish.pupil_id in placed for refusal in plan.refusals),
        wishes=len(problem.wishes),
        lost=figures.lost_places(plan, problem, wording),
        tutors=figures.tutor_rows(plan, problem, wording),
        tutor_count=len(problem.tutors),
        tutor_hours=sum(minutes.values()) / 60,
        unused=sorted(tutor.id for tutor in problem.tutors if tutor.id not in minutes),
    )


@cache
def _template() -> Template:
    environment = Environment(
        loader=FileSystemLoader(_HERE),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    return environment.get_template("plan.html.j2")


@cache
def _style() -> Markup:
    return Markup((_HERE / "plan.css").read_text(encoding="utf-8"))  # noqa: S704 - our own file
