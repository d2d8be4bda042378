"""The facts of a season: its name, days, budget, how places are given, and the draw."""

from __future__ import annotations

from datetime import date

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from werkzeug.wrappers import Response

from models import Season
from models.enums import DrawPolicy, Phase
from scheduler.rights.refusal import Refusal
from scheduler.season.phases_allowed import is_before
from scheduler.season.seasons import SeasonDraft, edit_season
from web.clock import now
from web.database import writing
from web.forms import optional_text, version_field, version_of
from web.guarding import municipality as this_municipality
from web.guarding import season as this_season
from web.staff.here import me
from web.staff.seasons.empty import EmptySeasonForm, checked


class FactsForm(EmptySeasonForm):
    """The same as of an empty season, and the seed of the draw."""

    draw_seed = optional_text(
        _("Zaadje van de loting"),
        longest=100,
        hint=_(
            "Een tekst die niemand kan kiezen omdat hij goed uitkomt, zoals gegooide dobbelstenen."
        ),
    )
    version = version_field()


def season_facts(municipality: str, season: str) -> str | tuple[str, int] | Response:  # noqa: ARG001
    """Show them, and save them; how places are given stays as it is once families may ask."""
    found = this_season()
    is_fixed = not is_before(found.phase, Phase.WISHES_OPEN)
    form = FactsForm(data=_data(found))
    if is_fixed:
        del form.policy
        del form.draw_seed
    if not form.is_submitted():
        return _page(form, found, is_fixed)
    days = checked(form) if form.validate() else None
    if days is not None:
        try:
            return _save(form, found, days)
        except Refusal as refusal:
            form.refuse(refusal)
    return _page(form, found, is_fixed), 422


def _save(form: FactsForm, found: Season, days: tuple[date, date, int | None]) -> Response:
    first, last, budget = days
    edit_season(
        writing(),
        actor=me().actor,
        season_id=found.id,
        expected=version_of(form.version),
        season=SeasonDraft(
            slug=found.slug,
            name=str(form.season_name.data),
            first_day=first,
            last_day=last,
            draw_seed=str(form.draw_seed.data).strip() if form.draw_seed else None,
            policy=DrawPolicy(form.policy.data) if form.policy else found.policy,
            budget_cents=budget,
            municipality_name=found.municipality_name,
            nis_codes=found.nis_codes,
            texts=found.texts,
        ),
        now=now(),
    )
    flash(gettext("Bewaard."))
    return redirect(
        url_for("staff.season_settings", municipality=this_municipality().slug, season=found.slug)
    )


def _data(found: Season) -> dict[str, object]:
    budget = found.budget_cents
    shown = (
        ""
        if budget is None
        else f"{budget // 100}" + (f",{budget % 100:02}" if budget % 100 else "")
    )
    return {
        "season_name": found.name,
        "first_day": found.first_day.isoformat(),
        "last_day": found.last_day.isoformat(),
        "budget": shown,
        "policy": DrawPolicy(found.policy).value,
        "draw_seed": found.draw_seed,
        "version": str(found.version),
    }


def _page(form: FactsForm, found: Season, is_fixed: bool) -> str:
    return render_template("staff/settings/facts.html", form=form, season=found, is_fixed=is_fixed)
