"""Whom a route can be for."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from models.enums import StaffRole


class Audience(StrEnum):
    """Whom a route is for, where it is not for members of a municipality with certain roles."""

    ANYONE = "anyone"
    HALFWAY = "gave the right password, and still owes a one-time code"
    SIGNED_IN = "signed in"
    FAMILY = "came in by a family's link or code, in the municipality that the address names"
    TUTOR = "came in by a tutor's link, in the municipality that the address names"


For = Audience | frozenset[StaffRole]
"""A set of roles: who has one of them in the municipality that the address names."""

STAFF: Final = frozenset(StaffRole)
COORDINATORS: Final = frozenset({StaffRole.COORDINATOR})
PLANNERS: Final = frozenset({StaffRole.COORDINATOR, StaffRole.PLANNER})
DESK: Final = frozenset({StaffRole.COORDINATOR, StaffRole.DESK})
MAKERS: Final = PLANNERS | {StaffRole.ORGANISER}
"""Who makes offers; an organiser only its own."""
READERS: Final = PLANNERS | {StaffRole.READER}
"""Who reads everything about the season but what is in files of families."""
ON_THE_DAY: Final = PLANNERS | {StaffRole.DESK, StaffRole.ORGANISER}
"""Who is there for children; an organiser only for its own groups."""
