"""Pages for anyone: how places are given, and the draw recomputed."""

from __future__ import annotations

from typing import Final

from flask import Blueprint

from web.public.fairness import draw, how

_DRAW: Final = "/<slug:municipality>/loting"


def add_to(public: Blueprint) -> None:
    """Give these pages their addresses."""
    public.add_url_rule(
        "/<slug:municipality>/hoe-plaatsen-gegeven-worden", view_func=how.how_places
    )
    public.add_url_rule(_DRAW, view_func=draw.recompute, methods=["GET", "POST"])
    public.add_url_rule(f"{_DRAW}.csv", view_func=draw.draw_list)
