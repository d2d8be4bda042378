"""Finds the known word that somebody probably meant, also among very many."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from typing import Final

_FEW: Final = 1500
_PATIENCE: Final = 200
_STAMINA: Final = 2000


class Nearest:
    """The nearest of a fixed set of known words; "" where none is near.

    The same word in other capitals comes first, then a word one slip away (a character
    missing, extra, wrong, or two swapped), then difflib's best match. The last takes time
    in proportion to the number of words, so it is tried only among `_FEW` words and for
    the first `_PATIENCE` questions, and after `_STAMINA` questions only capitals are looked
    at: a file in which every id is wrong must not take hours.
    """

    def __init__(self, known: Iterable[str]) -> None:
        self._known = sorted(set(known))
        self._set = frozenset(self._known)
        self._folded = {word.casefold(): word for word in reversed(self._known)}
        self._letters = sorted({letter for word in self._known for letter in word})
        self._answers: dict[str, str] = {}

    def to(self, word: str) -> str:
        """The known word nearest to `word`, or "". The same question, the same answer."""
        if word not in self._answers:
            self._answers[word] = self._search(word)
        return self._answers[word]

    def _search(self, word: str) -> str:
        if not word or len(word) > 80:
            return ""
        same = self._folded.get(word.casefold())
        if same is not None:
            return same
        if len(self._answers) >= _STAMINA:
            return ""
        slips = self._set.intersection(self._one_slip(word))
        if slips:
            return max(
                sorted(slips), key=lambda near: difflib.SequenceMatcher(None, word, near).ratio()
            )
        if len(self._known) > _FEW or len(self._answers) >= _PATIENCE:
            return ""
        return next(iter(difflib.get_close_matches(word, self._known, n=1, cutoff=0.6)), "")

    def _one_slip(self, word: str) -> Iterable[str]:
        for at in range(len(word) + 1):
            before, after = word[:at], word[at:]
            yield before + after[1:]
            if len(after) > 1:
                yield before + after[1] + after[0] + after[2:]
            for letter in self._letters:
                yield before + letter + after
                yield before + letter + after[1:]
