"""Codes to propose: the next one that is free."""

from __future__ import annotations

import re
from collections.abc import Collection
from itertools import chain
from string import ascii_uppercase

_NUMBERED = re.compile(r"(\D*)(\d+)")


def next_numbered(taken: Collection[str], beginning: str) -> str:
    """The one after the highest of the most usual kind, such as L013 after L012."""
    kinds: dict[tuple[str, int], list[int]] = {}
    for code in taken:
        found = _NUMBERED.fullmatch(code)
        if found:
            kinds.setdefault((found[1], len(found[2])), []).append(int(found[2]))
    if not kinds:
        return next(f"{beginning}{n}" for n in range(1, 10**6) if f"{beginning}{n}" not in taken)
    (letters, digits), numbers = max(kinds.items(), key=lambda kind: (len(kind[1]), kind[0]))
    return f"{letters}{max(numbers) + 1:0{digits}}"


def next_lettered(taken: Collection[str], whole: str) -> str:
    """A letter behind the code of the whole, such as L012-C."""
    lettered = (f"{whole}-{letter}" for letter in ascii_uppercase)
    numbered = (f"{whole}-{number}" for number in range(1, 10**6))
    return next(code for code in chain(lettered, numbered) if code not in taken)
