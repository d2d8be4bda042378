"""How gunicorn serves the site: `gunicorn -c python:web.serving web.wsgi:app()`.

Threads, since a page mostly waits for the database; processes by `--workers`. gunicorn's own
lines take the way of our log, in which nobody is named.
"""

from __future__ import annotations

import sys
from typing import Any, Final

from scheduler.configuration.loading import load
from scheduler.journal import keep_journal
from web.assets import MissingAssets, require_assets

worker_class: Final = "gthread"
threads: Final = 8
workers: Final = 2
timeout: Final = 60
graceful_timeout: Final = 30
keepalive: Final = 5
max_requests: Final = 20_000
max_requests_jitter: Final = 2_000
control_socket_disable: Final = True
logconfig_dict: Final[dict[str, Any]] = {
    "version": 1,
    "disable_existing_loggers": False,
    "loggers": {
        "gunicorn.error": {"level": "INFO", "handlers": [], "propagate": True},
        "alembic": {"level": "WARNING"},
        "gunicorn.access": {"level": "CRITICAL", "handlers": [], "propagate": False},
    },
}


def on_starting(server: Any) -> None:  # noqa: ARG001  (gunicorn's signature)
    """Begin the log; do not start without what pages need."""
    keep_journal(load().configuration.log)
    try:
        require_assets()
    except MissingAssets as missing:
        sys.stderr.write(f"{missing}\n")
        sys.exit(1)
