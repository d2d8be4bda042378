"""How families hear of something, in words."""

from __future__ import annotations

from flask_babel import gettext, ngettext

from models.enums import Channel
from scheduler.season.foreseen import Heard


def ways(heard: Heard) -> tuple[str, ...]:
    """The messages that will be queued, one sentence for each way; and whom they do not reach."""
    by = heard.by
    mails, letters = by.get(Channel.MAIL, 0), by.get(Channel.LETTER, 0)
    calls = by.get(Channel.PHONE, 0)
    told = []
    if mails:
        told.append(ngettext("%(num)d mail", "%(num)d mails", mails))
    if letters:
        told.append(
            ngettext("%(num)d brief om te drukken", "%(num)d brieven om te drukken", letters)
        )
    if calls:
        told.append(ngettext("%(num)d gezin om te bellen", "%(num)d gezinnen om te bellen", calls))
    if heard.unheard:
        told.append(
            ngettext(
                "van %(num)d kind kennen we mail, telefoon noch adres",
                "van %(num)d kinderen kennen we mail, telefoon noch adres",
                heard.unheard,
            )
        )
    return tuple(told) or (gettext("geen enkel bericht"),)
