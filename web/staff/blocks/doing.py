"""What every change says: who makes it, in which season, and when; and who may."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from scheduler.rights import account
from scheduler.season.changing import remembered
from web.clock import now
from web.database import writing
from web.guarding import municipality as this_municipality
from web.guarding import season as this_season
from web.routes.audience import PLANNERS
from web.staff.here import me


@contextmanager
def doing(part: str, what: str) -> Iterator[dict[str, Any]]:
    """Within it verbs are called with what it gives; together they are one step to undo.

    Args:
        part: the part of the season that changes.
        what: the name of the verb.
    """
    by: dict[str, Any] = {"actor": account(me().id), "season_id": this_season().id, "now": now()}
    with remembered(writing(), part=part, what=what, **by):
        yield by


def may_change() -> bool:
    """Whether who is signed in plans, and does not only look."""
    return bool(me().roles_at(this_municipality().id) & PLANNERS)
