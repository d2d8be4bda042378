"""A sentence in the languages that Zomerwijzer speaks to planners."""

from __future__ import annotations

from typing import NamedTuple

from data.issues import Language


class Text(NamedTuple):
    """One message, Dutch first: the other languages are translations of it."""

    nl: str
    en: str

    def said(self, language: Language, **values: object) -> str:
        """The message with its `{placeholders}` filled in.

        Raises:
            KeyError: a placeholder has no value.
        """
        return (self.en if language == "en" else self.nl).format(**values)
