"""The list of tutors."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any, Final

from flask import render_template
from flask_babel import lazy_gettext as _
from sqlalchemy import ColumnElement, Select, Text, exists, func, or_, select, type_coerce

from models import AvailabilityWindow, Group, GroupTutor, Tutor
from web.database import reading
from web.guarding import season as this_season
from web.half_days import Week, weeks_of
from web.listing import asked, choice, matching, shown
from web.staff.naming import goal_groups, goal_names, language_names
from web.staff.tutors.finding import ROLES, shown_version

SORTS: Final = {
    "naam": func.lower(Tutor.name),
    "code": Tutor.code,
    "uren": Tutor.max_hours_week,
    "uittreksel": Tutor.record_check_on,
}
TO_DO: Final[dict[str, Any]] = {
    "bevestigen": _("Nog te bevestigen"),
    "uittreksel": _("Uittreksel na te kijken"),
    "klaar": _("Alles in orde"),
}
BUSY: Final[dict[str, Any]] = {
    "in": _("Heeft een groep"),
    "vrij": _("Heeft nog geen groep"),
}


def tutors(municipality: str, season: str) -> str:  # noqa: ARG001  (the guard looked it up)
    """Who leads and assists: searched, filtered, sorted, and changed together."""
    weeks = weeks_of(this_season().first_day, this_season().last_day)
    rows = shown(
        reading(),
        _statement().where(*_filters(weeks)),
        sorts=SORTS,
        last=Tutor.id,
    )
    return render_template(
        "staff/tutors/list.html",
        shown=rows,
        roles=ROLES,
        to_do=TO_DO,
        busy=BUSY,
        weeks=[(week.monday.isoformat(), week) for week in weeks],
        goals=goal_names(),
        goal_groups=goal_groups(),
        languages=language_names(),
    )


def is_confirmed(tutor: Tutor) -> bool:
    """Whether a planner confirmed all that a planner confirms (R19)."""
    goals = tutor.goals_confirmed_on is not None or not tutor.goals
    return tutor.roles_confirmed_on is not None and goals


def _statement() -> Select[Any]:
    groups = (
        select(func.count())
        .select_from(GroupTutor)
        .join(Group, Group.id == GroupTutor.group_id)
        .where(*_in_a_group())
        .scalar_subquery()
    )
    return select(Tutor, groups.label("groups"), _has_windows().label("has_windows")).where(
        Tutor.season_id == this_season().id
    )


def _filters(weeks: tuple[Week, ...]) -> Iterator[ColumnElement[bool]]:
    yield from matching(asked(SORTS).search, Tutor.name, Tutor.code)
    if role := choice("rol", tuple(ROLES)):
        yield _holds(Tutor.roles, role)
    if goal := choice("doel", tuple(goal_names())):
        yield _holds(Tutor.goals, goal)
    if language := choice("taal", tuple(language_names())):
        yield _holds(Tutor.languages, language)
    unconfirmed = or_(
        Tutor.roles_confirmed_on.is_(None),
        Tutor.goals_confirmed_on.is_(None) & (Tutor.goals != ()),
    )
    match choice("stand", tuple(TO_DO)):
        case "bevestigen":
            yield unconfirmed
        case "uittreksel":
            yield Tutor.record_check_on.is_(None)
        case "klaar":
            yield ~unconfirmed & Tutor.record_check_on.is_not(None)
    by_monday = {week.monday.isoformat(): week for week in weeks}
    if monday := choice("week", tuple(by_monday)):
        days = by_monday[monday].days
        yield ~_has_windows() | _free_between(days[0], days[-1])
    if busy := choice("plan", tuple(BUSY)):
        grouped = exists(
            select(GroupTutor.id)
            .join(Group, Group.id == GroupTutor.group_id)
            .where(*_in_a_group())
            .correlate(Tutor)
        )
        yield grouped if busy == "in" else ~grouped


def _in_a_group() -> tuple[ColumnElement[bool], ...]:
    return (
        GroupTutor.tutor_id == Tutor.id,
        GroupTutor.given_back_at.is_(None),
        Group.cancelled_at.is_(None),
        Group.version_id == shown_version().scalar_subquery(),
    )


def _has_windows() -> ColumnElement[bool]:
    return exists(select(AvailabilityWindow.id).where(AvailabilityWindow.tutor_id == Tutor.id))


def _free_between(first: date, last: date) -> ColumnElement[bool]:
    return exists(
        select(AvailabilityWindow.id).where(
            AvailabilityWindow.tutor_id == Tutor.id,
            AvailabilityWindow.first_day <= last,
            AvailabilityWindow.last_day >= first,
        )
    )


def _holds(column: Any, code: str) -> ColumnElement[bool]:
    """Whether a list of codes, which the database keeps as JSON, has this one."""
    return type_coerce(column, Text).contains(f'"{code}"', autoescape=True)
