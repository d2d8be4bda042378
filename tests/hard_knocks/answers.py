"""What no answer may do, whatever was asked."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final
from urllib.parse import unquote

from werkzeug.test import TestResponse

SAID: Final = frozenset({200, 302, 303, 304, 308, 400, 404, 405, 409, 413, 415, 422, 429})
"""How an answer may end: never as an error of ours."""

_WRONG_WORDS: Final = re.compile(
    rb"Traceback \(most recent|sqlalchemy|psycopg|sqlite3|werkzeug|jinja2|wtforms|\.py\b"
    rb"|File &#34;|IntegrityError|Invalid Choice|Not a valid|This field|undefined is",
    re.IGNORECASE,
)
_LANGUAGE: Final = re.compile(rb"<html[^>]* lang=\"(?:nl|fr|en|ar|tr|uk|ps|fa)\"")
_KINDS: Final = frozenset(
    {
        "text/html",
        "application/json",
        "application/ld+json",
        "application/pdf",
        "text/calendar",
        "text/csv",
        "text/plain",
    }
)


def faults_of(answer: TestResponse, secrets: Iterable[str]) -> list[str]:
    """What is wrong with an answer, in words; nothing, if all is well."""
    return list(_faults(answer.status_code, answer.data, dict(answer.headers), secrets))


def _faults(
    status: int, body: bytes, headers: dict[str, str], secrets: Iterable[str]
) -> Iterator[str]:
    if status not in SAID:
        yield f"status {status}"
    kind = headers.get("Content-Type", "").partition(";")[0]
    if body and kind not in _KINDS:
        yield f"content type {kind}"
    if kind == "text/html":
        if "charset=utf-8" not in headers["Content-Type"]:
            yield "no charset"
        yield from _faults_of_page(status, body)
    location = headers.get("Location", "")
    if location and (not location.startswith("/") or location.startswith("//")):
        yield "leads elsewhere"
    if headers.get("X-Content-Type-Options") != "nosniff":
        yield "may be sniffed"
    whole = body + unquote(repr(headers)).encode()
    yield from (f"tells {secret!r}" for secret in secrets if secret.encode() in whole)


def _faults_of_page(status: int, body: bytes) -> Iterator[str]:
    is_page = status < 300 or status >= 400
    if is_page and not _LANGUAGE.search(body):
        yield "no language"
    wrong = _WRONG_WORDS.search(body)
    if wrong:
        yield f"says {wrong[0]!r}"
    if status == 422 and b"govuk-error-summary" not in body:
        yield "no summary of errors"
    if status >= 400 and b"<h1" not in body:
        yield "an error without a heading"
