"""Tutors, as the municipality keeps them and as they tell about themselves."""
# ruff: noqa: PLR0913  (verbs take everything by name)

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy.orm import Session

from data import references
from data.references import NeedKind
from models import Tutor
from models.enums import Phase, TravelMode, TutorRole
from scheduler.outbox.hours import BRUSSELS
from scheduler.rights import Actor, Subject, admit
from scheduler.season.codes_known import known
from scheduler.season.noting import note
from scheduler.season.phases_allowed import not_in
from scheduler.season.refusals import BadValue
from scheduler.season.rows import as_expected, find, home, put, saving
from scheduler.season.values import values_of


@dataclass(frozen=True, slots=True, kw_only=True)
class TutorProfile:
    """What tutors tell about themselves (`models/tutor.py`); saved whole."""

    name: str = ""
    goals: tuple[str, ...] = ()
    age_from: int | None = None
    age_to: int | None = None
    languages: tuple[str, ...] = ()
    skills: tuple[str, ...] = ()
    lat: float | None = None
    lon: float | None = None
    travel_mode: TravelMode = TravelMode.BIKE
    max_travel_min: int | None = None
    max_hours_week: Decimal | None = None
    email: str = ""
    phone: str = ""
    language: str = "nl"


@dataclass(frozen=True, slots=True, kw_only=True)
class TutorDraft:
    """Everything of a tutor but the dates of checks; saved whole."""

    code: str
    roles: tuple[TutorRole, ...]
    hourly_cents: int = 0
    profile: TutorProfile = TutorProfile()


def draft_of(row: Tutor) -> TutorDraft:
    """A tutor as it would be saved unchanged."""
    told = {each.name: getattr(row, each.name) for each in fields(TutorProfile)}
    return TutorDraft(
        code=row.code,
        roles=tuple(TutorRole(role) for role in row.roles),
        hourly_cents=row.hourly_cents,
        profile=TutorProfile(**told),
    )


def add_tutor(
    session: Session, *, actor: Actor, season_id: int, tutor: TutorDraft, now: datetime
) -> int:
    """Make a tutor, not confirmed yet; their number.

    Raises:
        NotHere, NotAllowed: as `admit`.
        WrongPhase: the season is over.
        UnknownCode, BrokenRule: what was filled in cannot be.
    """
    admitted = admit(session, actor=actor, season_id=season_id, verb="add_tutor")
    not_in(admitted.season, Phase.ARCHIVED)
    _check(tutor.profile)
    row = Tutor(**home(admitted.season), **_columns(tutor))
    with saving(session):
        session.add(row)
    note(session, admitted, row, now)
    return row.id


def edit_tutor(
    session: Session,
    *,
    actor: Actor,
    season_id: int,
    tutor_id: int,
    expected: int,
    tutor: TutorDraft,
    now: datetime,
) -> int:
    """Save a tutor as filled in; the new version. Other roles or goals are to be confirmed again.

    Raises:
        NotHere, NotAllowed, WrongPhase, UnknownCode, BrokenRule: as `add_tutor`.
        ChangedMeanwhile: somebody else saved it since; nothing is changed.
    """
    admitted = admit(session, actor=actor, season_id=season_id, verb="edit_tutor")
    not_in(admitted.season, Phase.ARCHIVED)
    row = find(session, Tutor, admitted.season, tutor_id)
    as_expected(session, admitted.season, row, expected)
    _check(tutor.profile)
    with saving(session):
        _put(row, _columns(tutor))
    note(session, admitted, row, now)
    return row.version


def edit_own_profile(
    session: Session,
    *,
    actor: Actor,
    season_id: int,
    tutor_id: int,
    expected: int,
    profile: TutorProfile,
    now: datetime,
) -> int:
    """Save what a tutor tells; the new version. Other goals are to be confirmed again (R19).

    Raises:
        NotHere, NotAllowed: as `admit`; only tutors themselves, about themselves.
        ChangedMeanwhile, WrongPhase, UnknownCode, BrokenRule: as `edit_tutor`.
    """
    admitted = admit(
        session,
        actor=actor,
        season_id=season_id,
        verb="edit_own_profile",
        subject=Subject(tutors=(tutor_id,)),
    )
    not_in(admitted.season, Phase.ARCHIVED)
    row = find(session, Tutor, admitted.season, tutor_id)
    as_expected(session, admitted.season, row, expected)
    _check(profile)
    with saving(session):
        _put(row, values_of(profile))
    note(session, admitted, row, now)
    return row.version


def remove_tutor(
    session: Session, *, actor: Actor, season_id: int, tutor_id: int, expected: int, now: datetime
) -> None:
    """Remove a tutor that no plan names, with their windows, links and messages.

    Raises:
        NotHere, NotAllowed, ChangedMeanwhile: as `edit_tutor`.
        StillUsed: a group of a plan has this tutor.
    """
    admitted = admit(session, actor=actor, season_id=season_id, verb="remove_tutor")
    row = find(session, Tutor, admitted.season, tutor_id)
    as_expected(session, admitted.season, row, expected)
    with saving(session, removing=True):
        session.delete(row)
    note(session, admitted, row, now)


def confirm_tutor(
    session: Session,
    *,
    actor: Actor,
    season_id: int,
    tutor_id: int,
    expected: int,
    roles_on: date | None,
    goals_on: date | None,
    record_check_on: date | None,
    now: datetime,
) -> int:
    """Keep on which days roles and goals were confirmed and the extract 596.2 was seen (R19).

    Dates only, never the extract; None: not (any more). The new version of the tutor.

    Raises:
        NotHere, NotAllowed, ChangedMeanwhile: as `edit_tutor`.
        BadValue: a date has yet to come.
    """
    admitted = admit(session, actor=actor, season_id=season_id, verb="confirm_tutor")
    row = find(session, Tutor, admitted.season, tutor_id)
    as_expected(session, admitted.season, row, expected)
    dates = {
        "roles_confirmed_on": roles_on,
        "goals_confirmed_on": goals_on,
        "record_check_on": record_check_on,
    }
    for field, day in dates.items():
        if day is not None and day > now.astimezone(BRUSSELS).date():
            raise BadValue(field)
    with saving(session):
        put(row, dates)
    note(session, admitted, row, now)
    return row.version


def _columns(tutor: TutorDraft) -> dict[str, Any]:
    roles = tuple(dict.fromkeys(role.value for role in tutor.roles))
    return values_of(tutor, without=("profile", "roles")) | values_of(tutor.profile) | {
        "roles": roles
    }  # fmt: skip


def _put(row: Tutor, values: dict[str, Any]) -> None:
    """Give the tutor these values; what was confirmed and changes is confirmed no longer."""
    if set(values["goals"]) != set(row.goals):
        values = values | {"goals_confirmed_on": None}
    if set(values.get("roles", row.roles)) != set(row.roles):
        values = values | {"roles_confirmed_on": None}
    put(row, values)


def _check(profile: TutorProfile) -> None:
    known("goals", profile.goals, references.goals().keys())
    known("skills", profile.skills, references.need_codes(NeedKind.SUPPORT))
    known("languages", (*profile.languages, profile.language), references.languages().keys())
