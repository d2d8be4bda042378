"""The languages of the pages: Dutch is the source, catalogues stand beside it as text.

A page speaks the language that was chosen, else the account's, else the browser's, else the
municipality's first. The catalogues are read as they are committed, so none is ever behind.
"""

from __future__ import annotations

from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any, Final

from babel import Locale
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import NullTranslations, Translations
from flask import Flask, current_app, g, request
from flask_babel import Babel, Domain, get_locale

from data.issues import Language
from scheduler.configuration.settings import Configuration
from web import signed_in

SOURCE: Final = "nl"
COOKIE: Final = "taal"
_FOLDER: Final = Path(__file__).with_name("translations")
WRITTEN: Final = (SOURCE, *sorted(path.name for path in _FOLDER.iterdir() if path.is_dir()))
"""The languages that pages are written in."""

OF_STAFF: Final = frozenset({SOURCE, "en"})
"""Those of the pages for staff and tutors: the others are for families and anyone."""

_OF_WORK: Final = frozenset({"staff", "tutor"})
"""The blueprints of these pages."""


class _Catalogues(Domain):  # type: ignore[misc]  # the package has no types
    """Finds a sentence in the catalogue of the request's language."""

    def get_translations(self) -> NullTranslations:
        return catalogue(str(get_locale() or SOURCE))


class _Speaking(Babel):  # type: ignore[misc]  # idem
    @property
    def domain_instance(self) -> _Catalogues:
        return _Catalogues()


@cache
def catalogue(language: str) -> NullTranslations:
    """The translations of a language; of Dutch there are none, since it is the source."""
    if language == SOURCE:
        return NullTranslations()
    whole = Translations()
    for path in files_of(language):
        compiled = BytesIO()
        with path.open("rb") as file:
            write_mo(compiled, read_po(file, locale=language, abort_invalid=True))
        compiled.seek(0)
        part = Translations(compiled)
        whole.merge(part)
        # Merging leaves out which form goes with which number.
        whole.plural = part.plural
    return whole


def files_of(language: str) -> tuple[Path, ...]:
    """The files of a language's catalogue, one for each part of the site."""
    return tuple(sorted((_FOLDER / language / "LC_MESSAGES").glob("*.po")))


def keep_languages(app: Flask, configuration: Configuration) -> None:
    """Let pages speak the languages that this installation offers and that are written."""
    app.extensions["zomerwijzer-languages"] = tuple(
        code for code in WRITTEN if code in configuration.languages
    )
    _Speaking(
        app,
        default_locale=SOURCE,
        default_timezone=configuration.timezone,
        locale_selector=_choose,
    )
    app.context_processor(_for_pages)


def offered() -> tuple[str, ...]:
    """The languages one can choose from on this page."""
    codes: tuple[str, ...] = current_app.extensions["zomerwijzer-languages"]
    if request.blueprint in _OF_WORK:
        return tuple(code for code in codes if code in OF_STAFF)
    return codes


def said_in() -> Language:
    """The language of sentences that come from `scheduler`, which has these two."""
    return "en" if str(get_locale()) == "en" else "nl"


def _choose() -> str:
    codes = offered()
    chosen = request.cookies.get(COOKIE)
    if chosen in codes:
        return chosen
    who = signed_in.person()
    if who is not None and who.language in codes:
        return who.language
    for asked, _quality in request.accept_languages:
        # What is spoken in a land is read by who asked for that: fa-AF is served in fa.
        code = asked.lower().partition("-")[0]
        if code in codes:
            return code
    place = g.get("municipality")
    return next((code for code in (place.languages if place else ()) if code in codes), SOURCE)


def _for_pages() -> dict[str, Any]:
    locale = get_locale() or Locale.parse(SOURCE)
    names = {code: (Locale.parse(code).get_display_name(code) or code) for code in offered()}
    return {
        "language": str(locale),
        "language_name": _capital(names.get(str(locale), str(locale))),
        "direction": locale.text_direction,
        "other_languages": {
            code: _capital(name) for code, name in names.items() if code != str(locale)
        },
    }


def _capital(name: str) -> str:
    return name[:1].upper() + name[1:]
