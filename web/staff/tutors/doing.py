"""One step that somebody takes with tutors: it can be undone as a whole."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from scheduler.season.changing import remembered
from web.clock import now
from web.database import writing
from web.guarding import season as this_season
from web.staff.here import me


def by_me() -> dict[str, Any]:
    """Who does it, in which season, and when: what every verb takes."""
    return {"actor": me().actor, "season_id": this_season().id, "now": now()}


@contextmanager
def step(what: str) -> Iterator[dict[str, Any]]:
    """Around the verbs of one click, which take what this gives; `what` names the click."""
    by = by_me()
    with remembered(writing(), part="tutors", what=what, **by):
        yield by
