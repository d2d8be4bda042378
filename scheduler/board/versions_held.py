"""Versions that may be changed on the board, and what tells that they were changed."""

from __future__ import annotations

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models import AuditEntry, PlanVersion, Season
from models.enums import Phase
from scheduler.board.refusals import VersionIsFrozen
from scheduler.rights import Admitted
from scheduler.season.noting import changed_meanwhile
from scheduler.season.phases_allowed import only_in
from scheduler.season.rows import find

_PLANNED = (Phase.CLOSED, Phase.PLANNED, Phase.PUBLISHED, Phase.RUNNING)


def stamp_of(session: Session, season: Season, version_id: int) -> int:
    """A number that grows at every change of a version's rows; 0 where it never changed."""
    found = session.scalar(
        select(func.max(AuditEntry.id)).where(
            AuditEntry.municipality_id == season.municipality_id,
            AuditEntry.subject_kind == PlanVersion.__tablename__,
            AuditEntry.subject_id == version_id,
        )
    )
    return found or 0


def hold_version(
    session: Session, admitted: Admitted, version_id: int, expected: int
) -> PlanVersion:
    """A version to be changed, kept from others until the caller commits.

    `expected` is its stamp when the page was made.

    Raises:
        NotHere: the season has no such version.
        WrongPhase: nothing is planned yet, or the season is over.
        VersionIsFrozen: it is published.
        ChangedMeanwhile: somebody changed it since.
    """
    season = admitted.season
    only_in(season, *_PLANNED)
    version = find(session, PlanVersion, season, version_id)
    if version.published_at is not None:
        raise VersionIsFrozen
    if stamp_of(session, season, version.id) != expected:
        raise changed_meanwhile(
            session,
            season=season,
            kind=PlanVersion.__tablename__,
            subject_id=version.id,
            version=expected,
        )
    return version
