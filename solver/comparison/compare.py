"""Two plans of one season side by side: what changed, and for whom it is better or worse."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from solver.check import check_rules, level_values
from solver.comparison.group_changes import GroupChanges, group_changes, same_site
from solver.fairness.envy import envious_pairs
from solver.fairness.outcome import NOTHING, Outcome, outcome
from solver.plan import Group, Place, Plan
from solver.problem import Policy, Problem

DRAW = "draw"
"""The name of level 4: the number of envious pairs."""
LEVELS = ("placed", "loss", "further", DRAW, "together", "near", "cost", "groups")
"""All levels of section 4 in their order."""


class Step(StrEnum):
    """What made a child better or worse off: the first that differs (contract, section 5)."""

    PLACE = "place"
    BEST = "best"
    MORE = "more"
    RANKS = "ranks"


@dataclass(frozen=True)
class Comparison:
    """What plan B changes in plan A, as counts and as ids, everything sorted.

    `levels`: by name the value in A and in B; None where it says nothing. That goes for envy in a
    plan that breaks rules of this problem, or in which the draw itself gave out the places, and
    for `together`, `near` and `cost` in a plan with parts that are not in the problem. Envy is
    counted without earlier promises, of which a plan alone does not tell. `ranks`: how many
    children have this best rank in A and in B; None is no place. `gains` and `losses`: pupil ids
    by what decided. `same`: how many are as well off. `gone`: pupils with a place in A or B who
    are not in the problem; they count nowhere else. Of places: `kept` in the same group,
    `rehoused` (the same offer, block and location in another room), `dropped` (only in A) and
    `added` (only in B).
    """

    levels: Mapping[str, tuple[int | None, int | None]]
    ranks: Mapping[int | None, tuple[int, int]]
    gains: Mapping[Step, tuple[str, ...]]
    losses: Mapping[Step, tuple[str, ...]]
    same: int
    gone: tuple[str, ...]
    groups: GroupChanges
    kept: int
    rehoused: tuple[tuple[str, Group, Group], ...]
    dropped: tuple[tuple[str, Group], ...]
    added: tuple[tuple[str, Group], ...]


def compare(problem: Problem, plan_a: Plan, plan_b: Plan) -> Comparison:
    """Lay plan B beside plan A; either may be of an older dataset of the same season.

    Both are measured by the wishes of this problem: a place has the rank that it has here. One
    that is no longer wished keeps the rank with which it was written. Children count who wish
    something here or have a place in either plan.
    """
    first, second = _measured(problem, plan_a), _measured(problem, plan_b)
    named = {*first.places_by_pupil, *second.places_by_pupil}
    asked = sorted((named | set(problem.wishes_by_pupil)).intersection(problem.pupil_by_id))
    before, after = _outcomes(first), _outcomes(second)
    gains: dict[Step, list[str]] = {step: [] for step in Step}
    losses: dict[Step, list[str]] = {step: [] for step in Step}
    for pupil_id in asked:
        had, has = before.get(pupil_id, NOTHING), after.get(pupil_id, NOTHING)
        if had != has:
            (gains if has > had else losses)[_step(had, has)].append(pupil_id)
    hads, hass = ([of.get(p, NOTHING) for p in asked] for of in (before, after))
    levels_a = _levels(problem, first, hads)
    levels_b = _levels(problem, second, hass)
    places = _PlaceChanges(problem, first, second)
    return Comparison(
        levels={name: (levels_a[name], levels_b[name]) for name in LEVELS},
        ranks=_ranks(hads, hass),
        gains={step: tuple(ids) for step, ids in gains.items()},
        losses={step: tuple(ids) for step, ids in losses.items()},
        same=len(asked) - sum(map(len, gains.values())) - sum(map(len, losses.values())),
        gone=tuple(sorted(named.difference(problem.pupil_by_id))),
        groups=group_changes(problem, first, second),
        kept=places.kept,
        rehoused=tuple(sorted(places.rehoused)),
        dropped=tuple(sorted(places.dropped)),
        added=tuple(sorted(places.added)),
    )


def _measured(problem: Problem, plan: Plan) -> Plan:
    """The plan with ranks as the wishes of this problem have them."""
    return replace(plan, places=tuple(_ranked(problem, place) for place in plan.places))


def _ranked(problem: Problem, place: Place) -> Place:
    room = problem.room_by_id.get(place.group.room_id)
    wishes = problem.wishes_by_pupil.get(place.pupil_id, ())
    if room is None:
        return place
    ranks = [w.rank for w in wishes if w.matches(*place.group[:2], room.location_id)]
    return place._replace(rank=min(ranks, default=place.rank))


def _outcomes(plan: Plan) -> dict[str, Outcome]:
    return {
        pupil_id: outcome([place.rank for place in places])
        for pupil_id, places in plan.places_by_pupil.items()
    }


def _step(had: Outcome, has: Outcome) -> Step:
    pairs = zip(Step, had, has, strict=True)
    return next(step for step, before, after in pairs if before != after)


def _levels(problem: Problem, plan: Plan, outcomes: Iterable[Outcome]) -> dict[str, int | None]:
    worths = [one.worth for one in outcomes]
    placed, lost, further = (sum(worth[level] for worth in worths) for level in range(3))
    broken = check_rules(problem, plan)
    fits = not any(violation.rule == "3" for violation in broken)
    known: dict[str, int | None] = {
        "placed": placed,
        "loss": lost,
        "further": further,
        "groups": len(plan.groups),
    }
    if fits:
        values = level_values(problem, plan)
        known |= {name: values[name] for name in ("together", "near", "cost")}
    if not broken and plan.policy is Policy.BEST:
        known[DRAW] = len(envious_pairs(problem, plan))
    return {name: known.get(name) for name in LEVELS}


def _ranks(
    before: Iterable[Outcome], after: Iterable[Outcome]
) -> Mapping[int | None, tuple[int, int]]:
    a, b = Counter(o.best for o in before), Counter(o.best for o in after)
    placed = sorted((a.keys() | b.keys()) - {NOTHING.best}, reverse=True)
    found: dict[int | None, tuple[int, int]] = {-best: (a[best], b[best]) for best in placed}
    found[None] = (a[NOTHING.best], b[NOTHING.best])
    return found


class _PlaceChanges:
    """What became of every place, as promises look at it (3.11): offer, block and location."""

    def __init__(self, problem: Problem, first: Plan, second: Plan) -> None:
        self.kept = 0
        self.rehoused: list[tuple[str, Group, Group]] = []
        self.dropped: list[tuple[str, Group]] = []
        self.added: list[tuple[str, Group]] = []
        for pupil_id in {*first.places_by_pupil, *second.places_by_pupil}:
            if pupil_id not in problem.pupil_by_id:
                continue
            had = {place.group for place in first.places_by_pupil.get(pupil_id, ())}
            has = {place.group for place in second.places_by_pupil.get(pupil_id, ())}
            self.kept += len(had & has)
            new = sorted(has - had)
            for group in sorted(had - has):
                same = [other for other in new if same_site(problem, group, other)]
                if same:
                    new.remove(same[0])
                    self.rehoused.append((pupil_id, group, same[0]))
                else:
                    self.dropped.append((pupil_id, group))
            self.added += [(pupil_id, group) for group in new]
