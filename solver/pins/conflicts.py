"""Pins that contradict the rules, found by reasoning alone: each with its pins and its rule.

Looked at are single pins and direct combinations (one group, one tutor, one pupil, one room, one
offer, the budget). Contradictions that show only in the whole plan are found by the search,
which names them by `name_conflict`.
"""

from __future__ import annotations

from collections.abc import Iterable

from solver.eligibility import Eligibility
from solver.pins.conflict import Conflict, conflict, pin_order
from solver.pins.groups import group_conflicts
from solver.pins.pupils import pupil_conflicts
from solver.pins.reading import PinReading
from solver.pins.tutors import tutor_conflicts
from solver.problem import Pin, Problem

__all__ = ["Conflict", "name_conflict", "pin_conflicts"]


def pin_conflicts(
    problem: Problem, *, eligibility: Eligibility | None = None
) -> tuple[Conflict, ...]:
    """Every direct contradiction of pins with the rules (contract, 3.9), sorted by rule and pins.

    Where it is not empty no plan exists. Empty does not mean that one exists.
    """
    if not problem.pins:
        return ()
    reading = PinReading(eligibility or Eligibility(problem))
    found = [*group_conflicts(reading), *tutor_conflicts(reading), *pupil_conflicts(reading)]
    return tuple(
        sorted(
            found,
            key=lambda c: (
                [int(part) for part in c.rule.split(".")],
                [pin_order(pin) for pin in c.pins],
                c.detail["nl"],
            ),
        )
    )


def name_conflict(pins: Iterable[Pin], rule: str | None = None) -> Conflict:
    """A conflict of pins that together admit no plan, as found by a search.

    Args:
        pins: a smallest such set: without any one of them there would be a plan.
        rule: the rule they break, where the search knows it; 3.9 (pins hold) where it does not.

    Raises:
        ValueError: there are no pins.
    """
    named = list(pins)
    if not named:
        raise ValueError("a conflict is between pins: there are none")
    if len(set(named)) == 1:
        nl = "Deze pin gaat niet samen met de regels."
        en = "This pin does not go together with the rules."
    else:
        nl = "Deze pins gaan niet samen binnen de regels; zonder één ervan wel."
        en = "These pins do not go together within the rules; without any one of them they do."
    return conflict(named, rule or "3.9", nl, en)
