"""Undo and redo of what members of staff manage: every change is kept for some days.

A change holds the rows that differ, as they were before and after. It is undone only while all
of them are still as it left them, so that nobody's later work is lost.
"""
# ruff: noqa: PLR0913  (verbs take everything by name)

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any, ClassVar, Final, NamedTuple

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from models import Season, SeasonChange
from models.enums import ActorKind, Phase
from scheduler.rights import Actor, NotHere, Subject, admit
from scheduler.rights.refusal import Refusal
from scheduler.season.change_images import Differences, differences, image
from scheduler.season.change_rights import concerned
from scheduler.season.noting import note
from scheduler.season.phases_allowed import not_in
from scheduler.season.putting_back import put_back
from scheduler.text import Text

KEPT_FOR: Final = timedelta(days=7)
"""How long a change can be undone; then the worker deletes it."""

PARTS: Final = ("offers", "sites", "blocks", "tutors", "import", "board")
"""Where changes are made."""


class AlreadyUndone(Refusal):
    """The change was undone already, or done again."""

    text: ClassVar = Text(
        nl="Dat is al gebeurd: kijk hoe het er nu staat.",
        en="That was done already: look at how it is now.",
    )


class Kept(NamedTuple):
    """A change that can be undone, or done again."""

    id: int
    what: str
    at: datetime


@contextmanager
def remembered(
    session: Session, *, season_id: int, actor: Actor, part: str, what: str, now: datetime
) -> Iterator[None]:
    """Keep what the verbs within change, as one step that can be undone.

    Use it around all the verbs of one request, before any of them: it keeps the season from
    others until the caller commits, so that only the actor's own changes are seen. What was
    undone in this part by the same account can then no longer be done again. Nothing is kept
    of what is not an account's, or where nothing really changed.

    `part` says where it is done, one of `PARTS`; `what` is the name of the verb, or a code of
    `change_texts`.

    Raises:
        NotHere: there is no such season.
        ValueError: the actor is no account, or the part is not known.
    """
    if actor.kind is not ActorKind.ACCOUNT or part not in PARTS:
        raise ValueError("only members of staff can undo, in a part that is known")
    place = session.execute(
        select(Season.municipality_id).where(Season.id == season_id).with_for_update(key_share=True)
    ).one_or_none()
    if place is None:
        raise NotHere
    before = image(session, season_id)
    yield
    found = differences(before, image(session, season_id))
    if not found:
        return
    session.execute(
        delete(SeasonChange)
        .where(
            SeasonChange.season_id == season_id,
            SeasonChange.account_id == actor.id,
            SeasonChange.part == part,
            SeasonChange.undone_at.is_not(None),
        )
        .execution_options(synchronize_session=False)
    )
    session.add(
        SeasonChange(
            municipality_id=place.municipality_id,
            season_id=season_id,
            at=now,
            part=part,
            what=what,
            content=dict(found),
            account_id=actor.id,
        )
    )
    session.flush()


def undo(
    session: Session, *, actor: Actor, season_id: int, change_id: int, now: datetime
) -> SeasonChange:
    """Put back what a change changed; the change.

    Planners undo anybody's changes, organisers their own, of their own offers.

    Raises:
        NotHere, NotAllowed: as `admit`; the change is too old to be kept.
        WrongPhase: the season is over.
        AlreadyUndone: it was undone already.
        ChangedSince: what it changed was changed again by somebody.
        StillUsed: something names what would go.
        BrokenRule, PinContradicts: it no longer fits with the rest.
    """
    change, content, season = _change(session, actor, season_id, "undo", change_id, now)
    if change.undone_at is not None:
        raise AlreadyUndone
    swapped: Differences = {
        table: {number: (after, before) for number, (before, after) in rows.items()}
        for table, rows in content.items()
    }
    put_back(session, season, swapped, now)
    change.undone_at, change.content = now, dict(content)
    session.flush()
    return change


def redo(
    session: Session, *, actor: Actor, season_id: int, change_id: int, now: datetime
) -> SeasonChange:
    """Do again what was undone; the change.

    Raises:
        Whatever `undo` raises; AlreadyUndone where it was done again already.
    """
    change, content, season = _change(session, actor, season_id, "redo", change_id, now)
    if change.undone_at is None:
        raise AlreadyUndone
    put_back(session, season, content, now)
    change.undone_at, change.content = None, dict(content)
    session.flush()
    return change


def undoable(
    session: Session, *, season_id: int, account_id: int, part: str
) -> tuple[Kept | None, Kept | None]:
    """What an account can undo, and do again, in a part: its latest changes there."""
    mine = select(SeasonChange.id, SeasonChange.what, SeasonChange.at).where(
        SeasonChange.season_id == season_id,
        SeasonChange.account_id == account_id,
        SeasonChange.part == part,
    )
    done = mine.where(SeasonChange.undone_at.is_(None)).order_by(SeasonChange.id.desc())
    undone = mine.where(SeasonChange.undone_at.is_not(None)).order_by(SeasonChange.id)
    return _first(session, done), _first(session, undone)


def _first(session: Session, statement: Any) -> Kept | None:
    found = session.execute(statement.limit(1)).one_or_none()
    return None if found is None else Kept(*found)


def _change(  # noqa: PLR0917  (the question in full)
    session: Session, actor: Actor, season_id: int, verb: str, change_id: int, now: datetime
) -> tuple[SeasonChange, Differences, Season]:
    """A change that the actor may undo, kept from others, and what is in it."""
    of_number = (
        select(SeasonChange)
        .where(SeasonChange.season_id == season_id, SeasonChange.id == change_id)
        # What was done on the board moved children too: the board itself undoes that.
        .where(SeasonChange.at > now - KEPT_FOR, SeasonChange.part.in_(PARTS))
    )
    seen = session.scalars(of_number).one_or_none()
    mine = actor.kind is ActorKind.ACCOUNT and seen is not None and seen.account_id == actor.id
    admitted = admit(
        session,
        actor=actor,
        season_id=season_id,
        verb=verb,
        subject=concerned(_content(seen)) if seen is not None and mine else Subject(),
        moves_season=True,  # it looks at much: everybody else waits
    )
    # Read again, now that nobody else undoes it.
    change = session.scalars(
        of_number.with_for_update().execution_options(populate_existing=True)
    ).one_or_none()
    if change is None:
        raise NotHere
    not_in(admitted.season, Phase.ARCHIVED)
    note(session, admitted, change, now)
    return change, _content(change), admitted.season


def _content(change: SeasonChange) -> Differences:
    return {
        table: {number: (pair[0], pair[1]) for number, pair in rows.items()}
        for table, rows in change.content.items()
    }
