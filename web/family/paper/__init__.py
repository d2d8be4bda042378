"""Pages for families: the form on paper, the same questions in the same order (R13)."""

from __future__ import annotations

from flask import Blueprint

from web.family.paper import printing


def add_to(family: Blueprint) -> None:
    """Give these pages their addresses."""
    family.add_url_rule("/<slug:municipality>/formulier", view_func=printing.paper)
    family.add_url_rule(
        "/<slug:municipality>/formulier/<language>.pdf", view_func=printing.paper_pdf
    )
