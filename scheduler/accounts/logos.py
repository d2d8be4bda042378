"""The logo of a municipality: put there, replaced, described, taken away."""
# ruff: noqa: PLR0913  (verbs take everything by name)

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Logo
from scheduler.accounts.logo_drawing import DrawnLogo
from scheduler.accounts.municipality_facts import locked
from scheduler.accounts.noting import changed_at, note_at
from scheduler.accounts.refusals import NoLogo
from scheduler.rights import Actor, admit_to_municipality
from scheduler.season.rows import put, saving


def set_logo(
    session: Session,
    *,
    actor: Actor,
    municipality_id: int,
    expected: int,
    drawn: DrawnLogo | None,
    words: str,
    now: datetime,
) -> int:
    """Give a municipality its logo, or say something else of the one it has; its new version.

    Args:
        session: one that writes.
        actor: a coordinator.
        municipality_id: whose logo.
        expected: the version of the logo as it was when the form was made; 0: there was none.
        drawn: the new logo; None: the one that is there stays.
        words: what it says to who cannot see it; empty: the name of the municipality.
        now: the moment.

    Raises:
        NotHere, NotAllowed: as `admit_to_municipality`.
        ChangedMeanwhile: somebody else put, changed or removed it since.
        NoLogo: there is none, and none was given.
    """
    admit_to_municipality(session, actor=actor, municipality_id=municipality_id, verb="set_logo")
    place = locked(session, municipality_id)
    row = _as_expected(session, municipality_id, expected)
    said = " ".join(words.split()) or place.name
    with saving(session):
        if drawn is not None and row is None:
            row = Logo(municipality_id=municipality_id, words=said, **_values(drawn))
            session.add(row)
        elif row is not None:
            put(row, {"words": said, **({} if drawn is None else _values(drawn))})
    if row is None:
        raise NoLogo("image")
    note_at(session, actor, municipality_id=municipality_id, verb="set_logo", subject=row, now=now)
    return row.version


def remove_logo(
    session: Session, *, actor: Actor, municipality_id: int, expected: int, now: datetime
) -> None:
    """Take the logo away: pages show the sun again.

    Raises:
        NotHere, NotAllowed: as `admit_to_municipality`.
        ChangedMeanwhile: somebody else changed or removed it since.
        NoLogo: there is none.
    """
    admit_to_municipality(session, actor=actor, municipality_id=municipality_id, verb="remove_logo")
    locked(session, municipality_id)
    row = _as_expected(session, municipality_id, expected)
    if row is None:
        raise NoLogo("image")
    note_at(
        session, actor, municipality_id=municipality_id, verb="remove_logo", subject=row, now=now
    )
    with saving(session, removing=True):
        session.delete(row)


def _as_expected(session: Session, municipality_id: int, expected: int) -> Logo | None:
    """The logo as it is; the municipality is locked, so that nobody else changes it."""
    row = session.scalars(
        select(Logo)
        .where(Logo.municipality_id == municipality_id)
        .execution_options(populate_existing=True)
    ).one_or_none()
    version = 0 if row is None else row.version
    if version != expected:
        place = locked(session, municipality_id)
        raise changed_at(session, municipality_id, subject=row or place, version=version)
    return row


def _values(drawn: DrawnLogo) -> dict[str, Any]:
    return {
        "content": drawn.content,
        "sha256": drawn.sha256,
        "width": drawn.width,
        "height": drawn.height,
    }
