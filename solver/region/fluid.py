"""The region as a fluid: how many children could have a place, tutors and seats poured freely.

A linear relaxation of level 1 that needs no whole formulation: rooms of one spot (offer, block,
location) together, a tutor's posts in one block together, travel between blocks, needs, links and
the budget left out. Whatever is left out only relaxes, so what bounds this bounds every plan.
It is plain arrays, so that it travels to other processes.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from solver.model.agenda import moment_cliques
from solver.model.layout import Layout
from solver.model.program import Bools, Floats, Ints
from solver.problem import LinkKind


@dataclass(frozen=True)
class Agenda:
    """What one agenda can hold: `at_once` float[C, B], the sets of blocks that exclude each other.

    `minutes` float[W, B]: session minutes of each block in each ISO week.
    """

    at_once: Floats
    minutes: Floats

    @classmethod
    def of(cls, layout: Layout) -> Agenda:
        """The blocks of a layout."""
        blocks = len(layout.problem.blocks)
        cliques = moment_cliques(layout.problem)
        at_once = np.zeros((len(cliques), blocks))
        for number, clique in enumerate(cliques):
            at_once[number, list(clique)] = 1.0
        taken = layout.eligibility.block_minutes_by_week
        weeks = sorted({week for block in taken for week in block})
        minutes = np.array([[block.get(week, 0) for block in taken] for week in weeks])
        return cls(at_once, minutes.reshape(len(weeks), blocks).astype(np.float64))


@dataclass(frozen=True)
class Fluid:
    """Level 1 of a region as arrays, in the numbering of its layout.

    Shapes: S spots (`spot_*`), G groups, X pairs of a pupil and a spot (sorted by pupil), T posts
    of a tutor at a spot. `most` int[P] is `max_places`, `limit` float[K] minutes a week (or inf),
    `wanted` float[O, 2] leads and assistants, `groups_most` float[O] `max_groups`.
    """

    agenda: Agenda
    spot_offer: Ints
    spot_block: Ints
    spot_location: Ints
    group_spot: Ints
    group_room: Ints
    group_seats: Ints
    group_min: Ints
    pair_pupil: Ints
    pair_spot: Ints
    post_tutor: Ints
    post_spot: Ints
    post_role: Ints
    most: Ints
    limit: Floats
    wanted: Floats
    groups_most: Floats

    @classmethod
    def of(cls, layout: Layout) -> Fluid:
        """The whole of a layout."""
        problem, spots = layout.problem, layout.spots
        count = int(spots.max(initial=-1)) + 1
        first = np.zeros(count, dtype=np.int64)
        first[spots[::-1]] = np.arange(len(spots))[::-1]
        usable = layout.place_upper > 0
        pairs = np.unique(
            layout.place_pupil[usable] * (count + 1) + spots[layout.place_group[usable]]
        )
        site = layout.group_block[first] * (len(problem.locations) + 1)
        pairs = _linked(layout, pairs, site + layout.group_location[first], count + 1)
        posts = np.unique(
            (layout.post_tutor * 2 + layout.post_role) * (count + 1) + spots[layout.post_group]
        )
        limits = [tutor.minutes_week for tutor in problem.tutors]
        return cls(
            Agenda.of(layout),
            layout.group_offer[first],
            layout.group_block[first],
            layout.group_location[first],
            spots,
            layout.group_room,
            layout.group_seats,
            layout.group_min,
            pairs // (count + 1),
            pairs % (count + 1),
            posts // (count + 1) // 2,
            posts % (count + 1),
            posts // (count + 1) % 2,
            np.array([pupil.max_places for pupil in problem.pupils], dtype=np.int64),
            np.array([np.inf if limit is None else limit for limit in limits], dtype=np.float64),
            np.array([[o.leads, o.assistants] for o in problem.offers], dtype=np.float64).reshape(
                len(problem.offers), 2
            ),
            np.array([offer.max_groups for offer in problem.offers], dtype=np.float64),
        )

    def sampled(self, each: int, seed: str) -> Fluid:
        """With fewer posts: of every tutor's turn and of every spot's role about `each`, by chance.

        What a sample leaves out can be bought and sold all the same when its prices are put to the
        proof, so that a bound by them holds for the whole.
        """
        chance = np.random.default_rng(list(seed.encode())).random(len(self.post_tutor))
        blocks = self.agenda.at_once.shape[1]
        turn = self.post_tutor * blocks + self.spot_block[self.post_spot]
        kept = _first(turn, chance, each) | _first(
            self.post_spot * 2 + self.post_role, chance, each
        )
        return replace(
            self,
            post_tutor=self.post_tutor[kept],
            post_spot=self.post_spot[kept],
            post_role=self.post_role[kept],
        )


def _first(keys: Ints, chance: Floats, each: int) -> Bools:
    order = np.lexsort((chance, keys))
    turn = np.arange(len(keys)) - np.searchsorted(keys[order], keys[order])
    kept = np.zeros(len(keys), dtype=np.bool_)
    kept[order[turn < each]] = True
    return kept


def _linked(layout: Layout, pairs: Ints, site: Ints, base: int) -> Ints:
    """The pairs without those that a strict link rules out: the other could never be there."""
    index = layout.eligibility.pupil_index
    of = {int(pupil): pairs[start:end] % base for pupil, start, end in _runs(pairs // base)}
    strict = [
        (index[link.pupil_a], index[link.pupil_b], link.kind is LinkKind.SAME_GROUP)
        for link in layout.problem.links
        if link.strict
    ]
    fewer = True
    while fewer:
        fewer = False
        for one, other, same_group in strict:
            for mine, theirs in ((one, other), (other, one)):
                spots, there = of.get(mine), of.get(theirs, np.zeros(0, dtype=np.int64))
                if spots is None or not len(spots):
                    continue
                could = np.isin(spots, there) if same_group else np.isin(site[spots], site[there])
                if not could.all():
                    of[mine] = spots[could]
                    fewer = True
    if not of:
        return pairs
    return np.concatenate([pupil * base + spots for pupil, spots in sorted(of.items())])


def _runs(sorted_keys: Ints) -> list[tuple[int, int, int]]:
    """(key, start, end) of each run of equal keys."""
    keys, starts = np.unique(sorted_keys, return_index=True)
    ends = np.append(starts[1:], len(sorted_keys))
    return list(zip(keys.tolist(), starts.tolist(), ends.tolist(), strict=True))
