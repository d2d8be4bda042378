"""Streets and house numbers, as different people write the same one."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

_NUMBER: Final = re.compile(r"[0-9]{1,6}")
_ENDINGS: Final = (("straat", "str"), ("laan", "ln"), ("steenweg", "stwg"))


def street_key(street: str) -> str:
    """A street in small letters, without accents, marks and spaces: `sintpietersplein`."""
    plain = unicodedata.normalize("NFKD", street).encode("ascii", "ignore").decode().lower()
    key = "".join(letter for letter in plain if letter.isalnum())
    for whole, short in _ENDINGS:
        if key.endswith(short) and not key.endswith(whole):
            return key.removesuffix(short) + whole
    return key


def number_key(number: str) -> str:
    """A house number with its letter, without box: `12 a bus 3` is `12A`."""
    plain = unicodedata.normalize("NFKC", number).upper()
    house = re.split(r"BUS|BTE|/|,", plain, maxsplit=1)[0]
    return "".join(sign for sign in house if sign.isalnum())


def house_of(number: str) -> int | None:
    """The number without its letter; None where there is none."""
    found = _NUMBER.search(number)
    return int(found[0]) if found else None
