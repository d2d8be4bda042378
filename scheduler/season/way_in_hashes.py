"""What the database keeps of links and codes, each hashed in its own way.

So a code is never taken for a link, nor the other way round. A code is short, so its hash is
slow to make: who has the database cannot try all codes.
"""

from __future__ import annotations

import unicodedata
from hashlib import scrypt, sha256
from typing import Final

from scheduler.season.random_codes import as_typed

_GROUP: Final = 5
_LONGEST_TYPED: Final = 64


def link_hash(token: str) -> str:
    """The hash of a link's token, in hex."""
    return sha256(f"link:{token}".encode()).hexdigest()


def calendar_hash(token: str) -> str:
    """The hash of a calendar's token, in hex."""
    return sha256(f"calendar:{token}".encode()).hexdigest()


def code_hash(municipality_id: int, code: str) -> str:
    """The hash of a code on paper, in hex; about 50 ms and 16 MB of work."""
    salt = f"zomerwijzer:code:{municipality_id}".encode()
    return scrypt(code.encode(), salt=salt, n=2**14, r=8, p=1, dklen=32).hex()


def as_typed_anywhere(code: str) -> str:
    """A code as somebody typed it on any keyboard: digits of other scripts are digits."""
    plain = unicodedata.normalize("NFKC", code[:_LONGEST_TYPED])
    digits = (unicodedata.digit(letter, -1) for letter in plain)
    return as_typed(
        "".join(
            letter if digit < 0 else str(digit) for letter, digit in zip(plain, digits, strict=True)
        )
    )


def in_groups(code: str) -> str:
    """A code as it is shown: ABCDE FGHJK."""
    return " ".join(code[start : start + _GROUP] for start in range(0, len(code), _GROUP))
