"""The municipality's own list of addresses, as a way from words to a point."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models import Address, Municipality
from scheduler.geocoding.geocoder import Found, TypedPlace, Unclear
from scheduler.geocoding.street_keys import house_of, number_key, street_key


class AddressTable:
    """Looks a street and number up; where the number is not listed, its nearest neighbour."""

    def takes_streets(self, session: Session, municipality: Municipality) -> bool:
        """Whether there is a list."""
        found = select(Address.id).where(Address.municipality_id == municipality.id).limit(1)
        return session.scalar(found) is not None

    def find(self, session: Session, municipality: Municipality, typed: TypedPlace) -> Found | None:
        """The house, or the nearest in that street; None: no such street, or no number given.

        Raises:
            Unclear: the street is there in more than one postcode.
        """
        key, number = street_key(typed.street), number_key(typed.number)
        house = house_of(number)
        if not key or house is None:
            return None
        wanted = select(Address).where(
            Address.municipality_id == municipality.id, Address.street_key == key
        )
        if typed.postcode.strip():
            wanted = wanted.where(Address.postcode == typed.postcode.strip())
        rows = session.scalars(wanted.order_by(Address.id)).all()
        if len({row.postcode for row in rows}) > 1:
            raise Unclear
        row = _nearest(rows, number, house)
        return None if row is None else Found(row.lat, row.lon, is_address=True)

    def size(self, session: Session, municipality: Municipality) -> int:
        """How many addresses there are."""
        mine = Address.municipality_id == municipality.id
        return session.scalars(select(func.count()).select_from(Address).where(mine)).one()


def _nearest(rows: Sequence[Address], number: str, house: int) -> Address | None:
    """The house itself, else one of that number, else of the number nearest to it."""
    return min(
        rows,
        key=lambda row: (
            number_key(row.house_number) != number,
            abs((house_of(row.house_number) or 0) - house),
        ),
        default=None,
    )
