"""Numbers with their nouns: `1 kind`, `150 kinderen`."""

from __future__ import annotations

from collections.abc import Iterable

from data.issues import Language
from scheduler.text import Text

Noun = tuple[Text, Text]
"""A noun with its number: for one, and for any other number (`{count}`)."""


def counted(language: Language, noun: Noun, count: int) -> str:
    """The number with its noun."""
    one, many = noun
    return (one if count == 1 else many).said(language, count=count)


def counted_all(language: Language, parts: Iterable[tuple[Noun, int]]) -> str:
    """Several of them, as a list in one line."""
    return ", ".join(counted(language, noun, count) for noun, count in parts)
