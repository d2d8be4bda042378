"""What one addition brings, and which of several is the better advice."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from solver.advice.addition import (
    Addition,
    LowerMinimum,
    MoreAssistant,
    MoreBlock,
    MoreGroup,
    MoreLead,
    MoreRoom,
)
from solver.plan import Plan

_EASE = (LowerMinimum, MoreGroup, MoreBlock, MoreAssistant, MoreLead, MoreRoom)
"""What a municipality arranges most easily comes first among equals."""


@dataclass(frozen=True, slots=True)
class Advice:
    """One addition and what it brings, over the same planning without it.

    `placed` more children get a place, at least; `exact`: it is proven that it is this number,
    neither more nor less, of all plans with and without it. `loss` and `further` are by how much
    levels 2 and 3 change then; None where time was too short to make them as good as they can be,
    in both plans that are compared. `plan` is the plan found with it: it keeps every rule of the
    season with the addition.
    """

    addition: Addition
    placed: int
    loss: int | None
    further: int | None
    exact: bool
    plan: Plan


def best_first(found: Iterable[Advice]) -> tuple[Advice, ...]:
    """Those that place anybody, the most first, without lesser versions of the same.

    Among equals comes first what costs less of level 2, what brings more of level 3, and what is
    most easily arranged.
    """
    return tuple(_distinct(sorted((one for one in found if one.placed > 0), key=_order)))


def _order(advice: Advice) -> tuple[float, ...]:
    """What is not known of two equals counts as the worse."""
    loss = math.inf if advice.loss is None else advice.loss
    further = -math.inf if advice.further is None else advice.further
    ease = _EASE.index(type(advice.addition))
    return (-advice.placed, loss, -further, ease, *_modesty(advice.addition))


def _modesty(addition: Addition) -> tuple[int, int]:
    """Of two additions of a kind, the one that asks less has the lower."""
    match addition:
        case MoreLead(goals, _):
            return len(goals), 0
        case MoreRoom(_, features, capacity, _):
            return len(features), capacity
        case LowerMinimum(_, min_size):
            return -min_size, 0
        case _:
            return 0, 0


def _distinct(ordered: Iterable[Advice]) -> Iterator[Advice]:
    """Without those of which an earlier one, which does as much, is a lesser or like version."""
    kept: list[Addition] = []
    for advice in ordered:
        if not any(_covers(advice.addition, earlier) for earlier in kept):
            kept.append(advice.addition)
            yield advice


def _covers(addition: Addition, other: Addition) -> bool:
    match addition, other:
        case MoreLead(goals, period), MoreLead(lesser, when):
            return period == when and goals >= lesser
        case MoreRoom(site, _, _, period), MoreRoom(other_site, _, _, when):
            return (site, period) == (other_site, when)
        case (LowerMinimum(offer_id, _), LowerMinimum(other_id, _)):
            return offer_id == other_id
        case (MoreBlock(offer_id, _), MoreBlock(other_id, _)):
            return offer_id == other_id
        case _:
            return False
