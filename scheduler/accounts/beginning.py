"""The first account of an empty installation: whoever started it makes it, in a browser.

`serve` draws a token while there is no account at all and shows it once, on the terminal. Only
its hash is kept, in a file of the storage folder that all processes of this machine share. The
newest start counts; as soon as there is an account, no token does.
"""

from __future__ import annotations

import secrets
from contextlib import suppress
from datetime import datetime
from hmac import compare_digest
from pathlib import Path
from typing import Final

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from data.nearest import Nearest
from data.references import municipalities as known_municipalities
from models import Account, Municipality
from models.enums import StaffRole
from scheduler.accounts.accounts import NewAccount, RoleAt, add_account, give_role
from scheduler.accounts.invitations import token_hash
from scheduler.accounts.municipalities import add_municipality
from scheduler.accounts.refusals import AlreadyBegun, NotAnAddress, UnknownPlace

PATH: Final = "/begin/"
"""Where the web takes the token."""

_FILE: Final = "begin"


def has_begun(session: Session) -> bool:
    """Whether there is any account."""
    return session.scalars(select(Account.id).limit(1)).first() is not None


def draw_token(storage: Path) -> str:
    """A new token, which ends every earlier one; `storage` is there already.

    Raises:
        OSError: the storage folder cannot be written to.
    """
    token = secrets.token_urlsafe(32)
    fresh = storage / f".{_FILE}.{secrets.token_hex(4)}"
    fresh.touch(mode=0o600)
    fresh.write_text(token_hash(token), encoding="ascii")
    fresh.replace(storage / _FILE)
    return token


def forget_token(storage: Path) -> None:
    """Let no token open anything any more."""
    (storage / _FILE).unlink(missing_ok=True)


def opens(storage: Path, token: str) -> bool:
    """Whether this is the token of the latest start. Whether somebody has begun is not asked."""
    with suppress(OSError, UnicodeDecodeError):
        kept = (storage / _FILE).read_text(encoding="ascii").strip()
        return compare_digest(kept, token_hash(token))
    return False


def place_meant(words: str) -> str:
    """The NIS code of the municipality that is meant by a name, in capitals or not, or a code.

    Raises:
        UnknownPlace: there is none; the sentence says which one looks like it.
    """
    known = known_municipalities()
    wanted = words.strip().casefold()
    if wanted in known:
        return wanted
    names = {each.name_nl.casefold(): each.nis for each in known.values()}
    names |= {each.name_fr.casefold(): each.nis for each in known.values() if each.name_fr}
    if wanted in names:
        return names[wanted]
    near = Nearest(names).to(wanted)
    raise UnknownPlace(
        "municipality", place=words.strip(), near=known[names[near]].name_nl if near else "?"
    )


def begin(session: Session, *, nis: str, coordinator: NewAccount, now: datetime) -> int:
    """Make the municipality, and the account of its coordinator; the account's number.

    Raises:
        AlreadyBegun: somebody has an account; of two at the same time, one gets this.
        NotAnAddress: no mail can reach the coordinator.
        NoSuchMunicipality: the reference list has no such code.
    """
    if session.get_bind().dialect.name == "postgresql":
        # On SQLite whoever writes is alone.
        session.execute(text("LOCK TABLE account IN SHARE ROW EXCLUSIVE MODE"))
    if has_begun(session):
        raise AlreadyBegun
    home = session.scalars(select(Municipality).where(Municipality.nis == nis)).one_or_none()
    if home is None:
        home = add_municipality(session, nis=nis)
    try:
        account = add_account(session, coordinator, now=now)
    except ValueError:
        raise NotAnAddress("email") from None
    given = RoleAt(municipality_id=home.id, role=StaffRole.COORDINATOR)
    give_role(session, account, given, now=now, actor_id=account.id)
    return account.id
