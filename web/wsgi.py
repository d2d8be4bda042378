"""What gunicorn serves: `web.wsgi:app()`, with the settings of this installation."""

from __future__ import annotations

from flask import Flask

from scheduler.configuration.loading import load
from scheduler.configuration.safety import refuse_unsafe
from scheduler.journal import keep_journal
from web.app import create_app


def app(proxies: int = 0) -> Flask:
    """The application of one server process.

    Raises:
        BadConfiguration, UnsafeConfiguration: the settings are wrong, or not safe in production.
        MissingAssets: the stylesheet and scripts were not installed.
    """
    loaded = load()
    refuse_unsafe(loaded)
    keep_journal(loaded.configuration.log)
    return create_app(loaded.configuration, proxies=proxies)
