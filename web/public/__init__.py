"""Pages for anyone, without an account."""

from __future__ import annotations

from flask import Blueprint

from web.public import fairness, helping, home, logo, offer, schools, speaking, statements

public = Blueprint("public", __name__)
public.add_url_rule("/healthz", view_func=home.healthz)
public.add_url_rule("/", view_func=home.start)
public.add_url_rule("/taal", view_func=speaking.speak, methods=["POST"])
public.add_url_rule("/privacy", view_func=statements.privacy)
public.add_url_rule("/toegankelijkheid", view_func=statements.accessibility)
public.add_url_rule("/<slug:municipality>/privacy", view_func=statements.privacy)
public.add_url_rule("/<slug:municipality>/toegankelijkheid", view_func=statements.accessibility)
public.add_url_rule("/<slug:municipality>/", view_func=home.home)
public.add_url_rule("/<slug:municipality>/logo-<digest>.png", view_func=logo.logo)

for section in (offer, fairness, schools, helping):
    section.add_to(public)

__all__ = ["public"]
