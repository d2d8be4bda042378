"""Which family is in, by a signed link or by the code on paper: no account, no password.

It lives in the signed cookie of the browser, and is over after half an hour without a click,
after four hours in any case, and when the family says so: the device may be a library's.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Final, NamedTuple

from flask import g, session
from sqlalchemy import select

from models import Contact
from scheduler.rights import Actor
from scheduler.rights import contact as contact_actor
from web.clock import as_moment, as_number, now
from web.database import reading

IDLE: Final = timedelta(minutes=30)
LONGEST: Final = timedelta(hours=4)
_NOTE_EVERY: Final = timedelta(minutes=1)
_KEY: Final = "family"


class Family(NamedTuple):
    """A family that is in: its contact, and of which season and municipality."""

    contact_id: int
    season_id: int
    municipality_id: int

    @property
    def actor(self) -> Actor:
        """How the verbs of `scheduler` know it."""
        return contact_actor(self.contact_id)


def enter_family(contact_id: int) -> None:
    """Let a family in; whoever was in before in this browser is out."""
    session.clear()
    at = as_number(now())
    session[_KEY] = [contact_id, at, at]
    g.pop("family_in", None)


def leave_family() -> None:
    """The family is out; nothing of it stays in the browser."""
    session.clear()
    g.pop("family_in", None)


def family_in() -> Family | None:
    """The family that is in, as the database knows it at this moment."""
    if "family_in" not in g:
        g.family_in = _find()
    found: Family | None = g.family_in
    return found


def this_family() -> Family:
    """The same, for views that `routes.py` opens to nobody else."""
    found = family_in()
    assert found is not None  # noqa: S101 - the guard let nobody else through
    return found


def _find() -> Family | None:
    kept = session.get(_KEY)
    if kept is None:
        return None
    number, since, seen = kept
    at = now()
    if at - as_moment(since) >= LONGEST or at - as_moment(seen) >= IDLE:
        session.pop(_KEY)
        return None
    found = (
        reading()
        .execute(
            select(Contact.id, Contact.season_id, Contact.municipality_id).where(
                Contact.id == number
            )
        )
        .one_or_none()
    )
    if found is None:
        session.pop(_KEY)
        return None
    if at - as_moment(seen) >= _NOTE_EVERY:
        session[_KEY] = [number, since, as_number(at)]
    return Family(*found)
