"""Changing several tutors at once, from the list."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any, Final

from flask import abort, flash, redirect, request, url_for
from flask_babel import gettext, ngettext
from sqlalchemy import select
from werkzeug.wrappers import Response

from models import Tutor
from models.enums import TutorRole
from scheduler.outbox.hours import BRUSSELS
from scheduler.season import tutors
from scheduler.season.inviting import NoMail, invite_tutor
from scheduler.season.tutors import TutorProfile, draft_of
from web.clock import now
from web.database import reading, writing
from web.forms import numbers_of
from web.guarding import season as this_season
from web.local_addresses import local_address
from web.staff.naming import goal_names, language_names
from web.staff.tutors.doing import by_me, step
from web.staff.tutors.sending import base_url


def tutors_together(municipality: str, season: str) -> Response:
    """Do one thing with each of the tutors that were ticked; those left alone are counted."""
    chosen = numbers_of(request.form.getlist("rows"))
    rows = (
        reading()
        .scalars(
            select(Tutor)
            .where(Tutor.season_id == this_season().id, Tutor.id.in_(chosen))
            .order_by(Tutor.id)
        )
        .all()
    )
    if len(rows) != len(chosen):
        abort(404)
    if not rows:
        flash(gettext("Duid eerst aan welke begeleiders je bedoelt."))
    else:
        act = _ACTS.get(request.form.get("action", ""))
        if act is None:
            abort(400)
        done = act(rows)
        flash(ngettext("Gedaan voor %(num)d begeleider.", "Gedaan voor %(num)d begeleiders.", done))
        if left := len(rows) - done:
            flash(
                ngettext(
                    "%(num)d begeleider bleef zoals die was: er viel niets te doen, of het kon"
                    " niet.",
                    "%(num)d begeleiders bleven zoals ze waren: er viel niets te doen, of het kon"
                    " niet.",
                    left,
                )
            )
    back = url_for("staff.tutors", municipality=municipality, season=season)
    return redirect(local_address(request.form.get("back", ""), back))


def _confirm(rows: Sequence[Tutor]) -> int:
    today = now().astimezone(BRUSSELS).date()
    return _dates(rows, lambda row: (today, today, row.record_check_on))


def _record(rows: Sequence[Tutor]) -> int:
    today = now().astimezone(BRUSSELS).date()
    return _dates(rows, lambda row: (row.roles_confirmed_on, row.goals_confirmed_on, today))


def _dates(rows: Sequence[Tutor], days: Callable[[Tutor], tuple[Any, Any, Any]]) -> int:
    with step("confirm_tutor") as by:
        for row in rows:
            roles_on, goals_on, record_on = days(row)
            tutors.confirm_tutor(
                writing(),
                tutor_id=row.id,
                expected=row.version,
                roles_on=roles_on,
                goals_on=goals_on,
                record_check_on=record_on,
                **by,
            )
    return len(rows)


def _add_goal(rows: Sequence[Tutor]) -> int:
    goal = _one_of("goal", goal_names())
    return _profiles(
        [row for row in rows if goal not in row.goals],
        lambda told: replace(told, goals=(*told.goals, goal)),
    )


def _remove_goal(rows: Sequence[Tutor]) -> int:
    """Take a goal away, but not the last one of who leads."""
    goal = _one_of("goal", goal_names())
    able = [
        row
        for row in rows
        if goal in row.goals and (len(row.goals) > 1 or TutorRole.LEAD not in row.roles)
    ]
    return _profiles(
        able,
        lambda told: replace(told, goals=tuple(each for each in told.goals if each != goal)),
    )


def _language(rows: Sequence[Tutor]) -> int:
    language = _one_of("language", language_names())
    return _profiles(
        [row for row in rows if row.language != language],
        lambda told: replace(told, language=language),
    )


def _profiles(rows: Sequence[Tutor], changed: Callable[[TutorProfile], TutorProfile]) -> int:
    with step("edit_tutor") as by:
        for row in rows:
            draft = draft_of(row)
            tutors.edit_tutor(
                writing(),
                tutor_id=row.id,
                expected=row.version,
                tutor=replace(draft, profile=changed(draft.profile)),
                **by,
            )
    return len(rows)


def _link(rows: Sequence[Tutor]) -> int:
    sent = 0
    for row in rows:
        try:
            invite_tutor(writing(), tutor_id=row.id, base_url=base_url(), **by_me())
        except NoMail:
            continue
        sent += 1
    return sent


def _one_of(name: str, allowed: dict[str, str]) -> str:
    value = request.form.get(name, "")
    if value not in allowed:
        abort(400)
    return value


_ACTS: Final[dict[str, Callable[[Sequence[Tutor]], int]]] = {
    "confirm": _confirm,
    "record": _record,
    "add_goal": _add_goal,
    "remove_goal": _remove_goal,
    "language": _language,
    "link": _link,
}
