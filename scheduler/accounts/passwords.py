"""Passwords: which are good enough, how they are kept, and whether one is right."""

from __future__ import annotations

import unicodedata
from functools import cache
from typing import Final, NamedTuple

from argon2 import PasswordHasher
from argon2.exceptions import VerificationError
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from models import Account

SHORTEST: Final = 12
LONGEST: Final = 200
_FEWEST_CHARACTERS: Final = 5

_HASHER: Final = PasswordHasher()
"""Argon2id with RFC 9106's parameters for little memory, the library's default."""


class WeakPassword(ValueError):
    """The password is too short, too long, too simple, or the e-mail address itself."""


class Checked(NamedTuple):
    """Who gave the right password. `fresh_hash` replaces one of older parameters, if not None."""

    account_id: int
    old_hash: str
    fresh_hash: str | None


def hashed(password: str, *, email: str) -> str:
    """What is kept of a password: with its own salt, and the parameters it was made with.

    Raises:
        WeakPassword: it has fewer than `SHORTEST` characters, more than `LONGEST`, fewer than
            five different ones, or is the e-mail address.
    """
    plain = _plain(password)
    if not SHORTEST <= len(plain) <= LONGEST:
        raise WeakPassword("too short or too long")
    if len(set(plain)) < _FEWEST_CHARACTERS or plain.casefold() == email.casefold():
        raise WeakPassword("too easy to guess")
    return _HASHER.hash(plain)


def check_password(session: Session, *, email: str, password: str) -> Checked | None:
    """Who signs in with this; None: nobody, whatever the reason.

    Takes as long for an address without account, an account without password or one that was
    disabled: time tells nobody who works here. Limiting the rate is up to the caller. Only
    reads; where `fresh_hash` is given, call `keep_fresh_hash` in a session that writes.
    """
    nobody = _hash_of_nobody()
    account = session.scalars(
        select(Account).where(Account.email == email.strip().lower(), Account.disabled_at.is_(None))
    ).one_or_none()
    kept = None if account is None else account.password_hash
    plain = _plain(password[: LONGEST + 1])
    right = _is_right(kept or nobody, plain) and len(plain) <= LONGEST
    if account is None or kept is None or not right:
        return None
    fresh = _HASHER.hash(plain) if _HASHER.check_needs_rehash(kept) else None
    return Checked(account.id, kept, fresh)


def keep_fresh_hash(session: Session, checked: Checked) -> None:
    """Keep the hash with today's parameters, unless the password was changed meanwhile."""
    if checked.fresh_hash is not None:
        session.execute(
            update(Account)
            .where(Account.id == checked.account_id, Account.password_hash == checked.old_hash)
            .values(password_hash=checked.fresh_hash)
        )


def _plain(password: str) -> str:
    """The password as any keyboard means it: é is one character or two, but one password."""
    return unicodedata.normalize("NFKC", password)


def _is_right(kept: str, plain: str) -> bool:
    try:
        return _HASHER.verify(kept, plain)
    except VerificationError:
        return False


@cache
def _hash_of_nobody() -> str:
    """A hash that no password is known of, with the parameters that all hashes have."""
    return _HASHER.hash("nobody's password, only here to take as long as another's")
