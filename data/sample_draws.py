"""Chance that is the same on every machine: all of it rests on one stable stream of numbers."""

from __future__ import annotations

import math
import random
from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate
from typing import Generic, TypeVar

T = TypeVar("T")


class Weighted(Generic[T]):
    """Things to pick from, each with a weight above 0.

    Raises:
        ValueError: there is nothing to pick from.
    """

    __slots__ = ("_cumulative", "_things")

    def __init__(self, things: Sequence[T], weights: Sequence[float]) -> None:
        if not things:
            raise ValueError("there is nothing to pick from")
        self._things = things
        self._cumulative = list(accumulate(weights, initial=0.0))[1:]

    def at(self, part: float) -> T:
        """The thing at `part` (from 0 up to 1) of the total weight."""
        spot = bisect_right(self._cumulative, part * self._cumulative[-1])
        return self._things[min(spot, len(self._things) - 1)]


class Draws:
    """Random choices that depend on a text alone.

    Only `random.Random.random` is used: Python promises that this stream stays the same for
    the same text in every version, which it does not promise for `choice` or `sample`.
    """

    __slots__ = ("_next",)

    def __init__(self, text: str) -> None:
        self._next = random.Random(text).random  # noqa: S311 - a sample season keeps no secrets

    def chance(self, part: float) -> bool:
        """True in `part` of the cases."""
        return self._next() < part

    def whole(self, low: int, high: int) -> int:
        """A whole number from `low` to `high`, both included."""
        return low + int(self._next() * (high - low + 1))

    def pick(self, things: Sequence[T]) -> T:
        """One of the things, all equally likely."""
        return things[int(self._next() * len(things))]

    def weighed(self, things: Weighted[T]) -> T:
        """One of the things, by weight."""
        return things.at(self._next())

    def some(self, things: Sequence[T], count: int) -> list[T]:
        """`count` different things (all of them where there are fewer), in their own order."""
        left = min(count, len(things))
        kept = []
        for spot, thing in enumerate(things):
            if self._next() * (len(things) - spot) < left:
                kept.append(thing)
                left -= 1
        return kept

    def each(self, parts: Sequence[tuple[T, float]]) -> list[T]:
        """The things that come up when each is tried with its own chance."""
        return [thing for thing, part in parts if self._next() < part]

    def normal(self) -> float:
        """A number around 0 with standard deviation 1 (Box and Muller, 1958)."""
        radius = math.sqrt(-2.0 * math.log(1.0 - self._next()))
        return radius * math.cos(2.0 * math.pi * self._next())

    def heavy(self, shape: float) -> float:
        """A number of at least 1, mostly near 1 and now and then far above (Pareto)."""
        return float((1.0 - self._next()) ** (-1.0 / shape))
