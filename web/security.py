"""What browsers are told to allow: nothing that this site does not send itself."""

from __future__ import annotations

import secrets
from datetime import timedelta
from typing import Final

from flask import Flask, Response, current_app, g, request
from flask_wtf.csrf import CSRFProtect

from scheduler.configuration.settings import Configuration
from web.signed_in import LONGEST

_NONCE_BYTES: Final = 16
_A_YEAR: Final = int(timedelta(days=365).total_seconds())
_FRAMED: Final = frozenset({"public.embed"})
"""What other sites may show inside their own pages: links only, no form, nothing of a person."""

_SAME_FOR_ALL: Final = frozenset({"static", "public.logo"})
"""Files that may be kept, whoever asks and in whatever language; where there are none, that too."""

_MOST_PARTS: Final = 2000  # of one form: bulk edits have many fields, an attack has more


def keep_safe(app: Flask, configuration: Configuration) -> None:
    """Cookies, forms and headers."""
    encrypted = configuration.base_url.startswith("https://")
    app.config.update(
        SECRET_KEY=configuration.secret_key.get_secret_value(),
        # A browser takes a name with __Host- only over https, from this host, for all of it.
        SESSION_COOKIE_NAME="__Host-zomerwijzer" if encrypted else "zomerwijzer",
        SESSION_COOKIE_SECURE=encrypted,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_REFRESH_EACH_REQUEST=False,
        WTF_CSRF_TIME_LIMIT=int(LONGEST.total_seconds()),
        MAX_CONTENT_LENGTH=configuration.max_upload_mb * 1024 * 1024,
        MAX_FORM_PARTS=_MOST_PARTS,
        MAX_FORM_MEMORY_SIZE=1024 * 1024,
    )
    app.extensions["zomerwijzer-encrypted"] = encrypted
    CSRFProtect(app)
    app.before_request(_draw_nonce)
    app.after_request(_tell_browser)
    app.jinja_env.globals["csp_nonce"] = csp_nonce


def csp_nonce() -> str:
    """What a script or style inside a page carries to be allowed, drawn for each request."""
    if "csp_nonce" not in g:
        _draw_nonce()
    nonce: str = g.csp_nonce
    return nonce


def is_encrypted(app: Flask) -> bool:
    """Whether people reach the site by https."""
    encrypted: bool = app.extensions["zomerwijzer-encrypted"]
    return encrypted


def _draw_nonce() -> None:
    g.csp_nonce = secrets.token_urlsafe(_NONCE_BYTES)


def _tells_secret() -> bool:
    """Whether the address holds a token: no other request may name it, not even one to us.

    Only the origin is told: forms on encrypted pages are refused without it.
    """
    return "token" in (request.view_args or {})


def _tell_browser(response: Response) -> Response:
    own = f"'self' 'nonce-{csp_nonce()}'"
    headers = response.headers
    is_framed = request.endpoint in _FRAMED and response.status_code == 200
    ancestors = "*" if is_framed else "'none'"
    headers["Content-Security-Policy"] = (
        f"default-src 'none'; script-src {own}; style-src {own}; img-src 'self' data:;"
        " font-src 'self'; connect-src 'self'; manifest-src 'self'; form-action 'self';"
        f" base-uri 'none'; frame-ancestors {ancestors}"
    )
    headers["X-Content-Type-Options"] = "nosniff"
    headers["Referrer-Policy"] = "strict-origin" if _tells_secret() else "same-origin"
    headers["Cross-Origin-Opener-Policy"] = "same-origin"
    headers["Cross-Origin-Resource-Policy"] = "same-origin"
    headers["Permissions-Policy"] = "camera=(), geolocation=(self), microphone=(), payment=()"
    if is_encrypted(current_app):
        headers["Strict-Transport-Security"] = f"max-age={_A_YEAR}"
    if request.endpoint not in _SAME_FOR_ALL:
        headers.setdefault("Cache-Control", "no-store")
        headers.add("Vary", "Accept-Language")
    return response
