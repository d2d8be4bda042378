"""The desk enters what a family asks: a new family, one more child, or a change (R13)."""

from __future__ import annotations

from typing import Any, Final

from flask import flash, redirect, render_template
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from sqlalchemy import select
from werkzeug.wrappers import Response

from models import AvailabilityWindow, ChildNeed, Contact, EmergencyContact, Wish
from models.enums import Phase, RequestOrigin
from scheduler.rights.refusal import Refusal
from scheduler.season import asking
from scheduler.season.requests import ChildDraft, ContactDraft
from web.clock import now
from web.database import reading, take_back, writing
from web.forms import radio_field, version_of
from web.guarding import season as this_season
from web.half_days import Half
from web.staff.families.contact_form import EMPTY_CONTACT, ContactForm
from web.staff.families.opening import (
    closed_page,
    family_page,
    is_closed,
    this_child,
    this_contact,
)
from web.staff.families.request_form import (
    EMPTY_REQUEST,
    RequestForm,
    request_filled,
)
from web.staff.families.together import EMPTY_COMPANIONS, companions_field, link_companions
from web.staff.families.wishable import wishable
from web.staff.here import me

_Answer = str | tuple[str, int] | Response


class NewRequestForm(RequestForm):
    """A request that is new: with whom the child comes along, and how it came in."""

    companions = companions_field()
    origin = radio_field(_("Hoe kwam de vraag binnen?"), missing=_("Kies een van de twee."))

    def __init__(self, *given: Any, **filled: Any) -> None:
        super().__init__(*given, **filled)
        self.origin.choices = [
            (RequestOrigin.PAPER.value, _("Op papier")),
            (RequestOrigin.WEB.value, _("Aan het loket, samen ingevuld")),
        ]


class NewFamilyForm(ContactForm, NewRequestForm):
    """The same, with who brings the child up."""


_EMPTY: Final[dict[str, Any]] = {
    **EMPTY_REQUEST,
    "companions": EMPTY_COMPANIONS,
    "origin": RequestOrigin.PAPER.value,
}


def new_family(municipality: str, season: str) -> _Answer:  # noqa: ARG001  (the guard looked it up)
    """The whole form of a family that is new here."""
    form = NewFamilyForm(wishable(), data={**_EMPTY, **EMPTY_CONTACT})
    if form.is_submitted():
        valid = form.validate()
        contact, child = form.contact_draft(), form.child_draft()
        if valid and contact is not None and child is not None:
            answer = _asked(form, child, contact)
            if answer is not None:
                return answer
    return _page(form)


def second_child(municipality: str, season: str, child: int, contact: int) -> _Answer:  # noqa: ARG001
    """The form of one more child of a contact that is there."""
    row = this_child(child)
    known = this_contact(row, contact)
    if is_closed(row):
        return closed_page(row)
    form = NewRequestForm(wishable(), data=_EMPTY)
    if form.is_submitted():
        valid = form.validate()
        draft = form.child_draft()
        if valid and draft is not None:
            answer = _asked(form, draft, known.id)
            if answer is not None:
                return answer
    return _page(form, contact=known, back=child)


def change_request(municipality: str, season: str, child: int) -> _Answer:  # noqa: ARG001
    """The form of what was asked, to change any of it."""
    row = this_child(child)
    if is_closed(row):
        return closed_page(row)
    session = reading()
    parts: dict[str, Any] = {
        name: session.scalars(select(what).where(model.child_id == row.id).order_by(*order)).all()
        for name, what, model, order in (
            ("needs", ChildNeed.code, ChildNeed, (ChildNeed.id,)),
            ("windows", AvailabilityWindow, AvailabilityWindow, (AvailabilityWindow.id,)),
            ("wishes", Wish, Wish, (Wish.rank, Wish.id)),
            ("people", EmergencyContact, EmergencyContact, (EmergencyContact.id,)),
        )
    }
    began = request_filled(row, **parts)
    form = RequestForm(
        wishable({wish.offer_id for wish in parts["wishes"]}),
        finer=began["when"] == "zoals-nu",
        data=began,
    )
    if form.is_submitted():
        valid = form.validate()
        draft = form.child_draft(kept=parts["windows"])
        if valid and draft is not None and _changed(form, row.id, draft):
            flash(gettext("De vraag is gewijzigd."))
            return redirect(family_page(child))
    return _page(form, back=child)


def _asked(form: NewRequestForm, child: ChildDraft, contact: ContactDraft | int) -> Response | None:
    """Take the request in, and the links; None where something was refused: the form says it."""
    by: dict[str, Any] = {"actor": me().actor, "season_id": this_season().id, "now": now()}
    try:
        asked = asking.ask(
            writing(),
            child=child,
            contact=contact,
            origin=RequestOrigin(form.origin.data),
            **by,
        )
        if not link_companions(writing(), form.companions, child_id=asked.child_id, **by):
            take_back()
            return None
    except Refusal as refusal:
        form.refuse(refusal)
        return None
    flash(gettext("De vraag is bewaard. Druk het ontvangstbewijs af en geef het mee."))
    return redirect(family_page(asked.child_id, endpoint="staff.receipt"))


def _changed(form: RequestForm, child_id: int, draft: ChildDraft) -> bool:
    try:
        asking.change_request(
            writing(),
            actor=me().actor,
            season_id=this_season().id,
            child_id=child_id,
            expected=version_of(form.version),
            child=draft,
            now=now(),
        )
    except Refusal as refusal:
        form.refuse(refusal)
        return False
    return True


def _page(form: RequestForm, *, contact: Contact | None = None, back: int = 0) -> _Answer:
    page = render_template(
        "staff/families/form.html",
        form=form,
        contact=contact,
        back=family_page(back) if back else "",
        halves=tuple(Half),
        ticked=set(form.free.data or ()),
        open_now=this_season().phase in {Phase.WISHES_OPEN, Phase.CLOSED},
        closed=this_season().phase is Phase.CLOSED,
    )
    return (page, 422) if form.is_submitted() else page
