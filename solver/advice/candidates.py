"""Which additions are worth planning again for: the most promising of each kind."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
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
from solver.advice.beside import Beside
from solver.advice.demand import Demand
from solver.advice.screening import Entry, OfferScreening
from solver.eligibility import Eligibility
from solver.plan import Plan
from solver.problem import Problem
from solver.reasons.openings import Cell
from solver.reasons.standing import Standing
from solver.stopping import Stop

_MOST_OF_A_KIND = 40
"""Candidates kept of each kind: more are seldom reached in time, and seldom better."""

_REPEATED = 0.8
"""What each earlier candidate for the same site, offer or period takes off the next one."""

_MOST_CELLS = 4
"""Cells remembered of each candidate: where planning again looks first."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """An addition that could help.

    `estimate` is how many children could get a place by it, at most; `score` how many likely do,
    less where something else is short too; `cells` where it would open groups, the best first, by
    position in the problem that was screened.
    """

    addition: Addition
    estimate: int
    score: float
    cells: tuple[Cell, ...]


def additions(
    problem: Problem, plan: Plan, *, stop: Stop | None = None, most: int = _MOST_OF_A_KIND
) -> tuple[Candidate, ...]:
    """The additions worth trying, in the order in which to try them.

    The best of each kind come first, then the second of each kind, and so on, so that no kind is
    forgotten where time is short. What counts are children without a place: where nobody waits,
    nothing is proposed.

    Args:
        problem: the season; `cells` count by its tuples.
        plan: a plan of it that keeps every rule.
        stop: when to look no further; what the offers looked at until then ask for is given.
        most: how many of each kind.
    """
    tables = Eligibility(problem)
    demand = Demand(tables, plan.places)
    beside = Beside(tables, Standing(tables, plan.groups, plan.assignments, plan.places))
    entries: list[Entry] = []
    for number in range(len(problem.offers)):
        entries.extend(OfferScreening(demand, beside, number).entries())
        if stop is not None and stop.remaining() <= 0:
            break
    waiting = int(demand.waiting.sum())
    gathered: dict[Addition, list[Entry]] = {}
    for entry in entries:
        gathered.setdefault(entry.addition, []).append(entry)
    kinds: dict[type, list[Candidate]] = {}
    for addition in gathered:
        helped = _helped(addition, gathered)
        kinds.setdefault(type(addition), []).append(_candidate(tables, addition, helped, waiting))
    ranked = [_varied(of_a_kind)[:most] for of_a_kind in kinds.values()]
    order = [(place, _rank(c), c) for of_a_kind in ranked for place, c in enumerate(of_a_kind)]
    return tuple(candidate for _, _, candidate in sorted(order, key=lambda row: row[:2]))


def _varied(candidates: list[Candidate]) -> list[Candidate]:
    """Best first, but much of the same later: what fails once for a site or an offer often will."""
    seen: Counter[object] = Counter()
    later: dict[Addition, float] = {}
    for candidate in sorted(candidates, key=_rank):
        subject = _subject(candidate.addition)
        later[candidate.addition] = candidate.score * _REPEATED ** seen[subject]
        seen[subject] += 1
    return sorted(candidates, key=lambda c: (-later[c.addition], _rank(c)))


def _subject(addition: Addition) -> object:
    match addition:
        case MoreLead(_, period) | MoreAssistant(period):
            return period
        case MoreRoom(location_id, _, _, _):
            return location_id
        case MoreGroup(offer_id) | LowerMinimum(offer_id, _) | MoreBlock(offer_id, _):
            return offer_id


def _rank(candidate: Candidate) -> tuple[float, int, str]:
    return -candidate.score, -candidate.estimate, _name(candidate.addition)


def _name(addition: Addition) -> str:
    """A text for each addition, the same in every run (sets have no order of their own)."""
    parts = [type(addition).__name__]
    for name in addition.__slots__:
        value = getattr(addition, name)
        parts.append("|".join(sorted(value)) if isinstance(value, frozenset) else str(value))
    return " ".join(parts)


def _helped(addition: Addition, gathered: dict[Addition, list[Entry]]) -> list[Entry]:
    """The groups that an addition makes possible: its own, and those that ask for less."""
    match addition:
        case MoreLead(goals, period):
            return [
                entry
                for other, entries in gathered.items()
                if isinstance(other, MoreLead) and other.period == period and other.goals <= goals
                for entry in entries
            ]
        case MoreRoom(location_id, features, capacity, period):
            return [
                entry._replace(value=min(entry.value, capacity), score=min(entry.score, capacity))
                for other, entries in gathered.items()
                if isinstance(other, MoreRoom)
                and (other.location_id, other.period) == (location_id, period)
                and other.features <= features
                for entry in entries
            ]
        case _:
            return gathered[addition]


def _candidate(
    tables: Eligibility, addition: Addition, entries: Sequence[Entry], waiting: int
) -> Candidate:
    """Sum what an addition could do: a tutor or a room several groups, one after the other."""
    best = sorted(entries, key=lambda entry: (-entry.score, -entry.value, entry.cell))
    together = list(_apart(tables, best)) if hasattr(addition, "period") else best[:1]
    value = min(waiting, sum(entry.value for entry in together))
    score = min(float(waiting), sum(entry.score for entry in together))
    cells = dict.fromkeys(entry.cell for entry in [*together, *best])
    return Candidate(addition, value, score, tuple(cells)[:_MOST_CELLS])


def _apart(tables: Eligibility, entries: Iterable[Entry]) -> Iterable[Entry]:
    """The first entries of which no two blocks overlap."""
    taken: list[int] = []
    for entry in entries:
        if not any(tables.block_overlap[entry.cell.block, block] for block in taken):
            taken.append(entry.cell.block)
            yield entry
