"""The way in by the code that a family wrote down."""

from __future__ import annotations

from flask import redirect, render_template, url_for
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from werkzeug.wrappers import Response

from scheduler.rights import ANYONE
from scheduler.season.signed_links import NoWayIn
from scheduler.season.ways_in import enter_code
from web.by_link.trying import FAMILIES
from web.clock import now
from web.database import take_back, writing
from web.family_in import enter_family, family_in
from web.forms import Form, text_field
from web.guarding import municipality as this_municipality

_Answer = str | tuple[str, int] | Response


class CodeForm(Form):
    """A code."""

    code = text_field(
        _("Je code"),
        _("Vul je code in."),
        longest=64,
        hint=_("Tien letters en cijfers. Kleine letters en spaties mogen."),
    )


def way_in(municipality: str) -> _Answer:
    """Type the code, or ask for a link; who is in already goes on."""
    form = CodeForm()
    if not form.is_submitted():
        who = family_in()
        if who is not None and who.municipality_id == this_municipality().id:
            return redirect(url_for("family.standing", municipality=municipality))
        return render_template("family/entering/way_in.html", form=form)
    FAMILIES.count_try()
    if form.validate():
        try:
            contact = enter_code(
                writing(),
                actor=ANYONE,
                municipality_id=this_municipality().id,
                code=str(form.code.data),
                now=now(),
            )
        except NoWayIn:
            take_back()
            form.code.errors = [gettext("Deze code kennen we niet. Kijk de letters nog eens na.")]
        else:
            enter_family(contact)
            return redirect(url_for("family.standing", municipality=municipality))
    form.code.data = ""
    return render_template("family/entering/way_in.html", form=form), 422
