"""One line in the log for each request: what was asked and how it ended, never by whom or where.

Addresses of pages may hold the token of a link, so the line names the route instead.
"""

from __future__ import annotations

import re
import time
from typing import Final
from uuid import uuid4

import structlog
from flask import Flask, Response, g, request

from scheduler.journal import journal

_GIVEN: Final = re.compile(r"[A-Za-z0-9-]{8,64}")
_SILENT: Final = frozenset({"static", "public.healthz"})
_log = journal(__name__)


def keep_log(app: Flask, *, behind_proxy: bool) -> None:
    """Number each request, and tell how it ended.

    Behind a proxy the number that the proxy gave is kept, so that its log and ours meet.
    """

    def begin() -> None:
        given = request.headers.get("X-Request-ID", "") if behind_proxy else ""
        g.request_id = given if _GIVEN.fullmatch(given) else uuid4().hex
        g.began = time.perf_counter()
        structlog.contextvars.clear_contextvars()
        structlog.contextvars.bind_contextvars(request_id=g.request_id)

    app.before_request(begin)
    app.after_request(_tell)
    app.teardown_request(_forget)


def request_id() -> str:
    """The number of this request, which an error page shows."""
    number: str = g.get("request_id", "")
    return number


def _tell(response: Response) -> Response:
    response.headers["X-Request-ID"] = request_id()
    if request.endpoint not in _SILENT and "began" in g:
        _log.info(
            "request",
            route=request.endpoint or "none",
            method=request.method,
            status=response.status_code,
            milliseconds=round(1000 * (time.perf_counter() - g.began), 1),
        )
    return response


def _forget(error: BaseException | None) -> None:  # noqa: ARG001  (Flask's signature)
    structlog.contextvars.clear_contextvars()
