"""A season from nothing."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from govuk_frontend_wtf.wtforms_widgets import GovTextInput
from werkzeug.wrappers import Response
from wtforms import StringField

from models.enums import DrawPolicy
from scheduler.rights.refusal import Refusal
from scheduler.season.seasons import SeasonDraft, add_season
from web.clock import now
from web.database import reading, writing
from web.forms import Form, cents_of, optional_text, radio_field, text_field
from web.guarding import municipality as this_municipality
from web.staff.here import me
from web.staff.seasons.naming import coming_summer, free_slug

POLICIES = (
    (
        DrawPolicy.BEST.value,
        _(
            "Zoveel mogelijk kinderen een plaats, en zoveel mogelijk lieve wensen. De loting"
            " beslist tussen gelijken."
        ),
    ),
    (
        DrawPolicy.DRAW.value,
        _(
            "Het nummer van de loting gaat voor: wie eerst getrokken is, kiest eerst, ook als"
            " daardoor minder kinderen een plaats krijgen."
        ),
    ),
)
"""How places are given out, in plain words."""


def day_field(label: Any, *, hint: Any = "") -> StringField:
    """A day, as browsers send it: `YYYY-MM-DD`."""
    return StringField(label, description=hint, widget=GovTextInput())


def day_of(text: Any) -> date | None:
    """The day that a field holds; None: none."""
    try:
        return date.fromisoformat(str(text or "").strip())
    except ValueError:
        return None


class EmptySeasonForm(Form):
    """What a season begins with."""

    season_name = text_field(
        _("Naam"), _("Vul een naam in."), longest=80, hint=_("Zoals gezinnen hem lezen.")
    )
    first_day = day_field(_("Eerste dag"), hint=_("Ten vroegste 1 juli."))
    last_day = day_field(_("Laatste dag"), hint=_("Ten laatste 31 augustus."))
    budget = optional_text(
        _("Budget in euro"), longest=15, hint=_("Laat leeg als er geen grens is.")
    )
    policy = radio_field(
        _("Hoe verdelen we de plaatsen?"),
        POLICIES,
        missing=_("Kies hoe we de plaatsen verdelen."),
    )


def checked(form: EmptySeasonForm) -> tuple[date, date, int | None] | None:
    """First day, last day and budget in cents; None: what is wrong stands at its field."""
    first, last = day_of(form.first_day.data), day_of(form.last_day.data)
    budget = cents_of(form.budget.data) if form.budget.data else None
    if first is None or first.month not in {7, 8}:
        form.first_day.errors = [gettext("Kies een dag in juli of augustus.")]
    if last is None or last.month not in {7, 8}:
        form.last_day.errors = [gettext("Kies een dag in juli of augustus.")]
    elif first is not None and (last < first or last.year != first.year):
        form.last_day.errors = [gettext("De laatste dag komt na de eerste, in dezelfde zomer.")]
    if form.budget.data and budget is None:
        form.budget.errors = [gettext("Schrijf een bedrag, zoals 12500 of 12500,50.")]
    if form.errors or first is None or last is None:
        return None
    return first, last, budget


def new_season_empty(municipality: str) -> str | tuple[str, int] | Response:  # noqa: ARG001
    """Ask for name, days, budget and policy, and make it."""
    here = this_municipality()
    year = coming_summer(reading(), here.id, now())
    form = EmptySeasonForm(
        data={
            "season_name": gettext("Zomer %(year)s", year=year),
            "first_day": date(year, 7, 1).isoformat(),
            "last_day": date(year, 8, 31).isoformat(),
            "policy": DrawPolicy.BEST.value,
        }
    )
    if not form.is_submitted():
        return render_template("staff/seasons/empty.html", form=form)
    found = checked(form) if form.validate() else None
    if found is not None:
        try:
            return _add(form, *found)
        except Refusal as refusal:
            form.refuse(refusal)
    return render_template("staff/seasons/empty.html", form=form), 422


def _add(form: EmptySeasonForm, first: date, last: date, budget: int | None) -> Response:
    here = this_municipality()
    name = str(form.season_name.data)
    slug = free_slug(writing(), here.id, name)
    draft = SeasonDraft(
        slug=slug,
        name=name,
        first_day=first,
        last_day=last,
        policy=DrawPolicy(form.policy.data),
        budget_cents=budget,
        municipality_name=here.name,
        nis_codes=(here.nis,) if here.nis else (),
    )
    add_season(writing(), actor=me().actor, municipality_id=here.id, season=draft, now=now())
    flash(gettext("%(season)s is gemaakt. Niemand buiten je collega’s ziet het al.", season=name))
    return redirect(url_for("staff.glance", municipality=here.slug, season=slug))
