"""The equity audit: who gets a place and a first wish, counted by what children differ in.

A report, no verdict: rates with exact confidence intervals, and the draw against the places.
"""

from __future__ import annotations

from solver.audit.draw_chance import DrawTest
from solver.audit.rates import CONFIDENCE, Column, Rate, Row, Table
from solver.audit.report import Audit, BrokenRules, audit
from solver.audit.small_cells import LEAST

__all__ = [
    "CONFIDENCE",
    "LEAST",
    "Audit",
    "BrokenRules",
    "Column",
    "DrawTest",
    "Rate",
    "Row",
    "Table",
    "audit",
]
