"""The order of the wishes, and how many groups at most, until wishes close."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from sqlalchemy import select
from werkzeug.wrappers import Response

from models import Child, Wish
from models.enums import Phase
from models.rules import MOST
from scheduler.rights.refusal import Refusal
from scheduler.season.asking import change_request
from scheduler.season.requests import WishDraft
from scheduler.season.slots import Slots
from web.database import reading, writing
from web.family.own import by_me, my_child
from web.family.standing.changing import changed_request
from web.forms import Form, text_field, version_field, version_of, whole_number
from web.guarding import season as this_season

_Answer = str | tuple[str, int] | Response


class OrderForm(Form):
    """Beside it, a number for each wish: `rank-<number>`."""

    version = version_field()
    max_places = text_field(
        _("Hoeveel groepen wil je hoogstens?"), _("Vul een getal in."), longest=3
    )


def order(municipality: str, child: int) -> _Answer:
    """Give each wish its number, 1 for the dearest."""
    row = my_child(child)
    if this_season().phase is not Phase.WISHES_OPEN or row.withdrawn_at is not None:
        abort(404)
    wishes = (
        reading()
        .scalars(select(Wish).where(Wish.child_id == row.id).order_by(Wish.rank, Wish.id))
        .all()
    )
    if request.method == "GET":
        form = OrderForm(data={"version": str(row.version), "max_places": str(row.max_places)})
        typed = {wish.id: str(place) for place, wish in enumerate(wishes, start=1)}
        return _page(row, form, wishes, typed)
    form = OrderForm()
    typed = {wish.id: request.form.get(f"rank-{wish.id}", "")[:4] for wish in wishes}
    ranks = {number: whole_number(text) for number, text in typed.items()}
    most = whole_number(form.max_places.data)
    if form.validate() and (most is None or not 1 <= most <= MOST):
        form.max_places.errors = [gettext("Schrijf hier een getal vanaf 1.")]
    if not all(rank and 1 <= rank <= MOST for rank in ranks.values()):
        form.form_errors.append(gettext("Schrijf bij elke wens een getal vanaf 1."))
    if form.errors or most is None:
        return _page(row, form, wishes, typed), 422
    draft = changed_request(row, wishes=_ranked(wishes, ranks), max_places=most)
    try:
        change_request(
            writing(),
            child_id=row.id,
            expected=version_of(form.version),
            child=draft,
            **by_me(),
        )
    except Refusal as refusal:
        form.refuse(refusal)
        return _page(row, form, wishes, typed), 422
    flash(gettext("De nieuwe volgorde is bewaard."))
    return redirect(url_for("family.standing", municipality=municipality))


def _ranked(wishes: Any, ranks: Mapping[int, int | None]) -> tuple[WishDraft, ...]:
    return tuple(
        WishDraft(
            rank=ranks[wish.id] or 1,
            offer_id=wish.offer_id,
            block_id=wish.block_id,
            location_id=wish.location_id,
        )
        for wish in wishes
    )


def _page(row: Child, form: OrderForm, wishes: Any, typed: dict[int, str]) -> str:
    slots = Slots(reading(), this_season())
    shown = [
        (wish.id, slots.of((wish.offer_id, wish.block_id, wish.location_id)), typed[wish.id])
        for wish in wishes
    ]
    return render_template("family/standing/order.html", child=row, form=form, wishes=shown)
