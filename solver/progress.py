"""What a search tells while it runs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Progress:
    """Where a search is: its phase, the level at hand, the best value and the proven bound.

    `phase` is one of `compile`, `bound`, `construct`, `improve`, `prove`, `settle`; `level` is
    the name of a level (`placed`, `loss`, `further`, …); `seconds` since the search began.
    `best` and `bound` are None as long as there is none.
    """

    phase: str
    level: str
    best: int | None
    bound: int | None
    seconds: float

    @property
    def gap(self) -> float | None:
        """The relative gap, or None while value or bound are unknown."""
        if self.best is None or self.bound is None:
            return None
        return abs(self.bound - self.best) / max(1, abs(self.bound), abs(self.best))


class OnProgress(Protocol):
    """Somebody who listens to a search."""

    def __call__(self, progress: Progress) -> None:
        """Take note; return quickly, the search waits."""
