"""Whom the offers reach, before a wish is in: ages, needs, goals, languages and postal codes."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from data import references
from data.references import NeedKind
from scheduler.gaps.openable import Verdict, open_rooms
from scheduler.gaps.supply import Season, Supply
from solver.eligibility.distance import EARTH_RADIUS_KM
from solver.problem import Offer, Pupil
from solver.reasons.openings import Cell

AGES: Final = range(2, 19)
"""Ages in the year of the season: from 2, who turn three and begin school, to 18."""

Week = tuple[int, int]
"""An ISO week: year and number."""


@dataclass(frozen=True, slots=True)
class Reach:
    """How many offers a code has (a need, a goal, a language), and how many of them can open.

    `tutors`: how many tutors speak the language; 0 elsewhere.
    """

    code: str
    offers: int
    opening: int
    tutors: int = 0


@dataclass(frozen=True, slots=True)
class Area:
    """A postal code of the municipality. `sites` lie in it, `opening` of them can have a group."""

    code: str
    sites: int
    opening: int


@dataclass(frozen=True)
class Heat:
    """How many offers a child of each age could take part in, in each week: `cells[age][week]`."""

    weeks: tuple[Week, ...]
    cells: Mapping[int, tuple[int, ...]]

    @property
    def empty(self) -> tuple[int, ...]:
        """The ages for which there is nothing at all."""
        return tuple(age for age, row in self.cells.items() if not any(row))


def weeks_of(supply: Supply) -> tuple[Week, ...]:
    """The ISO weeks in which anything may happen, in order."""
    return tuple(sorted({week for m in supply.tables.block_minutes_by_week for week in m}))


def heat(supply: Supply, verdicts: Sequence[Verdict]) -> Heat:
    """Ages against weeks; an offer counts in every week of a block in which it can open."""
    weeks = weeks_of(supply)
    offers_in: dict[Week, set[int]] = {week: set() for week in weeks}
    for verdict in verdicts:
        if verdict.opens:
            for week in supply.tables.block_minutes_by_week[verdict.block]:
                offers_in[week].add(verdict.offer)
    offers = supply.problem.offers
    return Heat(
        weeks,
        {
            age: tuple(sum(suits_age(offers[o], age) for o in offers_in[week]) for week in weeks)
            for age in AGES
        },
    )


def suits_age(offer: Offer, age: int) -> bool:
    """Whether a child of that age may take part."""
    return (offer.age_from is None or offer.age_from <= age) and (
        offer.age_to is None or age <= offer.age_to
    )


def goals(supply: Supply, verdicts: Sequence[Verdict]) -> tuple[Reach, ...]:
    """Every goal of the reference list."""
    return _reaches(
        list(references.goals()), [offer.goals for offer in supply.problem.offers], verdicts
    )


def languages(
    season: Season, verdicts: Sequence[Verdict], wanted: Collection[str]
) -> tuple[Reach, ...]:
    """The languages that are wanted, and all that offers and tutors speak."""
    problem = season.supply.problem
    offers = [season.spoken.get(offer.id, frozenset()) for offer in problem.offers]
    spoken = [tutor.languages for tutor in problem.tutors]
    codes = sorted({*wanted, *(code for those in (*offers, *spoken) for code in those)})
    return tuple(
        replace(reach, tutors=sum(reach.code in those for those in spoken))
        for reach in _reaches(codes, offers, verdicts)
    )


def _reaches(
    codes: Sequence[str], by_offer: Sequence[Collection[str]], verdicts: Sequence[Verdict]
) -> tuple[Reach, ...]:
    opening = {verdict.offer for verdict in verdicts if verdict.opens}
    return tuple(
        Reach(
            code,
            sum(code in those for those in by_offer),
            sum(code in by_offer[offer] for offer in opening),
        )
        for code in codes
    )


def needs(supply: Supply, verdicts: Sequence[Verdict]) -> tuple[Reach, ...]:
    """Every need that counts in planning: in how many offers some group could meet it.

    For each need a child is made up who has nothing but it, and the planner's own rules are
    asked. `offers` are those that can open; `opening` those that can, and meet the need.
    """
    codes = [code for code, need in references.needs().items() if need.kind is not NeedKind.INFO]
    asking = replace(supply, problem=replace(supply.problem, pupils=tuple(map(_in_need, codes))))
    opening = [verdict for verdict in verdicts if verdict.opens]
    offers = len({verdict.offer for verdict in opening})
    return tuple(
        Reach(
            code,
            offers,
            len(
                {
                    verdict.offer
                    for verdict in opening
                    if any(_met(asking, pupil, cell) for cell in verdict.cells)
                }
            ),
        )
        for pupil, code in enumerate(codes)
    )


def _in_need(code: str) -> Pupil:
    kind = references.needs()[code].kind
    return Pupil(
        code,
        0,
        place_needs=frozenset({code} if kind is NeedKind.PLACE else ()),
        support_needs=frozenset({code} if kind is NeedKind.SUPPORT else ()),
        small_group=kind is NeedKind.GROUP,
        companion=kind is NeedKind.COMPANION,
    )


def _met(asking: Supply, pupil: int, cell: Cell) -> bool:
    who, openings = asking.problem.pupils[pupil], asking.openings
    rooms = set(openings.rooms_for(pupil, cell)) & set(open_rooms(asking, cell))
    if not rooms or not openings.could_meet(pupil, cell):
        return False
    return any(
        price is not None and openings.affordable(cell, price)
        for room in rooms
        for price in [
            openings.team(cell, who.support_needs, asking.closures.barred_tutors(cell, room))
        ]
    )


def areas(
    season: Season, verdicts: Sequence[Verdict], nis_codes: Collection[str]
) -> tuple[Area, ...]:
    """The postal codes of these municipalities, and any other in which a site lies."""
    own = {each.code for each in references.postal_codes() if each.nis in nis_codes}
    sites: dict[str, list[int]] = {code: [] for code in own}
    for row in season.dataset.locations:
        if row.postcode:
            number = season.supply.tables.location_index[row.location_id]
            sites.setdefault(row.postcode, []).append(number)
    opening = {cell.location for verdict in verdicts for cell in verdict.cells}
    return tuple(
        Area(code, len(those), len(opening.intersection(those)))
        for code, those in sorted(sites.items())
    )


def far_homes(season: Season, verdicts: Sequence[Verdict], *, kilometres: float) -> int:
    """How many children live farther than that from every site where a group can open.

    As the crow flies, from the point that the family gave; who gave none is not counted.
    """
    homes = np.array(
        [(row.lat, row.lon) for row in season.dataset.pupils if row.lat is not None], dtype=float
    ).reshape(-1, 2)
    open_sites = sorted({cell.location for verdict in verdicts for cell in verdict.cells})
    sites = np.array([season.supply.problem.locations[n].point for n in open_sites]).reshape(-1, 2)
    if not len(homes):
        return 0
    if not len(sites):
        return len(homes)
    from_home, to_site = np.radians(homes)[:, None], np.radians(sites)[None]
    half = np.sin((to_site - from_home) / 2) ** 2
    haversine = half[..., 0] + np.cos(from_home[..., 0]) * np.cos(to_site[..., 0]) * half[..., 1]
    distances = 2 * EARTH_RADIUS_KM * np.arcsin(np.sqrt(np.minimum(1.0, haversine)))
    return int((distances.min(axis=1) > kilometres).sum())
