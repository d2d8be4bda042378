"""The cheapest team equals that of trying all teams."""

from __future__ import annotations

import random
from itertools import combinations

import pytest

from solver.reasons.team import Candidate, cheapest_team


def by_trying_all(
    candidates: list[Candidate], leads: int, assistants: int, skills: frozenset[str]
) -> int | None:
    prices = []
    for team in combinations(range(len(candidates)), leads + assistants):
        met = frozenset().union(*(candidates[n].skills for n in team))
        split = any(
            all(candidates[n].can_lead for n in led)
            and all(candidates[n].can_assist for n in team if n not in led)
            for led in combinations(team, leads)
        )
        if split and skills <= met:
            prices.append(sum(candidates[n].hourly_cents for n in team))
    return min(prices, default=None)


@pytest.mark.parametrize("seed", range(150))
def test_the_cheapest_team_is_exact(seed: int) -> None:
    rng = random.Random(seed)
    candidates = [
        Candidate(
            rng.random() < 0.6,
            rng.random() < 0.6,
            frozenset(skill for skill in "abc" if rng.random() < 0.3),
            rng.randrange(5),
        )
        for _ in range(rng.randint(0, 7))
    ]
    leads, assistants = rng.randint(0, 2), rng.randint(0, 2)
    skills = frozenset(skill for skill in "abc" if rng.random() < 0.4)
    assert cheapest_team(
        candidates, leads=leads, assistants=assistants, skills=skills
    ) == by_trying_all(candidates, leads, assistants, skills)
