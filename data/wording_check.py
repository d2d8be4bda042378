"""Finds words that press, label, promise or give a wrong name, in texts for families (R3).

The words stand in `data/reference/words.csv`, each form that people write with its own
suggestion, and why in `words_reasons.csv`. Capitals and accents make no difference, and a word is
only found whole: "moeten" is, "moetje" is not. Where words of the list overlap, the longest
counts; one of kind `fine`, such as "niet verplicht", is never flagged.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from types import MappingProxyType
from typing import Final

from data.issues import Language
from data.references import FOLDER

_BETWEEN: Final = re.compile(r"[\s-]+")
_SAME: Final = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "‐": "-", "‑": "-", "–": "-"})
_FINE: Final = "fine"


class WordKind(StrEnum):
    """What a flagged word does."""

    PRESSES = "presses"
    LABELS = "labels"
    PROMISES = "promises"
    WRONG_NAME = "wrong_name"


@dataclass(frozen=True, slots=True)
class Word:
    """An entry of the list. `word` in small letters, as the list writes it otherwise."""

    word: str
    kind: WordKind
    suggestion: str
    reason_nl: str
    reason_en: str


@dataclass(frozen=True, slots=True)
class Flag:
    """A flagged word in a text.

    Attributes:
        start: where it begins, in characters (code points) from 0.
        end: where it ends, not included.
        written: the word as the text writes it.
        entry: what the list says of it.
    """

    start: int
    end: int
    written: str
    entry: Word

    @property
    def word(self) -> str:
        """The word as the list knows it, in small letters: what somebody may choose to keep."""
        return self.entry.word

    @property
    def suggestion(self) -> str:
        """What may stand there instead, with a capital where the text has one."""
        said = self.entry.suggestion
        return said[:1].upper() + said[1:] if self.written[:1].isupper() else said

    def reason(self, language: Language) -> str:
        """Why, in one sentence."""
        return self.entry.reason_en if language == "en" else self.entry.reason_nl


@cache
def words(language: str) -> Mapping[str, Word]:
    """The words of a language that are flagged, by themselves; none of other languages."""
    reasons = {row["reason"]: row for row in _rows("words_reasons")}
    return MappingProxyType(
        {
            row["word"].lower(): Word(
                row["word"].lower(),
                WordKind(row["kind"]),
                row["suggestion"],
                reasons[row["reason"]]["nl"],
                reasons[row["reason"]]["en"],
            )
            for row in _rows("words")
            if row["language"] == language and row["kind"] != _FINE
        }
    )


def checked_languages() -> tuple[str, ...]:
    """The languages of which there is a list of words."""
    return tuple(dict.fromkeys(row["language"] for row in _rows("words")))


def flagged(text: str, language: str) -> tuple[Flag, ...]:
    """The words of a text that press, label, promise or give a wrong name, in their order.

    Args:
        text: what somebody wrote, for families.
        language: the language it is written in, such as `nl`. Of a language without a list,
            nothing is flagged.
    """
    pattern, entries = _finder(language)
    if pattern is None:
        return ()
    plain, places = _folded(text)
    found = []
    for match in pattern.finditer(plain):
        entry = entries.get(_key(match[0]))
        if entry is not None:
            start, end = places[match.start()], places[match.end() - 1] + 1
            while end < len(text) and unicodedata.category(text[end]) == "Mn":
                end += 1  # an accent that stands by itself after its letter
            found.append(Flag(start, end, text[start:end], entry))
    return tuple(found)


@cache
def _finder(language: str) -> tuple[re.Pattern[str] | None, Mapping[str, Word]]:
    """The pattern of all words of a language, the longest first, and what they are by key."""
    all_words = [row["word"] for row in _rows("words") if row["language"] == language]
    if not all_words:
        return None, MappingProxyType({})
    keys = sorted({_key(_folded(word)[0]) for word in all_words}, key=lambda key: (-len(key), key))
    parts = (r"[\s-]+".join(map(re.escape, key.split(" "))) for key in keys)
    # A hyphen joins words in Dutch, so a word joined to another is part of that word.
    pattern = re.compile(rf"(?<![^\W_])(?<![^\W_]-)(?:{'|'.join(parts)})(?![^\W_])(?!-[^\W_])")
    entries = {_key(_folded(word)[0]): entry for word, entry in words(language).items()}
    return pattern, MappingProxyType(entries)


def _key(folded: str) -> str:
    return _BETWEEN.sub(" ", folded)


def _folded(text: str) -> tuple[str, list[int]]:
    """A text without capitals and accents, and for each character where it stood.

    Characters that nobody sees, such as the soft hyphen, are left out.
    """
    plain: list[str] = []
    places: list[int] = []
    for place, character in enumerate(text):
        for part in unicodedata.normalize("NFKD", character.translate(_SAME)).casefold():
            if unicodedata.category(part) not in {"Mn", "Cf"}:
                plain.append(part)
                places.append(place)
    return "".join(plain), places


@cache
def _rows(name: str) -> tuple[dict[str, str], ...]:
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))
