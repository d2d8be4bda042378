"""What a way from words to a point looks like."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from sqlalchemy.orm import Session

from models import Municipality


@dataclass(frozen=True, slots=True, kw_only=True)
class TypedPlace:
    """Where somebody lives, as typed; each part may be empty."""

    street: str = ""
    number: str = ""
    postcode: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """A point in degrees; `is_address`: of one house, or else only of a neighbourhood."""

    lat: float
    lon: float
    is_address: bool


class Unclear(LookupError):
    """The street is there in more than one postcode: the family has to say which."""


class Geocoder(Protocol):
    """Finds points. It may ask another service; what is typed is personal, so never log it."""

    def takes_streets(self, session: Session, municipality: Municipality) -> bool:
        """Whether it finds streets here."""

    def find(self, session: Session, municipality: Municipality, typed: TypedPlace) -> Found | None:
        """The point; None: not known here.

        Raises:
            Unclear: there is more than one such street.
        """
