"""How places are given, in plain words."""

from __future__ import annotations

from flask import render_template

from models.enums import DrawPolicy
from web.public.fairness.draw import CodeForm
from web.public.fairness.standing import is_drawn, season_here, seed_of


def how_places(municipality: str) -> str:  # noqa: ARG001  (the guard looked it up)
    """The rules, the draw in three steps, and this summer's seed."""
    season = season_here()
    return render_template(
        "public/fairness/how.html",
        in_turns=season is not None and season.policy is DrawPolicy.DRAW,
        public_season=season,
        seed=seed_of(season),
        form=CodeForm() if is_drawn(season) else None,
    )
