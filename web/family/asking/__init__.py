"""Pages for families: asking for a place, one question a page.

Nothing about a family stands in an address. What is typed is saved at every step
(`scheduler/drafts`); the browser keeps the key, people keep a short code.
"""

from __future__ import annotations

from flask import Blueprint

from web.family.asking import asked, changing, checking, opening, order
from web.family.asking.paging import view_of

_BOTH = ["GET", "POST"]
_POST = ["POST"]
_ASK = "/<slug:municipality>/vragen"
_CHANGE = "/<slug:municipality>/mijn/kind/<int:child>/wijzig"


def add_to(family: Blueprint) -> None:
    """Give these pages their addresses."""
    family.add_url_rule(_ASK, view_func=opening.ask)
    family.add_url_rule(f"{_ASK}/verder", view_func=opening.ask_resume, methods=_BOTH)
    family.add_url_rule(f"{_ASK}/stop", view_func=opening.ask_stop, methods=_POST)
    family.add_url_rule(f"{_ASK}/nog-een-kind", view_func=opening.ask_again, methods=_POST)
    for question in order.QUESTIONS:
        family.add_url_rule(
            f"{_ASK}/{question.path}",
            endpoint=order.endpoint_at(question.step).removeprefix("family."),
            view_func=view_of(question),
            methods=_BOTH,
        )
    family.add_url_rule(f"{_ASK}/nakijken", view_func=checking.ask_check, methods=_BOTH)
    family.add_url_rule(f"{_ASK}/klaar", view_func=asked.asked)
    family.add_url_rule(_CHANGE, view_func=changing.change, methods=_BOTH)
