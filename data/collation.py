"""The order of names, as an index of people and places has it: É with E, پ after ب."""

from __future__ import annotations

from functools import cache

from pyuca import Collator


def by_name(text: str) -> tuple[int, ...]:
    """A key to sort by: that of Unicode's collation algorithm, the same for every script.

    Accents and capitals count only where names are equal without them.
    """
    key: tuple[int, ...] = _collator().sort_key(text)
    return key


@cache
def _collator() -> Collator:
    return Collator()
