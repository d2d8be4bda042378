"""A municipality's own words: which there are, and the links of who helps with what."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

from scheduler.accounts.refusals import NotALink

WELCOME: Final = "welcome"
"""A few warm sentences on the first page, by language."""

HELPERS: Final = "helpers"
"""Who helps with what, by language: one line each, `name | address`."""

_WAYS: Final = ("https://", "http://", "mailto:", "tel:")


class Helper(NamedTuple):
    """Somebody who helps, and where to find them: `https:`, `http:`, `mailto:` or `tel:`."""

    name: str
    address: str


def helpers(text: str) -> tuple[Helper, ...]:
    """The links of a text.

    Raises:
        NotALink: a line has no name or no address that a browser may open.
    """
    return tuple(_helpers(text))


def _helpers(text: str) -> Iterator[Helper]:
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        name, _bar, address = (part.strip() for part in line.partition("|"))
        fits = address.lower().startswith(_WAYS) and len(address.split()) == 1
        if not name or not fits:
            raise NotALink(HELPERS, line=number)
        yield Helper(name, address)
