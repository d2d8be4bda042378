"""Looking a family up. What is looked for is sent as a form, so it is in no address or log."""

from __future__ import annotations

from flask import render_template
from flask_babel import lazy_gettext as _

from scheduler.rights.refusal import Refusal
from scheduler.season import looking
from web import limits
from web.clock import now
from web.database import writing
from web.forms import Form, text_field
from web.guarding import season as this_season
from web.staff.here import me

LOOKING_UP = "120 per hour"


class SearchForm(Form):
    """A name, a phone number, a mail address or a code."""

    words = text_field(
        _("Zoek een gezin"),
        _("Vul in wat je zoekt."),
        longest=100,
        hint=_("Voornaam van het kind, naam, telefoon, mailadres of code."),
    )


def look_up_families(municipality: str, season: str) -> str | tuple[str, int]:  # noqa: ARG001
    """The children that fit, in this answer only."""
    limits.count(LOOKING_UP, "families", str(me().id))
    form = SearchForm()
    found: tuple[looking.Found, ...] | None = None
    if form.validate():
        try:
            found = looking.look_up_families(
                writing(),
                actor=me().actor,
                season_id=this_season().id,
                words=str(form.words.data),
                now=now(),
            )
        except Refusal:
            form.words.errors = [_("Vul minstens twee letters of cijfers in.")]
    page = render_template("staff/families/found.html", form=form, found=found, most=looking.MOST)
    return page if found is not None else (page, 422)
