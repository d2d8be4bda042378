"""Which tutor is in, by a signed link: no account, no password.

It is over after four hours without a click, since a group lasts half a day; after twelve hours in
any case; when the tutor says so; and as soon as the municipality takes the link away.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Final, NamedTuple

from sqlalchemy import select

from models import SignedLink, Tutor
from scheduler.rights import Actor
from scheduler.rights import tutor as tutor_actor
from scheduler.season.tutor_ways_in import TutorIn
from web.by_link.visit import Visit
from web.database import reading

IDLE: Final = timedelta(hours=4)
LONGEST: Final = timedelta(hours=12)


class Leader(NamedTuple):
    """A tutor who is in, and of which season and municipality."""

    tutor_id: int
    season_id: int
    municipality_id: int

    @property
    def actor(self) -> Actor:
        """How the verbs of `scheduler` know them."""
        return tutor_actor(self.tutor_id)


def enter_tutor(came: TutorIn) -> None:
    """Let a tutor in; whoever was in before in this browser is out."""
    _VISIT.begin(came.tutor_id, came.link_id)


def leave_tutor() -> None:
    """The tutor is out; nothing of them stays in the browser."""
    _VISIT.end()


def tutor_in() -> Leader | None:
    """The tutor who is in, as the database knows them at this moment."""
    return _VISIT.who()


def this_leader() -> Leader:
    """The same, for views that `routes` opens to nobody else."""
    return _VISIT.this()


def _find(number: int, link: int) -> Leader | None:
    found = (
        reading()
        .execute(
            select(Tutor.id, Tutor.season_id, Tutor.municipality_id)
            .join(SignedLink, SignedLink.tutor_id == Tutor.id)
            .where(Tutor.id == number, SignedLink.id == link, SignedLink.revoked_at.is_(None))
        )
        .one_or_none()
    )
    return None if found is None else Leader(*found)


_VISIT: Final = Visit(key="tutor", idle=IDLE, longest=LONGEST, find=_find)
