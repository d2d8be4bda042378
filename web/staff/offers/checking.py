"""Looks at a text while somebody types it; nothing of it is kept or written in a log."""

from __future__ import annotations

from typing import Any, Final

from flask import abort, render_template, request

from data.wording_check import checked_languages, flagged
from web.wording import About, words_kept

_LONGEST: Final = 10_000


def check_wording(municipality: str, season: str) -> str:  # noqa: ARG001  (the guard looked them up)
    """What is flagged in a text, as a piece of a page; empty where nothing is.

    The question is JSON: `text`, `language`, and of what it is where that is there already:
    `kind` and `id` (`keep_words`).
    """
    asked: Any = request.get_json(silent=True)
    if not isinstance(asked, dict):
        abort(400)
    text, language = asked.get("text"), asked.get("language")
    if not isinstance(text, str) or len(text) > _LONGEST or language not in checked_languages():
        abort(400)
    kind, number = asked.get("kind"), asked.get("id")
    about = None
    if isinstance(kind, str) and type(number) is int and 0 < number < 2**31:
        about = About(kind, number)
    kept = words_kept(about)
    flags = [flag for flag in flagged(text, language) if flag.word not in kept]
    return render_template("wording_flags.html", flags=flags)
