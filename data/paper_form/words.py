"""The words of the form, in every language; Dutch is the source."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Final, NamedTuple

from babel.messages.pofile import read_po

SOURCE: Final = "nl"
LANGUAGES: Final = (SOURCE, "fr", "en", "ar", "tr", "uk", "ps", "fa")


class Said(NamedTuple):
    """A sentence of the form; `source`: the same in Dutch, for the desk, "" where it is Dutch."""

    text: str
    source: str = ""


@cache
def words(language: str) -> Mapping[str, str]:
    """From each Dutch sentence of the form to its translation; empty for Dutch itself.

    Raises:
        ValueError: the form is not written in that language.
    """
    if language == SOURCE:
        return {}
    if language not in LANGUAGES:
        raise ValueError(f"the form is in one of {', '.join(LANGUAGES)}, not {language!r}")
    with Path(__file__).with_name(f"words_{language}.po").open("rb") as file:
        read = read_po(file, locale=language, abort_invalid=True)
    return {str(message.id): str(message.string) for message in read if message.id}


def said(language: str, sentence: str) -> Said:
    """A sentence of the form in a language.

    Raises:
        KeyError: it is not translated.
        ValueError: the form is not written in that language.
    """
    found = words(language)
    return Said(sentence) if language == SOURCE else Said(found[sentence], sentence)
