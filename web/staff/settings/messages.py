"""The outbox: what waits, what went, and what somebody has to look at. Never what it says."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from flask import abort, flash, redirect, render_template, url_for
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from sqlalchemy import ColumnElement, func, select
from werkzeug.wrappers import Response

from models import Message
from models.enums import Channel
from scheduler.outbox.by_hand import mark_message_sent, send_message_again
from scheduler.outbox.failures import Failure, Why
from scheduler.rights.refusal import Refusal
from web.clock import now
from web.database import reading, writing
from web.forms import Form, optional_text
from web.guarding import municipality as this_municipality
from web.languages import said_in
from web.listing import asked, choice, matching, shown
from web.staff.here import me

KINDS: Final[Mapping[str, Any]] = {
    "receipt": _("Ontvangst van een vraag"),
    "changed": _("Vraag gewijzigd"),
    "withdrawn": _("Vraag ingetrokken"),
    "result": _("Uitslag"),
    "promoted": _("Plaats van de wachtlijst"),
    "given_back": _("Plaats teruggegeven"),
    "cancelled": _("Groep afgelast"),
    "family_link": _("Link voor een gezin"),
    "tutor_invitation": _("Uitnodiging voor een begeleider"),
    "staff_invitation": _("Uitnodiging voor een collega"),
    "new_password": _("Nieuw wachtwoord"),
    "digest": _("Enkele berichten samen"),
}
"""What each kind of message is called."""

WAYS: Final[Mapping[Channel, Any]] = {
    Channel.MAIL: _("Mail"),
    Channel.LETTER: _("Brief"),
    Channel.PHONE: _("Telefoon"),
}
"""What each way is called."""

_DOUBT: Final = Message.error.like(f"{Why.IN_DOUBT.value}%")
STATES: Final[Mapping[str, tuple[Any, ColumnElement[bool]]]] = {
    "nakijken": (_("Niet verstuurd"), Message.dead_at.is_not(None) & ~func.coalesce(_DOUBT, False)),
    "twijfel": (_("Misschien verstuurd"), Message.dead_at.is_not(None) & _DOUBT),
    "wacht": (
        _("Wacht"),
        Message.sent_at.is_(None) & Message.dead_at.is_(None) & Message.digest_id.is_(None),
    ),
    "verstuurd": (_("Verstuurd"), Message.sent_at.is_not(None)),
}
"""Word in the address to what it is called, and which messages these are."""

_SORTS: Final = {"nieuw": -Message.id}


class AgainForm(Form):
    """To another address, perhaps."""

    address = optional_text(
        _("Ander adres"), hint=_("Laat leeg om hetzelfde adres nog eens te proberen.")
    )


def outbox(municipality: str) -> str:  # noqa: ARG001  (the guard looked it up)
    """All messages of the municipality, by state; how many there are of each."""
    here = Message.municipality_id == this_municipality().id
    state = choice("stand", list(STATES))
    wanted = [STATES[state][1]] if state else []
    counted = (
        reading()
        .execute(
            select(*(func.count().filter(each) for _text, each in STATES.values())).where(here)
        )
        .one()
    )
    found = shown(
        reading(),
        select(Message).where(
            here, *wanted, *matching(asked(_SORTS).search, Message.recipient_name)
        ),
        sorts=_SORTS,
        last=Message.id,
    )
    return render_template(
        "staff/settings/outbox.html",
        shown=found,
        counts=[
            (word, text, number)
            for (word, (text, _which)), number in zip(STATES.items(), counted, strict=True)
        ],
        state=state,
        state_of=state_of,
        kinds=KINDS,
        ways=WAYS,
    )


def message(municipality: str, message: int) -> str | tuple[str, int] | Response:  # noqa: ARG001
    """One message: what became of it; what was given up can go again."""
    found = _message(message)
    form = AgainForm()
    if not form.is_submitted():
        return _page(form, found)
    if form.validate():
        try:
            send_message_again(
                writing(),
                actor=me().actor,
                municipality_id=this_municipality().id,
                message_id=found.id,
                address=form.address.data or "",
                now=now(),
            )
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            flash(gettext("Het bericht gaat opnieuw."))
            return _to_outbox()
    return _page(form, found), 422


def message_sent(municipality: str, message: int) -> str | tuple[str, int] | Response:  # noqa: ARG001
    """Put down that a message that is in doubt did arrive."""
    found = _message(message)
    try:
        mark_message_sent(
            writing(),
            actor=me().actor,
            municipality_id=this_municipality().id,
            message_id=found.id,
            now=now(),
        )
    except Refusal as refusal:
        form = AgainForm(formdata=None)
        form.refuse(refusal)
        return _page(form, found), 422
    flash(gettext("Het bericht staat nu als verstuurd."))
    return _to_outbox()


def state_of(found: Message) -> str:
    """The word of the state that a message is in; that of what carries it, in a digest."""
    if found.sent_at is not None:
        return "verstuurd"
    if found.dead_at is None:
        return "wacht"
    return "twijfel" if _failure(found).why is Why.IN_DOUBT else "nakijken"


def _failure(found: Message) -> Failure:
    return Failure.read(found.error) if found.error else Failure(Why.STUMBLED)


def _message(number: int) -> Message:
    found = (
        reading()
        .scalars(
            select(Message).where(
                Message.municipality_id == this_municipality().id, Message.id == number
            )
        )
        .one_or_none()
    )
    if found is None:
        abort(404)
    return found


def _to_outbox() -> Response:
    return redirect(url_for("staff.outbox", municipality=this_municipality().slug))


def _page(form: AgainForm, found: Message) -> str:
    state = state_of(found)
    return render_template(
        "staff/settings/message.html",
        form=form,
        message=found,
        state=state,
        state_name=STATES[state][0],
        kind=KINDS.get(found.kind, found.kind),
        way=WAYS[found.channel],
        why=_failure(found).sentence(said_in()) if found.dead_at is not None else "",
    )
