"""The last resort: a postcode, which gives the middle of its municipality."""

from __future__ import annotations

from functools import cache

from sqlalchemy.orm import Session

from data import references
from models import Municipality
from scheduler.geocoding.geocoder import Found, TypedPlace


class Postcodes:
    """Knows the postcodes of Flanders and Brussels."""

    def takes_streets(self, session: Session, municipality: Municipality) -> bool:  # noqa: ARG002
        """It does not."""
        return False

    def find(
        self,
        session: Session,  # noqa: ARG002  (others need it)
        municipality: Municipality,
        typed: TypedPlace,
    ) -> Found | None:
        """The middle of a municipality with this postcode, the one we are in before others."""
        shared = _by_code().get(typed.postcode.strip(), ())
        if not shared:
            return None
        nis = municipality.nis if municipality.nis in shared else shared[0]
        place = references.municipalities()[nis]
        return Found(place.lat, place.lon, is_address=False)


@cache
def _by_code() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    known = references.municipalities()
    for each in references.postal_codes():
        if each.nis in known:
            found[each.code] = (*found.get(each.code, ()), each.nis)
    return found
