"""Advice: the few additions to a season that would place the most children.

Candidates are found by a cheap, optimistic screening (`candidates`); each is then planned again
for real (`replan`) and compared with the same planning without it (`advise`).
"""

from __future__ import annotations

from solver.advice.addition import (
    Addition,
    LowerMinimum,
    MoreAssistant,
    MoreBlock,
    MoreGroup,
    MoreLead,
    MoreRoom,
    Period,
    with_addition,
)
from solver.advice.advise import AdviceParams, BrokenRules, Counsel, OnTried, Tried, advise
from solver.advice.candidates import Candidate, additions
from solver.advice.proposal import Advice

__all__ = [
    "Addition",
    "Advice",
    "AdviceParams",
    "BrokenRules",
    "Candidate",
    "Counsel",
    "LowerMinimum",
    "MoreAssistant",
    "MoreBlock",
    "MoreGroup",
    "MoreLead",
    "MoreRoom",
    "OnTried",
    "Period",
    "Tried",
    "additions",
    "advise",
    "with_addition",
]
