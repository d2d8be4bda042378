"""What people are in a season, and what must be theirs before they may do something."""

from __future__ import annotations

from enum import StrEnum


class Role(StrEnum):
    """Who somebody is when they do something, in the order of the table."""

    COORDINATOR = "coordinator"
    PLANNER = "planner"
    DESK = "desk"
    ORGANISER = "organiser"
    READER = "reader"
    FAMILY = "family"
    TUTOR = "tutor"
    SYSTEM = "system"
    ANYONE = "anyone"


class Own(StrEnum):
    """On which condition a role may do something."""

    ALL = "yes"
    OFFERS = "own offers"
    GROUPS = "own groups"
    CHILDREN = "own children"
    THEMSELVES = "themselves"
