"""Compiles a dataset to the problem that the solver plans (contract, sections 1 to 3)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from itertools import groupby

from data import references
from data.cells import MINUTES_A_DAY
from data.columns import Holder, Start
from data.dataset import Dataset
from data.references import NeedKind
from data.rows import OfferRow, PupilRow, SessionRow, TutorRow
from solver.problem import (
    Block,
    Link,
    Location,
    Offer,
    Pin,
    Point,
    Problem,
    Pupil,
    Room,
    Season,
    Session,
    Travel,
    Tutor,
    Window,
    Wish,
)

_Windows = Mapping[str, tuple[Window, ...]]
_NONE: tuple[Window, ...] = ()


def to_problem(dataset: Dataset) -> Problem:
    """The problem that a dataset states. Ids stay; names of persons do not come along.

    What the dataset leaves open is resolved: ranks made dense per pupil, `lead_goals` and
    `locations` of offers written out, needs split by what meets them, windows given to whom
    they belong, a measured way between two sites given in both directions.
    """
    windows = _windows(dataset)
    return Problem(
        season=_season(dataset),
        blocks=_blocks(dataset),
        locations=tuple(
            Location(row.location_id, row.name, Point(row.lat, row.lon), frozenset(row.features))
            for row in dataset.locations
        ),
        rooms=tuple(
            Room(
                row.room_id,
                row.location_id,
                row.capacity,
                row.name,
                frozenset(row.features),
                windows[Holder.ROOM].get(row.room_id, _NONE),
            )
            for row in dataset.rooms
        ),
        tutors=tuple(_tutor(row, windows[Holder.TUTOR]) for row in dataset.tutors),
        offers=_offers(dataset),
        pupils=_pupils(dataset, windows[Holder.PUPIL]),
        wishes=_wishes(dataset),
        links=tuple(Link(r.pupil_a, r.pupil_b, r.kind, r.strict) for r in dataset.links),
        pins=tuple(
            Pin(r.must, r.offer_id, r.block_id, r.room_id, r.tutor_id, r.pupil_id)
            for r in dataset.pins
        ),
        travel=_travel(dataset),
    )


def _season(dataset: Dataset) -> Season:
    row = dataset.season
    return Season(
        name=row.name,
        first_day=row.first_day,
        last_day=row.last_day,
        draw_seed=row.draw_seed,
        policy=row.policy,
        budget_cents=row.budget_eur,
    )


def _blocks(dataset: Dataset) -> tuple[Block, ...]:
    sessions: dict[str, list[SessionRow]] = defaultdict(list)
    for row in dataset.sessions:
        sessions[row.block_id].append(row)
    return tuple(
        Block(
            block.block_id,
            tuple(
                Session(row.date, row.start, row.end)
                for row in sorted(sessions[block.block_id], key=lambda r: (r.date, r.start))
            ),
            block.label,
        )
        for block in dataset.blocks
    )


def _windows(dataset: Dataset) -> Mapping[Holder, _Windows]:
    found: dict[Holder, dict[str, tuple[Window, ...]]] = {holder: {} for holder in Holder}
    for row in dataset.availability:
        window = Window(
            row.first_day,
            row.last_day,
            0 if row.start is None else row.start,
            MINUTES_A_DAY if row.end is None else row.end,
        )
        found[row.kind][row.id] = (*found[row.kind].get(row.id, _NONE), window)
    return found


def _tutor(row: TutorRow, windows: _Windows) -> Tutor:
    return Tutor(
        id=row.tutor_id,
        roles=frozenset(row.roles),
        goals=frozenset(row.goals),
        ages=row.ages,
        languages=frozenset(row.languages),
        skills=frozenset(row.skills),
        point=_point(row),
        mode=row.travel_mode,
        max_travel=row.max_travel_min,
        # Rounded down, so that the limit is never exceeded.
        minutes_week=None if row.max_hours_week is None else int(row.max_hours_week * 60),
        hourly_cents=row.hourly_eur,
        windows=windows.get(row.tutor_id, _NONE),
    )


def _point(row: TutorRow | PupilRow) -> Point | None:
    return None if row.lat is None or row.lon is None else Point(row.lat, row.lon)


def _offers(dataset: Dataset) -> tuple[Offer, ...]:
    everywhere = tuple(row.location_id for row in dataset.locations)
    return tuple(_offer(row, everywhere) for row in dataset.offers)


def _offer(row: OfferRow, everywhere: tuple[str, ...]) -> Offer:
    return Offer(
        id=row.offer_id,
        title=row.title,
        kind=row.kind.value,
        min_size=row.min_size,
        max_size=row.max_size,
        max_groups=row.max_groups,
        leads=row.leads,
        blocks=row.blocks,
        locations=row.locations or everywhere,
        goals=row.goals,
        assistants=row.assistants,
        lead_goals=frozenset(row.goals if row.lead_goals is None else row.lead_goals),
        age_from=row.age_from,
        age_to=row.age_to,
        language=row.language,
        room_features=frozenset(row.room_features),
        group_cents=row.group_eur,
    )


def _pupils(dataset: Dataset, windows: _Windows) -> tuple[Pupil, ...]:
    kinds = {kind: references.need_codes(kind) for kind in NeedKind}
    return tuple(
        Pupil(
            id=row.pupil_id,
            age=dataset.season.first_day.year - row.birth_year,
            point=_point(row),
            mode=row.travel_mode,
            max_travel=row.max_travel_min,
            place_needs=kinds[NeedKind.PLACE].intersection(row.needs),
            support_needs=kinds[NeedKind.SUPPORT].intersection(row.needs),
            small_group=not kinds[NeedKind.GROUP].isdisjoint(row.needs),
            companion=not kinds[NeedKind.COMPANION].isdisjoint(row.needs),
            max_places=row.max_places,
            windows=windows.get(row.pupil_id, _NONE),
        )
        for row in dataset.pupils
    )


def _wishes(dataset: Dataset) -> tuple[Wish, ...]:
    """The wishes with dense ranks (1, 2, 2, 5 becomes 1, 2, 2, 3), in the dataset's order."""
    stated = sorted({(row.pupil_id, row.rank) for row in dataset.wishes})
    dense: dict[tuple[str, int], int] = {}
    for _, pairs in groupby(stated, key=lambda pair: pair[0]):
        dense.update((pair, rank) for rank, pair in enumerate(pairs, start=1))
    return tuple(
        Wish(
            pupil_id=row.pupil_id,
            rank=dense[row.pupil_id, row.rank],
            offer_id=row.offer_id,
            block_id=row.block_id,
            location_id=row.location_id,
            stated_rank=row.rank,
        )
        for row in dataset.wishes
    )


def _travel(dataset: Dataset) -> Travel:
    found: dict[Start, dict[tuple[str, str], int]] = {start: {} for start in Start}
    for row in dataset.travel:
        found[row.from_][row.from_id, row.location_id] = row.minutes
    between = found[Start.LOCATION]
    return Travel(
        pupils=found[Start.PUPIL],
        tutors=found[Start.TUTOR],
        # A way back that is not given is as long as the way there (section 2).
        locations={(b, a): minutes for (a, b), minutes in between.items()} | between,
    )
