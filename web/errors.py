"""What people read when something does not work: what happened, and what they can do."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, NamedTuple

from flask import Flask, g, render_template
from flask_babel import lazy_gettext as _
from werkzeug.exceptions import HTTPException

from scheduler.journal import journal
from scheduler.rights import NotAllowed, NotHere
from scheduler.rights.refusal import Refusal
from web.database import take_back
from web.languages import said_in
from web.request_log import request_id

_log = journal(__name__)


class ErrorPage(NamedTuple):
    """The heading and the sentence of an error page."""

    title: Any
    sentence: Any


PAGES: Final[Mapping[int, ErrorPage]] = {
    400: ErrorPage(
        _("Dat konden we niet lezen"),
        _(
            "Misschien stond de pagina te lang open. Ga terug, laad de pagina opnieuw en probeer"
            " het nog eens."
        ),
    ),
    403: ErrorPage(
        _("Dit mag je niet openen"),
        _("Je account mag dit niet. Moet het wel? Vraag het aan de coördinator van je gemeente."),
    ),
    404: ErrorPage(
        _("Deze pagina is er niet"),
        _("Misschien klopt het adres niet helemaal, of is de pagina er niet meer."),
    ),
    405: ErrorPage(
        _("Zo werkt deze pagina niet"),
        _("Open de pagina opnieuw vanaf de startpagina."),
    ),
    409: ErrorPage(_("Dat gaat nu niet"), _("Er is niets gewijzigd.")),
    413: ErrorPage(
        _("Dat is te groot"),
        _("Wat je stuurt, is groter dan deze site aanneemt. Kies een kleiner bestand."),
    ),
    429: ErrorPage(
        _("Dat ging te vaak na elkaar"),
        _("Wacht even en probeer het dan opnieuw. Je hoeft niets te herstellen."),
    ),
    500: ErrorPage(
        _("Er ging iets mis bij ons"),
        _(
            "Het ligt niet aan jou. Probeer het straks opnieuw. Wat je net invulde, is misschien"
            " niet bewaard."
        ),
    ),
    502: ErrorPage(
        _("Aanmelden lukt nu niet langs deze weg"),
        _("De dienst waarmee je aanmeldt, antwoordt niet zoals het hoort. Probeer het straks."),
    ),
}
"""By status; another status gets the page of 400, or of 500 from there on."""

_Answer = tuple[str, int]


def keep_errors(app: Flask) -> None:
    """Show these pages for every error; the log gets the story, without what people wrote."""
    app.register_error_handler(HTTPException, _expected)
    app.register_error_handler(Refusal, _refused)
    app.register_error_handler(Exception, _unexpected)


def error_page(status: int, sentence: Any = None) -> _Answer:
    """The page of an error, and its status; with another sentence if one is given."""
    take_back()
    g.without_database = status >= 500
    nearest = status if status in PAGES else (500 if status >= 500 else 400)
    page = PAGES[nearest]
    return (
        render_template(
            "error.html",
            title=page.title,
            sentence=sentence or page.sentence,
            number=request_id() if status >= 500 else "",
        ),
        status,
    )


def _expected(error: HTTPException) -> Any:
    if error.code is None or error.code < 400:
        return error  # a redirect on its way
    page, status = error_page(error.code)
    kept = [
        (name, value)
        for name, value in error.get_headers()
        if name.lower() not in {"content-type", "content-length"}
    ]
    return page, status, kept


def _refused(error: Refusal) -> _Answer:
    """A verb did not do what was asked, and says why in a sentence for people."""
    if isinstance(error, NotHere):
        return error_page(404)
    if isinstance(error, NotAllowed):
        return error_page(403)
    sentence = error.sentence(said_in())
    return error_page(409, sentence[:1].upper() + sentence[1:])


def _unexpected(error: Exception) -> _Answer:
    _log.error("unexpected", exc_info=error)
    return error_page(500)
