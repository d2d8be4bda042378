"""Which offers fit a child, as far as its family told: age, days, distance and needs.

These are the rules of the contract for one child (3.6 and 3.7). A child has no goals or language
in it: goals and `language` of an offer are about who leads it, and so are within its needs.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models import Block, BlockSession, Location, Offer, OfferBlock, OfferLocation, Season
from models.enums import OfferStatus, RefusalReason, TravelMode
from scheduler.drafts.meeting_needs import Meetings, NeedsMet, as_windows, is_free
from scheduler.season.availability import WindowDraft
from solver.eligibility.distance import minutes_between
from solver.problem import Mode, Point
from solver.problem import Session as Meeting


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What the family told so far; None or empty: nothing that limits.

    `measured`: location → minutes that were measured for this child, instead of the estimate.
    `asked`: offers that the child asked for already, which may stay also where they are withdrawn.
    """

    birth_year: int | None = None
    windows: Sequence[WindowDraft] = ()
    point: tuple[float, float] | None = None
    mode: TravelMode = TravelMode.BIKE
    max_travel_min: int | None = None
    needs: Collection[str] = ()
    measured: Mapping[int, int] = field(default_factory=dict)
    asked: Collection[int] = ()


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
    withdrawn = (Offer.status == OfferStatus.WITHDRAWN) & Offer.id.in_(told.asked)
    offers = session.scalars(
        select(Offer)
        .where(Offer.season_id == season.id, (Offer.status == OfferStatus.PUBLISHED) | withdrawn)
        .order_by(func.lower(Offer.title), Offer.id)
    ).all()
    blocks = _pairs(session, season, OfferBlock, OfferBlock.block_id)
    sites = _pairs(session, season, OfferLocation, OfferLocation.location_id)
    meetings = _meetings(session, season)
    windows = as_windows(told.windows)
    free = {block: is_free(windows, those) for block, those in meetings.items()}
    near = _near(session, season, told)
    needs = NeedsMet.of(session, season, told.needs, meetings)
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
                    bool(needs.needs)
                    and not needs.can_be(offer, free_ones or mine, near_ones or where),
                ),
            )
            if stands
        )
        found.append(Fit(offer, mine, where, free_ones, near_ones, reasons))
    return tuple(sorted(found, key=lambda fit: len(fit.reasons)))


def _of_age(offer: Offer, season: Season, birth_year: int | None) -> bool:
    if birth_year is None:
        return True
    age = season.year - birth_year
    return (offer.age_from or 0) <= age and (offer.age_to is None or age <= offer.age_to)


def _meetings(session: Session, season: Season) -> Meetings:
    """Block, in the order of days → its sessions."""
    found: dict[int, list[Meeting]] = {}
    for block, day, start, end in session.execute(
        select(Block.id, BlockSession.day, BlockSession.start_min, BlockSession.end_min)
        .join(BlockSession, BlockSession.block_id == Block.id)
        .where(Block.season_id == season.id)
        .order_by(BlockSession.day, BlockSession.start_min, Block.id)
    ):
        found.setdefault(block, []).append(Meeting(day, start, end))
    return found


def _near(session: Session, season: Season, told: Told) -> Mapping[int, bool]:
    """Location, by name → whether it is near enough."""
    return {
        site.id: _is_near(site, told)
        for site in session.scalars(
            select(Location)
            .where(Location.season_id == season.id)
            .order_by(Location.name, Location.id)
        )
    }


def _is_near(site: Location, told: Told) -> bool:
    if told.max_travel_min is None:
        return True
    journey = told.measured.get(site.id)
    if journey is None and told.point is not None:
        journey = minutes_between(
            Point(*told.point), Point(site.lat, site.lon), Mode(told.mode.value)
        )
    return journey is None or journey <= told.max_travel_min


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
