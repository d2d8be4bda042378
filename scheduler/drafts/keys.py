"""What opens a draft: a long key in the browser, and a short code for people.

Only their hashes are kept. A code is short, so its hash is slow to make.
"""

from __future__ import annotations

import secrets
from hashlib import scrypt, sha256
from typing import Final

from scheduler.season.random_codes import ALPHABET, random_code
from scheduler.season.way_in_hashes import as_typed_anywhere

CODE_LETTERS: Final = 10
_KEY_BYTES: Final = 32


def new_key() -> str:
    """A key that nobody can guess, for a browser to keep."""
    return secrets.token_urlsafe(_KEY_BYTES)


def key_hash(key: str) -> str:
    """The hash of a key, in hex."""
    return sha256(f"draft:{key}".encode()).hexdigest()


def new_code() -> str:
    """A code to write down, without the spaces in which it is shown."""
    return random_code(CODE_LETTERS)


def code_hash(season_id: int, code: str) -> str:
    """The hash of a code, in hex; about 50 ms of work, so make it before anything is locked."""
    salt = f"zomerwijzer:draft:{season_id}".encode()
    return scrypt(code.encode(), salt=salt, n=2**14, r=8, p=1, dklen=32).hex()


def typed_code(text: str) -> str | None:
    """A code as somebody typed it on any keyboard; None where it cannot be one."""
    code = as_typed_anywhere(text)
    return code if len(code) == CODE_LETTERS and set(code) <= set(ALPHABET) else None
