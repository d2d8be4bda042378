"""Who is signed in, until when, and who is halfway: the password was right, the code is owed.

A session lives in a signed cookie of the browser. It is over after an hour without a click,
after twelve hours in any case, and as soon as the account signs out anywhere, gets another
password or is disabled: that is asked of the database for every request.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from flask import Flask, g, session
from flask_login import LoginManager, current_user, login_user
from sqlalchemy import select

from models import Account, Membership
from models.enums import StaffRole
from scheduler.rights import Actor
from scheduler.rights import account as account_actor
from web.clock import as_moment, as_number, now
from web.database import reading

IDLE: Final = timedelta(hours=1)
LONGEST: Final = timedelta(hours=12)
HALFWAY: Final = timedelta(minutes=10)
_NOTE_EVERY: Final = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Person:
    """A member of staff who is signed in, as the database knows them at this moment."""

    id: int
    name: str
    email: str
    language: str
    has_codes: bool
    roles: Mapping[int, frozenset[StaffRole]]

    is_authenticated = True
    is_active = True
    is_anonymous = False

    def get_id(self) -> str:
        """What Flask-Login keeps in the session."""
        return str(self.id)

    def roles_at(self, municipality_id: int) -> frozenset[StaffRole]:
        """What they are for a municipality; empty: they have nothing to do with it."""
        return self.roles.get(municipality_id, frozenset())

    @property
    def actor(self) -> Actor:
        """How the verbs of `scheduler` know them."""
        return account_actor(self.id)

    def __repr__(self) -> str:
        return f"Person({self.id})"


def keep_people(app: Flask) -> None:
    """Let Flask-Login find out who asks; never by a cookie that remembers beyond the session."""
    manager = LoginManager()
    manager.session_protection = None  # a phone changes its address all the time
    manager.user_loader(_load)
    manager.init_app(app, add_context_processor=False)  # templates know `person`


def person() -> Person | None:
    """Who is signed in; nobody, on the page of an error of our own: it may be the database's."""
    if g.get("without_database", False):
        return None
    found: Person | None = None
    if current_user.is_authenticated:
        found = current_user._get_current_object()
    return found


def enter(account_id: int) -> None:
    """Begin a session of this account; whatever the browser had before is forgotten."""
    wanted = session.get("next")
    session.clear()
    session["since"] = session["seen"] = as_number(now())
    if wanted is not None:
        session["next"] = wanted
    found = _person(account_id)
    if found is not None:
        login_user(found)


def enter_halfway(account_id: int) -> None:
    """The password was right: for ten minutes, a one-time code brings them in."""
    wanted = session.get("next")
    session.clear()
    session["halfway"] = [account_id, as_number(now())]
    if wanted is not None:
        session["next"] = wanted


def halfway() -> int | None:
    """The account that still owes a one-time code."""
    kept = session.get("halfway")
    if kept is None or now() - as_moment(kept[1]) >= HALFWAY:
        return None
    number: int = kept[0]
    account = reading().get(Account, number)
    since = as_moment(kept[1])
    if account is None or account.disabled_at is not None:
        return None
    is_over = account.signed_out_at is not None and account.signed_out_at >= since
    return None if is_over else number


def _load(kept: str) -> Person | None:
    """Whose session this is; None: it is over."""
    since, seen = session.get("since"), session.get("seen")
    if since is None or seen is None:
        return None
    at = now()
    if at - as_moment(since) >= LONGEST or at - as_moment(seen) >= IDLE:
        session.clear()
        g.session_over = True
        return None
    found = _person(int(kept), since=since)
    if found is None:
        session.clear()
        g.session_over = True
    elif at - as_moment(seen) >= _NOTE_EVERY:
        session["seen"] = as_number(at)
    return found


def _person(number: int, *, since: int | None = None) -> Person | None:
    account = reading().get(Account, number)
    if account is None or account.disabled_at is not None:
        return None
    over_at = account.signed_out_at
    if since is not None and over_at is not None and as_moment(since) <= over_at:
        return None
    roles: dict[int, set[StaffRole]] = {}
    for place, role in reading().execute(
        select(Membership.municipality_id, Membership.role).where(
            Membership.account_id == account.id
        )
    ):
        roles.setdefault(place, set()).add(role)
    return Person(
        id=account.id,
        name=account.name,
        email=account.email,
        language=account.language,
        has_codes=account.totp_secret is not None,
        roles={place: frozenset(each) for place, each in roles.items()},
    )
