"""When rooms and tutors are free; a child's windows are part of its request."""
# ruff: noqa: PLR0913  (verbs take everything by name)

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import delete
from sqlalchemy.orm import InstrumentedAttribute, Session

from models import AvailabilityWindow, Room, Season, Tutor
from models.enums import Phase
from scheduler.rights import Actor, Subject, admit
from scheduler.season.noting import note
from scheduler.season.phases_allowed import not_in
from scheduler.season.rows import as_expected, find, home, put, saving
from scheduler.season.values import values_of


@dataclass(frozen=True, slots=True, kw_only=True)
class WindowDraft:
    """Days (both included) and minutes after midnight; None: from or until midnight."""

    first_day: date
    last_day: date
    start_min: int | None = None
    end_min: int | None = None


def set_room_windows(
    session: Session,
    *,
    actor: Actor,
    season_id: int,
    room_id: int,
    expected: int,
    windows: tuple[WindowDraft, ...],
    now: datetime,
) -> int:
    """Say when a room is free, all of it; without windows always. The room's new version.

    Raises:
        NotHere, NotAllowed: as `admit`.
        WrongPhase: the season is over.
        ChangedMeanwhile: somebody else saved the room or its windows since.
        BrokenRule: a window ends before it begins.
    """
    admitted = admit(session, actor=actor, season_id=season_id, verb="set_room_windows")
    season = admitted.season
    not_in(season, Phase.ARCHIVED)
    room = find(session, Room, season, room_id)
    as_expected(session, season, room, expected)
    put(room, {"code": room.code})
    put_windows(session, season, AvailabilityWindow.room_id, room.id, windows)
    note(session, admitted, room, now)
    return room.version


def set_tutor_windows(
    session: Session,
    *,
    actor: Actor,
    season_id: int,
    tutor_id: int,
    expected: int,
    windows: tuple[WindowDraft, ...],
    now: datetime,
) -> int:
    """Say when a tutor is free, all of it; without windows always. The tutor's new version.

    Raises:
        NotHere, NotAllowed: as `admit`; tutors say it of themselves only.
        WrongPhase, ChangedMeanwhile, BrokenRule: as `set_room_windows`.
    """
    admitted = admit(
        session,
        actor=actor,
        season_id=season_id,
        verb="set_tutor_windows",
        subject=Subject(tutors=(tutor_id,)),
    )
    season = admitted.season
    not_in(season, Phase.ARCHIVED)
    tutor = find(session, Tutor, season, tutor_id)
    as_expected(session, season, tutor, expected)
    put(tutor, {"code": tutor.code})
    put_windows(session, season, AvailabilityWindow.tutor_id, tutor.id, windows)
    note(session, admitted, tutor, now)
    return tutor.version


def put_windows(
    session: Session,
    season: Season,
    holder: InstrumentedAttribute[int | None],
    number: int,
    windows: Iterable[WindowDraft],
) -> None:
    """Replace all windows of one holder: `holder` is its column of `AvailabilityWindow`.

    Raises:
        BrokenRule: a window ends before it begins.
    """
    with saving(session):
        session.execute(delete(AvailabilityWindow).where(holder == number))
        session.add_all(
            AvailabilityWindow(**home(season), **(values_of(each) | {holder.key: number}))
            for each in windows
        )
