"""Whose a change is, as far as rights depend on it."""

from __future__ import annotations

from typing import Final

from scheduler.rights import Subject
from scheduler.season.change_images import Differences

_OFFERS: Final = "offer"
_LISTS: Final = frozenset({"offer_block", "offer_location"})
_NOBODYS: Final = Subject(organisers=(-1,))
"""Not any organiser's."""


def concerned(content: Differences) -> Subject:
    """The offers that a change is about; one that is about more is no organiser's own.

    Offers that have gone since, or are to come back, belong to whom they belonged.
    """
    if content.keys() - {_OFFERS} - _LISTS:
        return _NOBODYS
    organisers: set[int | None] = {
        row["organiser_id"]
        for pair in content.get(_OFFERS, {}).values()
        for row in pair
        if row is not None
    }
    known = set(content.get(_OFFERS, {}))
    of_lists = {
        str(row["offer_id"])
        for table in _LISTS & content.keys()
        for pair in content[table].values()
        for row in pair
        if row is not None
    }
    return Subject(
        offers=tuple(int(number) for number in sorted(of_lists - known)),
        organisers=tuple(sorted(organisers, key=lambda each: each or 0)),
    )
