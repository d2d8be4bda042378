"""The phases of a season: their dates, and going from one to the next.

The worker's clock uses the same verbs on the dates that people set: `MOVES` says which.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from itertools import pairwise
from typing import Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models import Offer, PhaseChange, Season
from models.enums import OfferStatus, Phase
from scheduler.rights import Actor, admit
from scheduler.season.noting import note
from scheduler.season.phases_allowed import ORDER, is_before, not_in, only_in
from scheduler.season.refusals import BadValue, NothingToShow
from scheduler.season.rows import as_expected, home, put, saving


def set_phase_dates(  # noqa: PLR0913  (each by name)
    session: Session,
    *,
    actor: Actor,
    season_id: int,
    expected: int,
    dates: Mapping[Phase, datetime | None],
    now: datetime,
) -> int:
    """Set on which moments the season goes to which phases; None: no date. Its new version.

    Phases that are not named keep their date. What happened already stays. The day on which
    places are known is told to families; no clock brings it about, since planning and
    publishing are people's work.

    Raises:
        NotHere, NotAllowed: as `admit`.
        ChangedMeanwhile: somebody else changed the season since.
        BadValue: a date of a phase that is over, or that cannot have one; in the past; or
            not after that of an earlier phase.
    """
    admitted = admit(
        session, actor=actor, season_id=season_id, verb="set_phase_dates", moves_season=True
    )
    season = admitted.season
    as_expected(session, season, season, expected)
    for phase, due in dates.items():
        if phase not in {*MOVES, Phase.PUBLISHED} or not is_before(season.phase, phase):
            raise BadValue(phase.value)
        if due is not None and due < now:
            raise BadValue(phase.value)
    changes = _changes(session, season)
    for phase, due in dates.items():
        change = changes.get(phase)
        if change is not None and due is None:
            session.delete(changes.pop(phase))
        elif change is not None:
            change.due_at = due
        elif due is not None:
            changes[phase] = PhaseChange(**home(season), phase=phase, due_at=due)
            session.add(changes[phase])
    planned = [
        (phase, due)
        for phase in ORDER
        if phase in changes and (due := changes[phase].due_at) is not None
    ]
    for (_, before), (phase, after) in pairwise(planned):
        if after <= before:
            raise BadValue(phase.value)
    with saving(session):
        put(season, {"phase": season.phase})
    note(session, admitted, season, now)
    return season.version


def show_offers(session: Session, *, actor: Actor, season_id: int, now: datetime) -> None:
    """Let everybody see the season and its published offers.

    Raises:
        NotHere, NotAllowed: as `admit`.
        WrongPhase: the season is past this.
        NothingToShow: no offer is published.
    """
    _move(session, actor, season_id, "show_offers", now)


def open_wishes(session: Session, *, actor: Actor, season_id: int, now: datetime) -> None:
    """Let families ask. From a draft too: then the offers are shown at the same moment.

    Raises:
        NotHere, NotAllowed, WrongPhase, NothingToShow: as `show_offers`.
    """
    _move(session, actor, season_id, "open_wishes", now)


def close_wishes(session: Session, *, actor: Actor, season_id: int, now: datetime) -> None:
    """End the asking; forms on paper that came in in time can still be entered by staff.

    Raises:
        NotHere, NotAllowed, WrongPhase: as `show_offers`.
    """
    _move(session, actor, season_id, "close_wishes", now)


def begin_season(session: Session, *, actor: Actor, season_id: int, now: datetime) -> None:
    """Note that the season runs: places are known and the first day has come.

    Raises:
        NotHere, NotAllowed, WrongPhase: as `show_offers`.
    """
    _move(session, actor, season_id, "begin_season", now)


def archive_season(session: Session, *, actor: Actor, season_id: int, now: datetime) -> None:
    """End the season, from any phase: nothing of it can be changed any more.

    Families keep their rights: to see, correct, withdraw and erase.

    Raises:
        NotHere, NotAllowed, WrongPhase: as `show_offers`.
    """
    _move(session, actor, season_id, "archive_season", now)


def enter(session: Session, season: Season, phase: Phase, now: datetime) -> None:
    """Bring the season to a phase, and note when; the same for every verb that does."""
    changes = _changes(session, season)
    if phase in changes:
        changes[phase].happened_at = now
    else:
        session.add(PhaseChange(**home(season), phase=phase, happened_at=now))
    season.phase = phase
    session.flush()


MOVES: Final[Mapping[Phase, Callable[..., None]]] = {
    Phase.OFFER_PUBLISHED: show_offers,
    Phase.WISHES_OPEN: open_wishes,
    Phase.CLOSED: close_wishes,
    Phase.RUNNING: begin_season,
    Phase.ARCHIVED: archive_season,
}
"""The verb that brings a season to each phase that may have a date."""

_FROM: Final[Mapping[str, tuple[Phase, tuple[Phase, ...]]]] = {
    "show_offers": (Phase.OFFER_PUBLISHED, (Phase.DRAFT,)),
    "open_wishes": (Phase.WISHES_OPEN, (Phase.DRAFT, Phase.OFFER_PUBLISHED)),
    "close_wishes": (Phase.CLOSED, (Phase.WISHES_OPEN,)),
    "begin_season": (Phase.RUNNING, (Phase.PUBLISHED,)),
    "archive_season": (Phase.ARCHIVED, tuple(p for p in Phase if p is not Phase.ARCHIVED)),
}
"""Where each verb leads, and from where."""


def _move(session: Session, actor: Actor, season_id: int, verb: str, now: datetime) -> None:
    admitted = admit(session, actor=actor, season_id=season_id, verb=verb, moves_season=True)
    season = admitted.season
    phase, before = _FROM[verb]
    not_in(season, phase)
    only_in(season, *before)
    if season.phase is Phase.DRAFT and phase is not Phase.ARCHIVED:
        _require_offers(session, season)
        if phase is Phase.WISHES_OPEN:
            enter(session, season, Phase.OFFER_PUBLISHED, now)
    enter(session, season, phase, now)
    note(session, admitted, season, now)


def _require_offers(session: Session, season: Season) -> None:
    published = (
        select(func.count())
        .select_from(Offer)
        .where(Offer.season_id == season.id, Offer.status == OfferStatus.PUBLISHED)
    )
    if not session.scalar(published):
        raise NothingToShow


def _changes(session: Session, season: Season) -> dict[Phase, PhaseChange]:
    found = session.scalars(select(PhaseChange).where(PhaseChange.season_id == season.id))
    return {change.phase: change for change in found}
