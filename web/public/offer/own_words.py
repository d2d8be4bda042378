"""Texts that people wrote, in the language of the reader where there is one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from flask_babel import get_locale


class Said(NamedTuple):
    """A text, and the language it is in."""

    text: str
    language: str

    @property
    def paragraphs(self) -> tuple[str, ...]:
        """Its paragraphs."""
        return tuple(line.strip() for line in self.text.splitlines() if line.strip())


def own_words(
    texts: Mapping[str, Any], key: str, *, first: str = "nl", only: bool = False
) -> Said | None:
    """What was written under a key: for the reader, else in the first language, else in any.

    Args:
        texts: key → language → text.
        key: which text.
        first: the language that its makers write in themselves.
        only: in that language or not at all.
    """
    said: Mapping[str, str] = texts.get(key) or {}
    order = (first,) if only else (str(get_locale() or first), first, *said)
    for language in order:
        text = str(said.get(language) or "").strip()
        if text:
            return Said(text, language)
    return None
