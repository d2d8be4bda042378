"""Which tutor is in, by a signed link: no account, no password.

It lives in the signed cookie of the browser. It is over after four hours without a click, since
a group lasts half a day; after twelve hours in any case; when the tutor says so; and as soon as
the municipality takes the link away.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Final, NamedTuple

from flask import g, session
from sqlalchemy import select

from models import SignedLink, Tutor
from scheduler.rights import Actor
from scheduler.rights import tutor as tutor_actor
from scheduler.season.tutor_ways_in import TutorIn
from web.clock import as_moment, as_number, now
from web.database import reading

IDLE: Final = timedelta(hours=4)
LONGEST: Final = timedelta(hours=12)
_NOTE_EVERY: Final = timedelta(minutes=1)
_KEY: Final = "tutor"


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
    session.clear()
    at = as_number(now())
    session[_KEY] = [came.tutor_id, came.link_id, at, at]
    g.pop("tutor_in", None)


def leave_tutor() -> None:
    """The tutor is out; nothing of them stays in the browser."""
    session.clear()
    g.pop("tutor_in", None)


def tutor_in() -> Leader | None:
    """The tutor who is in, as the database knows them at this moment."""
    if "tutor_in" not in g:
        g.tutor_in = _find()
    found: Leader | None = g.tutor_in
    return found


def this_leader() -> Leader:
    """The same, for views that `routes` opens to nobody else."""
    found = tutor_in()
    assert found is not None  # noqa: S101 - the guard let nobody else through
    return found


def _find() -> Leader | None:
    kept = session.get(_KEY)
    if kept is None:
        return None
    number, link, since, seen = kept
    at = now()
    if at - as_moment(since) >= LONGEST or at - as_moment(seen) >= IDLE:
        session.pop(_KEY)
        return None
    found = (
        reading()
        .execute(
            select(Tutor.id, Tutor.season_id, Tutor.municipality_id)
            .join(SignedLink, SignedLink.tutor_id == Tutor.id)
            .where(Tutor.id == number, SignedLink.id == link, SignedLink.revoked_at.is_(None))
        )
        .one_or_none()
    )
    if found is None:
        session.pop(_KEY)
        return None
    if at - as_moment(seen) >= _NOTE_EVERY:
        session[_KEY] = [number, link, since, as_number(at)]
    return Leader(*found)
