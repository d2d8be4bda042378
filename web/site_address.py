"""Where people reach this site."""

from __future__ import annotations

from flask import current_app

from scheduler.configuration.settings import Configuration


def base_url() -> str:
    """The address of this site, as people reach it."""
    configuration: Configuration = current_app.extensions["zomerwijzer-configuration"]
    return configuration.base_url
