"""What can be wished for: the offers that families see, with their blocks and locations."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import func, select

from models import Block, BlockSession, Location, Offer, OfferBlock, OfferLocation
from models.enums import OfferStatus
from web.database import reading
from web.guarding import season as this_season
from web.staff.naming import ages_in_words
from web.words import day


@dataclass(frozen=True, slots=True)
class WishableOffer:
    """An offer, and where and when it can be asked. Empty `locations`: everywhere."""

    number: int
    code: str
    title: str
    age_from: int | None
    age_to: int | None
    blocks: tuple[int, ...]
    locations: tuple[int, ...]

    @property
    def name(self) -> str:
        """Its title, whom it is for, and the code that families write on paper."""
        return f"{self.title} ({ages_in_words(self.age_from, self.age_to)}) · {self.code}"

    def fits(self, age: int | None) -> bool:
        """Whether somebody of that age can come; None: not known, so perhaps."""
        low, high = self.age_from or 0, 999 if self.age_to is None else self.age_to
        return age is None or low <= age <= high


@dataclass(frozen=True, slots=True)
class Wishable:
    """All of a season: offers, and the names of blocks and locations by number."""

    offers: Mapping[int, WishableOffer]
    blocks: Mapping[int, str]
    locations: Mapping[int, str]

    def by_age(self, age: int | None) -> tuple[tuple[bool, tuple[WishableOffer, ...]], ...]:
        """The offers in two: those that fit the age, and the others."""
        every = self.offers.values()
        return tuple(
            (fits, found)
            for fits in (True, False)
            if (found := tuple(each for each in every if each.fits(age) is fits))
        )

    def for_page(self) -> dict[str, dict[str, Any]]:
        """What the page needs to show at once what fits."""
        return {
            str(each.number): {
                "from": each.age_from,
                "to": each.age_to,
                "blocks": list(each.blocks),
                "locations": list(each.locations),
            }
            for each in self.offers.values()
        }


def wishable(earlier: Collection[int] = ()) -> Wishable:
    """What can be wished for in this season, and offers that were wished for before."""
    here, session = this_season().id, reading()
    blocks = _pairs(OfferBlock.offer_id, OfferBlock.block_id, OfferBlock.season_id)
    places = _pairs(OfferLocation.offer_id, OfferLocation.location_id, OfferLocation.season_id)
    offers = session.execute(
        select(Offer.id, Offer.code, Offer.title, Offer.age_from, Offer.age_to)
        .where(
            Offer.season_id == here,
            (Offer.status == OfferStatus.PUBLISHED) | Offer.id.in_(tuple(earlier)),
        )
        .order_by(func.lower(Offer.title), Offer.id)
    )
    locations = session.execute(
        select(Location.id, Location.name)
        .where(Location.season_id == here)
        .order_by(Location.name, Location.id)
    )
    return Wishable(
        {
            row.id: WishableOffer(
                row.id,
                row.code,
                row.title,
                row.age_from,
                row.age_to,
                tuple(blocks.get(row.id, ())),
                tuple(places.get(row.id, ())),
            )
            for row in offers
        },
        _blocks(here),
        {row.id: row.name for row in locations},
    )


def block_name(label: str, first: date | None, last: date | None) -> str:
    """What a block is called, with its days."""
    if first is None or last is None:
        return label
    return f"{label}, {day(first)} – {day(last)}" if first != last else f"{label}, {day(first)}"


def _blocks(here: int) -> dict[int, str]:
    first, last = func.min(BlockSession.day), func.max(BlockSession.day)
    rows = reading().execute(
        select(Block.id, Block.label, Block.code, first.label("first"), last.label("last"))
        .join(BlockSession, BlockSession.block_id == Block.id)
        .where(Block.season_id == here)
        .group_by(Block.id, Block.label, Block.code)
        .order_by(first, func.min(BlockSession.start_min), Block.id)
    )
    return {row.id: block_name(row.label or row.code, row.first, row.last) for row in rows}


def _pairs(one: Any, other: Any, season: Any) -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    for key, value in reading().execute(
        select(one, other).where(season == this_season().id).order_by(one, other)
    ):
        found.setdefault(key, []).append(value)
    return found
