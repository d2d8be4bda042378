"""What anyone may see here: the published offers of the public season, and nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from flask import abort

from data.collation import by_name
from models import Season
from web.database import reading
from web.guarding import municipality as this_municipality
from web.public.offer.catalogue import Shown, catalogue, is_shown
from web.season_calendar import public_season


class Seen(NamedTuple):
    """The season that families hear about, if there is one, and its offers, if it shows them."""

    season: Season | None
    offers: Sequence[Shown]

    @property
    def places(self) -> dict[int, str]:
        """The sites of all these offers, by name."""
        found = {place.row.id: place.row.name for each in self.offers for place in each.places}
        return dict(sorted(found.items(), key=lambda pair: (by_name(pair[1]), pair[0])))


def seen_here() -> Seen:
    """Everything that anyone may see in the municipality of the address."""
    season = public_season(reading(), this_municipality())
    if season is None or not is_shown(season):
        return Seen(season, ())
    return Seen(season, catalogue(reading(), season))


def one_here(number: int) -> tuple[Season, Shown]:
    """One offer and its season; nothing else than "not found" tells why it cannot be seen."""
    season = public_season(reading(), this_municipality())
    if season is None or not is_shown(season):
        abort(404)
    found = catalogue(reading(), season, only=number)
    if not found:
        abort(404)
    return season, found[0]
