"""Where else there is something: the nearest municipalities of this installation (R11)."""

from __future__ import annotations

import math
from typing import Final, NamedTuple

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from data import references
from models import Municipality, Offer, Season
from models.enums import OfferStatus, Phase

_MOST: Final = 4
_KM_PER_DEGREE: Final = 111.2


class Neighbour(NamedTuple):
    """A municipality with activities; `km` as the crow flies, None: nobody knows where it is."""

    slug: str
    name: str
    km: int | None


def neighbours(session: Session, here: Municipality) -> tuple[Neighbour, ...]:
    """The nearest others in which anyone can see activities, in one query."""
    offered = exists().where(Offer.season_id == Season.id, Offer.status == OfferStatus.PUBLISHED)
    found = session.execute(
        select(Municipality.slug, Municipality.name, Municipality.nis)
        .join(Season, Season.municipality_id == Municipality.id)
        .where(
            Municipality.id != here.id,
            Season.phase.not_in((Phase.DRAFT, Phase.ARCHIVED)),
            offered,
        )
        .distinct()
    )
    all_of_them = [Neighbour(slug, name, _between(here.nis, nis)) for slug, name, nis in found]
    return tuple(sorted(all_of_them, key=_order)[:_MOST])


def _order(each: Neighbour) -> tuple[float, str]:
    return (math.inf if each.km is None else each.km, each.name)


def _between(one: str | None, other: str | None) -> int | None:
    known = references.municipalities()
    if one is None or other is None or one not in known or other not in known:
        return None
    here, there = known[one], known[other]
    east = (there.lon - here.lon) * math.cos(math.radians(here.lat))
    return max(1, round(math.hypot(east, there.lat - here.lat) * _KM_PER_DEGREE))
