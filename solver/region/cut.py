"""Where a region is cut: sites that share many children stay together, pieces are about equal.

Every pupil spreads a weight of 1 over the locations they could have a place at, every tutor a
smaller one over those they could work at. Two locations are tied as far as the same people reach
both. Small pieces grow first, each towards the one it is tied to most; then single locations move
where that cuts fewer ties. Nothing is left to chance, so the same region is cut the same way.
"""

from __future__ import annotations

import numpy as np
from scipy import sparse

from solver.model.program import Floats, Ints
from solver.region.fluid import Fluid

_TUTORS = 0.2
"""What a tutor weighs beside a pupil: tutors who reach several pieces are allotted to one later."""

_LARGEST = 1.25
"""How much larger than the average a piece may grow."""

_PASSES = 6

_KNOWN = 0.3
"""What a tie within a piece weighs in the next cut."""


def ties(fluid: Fluid, locations: int) -> tuple[Floats, Floats]:
    """float[L, L], how much two locations share; float[L], how many pupils each stands for."""
    pupils = _spread(fluid.pair_pupil, fluid.spot_location[fluid.pair_spot], locations)
    tutors = _spread(fluid.post_tutor, fluid.spot_location[fluid.post_spot], locations)
    tied = (pupils.T @ pupils).toarray() + _TUTORS * (tutors.T @ tutors).toarray()
    np.fill_diagonal(tied, 0.0)
    return tied, np.asarray(pupils.sum(axis=0), dtype=np.float64).ravel()


def _spread(person: Ints, location: Ints, locations: int) -> sparse.csr_array:
    people, row = np.unique(person, return_inverse=True)
    weights = sparse.csr_array(
        sparse.coo_array(
            (np.ones(len(location)), (row.ravel(), location)), shape=(len(people), locations)
        )
    )
    whole = np.maximum(1.0, np.asarray(weights.sum(axis=1)).ravel())
    return sparse.csr_array(sparse.diags_array(1.0 / whole) @ weights)


def cut(tied: Floats, mass: Floats, pieces: int) -> Ints:
    """int[L]: the piece of each location, numbered from 0 without holes.

    Args:
        tied: float[L, L], symmetric, 0 on the diagonal.
        mass: float[L], pupils.
        pieces: about how many; more where pieces would become much larger than the average.
    """
    largest = _LARGEST * float(mass.sum()) / max(1, pieces)
    piece = _grow(tied, mass, pieces, largest)
    _shift(piece, tied, mass, largest)
    return _numbered(piece)


def _numbered(piece: Ints) -> Ints:
    return np.asarray(np.unique(piece, return_inverse=True)[1], dtype=np.int64).ravel()


def _grow(tied: Floats, mass: Floats, pieces: int, largest: float) -> Ints:
    member = np.arange(len(mass))
    between, size = tied.copy(), mass.copy()
    alive = np.ones(len(mass), dtype=np.bool_)
    done = np.zeros(len(mass), dtype=np.bool_)
    while int(alive.sum()) > pieces and np.any(alive & ~done):
        smallest = int(np.argmin(np.where(alive & ~done, size, np.inf)))
        fits = alive & (size + size[smallest] <= largest) & (between[smallest] > 0)
        fits[smallest] = False
        if not fits.any():
            done[smallest] = True
            continue
        pull = np.where(fits, between[smallest] / np.maximum(1.0, size), -1.0)
        other = int(np.argmax(pull))
        between[other] += between[smallest]
        between[:, other] += between[:, smallest]
        between[other, other] = 0.0
        between[smallest] = between[:, smallest] = 0.0
        size[other] += size[smallest]
        alive[smallest] = False
        member[member == smallest] = other
    # whoever reaches nobody else fills up the smallest piece: they share nothing to lose
    for lone in np.flatnonzero(alive & (between.sum(axis=1) == 0)).tolist():
        others = alive & (size + size[lone] <= largest)
        others[lone] = False
        if others.any() and int(alive.sum()) > pieces:
            other = int(np.argmin(np.where(others, size, np.inf)))
            size[other] += size[lone]
            alive[lone] = False
            member[member == lone] = other
    return member


def _shift(piece: Ints, tied: Floats, mass: Floats, largest: float) -> None:
    """Move single locations to where they are tied to more."""
    size = np.bincount(piece, weights=mass, minlength=len(piece))
    for _ in range(_PASSES):
        moved = False
        for place in range(len(piece)):
            pull = np.bincount(piece, weights=tied[place], minlength=len(piece))
            pull[size + mass[place] > largest] = -1.0
            here = int(piece[place])
            pull[here] = tied[place][piece == here].sum()
            there = int(np.argmax(pull))
            if pull[there] > pull[here] + 1e-9:
                size[here] -= mass[place]
                size[there] += mass[place]
                piece[place] = there
                moved = True
        if not moved:
            return


def cuts(tied: Floats, mass: Floats, pieces: int, count: int) -> list[Ints]:
    """Up to `count` cuts, int[L] each, of which each later one parts what the earlier ones kept.

    What was in one piece already counts for less, so that everything that shares much is in one
    piece at some time, and no piece is ever larger than need be.
    """
    found: list[Ints] = []
    for _ in range(count):
        piece = cut(tied, mass, pieces)
        if any(np.array_equal(piece, other) for other in found):
            break
        found.append(piece)
        tied = np.where(piece[:, None] == piece[None, :], _KNOWN * tied, tied)
    return found


def pairings(tied: Floats, piece: Ints, count: int) -> list[Ints]:
    """Up to `count` coarser cuts, int[L] each: those pieces paired that share most, never twice."""
    pieces = int(piece.max(initial=-1)) + 1
    to = np.zeros((len(piece), pieces))
    to[np.arange(len(piece)), piece] = 1.0
    between = np.triu(to.T @ tied @ to, 1)
    found: list[Ints] = []
    while len(found) < count:
        partner, free = np.arange(pieces), np.ones(pieces, dtype=np.bool_)
        for flat in np.argsort(-between, axis=None, kind="stable").tolist():
            one, other = divmod(flat, pieces)
            if between[one, other] <= 0:
                break
            if free[one] and free[other]:
                partner[other] = one
                free[[one, other]] = False
                between[one, other] = 0.0
        if free.all():
            break
        found.append(_numbered(partner[piece]))
    return found
