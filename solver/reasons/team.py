"""Whether a group can be staffed from some tutors, and at what least price: small and exact."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple


class Candidate(NamedTuple):
    """A tutor as far as one group is concerned; `hourly_cents` per session hour."""

    can_lead: bool
    can_assist: bool
    skills: frozenset[str]
    hourly_cents: int


def cheapest_team(
    candidates: Iterable[Candidate], *, leads: int, assistants: int, skills: frozenset[str]
) -> int | None:
    """The least sum of hourly cents of a team, or None where no team exists (contract, 3.4, 3.7).

    A team is exactly `leads` leads and `assistants` assistants, all different candidates, who
    together have every one of `skills`. Exact: a dynamic program over (leads chosen,
    assistants chosen, skills met), after keeping of each kind of candidate only as many of
    the cheapest as a team can use.
    """
    bit = {skill: 1 << position for position, skill in enumerate(sorted(skills))}
    kinds: dict[tuple[bool, bool, int], list[int]] = {}
    for candidate in candidates:
        mask = sum(bit[skill] for skill in candidate.skills if skill in bit)
        kind = (candidate.can_lead, candidate.can_assist, mask)
        kinds.setdefault(kind, []).append(candidate.hourly_cents)
    best: dict[tuple[int, int, int], int] = {(0, 0, 0): 0}
    for (can_lead, can_assist, mask), prices in kinds.items():
        for price in sorted(prices)[: leads + assistants]:
            for (led, assisted, met), total in list(best.items()):
                for state, possible in (
                    ((led + 1, assisted, met | mask), can_lead and led < leads),
                    ((led, assisted + 1, met | mask), can_assist and assisted < assistants),
                ):
                    if possible and total + price < best.get(state, total + price + 1):
                        best[state] = total + price
    return best.get((leads, assistants, (1 << len(bit)) - 1))
