"""How often somebody may ask: enough for people, too little for guessing.

The counts are kept by each process of the server for itself, so guessing is limited to what is
written here times the number of processes (`docs/site.md`).
"""

from __future__ import annotations

from hashlib import sha256
from typing import Final

from flask import Flask, current_app, request
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address

FOR_ALL: Final = "600 per minute"
SIGNING_IN: Final = "20 per minute"
PASSWORDS: Final = "30 per hour"
CODES: Final = "10 per hour"
LINKS: Final = "5 per hour"
LIMITER: Final = "zomerwijzer-limiter"
_FREE: Final = frozenset({"static", "public.healthz"})


def keep_limits(app: Flask) -> None:
    """Count requests by address, and what can be guessed by account too."""
    app.extensions[LIMITER] = Limiter(
        get_remote_address,
        app=app,
        default_limits=[FOR_ALL],
        default_limits_exempt_when=lambda: request.endpoint in _FREE,
        storage_uri="memory://",
        strategy="moving-window",
        headers_enabled=False,
        swallow_errors=False,
    )


def count(limit: str, what: str, whose: str | None = None) -> None:
    """Count one more try.

    Args:
        limit: how many there may be.
        what: what is tried.
        whose: the account or address it is tried on; None: by who asks.

    Raises:
        flask_limiter.RateLimitExceeded: there were too many: the answer is 429.
    """
    key = get_remote_address() if whose is None else sha256(whose.encode()).hexdigest()
    limiter: Limiter = current_app.extensions[LIMITER]
    with limiter.limit(limit, key_func=lambda: key, scope=what):
        pass
