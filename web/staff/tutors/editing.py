"""Adding a tutor, and changing one."""

from __future__ import annotations

import re
from typing import Any

from flask import flash, redirect, render_template
from flask_babel import gettext
from sqlalchemy import select
from werkzeug.wrappers import Response

from models import Tutor
from scheduler.rights.refusal import Refusal
from scheduler.season import tutors
from web.database import reading, writing
from web.forms import version_of
from web.guarding import season as this_season
from web.staff.naming import goal_groups
from web.staff.tutors.doing import step
from web.staff.tutors.finding import this_tutor, tutor_page
from web.staff.tutors.forms import TutorForm, filled

_Answer = str | tuple[str, int] | Response


def new_tutor(municipality: str, season: str) -> _Answer:  # noqa: ARG001  (the guard)
    """The form of a new tutor, with a code that is free; saved, on to their availability."""
    form = TutorForm(data={"code": _free_code(), "travel_mode": "bike", "language": "nl"})
    if not form.is_submitted():
        return _page(form, None)
    draft = form.draft()
    if draft is not None:
        try:
            with step("add_tutor") as by:
                number = tutors.add_tutor(writing(), tutor=draft, **by)
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            flash(gettext("De begeleider is bewaard. Zeg nu wanneer die vrij is."))
            return redirect(tutor_page(number, "staff.tutor_availability"))
    return _page(form, None), 422


def edit_tutor(municipality: str, season: str, tutor: int) -> _Answer:  # noqa: ARG001
    """The form of a tutor that is there."""
    row = this_tutor(tutor)
    form = TutorForm(data=filled(row))
    if not form.is_submitted():
        return _page(form, row)
    draft = form.draft()
    if draft is not None:
        try:
            with step("edit_tutor") as by:
                tutors.edit_tutor(
                    writing(),
                    tutor_id=row.id,
                    expected=version_of(form.version),
                    tutor=draft,
                    **by,
                )
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            flash(gettext("Bewaard."))
            return redirect(tutor_page(tutor))
    return _page(form, row), 422


def _page(form: TutorForm, row: Tutor | None) -> str:
    return render_template(
        "staff/tutors/form.html", form=form, tutor=row, goal_groups=goal_groups()
    )


def _free_code() -> str:
    """The code after the highest number that this season has, such as T12."""
    taken: Any = reading().scalars(select(Tutor.code).where(Tutor.season_id == this_season().id))
    numbers = [int(found[1]) for code in taken if (found := re.fullmatch(r"T0*(\d{1,6})", code))]
    return f"T{max(numbers, default=0) + 1}"
