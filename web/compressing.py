"""Answers are sent compressed, but where the length of one could tell a secret.

Whoever listens in on the way sees how long an answer is. Who can also make a visitor's browser
ask for a page with a guess in its address could learn, guess by guess, what else is on it: names,
or the token of a form (BREACH). The token is signed anew each second, names are not. Such a
request comes from another site, and browsers tell so in a header that no page can change. So a
page for somebody who is known, by the cookie, is compressed only when this site's own page, or the
visitor's own hand, asked for it. Without a cookie there is no secret of anybody in a page; and
files of ours are the same for everybody.
"""

from __future__ import annotations

from typing import Final

from flask import Flask, Response, current_app, request
from flask_compress import Compress

_OWN: Final = frozenset({"same-origin", "none"})
_KINDS: Final = (
    *("text/html", "text/css", "text/javascript", "text/plain", "text/calendar", "text/csv"),
    *("application/json", "application/ld+json", "image/svg+xml"),
)


def keep_compressing(app: Flask) -> None:
    """Compress what is text, for browsers that can read it. Streams go out as they are."""
    app.config.update(
        COMPRESS_MIMETYPES=_KINDS,
        COMPRESS_ALGORITHM=["br", "gzip"],
        COMPRESS_BR_LEVEL=5,
        COMPRESS_STREAMS=False,
        COMPRESS_REGISTER=False,
    )
    compress = Compress()
    compress.init_app(app)

    def pack(response: Response) -> Response:
        response.vary.add("Accept-Encoding")
        return compress.after_request(response) if _tells_nothing() else response

    app.after_request(pack)


def _tells_nothing() -> bool:
    """Whether the length of this answer is no secret, or no stranger made the browser ask."""
    return (
        request.endpoint == "static"
        or current_app.config["SESSION_COOKIE_NAME"] not in request.cookies
        or request.headers.get("Sec-Fetch-Site") in _OWN
    )
