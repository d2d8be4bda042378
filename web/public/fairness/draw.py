"""The draw recomputed in front of the reader: a code is typed in a form, never in an address."""

from __future__ import annotations

from typing import Final, NamedTuple

from flask import Response, abort, render_template
from flask_babel import gettext
from flask_babel import lazy_gettext as _

from data.csv_text import csv_text
from scheduler.public_draw import PublicDraw, public_draw
from web.database import reading
from web.forms import Form, text_field
from web.limits import count
from web.public.fairness.standing import is_drawn, is_fixed, season_here

_LIMIT: Final = "120 per hour"  # a desk or a library is one address
_FORMULAS: Final = ("=", "+", "-", "@", "\t", "\r")
_LONGEST: Final = 60


class CodeForm(Form):
    """One code."""

    code = text_field(
        _("Code van het kind voor de loting"),
        _("Typ eerst een code."),
        longest=_LONGEST,
        hint=_("Ze staat op het bewijs dat je kreeg toen je een plaats vroeg."),
    )


class Shown(NamedTuple):
    """How the number of one code comes about. `number` None: others can still ask."""

    text: str
    digest: str
    number: int | None
    command: str


def recompute(municipality: str) -> str | tuple[str, int]:  # noqa: ARG001  (the guard)
    """Ask for a code, and show how its number is worked out."""
    season = season_here()
    if season is None or not is_drawn(season):
        return _page(None)
    form = CodeForm()
    if not form.is_submitted():
        return _page(form)
    count(_LIMIT, "draw")
    if not form.validate():
        return _page(form), 422
    draw = public_draw(reading(), season)
    code = draw.find(str(form.code.data))
    if code is None:
        form.code.errors = [
            gettext("Deze code is niet in de loting van deze zomer. Kijk of je ze juist typte.")
        ]
        return _page(form), 422
    return _page(form, _shown(draw, code, with_number=is_fixed(season)))


def draw_list(municipality: str) -> Response:  # noqa: ARG001  (the guard looked it up)
    """Every code with its digest and number, once wishes are closed."""
    season = season_here()
    if season is None or not is_fixed(season):
        abort(404)
    rows = [
        (each.number, _plain(each.pupil_id), each.digest)
        for each in public_draw(reading(), season).drawn
    ]
    answer = Response(
        csv_text(("nummer", "code", "sha256"), rows), content_type="text/csv; charset=utf-8"
    )
    answer.headers["Content-Disposition"] = f'attachment; filename="loting-{season.slug}.csv"'
    return answer


def _page(form: CodeForm | None, shown: Shown | None = None) -> str:
    return render_template(
        "public/fairness/draw.html", form=form, shown=shown, has_list=is_fixed(season_here())
    )


def _shown(draw: PublicDraw, code: str, *, with_number: bool) -> Shown:
    number = draw.numbers[code] if with_number else None
    return Shown(draw.text(code), draw.digest(code), number, draw.command(code))


def _plain(code: str) -> str:
    """A code that a spreadsheet takes for text; ours are letters and digits, old ones may not."""
    return f"'{code}" if code.startswith(_FORMULAS) else code
