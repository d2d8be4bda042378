"""The ways that the configuration chose, in its order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from pkgutil import resolve_name
from typing import Final

from sqlalchemy.orm import Session

from models import Municipality
from scheduler.geocoding.geocoder import Found, Geocoder, TypedPlace

SHIPPED: Final[Mapping[str, str]] = {
    "addresses": "scheduler.geocoding.address_table:AddressTable",
    "postcodes": "scheduler.geocoding.postcodes:Postcodes",
}
"""Name → where it is. Another one is named by where it is, like these: `package.module:Class`."""


class NoSuchGeocoder(ValueError):
    """A name leads to nothing that can be made."""


@cache
def geocoders(names: tuple[str, ...]) -> tuple[Geocoder, ...]:
    """The ways of these names, in their order.

    Raises:
        NoSuchGeocoder: one is not there.
    """
    return tuple(_made(name) for name in names)


def takes_streets(ways: Sequence[Geocoder], session: Session, municipality: Municipality) -> bool:
    """Whether any of them finds streets here."""
    return any(way.takes_streets(session, municipality) for way in ways)


def find_place(
    ways: Sequence[Geocoder], session: Session, municipality: Municipality, typed: TypedPlace
) -> Found | None:
    """What the first way finds that finds something.

    A street that none finds is not taken for its postcode: the family is asked again.

    Raises:
        Unclear: there is more than one such street.
    """
    for way in ways:
        found = way.find(session, municipality, typed)
        if found is not None and (found.is_address or not typed.street.strip()):
            return found
    return None


def _made(name: str) -> Geocoder:
    where = SHIPPED.get(name, name)
    if ":" not in where:
        raise NoSuchGeocoder(name)
    try:
        made: Geocoder = resolve_name(where)()
    except (ImportError, AttributeError, ValueError, TypeError) as error:
        raise NoSuchGeocoder(name) from error
    return made
