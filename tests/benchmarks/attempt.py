"""What a planner hands over when its time is up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from solver.plan import Plan

LEVELS = ("placed", "loss", "further")


@dataclass(frozen=True)
class Attempt:
    """A plan, or None where none was found in time.

    `bounds` holds what was proven per level of `LEVELS`, given the values of the levels before it;
    a level that was not looked at is not in it. `first_seconds` is when the first plan was there in
    which somebody has a place. `seconds` is the whole, `build_seconds` of which passed before the
    search began.
    """

    plan: Plan | None
    bounds: Mapping[str, int]
    first_seconds: float | None
    build_seconds: float
    seconds: float
