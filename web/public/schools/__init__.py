"""Pages for anyone: sheets, posters and feeds for schools."""

from __future__ import annotations

from typing import Final

from flask import Blueprint

from web.public.schools import page, paper, streams

_SCHOOLS: Final = "/<slug:municipality>/voor-scholen"


def add_to(public: Blueprint) -> None:
    """Give these pages their addresses."""
    public.add_url_rule(_SCHOOLS, view_func=page.for_schools)
    public.add_url_rule(f"{_SCHOOLS}/blad.pdf", view_func=paper.sheet_pdf)
    public.add_url_rule(f"{_SCHOOLS}/affiche.pdf", view_func=paper.poster_pdf)
    public.add_url_rule(f"{_SCHOOLS}/lijst", view_func=streams.embed)
    public.add_url_rule("/<slug:municipality>/aanbod.ics", view_func=streams.offers_calendar)
