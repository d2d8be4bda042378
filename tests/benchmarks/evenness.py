"""Whether chance treated equal children alike: a stated test on how often each got something.

In plan t some k_t of n equal children get it. If the draw is fair, every set of k_t of them is as
likely, so child i gets it O_i times out of T with, for p_t = k_t / n and V = Σ p_t (1 − p_t):

- mean Σ p_t, variance V, and covariance −V / (n − 1) between two children, as exactly k_t get it;
- X² = (n − 1) / n · Σ_i (O_i − mean)² / V, for many plans chi-square with n − 1 degrees of freedom;
- for any fixed c_i that sum to 0, Z = Σ c_i O_i has mean 0 and variance V · n / (n − 1) · Σ c_i²:
  with c the position in some order, Z² / variance is chi-square with 1 degree of freedom, and
  large where that order (of ids, of rows) matters.

Kinds of children are independent of each other given the k_t, so their X² and degrees add up.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.stats import chi2

Bools = NDArray[np.bool_]


class Evenness(NamedTuple):
    """A chi-square value, its degrees of freedom; `p`: how often chance alone gives as much."""

    value: float
    degrees: int

    @property
    def p(self) -> float:
        """The part of fair draws that are at least as uneven."""
        return float(chi2.sf(self.value, self.degrees)) if self.degrees else 1.0

    def __add__(self, other: object) -> Evenness:
        """Of two independent ones together."""
        if not isinstance(other, Evenness):
            return NotImplemented
        return Evenness(self.value + other.value, self.degrees + other.degrees)


NOTHING_TO_TELL = Evenness(0.0, 0)
"""Where all or none of the children get it in every plan."""


def between_children(got: Bools) -> Evenness:
    """How far apart equal children are; `got` is bool[plans, children]."""
    count, spread = got.shape[1], _spread(got)
    if not spread:
        return NOTHING_TO_TELL
    often = got.sum(axis=0)
    apart = float(((often - often.mean()) ** 2).sum())
    return Evenness((count - 1) / count * apart / spread, count - 1)


def along(got: Bools, order: Sequence[int]) -> Evenness:
    """Whether what children get goes with their position in an order."""
    count, spread = got.shape[1], _spread(got)
    if not spread:
        return NOTHING_TO_TELL
    position = np.array(order, dtype=np.float64)
    position -= position.mean()
    lean = float(position @ got.sum(axis=0))
    variance = spread * count / (count - 1) * float(position @ position)
    return Evenness(lean * lean / variance, 1)


def _spread(got: Bools) -> float:
    share = got.mean(axis=1)
    return float((share * (1 - share)).sum())
