"""Who helps with what (R23): guidance belongs to others, each in its own role."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final, NamedTuple

from flask import render_template
from flask_babel import lazy_gettext as _

from models import Municipality
from scheduler.accounts.own_texts import HELPERS, Helper, helpers
from scheduler.accounts.refusals import NotALink
from web.guarding import municipality as this_municipality
from web.public.offer.own_words import own_words


class Role(NamedTuple):
    """Somebody that there is all over Flanders, and what one goes there for."""

    name: Any
    helps_with: Any


EVERYWHERE: Final = (
    Role(
        _("De school van je kind"),
        _("Vragen over de lessen, over leren en over hoe het op school gaat."),
    ),
    Role(
        _("Het CLB (centrum voor leerlingenbegeleiding)"),
        _("Vragen over leren, studeren, gezondheid of je goed voelen. Het CLB werkt gratis."),
    ),
    Role(
        _("Het Huis van het Kind"),
        _("Vragen over opvoeden en opgroeien, en ouders ontmoeten."),
    ),
    Role(
        _("De bibliotheek"),
        _("Boeken in veel talen, een computer met internet, en hulp met een formulier."),
    ),
    Role(
        _("Het sociaal huis of OCMW"),
        _("Vragen over geld, wonen en papieren, ook over wat de zomer kost."),
    ),
    Role(
        _("Het agentschap Integratie en Inburgering"),
        _("Nederlands leren als je volwassen bent, en hulp als je nieuw bent in België."),
    ),
)
"""Without links: which of them are near, the municipality says itself."""


def who_helps(municipality: str) -> str:  # noqa: ARG001  (the guard looked it up)
    """Whom the municipality names, and who there is everywhere."""
    here = this_municipality()
    return render_template("public/helping/who.html", own=own_helpers(here), everywhere=EVERYWHERE)


def own_helpers(here: Municipality) -> Sequence[Helper]:
    """Those that the municipality names, in the language of the reader where it wrote so."""
    said = own_words(here.texts, HELPERS, first=here.languages[0])
    if said is None:
        return ()
    try:
        return helpers(said.text)
    except NotALink:  # written before links were checked
        return ()
