"""Pages for anyone: who helps with what, and a place for ideas."""

from __future__ import annotations

from flask import Blueprint

from web.public.helping import ideas, who


def add_to(public: Blueprint) -> None:
    """Give these pages their addresses."""
    public.add_url_rule("/<slug:municipality>/wie-helpt", view_func=who.who_helps)
    public.add_url_rule("/<slug:municipality>/idee", view_func=ideas.idea, methods=["GET", "POST"])
