"""Brings a file into a season, after somebody saw what it would change."""
# ruff: noqa: PLR0913  (verbs take everything by name)

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from sqlalchemy.orm import Session

from models import Season
from models.enums import Phase
from scheduler.exchange.applying import Applying
from scheduler.exchange.comparing import Comparison, compare
from scheduler.exchange.tables_known import CHILDREN, IMPORTED
from scheduler.exchange.uploading import Upload
from scheduler.rights import Actor, Admitted, NotAllowed, admit
from scheduler.rights.refusal import Refusal
from scheduler.season.noting import note
from scheduler.season.phases_allowed import is_before, not_in
from scheduler.season.refusals import WrongPhase
from scheduler.text import Text


class LooksDifferentNow(Refusal):
    """The season or the file changed since the preview; `now` is what would happen now."""

    text: ClassVar = Text(
        nl="De zomer is intussen gewijzigd. Kijk opnieuw wat er zou veranderen.",
        en="The summer changed meanwhile. Look again at what would change.",
    )

    def __init__(self, now: Comparison) -> None:
        super().__init__()
        self.now = now


class NothingToImport(Refusal):
    """The file has errors, or says what is there already."""

    text: ClassVar = Text(
        nl="In dit bestand is er niets dat nu ingelezen kan worden.",
        en="There is nothing in this file that can be brought in now.",
    )


def import_tables(
    session: Session, *, actor: Actor, season_id: int, upload: Upload, digest: str, now: datetime
) -> Comparison:
    """Write what a file says of blocks, sites, rooms, tutors, offers and when they are free.

    `digest` is that of the comparison that somebody saw and agreed to.

    Raises:
        NotHere, NotAllowed: as `admit`; the upload names tables of children.
        WrongPhase: the season is over.
        LooksDifferentNow: it would not do what was seen; nothing is written.
        NothingToImport: there are errors, or nothing to change.
        StillUsed, BrokenRule: the database does not take it.
    """
    admitted = admit(
        session, actor=actor, season_id=season_id, verb="import_tables", moves_season=True
    )
    if upload.tables & set(CHILDREN):
        raise NotAllowed
    return _import(session, admitted, upload, digest, now)


def import_children(
    session: Session, *, actor: Actor, season_id: int, upload: Upload, digest: str, now: datetime
) -> Comparison:
    """The same, where the file is also about children, their wishes and their links.

    Raises:
        As `import_tables`; WrongPhase also from the moment on that there is a plan.
    """
    admitted = admit(
        session, actor=actor, season_id=season_id, verb="import_children", moves_season=True
    )
    require_children_may_come(admitted.season)
    return _import(session, admitted, upload, digest, now)


def require_children_may_come(season: Season) -> None:
    """Nothing, if children can be brought in: until there is a plan, as at the desk.

    Raises:
        WrongPhase: there is one.
    """
    if not is_before(season.phase, Phase.PLANNED):
        raise WrongPhase(season.phase)


def _import(
    session: Session, admitted: Admitted, upload: Upload, digest: str, now: datetime
) -> Comparison:
    season = admitted.season
    not_in(season, Phase.ARCHIVED)
    if not upload.tables <= set(IMPORTED):
        raise NotAllowed
    found = compare(session, season_id=season.id, upload=upload)
    if found.digest != digest:
        raise LooksDifferentNow(found)
    if not found.can_apply:
        raise NothingToImport
    Applying(session, season, now).apply(found)
    note(session, admitted, season, now)
    return found
