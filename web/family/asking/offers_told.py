"""The offers as a family chooses from them: what, when, where, and whether they fit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import g
from sqlalchemy import func, select

from models import Block, BlockSession, Location, TravelTime
from models.enums import TravelMode
from scheduler.drafts.answers import Step, Values
from scheduler.drafts.fitting import Fit, Told, fits
from scheduler.drafts.sending import windows_in
from web.database import reading
from web.family.asking.keeping import Asking
from web.family.asking.naming import REASONS, ages
from web.words import apart, comma, day


@dataclass(frozen=True, slots=True)
class Offered:
    """An offer in words; `reasons` why it does not fit, none where it does."""

    fit: Fit
    ages: str
    when: Sequence[str]
    where: Sequence[str]
    reasons: Sequence[Any]

    @property
    def number(self) -> int:
        """The offer's number."""
        return self.fit.offer.id


@dataclass(frozen=True, slots=True)
class Choice:
    """All offers by number, those that fit first; names of blocks and locations by number."""

    offers: Mapping[int, Offered]
    blocks: Mapping[int, str]
    locations: Mapping[int, str]

    def slot(self, row: Values) -> tuple[str, str, str] | None:
        """What, when and where a wish asks; "": any; None: the offer is no longer there."""
        offer = self.offers.get(row["offer"])
        if offer is None:
            return None
        return (
            offer.fit.offer.title,
            self.blocks.get(row["block"] or 0, ""),
            self.locations.get(row["location"] or 0, ""),
        )

    def rows(self, kept: Sequence[Values]) -> list[Values]:
        """Those wishes that can still be asked, the dearest first."""
        found = [row for row in kept if self._can(row)]
        return sorted(found, key=lambda row: row["rank"])

    def _can(self, row: Values) -> bool:
        offer = self.offers.get(row["offer"])
        return (
            offer is not None
            and (row["block"] is None or row["block"] in offer.fit.blocks)
            and (row["location"] is None or row["location"] in offer.fit.locations)
        )


def choice(asking: Asking) -> Choice:
    """What a family can choose from, read once for each request."""
    if "asking_choice" not in g:
        g.asking_choice = _choice(asking)
    found: Choice = g.asking_choice
    return found


def _choice(asking: Asking) -> Choice:
    child, place, helps = (asking.of(step) for step in (Step.CHILD, Step.PLACE, Step.HELP))
    point = (place["lat"], place["lon"]) if place.get("lat") is not None else None
    told = Told(
        birth_year=child.get("birth_year"),
        windows=windows_in(asking.answers.of(Step.FREE)),
        point=point,
        mode=TravelMode(place.get("travel_mode") or TravelMode.BIKE),
        max_travel_min=place.get("max_travel_min"),
        needs=helps.get("needs", ()),
        measured=_measured(asking),
        asked=_asked(asking),
    )
    blocks, locations = _blocks(asking), _locations(asking)
    offers = {
        fit.offer.id: Offered(
            fit,
            ages(fit.offer.age_from, fit.offer.age_to),
            tuple(blocks[number] for number in fit.blocks if number in blocks),
            tuple(locations[number] for number in fit.locations if number in locations),
            tuple(REASONS[reason] for reason in fit.reasons),
        )
        for fit in fits(reading(), asking.season, told)
    }
    return Choice(offers, blocks, locations)


def _asked(asking: Asking) -> frozenset[int]:
    """The offers that are asked for already."""
    if asking.change is None:
        return frozenset()
    return frozenset(row["offer"] for row in asking.change.now[Step.WISHES]["rows"])


def _measured(asking: Asking) -> Mapping[int, int]:
    """Location → minutes, where they were measured for this child."""
    if asking.change is None:
        return {}
    rows = reading().execute(
        select(TravelTime.location_id, TravelTime.minutes)
        .where(TravelTime.child_id == asking.change.child.id)
        .order_by(TravelTime.id)
    )
    return {row.location_id: row.minutes for row in rows}


def block_words(label: str, first: Any, last: Any) -> str:
    """The days of a block, then what it is called: a narrow list shows the days at least."""
    days = day(first) if first == last else f"{day(first)} – {day(last)}"
    return f"{days}{comma()}{apart(label)}"


def _blocks(asking: Asking) -> dict[int, str]:
    first, last = func.min(BlockSession.day), func.max(BlockSession.day)
    rows = reading().execute(
        select(Block.id, Block.label, Block.code, first.label("first"), last.label("last"))
        .join(BlockSession, BlockSession.block_id == Block.id)
        .where(Block.season_id == asking.season.id)
        .group_by(Block.id, Block.label, Block.code)
        .order_by(first, func.min(BlockSession.start_min), Block.id)
    )
    return {row.id: block_words(row.label or row.code, row.first, row.last) for row in rows}


def _locations(asking: Asking) -> dict[int, str]:
    rows = reading().execute(
        select(Location.id, Location.name)
        .where(Location.season_id == asking.season.id)
        .order_by(Location.name, Location.id)
    )
    return {row.id: row.name for row in rows}
