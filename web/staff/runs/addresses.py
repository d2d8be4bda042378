"""Addresses within the season at hand."""

from __future__ import annotations

from typing import Any

from flask import url_for

from web.guarding import municipality, season


def address(endpoint: str, **more: Any) -> str:
    """The address of a page of this municipality and season."""
    return url_for(endpoint, municipality=municipality().slug, season=season().slug, **more)
