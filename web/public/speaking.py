"""The choice of a language."""

from __future__ import annotations

from flask import Response, abort, current_app, redirect, request

from web.languages import COOKIE, offered
from web.local_addresses import local_address
from web.security import is_encrypted

_A_YEAR_SECONDS = 365 * 24 * 3600


def speak() -> Response:
    """Remember the language in the browser, and go back to the page."""
    code = request.form.get("language", "")
    if code not in offered():
        abort(400)
    answer = redirect(local_address(request.form.get("back", "")))
    answer.set_cookie(
        COOKIE,
        code,
        max_age=_A_YEAR_SECONDS,
        secure=is_encrypted(current_app),
        httponly=True,
        samesite="Lax",
    )
    assert isinstance(answer, Response)  # noqa: S101 - Flask makes its own kind
    return answer
