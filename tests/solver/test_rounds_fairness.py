"""Policy `draw`, round one with given groups: ranking otherwise never pays, luck never hurts."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from itertools import permutations

import pytest

from solver.fairness.draw import draw_numbers
from solver.fairness.rounds import GivenGroupsFail
from solver.plan import Group, Plan
from solver.problem import Pin, Problem
from tests.solver.drawn import cases, drawn


def _one_round(season: Problem, given: Plan) -> dict[str, tuple[Group, ...]]:
    """What everybody has after round one, with the given groups open whatever happens."""
    once = replace(
        _one_place(season),
        offers=tuple(replace(one, min_size=0) for one in season.offers),
    )
    out = drawn(once, given)
    return {name: _groups_of(out, name) for name in out.places_by_pupil}


def _one_place(season: Problem) -> Problem:
    pupils = tuple(replace(one, max_places=min(1, one.max_places)) for one in season.pupils)
    return replace(season, pupils=pupils)


def _groups_of(given: Plan, pupil_id: str) -> tuple[Group, ...]:
    return tuple(place.group for place in given.places_by_pupil.get(pupil_id, ()))


def _without_pupil_pins(season: Problem) -> Problem:
    return replace(season, pins=tuple(p for p in season.pins if p.pupil_id is None))


def _felt(season: Problem, pupil_id: str, groups: tuple[Group, ...]) -> float:
    """The true rank of what a child has; worse than any where that is nothing."""
    at = season.room_by_id
    return min(
        (
            w.rank
            for g in groups
            for w in season.wishes_by_pupil[pupil_id]
            if w.matches(g.offer_id, g.block_id, at[g.room_id].location_id)
        ),
        default=float("inf"),
    )


def _ranked_otherwise(season: Problem, pupil_id: str) -> Iterator[Problem]:
    mine = season.wishes_by_pupil[pupil_id]
    for ranks in set(permutations(w.rank for w in mine)):
        others = tuple(w for w in season.wishes if w.pupil_id != pupil_id)
        lied = tuple(replace(w, rank=r) for w, r in zip(mine, ranks, strict=True))
        yield replace(season, wishes=(*others, *lied))


@pytest.mark.parametrize("seed", range(24))
def test_in_round_one_ranking_otherwise_never_pays(seed: int) -> None:
    rng = random.Random(seed)
    for whole, given, _ in cases(4000 + seed)[:1]:
        season = _without_pupil_pins(whole)
        honest = _one_round(season, given)
        for pupil_id in rng.sample(sorted(season.wishes_by_pupil), 2):
            had = _felt(season, pupil_id, honest.get(pupil_id, ()))
            if len(season.wishes_by_pupil[pupil_id]) <= 4:
                for lied in _ranked_otherwise(season, pupil_id):
                    got = _one_round(lied, given).get(pupil_id, ())
                    assert _felt(season, pupil_id, got) >= had


def test_nor_while_every_group_is_pinned_open_and_kept_alive() -> None:
    """What is possible then hangs on what others wished, and still not on one's own ranks."""
    checked = 0
    for seed in range(4100, 4150):
        for whole, given, _ in cases(seed)[:1]:
            season = replace(
                _one_place(_without_pupil_pins(whole)),
                pins=tuple(Pin(True, *one) for one in given.groups),
            )
            try:
                honest = drawn(season, given)
            except GivenGroupsFail:  # with one place each, not every group can have its minimum
                continue
            assert set(honest.groups) == set(given.groups)
            for pupil_id in sorted(season.wishes_by_pupil)[:3]:
                had = _felt(season, pupil_id, _groups_of(honest, pupil_id))
                if len(season.wishes_by_pupil[pupil_id]) <= 3:
                    for lied in _ranked_otherwise(season, pupil_id):
                        got = _groups_of(drawn(lied, given), pupil_id)
                        assert _felt(season, pupil_id, got) >= had
                        checked += 1
    assert checked > 100


@pytest.mark.parametrize("seed", range(40))
def test_in_round_one_a_lower_number_is_never_worse(seed: int) -> None:
    """Two children swap draw numbers: the one who gets the lower has at least as dear a wish."""
    rng = random.Random(seed)
    for whole, given, _ in cases(5000 + seed)[:1]:
        season = _without_pupil_pins(whole)
        number = draw_numbers(season.season.draw_seed, season.pupil_by_id)
        before = _one_round(season, given)
        for _ in range(3):
            one, other = sorted(rng.sample(sorted(season.pupil_by_id), 2), key=lambda p: number[p])
            swapped = _renamed(season, {one: other, other: one})
            after = _one_round(swapped, given)
            if one in season.wishes_by_pupil:
                had = _felt(season, one, before.get(one, ()))
                # under the name of the other, `one` has the later number
                assert had <= _felt(season, one, after.get(other, ()))


def _renamed(season: Problem, names: dict[str, str]) -> Problem:
    """Everybody keeps what they are and wish, under another name: the draw goes by names."""

    def name(pupil_id: str) -> str:
        return names.get(pupil_id, pupil_id)

    return replace(
        season,
        pupils=tuple(replace(p, id=name(p.id)) for p in season.pupils),
        wishes=tuple(replace(w, pupil_id=name(w.pupil_id)) for w in season.wishes),
        links=tuple(
            replace(x, pupil_a=name(x.pupil_a), pupil_b=name(x.pupil_b)) for x in season.links
        ),
        pins=tuple(
            p if p.pupil_id is None else replace(p, pupil_id=name(p.pupil_id)) for p in season.pins
        ),
        travel=replace(
            season.travel,
            pupils={(name(p), at): minutes for (p, at), minutes in season.travel.pupils.items()},
        ),
    )
