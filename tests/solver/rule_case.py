"""What a case of one hard rule is: a problem, a plan that keeps it, and one that breaks it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from solver.problem import Problem
from tests.solver.problems import block, location, offer, room, tutor

Groups = Mapping[str, tuple[str, str]]
ONE: Groups = {"O1 B1 R1": ("T1", "P1")}
"""The plainest plan: one group with one lead and one pupil."""


class Case(NamedTuple):
    problem: Problem
    keeps: Groups
    breaks: Groups
    told: tuple[str, str, str]
    """Rule, subject and English detail of the one violation."""


TWO_OFFERS = (offer("O1"), offer("O2", blocks="B1 B2"), tutor("T1"), tutor("T2"))
AFTERNOON = block("B2", start=12.5, end=15)
FAR_ROOM = (location("L1"), location("L2", 5), room("R1"), room("R2", "L2"))
"""Five kilometres: half an hour and a little more by bike, a quarter of an hour by car."""
