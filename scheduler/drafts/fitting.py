"""Which offers fit a child, as far as its family told: age, days, distance and needs."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from data import references
from data.references import NeedKind
from models import Block, BlockSession, Location, Offer, OfferBlock, OfferLocation, Room, Season
from models.enums import OfferStatus, RefusalReason, TravelMode
from scheduler.season.availability import WindowDraft
from solver.eligibility.distance import minutes_between
from solver.problem import Mode, Point


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What the family told so far; None or empty: nothing that limits."""

    birth_year: int | None = None
    windows: Sequence[WindowDraft] = ()
    point: tuple[float, float] | None = None
    mode: TravelMode = TravelMode.BIKE
    max_travel_min: int | None = None
    needs: Collection[str] = ()


@dataclass(frozen=True, slots=True)
class Fit:
    """An offer, and why it does not fit (`reasons` empty: it does).

    `blocks` and `locations`: all in which it may be; `free_blocks` and `near_locations`: those
    of them that fit by themselves.
    """

    offer: Offer
    blocks: tuple[int, ...]
    locations: tuple[int, ...]
    free_blocks: frozenset[int]
    near_locations: frozenset[int]
    reasons: tuple[RefusalReason, ...]


def fits(session: Session, season: Season, told: Told) -> tuple[Fit, ...]:
    """Every offer that families see, those with fewer reasons against first, then by title.

    Always the same few queries, however many offers there are.
    """
    offers = session.scalars(
        select(Offer)
        .where(Offer.season_id == season.id, Offer.status == OfferStatus.PUBLISHED)
        .order_by(func.lower(Offer.title), Offer.id)
    ).all()
    blocks = _pairs(session, season, OfferBlock, OfferBlock.block_id)
    sites = _pairs(session, season, OfferLocation, OfferLocation.location_id)
    free = _free(session, season, told.windows)
    near, helped = _locations(session, season, told)
    found = []
    for offer in offers:
        mine = tuple(number for number in blocks.get(offer.id, ()) if number in free)
        where = tuple(sites.get(offer.id, ())) or tuple(near)
        free_ones = frozenset(number for number in mine if free[number])
        near_ones = frozenset(number for number in where if near.get(number))
        reasons = tuple(
            reason
            for reason, stands in (
                (RefusalReason.AGE, not _of_age(offer, season, told.birth_year)),
                (RefusalReason.NOT_AVAILABLE, not free_ones),
                (RefusalReason.TOO_FAR, not near_ones),
                (
                    RefusalReason.NEED_NOT_MET,
                    not any(helped.get(number) for number in near_ones or where)
                    or ("small_group" in told.needs and offer.min_size > _SMALL),
                ),
            )
            if stands
        )
        found.append(Fit(offer, mine, where, free_ones, near_ones, reasons))
    return tuple(sorted(found, key=lambda fit: len(fit.reasons)))


_SMALL = 8


def _of_age(offer: Offer, season: Season, birth_year: int | None) -> bool:
    if birth_year is None:
        return True
    age = season.year - birth_year
    return (offer.age_from or 0) <= age and (offer.age_to is None or age <= offer.age_to)


def _free(session: Session, season: Season, windows: Sequence[WindowDraft]) -> Mapping[int, bool]:
    """Block, in the order of days → whether the child is free for all of it."""
    found: dict[int, bool] = {}
    for block, day, start, end in session.execute(
        select(Block.id, BlockSession.day, BlockSession.start_min, BlockSession.end_min)
        .join(BlockSession, BlockSession.block_id == Block.id)
        .where(Block.season_id == season.id)
        .order_by(BlockSession.day, BlockSession.start_min, Block.id)
    ):
        can = not windows or any(
            each.first_day <= day <= each.last_day
            and (each.start_min or 0) <= start
            and (each.end_min is None or end <= each.end_min)
            for each in windows
        )
        found[block] = found.get(block, True) and can
    return found


def _locations(
    session: Session, season: Season, told: Told
) -> tuple[Mapping[int, bool], Mapping[int, bool]]:
    """Location → whether it is near enough, and → whether it has what the child needs there."""
    wanted = set(told.needs) & references.need_codes(NeedKind.PLACE)
    features: dict[int, list[set[str]]] = {}
    for location, own in session.execute(
        select(Room.location_id, Room.features).where(Room.season_id == season.id)
    ):
        features.setdefault(location, []).append(set(own))
    near, helped = {}, {}
    for site in session.scalars(
        select(Location).where(Location.season_id == season.id).order_by(Location.name, Location.id)
    ):
        rooms = features.get(site.id, [set()])
        near[site.id] = _near(site, told)
        helped[site.id] = any(wanted <= {*site.features, *room} for room in rooms)
    return near, helped


def _near(site: Location, told: Told) -> bool:
    if told.point is None or told.max_travel_min is None:
        return True
    journey = minutes_between(Point(*told.point), Point(site.lat, site.lon), Mode(told.mode.value))
    return journey <= told.max_travel_min


def _pairs(
    session: Session,
    season: Season,
    model: type[OfferBlock] | type[OfferLocation],
    other: object,
) -> Mapping[int, Sequence[int]]:
    found: dict[int, list[int]] = {}
    for offer, number in session.execute(
        select(model.offer_id, other)  # type: ignore[call-overload]  # a column of either
        .where(model.season_id == season.id)
        .order_by(model.id)
    ):
        found.setdefault(offer, []).append(number)
    return found
