"""Small regions: random seasons side by side, with people, offers and wishes across the border."""

from __future__ import annotations

import random
from dataclasses import replace

from solver.problem import Offer, Pin, Problem, Travel, Wish
from tests.solver.random_problem import random_problem


def random_region(seed: int, towns: int = 2) -> Problem:
    """So many small seasons as one; about one in three of everything is shared with the next.

    Tutors without a travel limit could work in every town anyway. Blocks have the same names and
    hours everywhere.
    """
    rng = random.Random(f"region|{seed}")
    parts = [_named(random_problem(seed * 10 + n), "ABCD"[n]) for n in range(towns)]
    blocks = {block.id: block for part in parts for block in part.blocks}
    travel = Travel({}, {}, {})
    for part in parts:
        travel = Travel(
            {**travel.pupils, **part.travel.pupils},
            {**travel.tutors, **part.travel.tutors},
            {**travel.locations, **part.travel.locations},
        )
    offers = [offer for part in parts for offer in part.offers]
    sites = [location.id for part in parts for location in part.locations]
    offers = [_wider(offer, sites, rng) if rng.random() < 0.3 else offer for offer in offers]
    wishes = [wish for part in parts for wish in part.wishes]
    for pupil in (pupil for part in parts for pupil in part.pupils):
        if rng.random() < 0.4:
            wishes = _asking_too(wishes, pupil.id, rng.choice(offers).id)
    budgets = [part.season.budget_cents for part in parts]
    budget = None if None in budgets else sum(budget or 0 for budget in budgets)
    if rng.random() < 0.2:
        budget = rng.choice((20_000, 60_000, 150_000))
    return Problem(
        replace(parts[0].season, budget_cents=budget),
        tuple(blocks.values()),
        tuple(location for part in parts for location in part.locations),
        tuple(room for part in parts for room in part.rooms),
        tuple(tutor for part in parts for tutor in part.tutors),
        tuple(offers),
        tuple(pupil for part in parts for pupil in part.pupils),
        tuple(wishes),
        tuple(link for part in parts for link in part.links),
        tuple(pin for part in parts for pin in part.pins),
        travel,
    )


def _wider(offer: Offer, sites: list[str], rng: random.Random) -> Offer:
    more = rng.sample(sites, rng.randint(1, len(sites)))
    return replace(offer, locations=tuple(sorted({*offer.locations, *more})))


def _asking_too(wishes: list[Wish], pupil_id: str, offer_id: str) -> list[Wish]:
    mine = [wish for wish in wishes if wish.pupil_id == pupil_id]
    if any(wish.offer_id == offer_id for wish in mine):
        return wishes
    rank = max((wish.rank for wish in mine), default=0) + 1
    return [*wishes, Wish(pupil_id, rank, offer_id, None, None, rank)]


def _named(of: Problem, town: str) -> Problem:
    """The same season with every id but those of blocks beginning with the town's letter."""

    def name(one: str) -> str:
        return f"{town}{one}"

    def maybe(one: str | None) -> str | None:
        return None if one is None else name(one)

    def pin(one: Pin) -> Pin:
        return replace(
            one,
            offer_id=name(one.offer_id),
            room_id=name(one.room_id),
            tutor_id=maybe(one.tutor_id),
            pupil_id=maybe(one.pupil_id),
        )

    def measured(table: object) -> dict[tuple[str, str], int]:
        assert isinstance(table, dict)
        return {(name(a), name(b)): minutes for (a, b), minutes in table.items()}

    return Problem(
        of.season,
        of.blocks,
        tuple(replace(part, id=name(part.id)) for part in of.locations),
        tuple(
            replace(part, id=name(part.id), location_id=name(part.location_id)) for part in of.rooms
        ),
        tuple(replace(part, id=name(part.id)) for part in of.tutors),
        tuple(
            replace(part, id=name(part.id), locations=tuple(map(name, part.locations)))
            for part in of.offers
        ),
        tuple(replace(part, id=name(part.id)) for part in of.pupils),
        tuple(
            replace(
                wish,
                pupil_id=name(wish.pupil_id),
                offer_id=name(wish.offer_id),
                location_id=maybe(wish.location_id),
            )
            for wish in of.wishes
        ),
        tuple(
            replace(link, pupil_a=name(link.pupil_a), pupil_b=name(link.pupil_b))
            for link in of.links
        ),
        tuple(map(pin, of.pins)),
        Travel(
            measured(of.travel.pupils), measured(of.travel.tutors), measured(of.travel.locations)
        ),
    )
