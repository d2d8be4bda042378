"""Random codes that people can read out and type: no 0 and O, no 1, I and L."""

from __future__ import annotations

import secrets
from typing import Final

ALPHABET: Final = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
REF_LENGTH: Final = 12
LINK_LENGTH: Final = 8


def random_code(length: int) -> str:
    """A code that nobody can guess."""
    return "".join(secrets.choice(ALPHABET) for _ in range(length))


def as_typed(code: str) -> str:
    """A code as somebody typed it, without spaces and dashes and in capitals."""
    return "".join(letter for letter in code.upper() if letter.isalnum())
