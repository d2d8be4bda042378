"""Pages of staff: making seasons."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from flask import Blueprint

from web.staff.seasons import copy, empty, files, look, sample, ways

_BASE: Final = "/werk/<slug:municipality>/seizoen-maken"


def add_to(staff: Blueprint) -> None:
    """Give these pages their addresses."""

    def add(path: str, view: Callable[..., Any], *methods: str) -> None:
        staff.add_url_rule(f"{_BASE}{path}", view_func=view, methods=methods)

    add("", ways.new_season, "GET")
    add("/leeg", empty.new_season_empty, "GET", "POST")
    add("/kopie", copy.new_season_copy, "GET", "POST")
    add("/bestand", files.new_season_files, "GET", "POST")
    add("/bestand/nakijken", look.new_season_look, "GET", "POST")
    add("/bestand/weg", look.new_season_forget, "POST")
    add("/voorbeeld", sample.new_season_sample, "GET", "POST")
