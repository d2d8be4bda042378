"""Which family is in, by a signed link or by the code on paper: no account, no password.

It is over after half an hour without a click, after four hours in any case, and when the family
says so: the device may be a library's.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Final, NamedTuple

from sqlalchemy import select

from models import Contact
from scheduler.rights import Actor
from scheduler.rights import contact as contact_actor
from web.by_link.visit import Visit
from web.database import reading

IDLE: Final = timedelta(minutes=30)
LONGEST: Final = timedelta(hours=4)


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
    _VISIT.begin(contact_id)


def leave_family() -> None:
    """The family is out; nothing of it stays in the browser."""
    _VISIT.end()


def family_in() -> Family | None:
    """The family that is in, as the database knows it at this moment."""
    return _VISIT.who()


def this_family() -> Family:
    """The same, for views that `routes.py` opens to nobody else."""
    return _VISIT.this()


def _find(number: int) -> Family | None:
    found = (
        reading()
        .execute(
            select(Contact.id, Contact.season_id, Contact.municipality_id).where(
                Contact.id == number
            )
        )
        .one_or_none()
    )
    return None if found is None else Family(*found)


_VISIT: Final = Visit(key="family", idle=IDLE, longest=LONGEST, find=_find)
