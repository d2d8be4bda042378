"""What families in a sample municipality ask for: pupils, their wishes, and who goes together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import time

from data.sample_calendar import SampleBlock, drawn_weeks
from data.sample_draws import Draws, Weighted
from data.sample_supply import SampleOffer, SampleScale, SampleSite, near, person
from solver.eligibility.distance import minutes_table
from solver.problem import Mode, Point

NEEDS = (
    ("step_free", 0.02), ("accessible_toilet", 0.012), ("quiet_space", 0.025),
    ("hearing_loop", 0.004), ("extra_adult", 0.02), ("sign_language", 0.004),
    ("simple_info", 0.03), ("predictability", 0.015), ("home_language_help", 0.03),
    ("own_companion", 0.006), ("small_group", 0.015), ("food", 0.05), ("call_me", 0.01),
)  # fmt: skip
MORNING_ENDS = time(12, 30)
TRIES = 40
"""How often a family looks for one more wish before it is content with what it has."""

MODES = Weighted((Mode.FOOT, Mode.BIKE, Mode.TRANSIT, Mode.CAR), (0.2, 0.45, 0.15, 0.2))
WISHES = Weighted((1, 2, 3, 4, 5, 6, 8), (1, 2, 4, 5, 5, 3, 2))
PLACES = Weighted((1, 2, 3), (0.55, 0.33, 0.12))

WishRow = tuple[int, str, str, str]
"""Rank, offer id, block id (or empty) and location id (or empty)."""


@dataclass(slots=True)
class SamplePupil:
    """A pupil with their wishes; `weeks` is the bit set of weeks in which they are free."""

    id: str
    name: str
    age: int
    point: Point | None
    mode: Mode
    max_travel: int
    weeks: int
    mornings_only: bool
    needs: list[str]
    max_places: int
    wishes: list[WishRow] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class SampleLink:
    """Two pupils who come together."""

    pupil_a: str
    pupil_b: str
    kind: str
    strict: bool


@dataclass(frozen=True, slots=True)
class _Choice:
    """An offer as families meet it: its blocks with their weeks, its sites as a bit set."""

    offer: SampleOffer
    blocks: tuple[tuple[SampleBlock, int, bool], ...]
    sites: int


def make_pupils(
    draws: Draws, scale: SampleScale, sites: Sequence[SampleSite], offers: Sequence[SampleOffer]
) -> list[SamplePupil]:
    """Pupils who ask, mostly, for what suits their age, their free weeks and their reach."""
    pupils = [
        SamplePupil(
            f"P{number:06}",
            person(draws),
            age=min(17, max(4, round(9.2 + 3 * draws.normal()))),
            point=None
            if draws.chance(0.01)
            else near(draws, draws.pick(scale.places), scale.spread_km),
            mode=draws.weighed(MODES),
            max_travel=draws.pick((15, 20, 30, 30, 45)),
            weeks=drawn_weeks(draws, scale.week_count, 0.6),
            mornings_only=draws.chance(0.04),
            needs=draws.each(NEEDS),
            max_places=draws.weighed(PLACES),
        )
        for number in range(1, scale.pupils + 1)
    ]
    minutes = minutes_table(
        [(pupil.point, pupil.mode) for pupil in pupils], [site.point for site in sites]
    )
    by_age = _choices_by_age(sites, offers)
    for pupil, row in zip(pupils, minutes.tolist(), strict=True):
        reach = sum(1 << at for at, far in enumerate(row) if far <= pupil.max_travel)
        pupil.wishes = _wishes(draws, pupil, reach, by_age[pupil.age], sites)
        if not pupil.wishes and draws.chance(0.8):
            # A family may ask for what cannot be: the plan then says kindly why not.
            pupil.wishes = [(1, draws.pick(offers).id, "", "")]
    return pupils


def _choices_by_age(
    sites: Sequence[SampleSite], offers: Sequence[SampleOffer]
) -> dict[int, list[_Choice]]:
    spot = {site.id: at for at, site in enumerate(sites)}
    found: dict[int, list[_Choice]] = {age: [] for age in range(4, 18)}
    for offer in offers:
        fit = [
            site
            for site in (sites if offer.sites is None else offer.sites)
            if not offer.room or any(offer.room in room.features for room in site.rooms)
        ]
        choice = _Choice(
            offer,
            tuple(
                (block, block.weeks, all(end <= MORNING_ENDS for _, _, end in block.sessions))
                for block in offer.blocks
            ),
            sum(1 << spot[site.id] for site in fit),
        )
        for age in range(max(4, offer.theme.ages[0]), min(17, offer.theme.ages[1]) + 1):
            found[age].append(choice)
    return found


def _wishes(
    draws: Draws,
    pupil: SamplePupil,
    reach: int,
    choices: Sequence[_Choice],
    sites: Sequence[SampleSite],
) -> list[WishRow]:
    possible = []
    for choice in choices:
        if choice.sites & reach:
            blocks = [
                block.id
                for block, weeks, is_morning in choice.blocks
                if not weeks & ~pupil.weeks and (is_morning or not pupil.mornings_only)
            ]
            if blocks:
                possible.append((choice, blocks))
    if not possible:
        return []
    weighted = Weighted(possible, [choice.offer.pull for choice, _ in possible])
    wanted = draws.weighed(WISHES)
    asked: dict[tuple[str, str, str], None] = {}
    for _ in range(TRIES):
        if len(asked) == wanted:
            break
        choice, blocks = draws.weighed(weighted)
        block_id = draws.pick(blocks) if draws.chance(0.45) else ""
        site_id = ""
        if draws.chance(0.2):
            close = choice.sites & reach
            site_id = draws.pick([site.id for at, site in enumerate(sites) if close >> at & 1])
        asked.setdefault((choice.offer.id, block_id, site_id))
    return _ranked(draws, list(asked))


def _ranked(draws: Draws, asked: Sequence[tuple[str, str, str]]) -> list[WishRow]:
    """Ranks from 1; some families like two wishes equally, some skip a number."""
    ties, gaps = draws.chance(0.1), draws.chance(0.05)
    rank, rows = 0, []
    for number, wish in enumerate(asked):
        if number == 0 or not (ties and draws.chance(0.4)):
            rank += 2 if number and gaps and draws.chance(0.4) else 1
        rows.append((rank, *wish))
    return rows


def make_links(draws: Draws, pupils: Sequence[SamplePupil], share: float) -> list[SampleLink]:
    """Pairs of pupils, at most one for each: siblings and friends, who live and ask alike.

    The second of a pair takes over home, reach and free weeks of the first; in the same group
    also age and wishes.
    """
    linked: set[str] = set()
    links = []
    for _ in range(round(len(pupils) * share)):
        one, other = draws.pick(pupils), draws.pick(pupils)
        if one is other or {one.id, other.id} & linked or not (one.wishes and other.wishes):
            continue
        linked |= {one.id, other.id}
        other.point, other.mode, other.max_travel = one.point, one.mode, one.max_travel
        other.weeks, other.mornings_only = one.weeks, one.mornings_only
        kind = draws.pick(("same_group", "same_site"))
        if kind == "same_group":
            other.age, other.wishes = one.age, list(one.wishes)
        links.append(SampleLink(one.id, other.id, kind, strict=draws.chance(1 / 3)))
    return links
