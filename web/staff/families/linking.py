"""Children who come along together, for a family at the desk."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import flash, redirect, request
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from werkzeug.wrappers import Response

from models.enums import LinkKind
from scheduler.season import links
from web.clock import now
from web.database import writing
from web.forms import Form, radio_field, text_field, whole_number
from web.guarding import season as this_season
from web.staff.families.opening import family_page, this_child
from web.staff.here import me


class LinkForm(Form):
    """The code of the other child."""

    code = text_field(_("Code van het andere kind"), _("Vul de code in."), longest=20)
    strict = radio_field(_("Hoe graag samen?"))

    def __init__(self, **filled: Any) -> None:
        super().__init__(**filled)
        self.strict.choices = [
            ("liefst", _("Liefst samen")),
            ("samen", _("Samen of niet")),
        ]


def link_child(municipality: str, season: str, child: int) -> Response:  # noqa: ARG001
    """Ask to come along with the child that has a code."""
    row, form = this_child(child), LinkForm()
    if not form.validate():
        flash(gettext("Vul de code in."))
        return redirect(family_page(child))
    links.link_children(
        writing(),
        actor=me().actor,
        season_id=this_season().id,
        child_id=row.id,
        code=str(form.code.data),
        kind=LinkKind.SAME_GROUP,
        strict=form.strict.data == "samen",
        now=now(),
    )
    flash(gettext("Gevraagd. Het telt zodra het andere gezin akkoord is."))
    return redirect(family_page(child))


def agree_link(municipality: str, season: str, child: int) -> Response:  # noqa: ARG001
    """Agree to a link, for the child that was asked."""
    return _with_link(child, links.agree_link, gettext("Akkoord: ze gaan samen."))


def end_link(municipality: str, season: str, child: int) -> Response:  # noqa: ARG001
    """End a link. Places stay as they are."""
    return _with_link(child, links.unlink_children, gettext("Ze zijn niet meer gekoppeld."))


def _with_link(child: int, verb: Callable[..., None], told: str) -> Response:
    by: dict[str, Any] = {"actor": me().actor, "season_id": this_season().id, "now": now()}
    number = whole_number(request.form.get("number")) or 0
    verb(writing(), child_id=this_child(child).id, link_id=number, **by)
    flash(told)
    return redirect(family_page(child))
