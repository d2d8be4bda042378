"""The numbers of the page: levels, ranks, refusals and tutors' hours, ready to be shown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from data.page.texts import REASONS, TEXTS
from data.page.wording import Wording
from data.plan_reading import wish_order
from data.report import block_minutes, in_language
from solver.eligibility.timetable import minutes_by_week
from solver.plan import Level, Plan, Refusal, Status
from solver.problem import Problem

MOST_RANKS = 7
"""Ranks from this one on share one bar."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How good the plan is, in plain words."""

    headline: str
    more: str


@dataclass(frozen=True, slots=True)
class LevelCard:
    """One level. `gap` is empty where the level is proven."""

    title: str
    more: str
    value: str
    bound_label: str
    bound: str
    gap: str


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar of the chart and one row of its table; `part` from 0 to 1 of the largest."""

    label: str
    short: str
    count: int
    share: str
    part: float
    is_place: bool = True


@dataclass(frozen=True, slots=True)
class RefusedWish:
    """One wish that is not granted."""

    pupil_id: str
    rank: int
    offer: str
    detail: str


@dataclass(frozen=True, slots=True)
class ReasonGroup:
    """All wishes refused for one reason; `part` in percent of the largest reason."""

    title: str
    more: str
    count: int
    without_place: int
    part: int
    wishes: Sequence[RefusedWish]


@dataclass(frozen=True, slots=True)
class LostPlace:
    """A promised place that could not be kept."""

    pupil_id: str
    offer: str
    detail: str


@dataclass(frozen=True, slots=True)
class TutorRow:
    """One tutor with a group. `part` is the busiest week in percent of the limit, 0 without."""

    id: str
    groups: int
    hours: str
    busiest: str
    limit: str
    part: int


def standing(plan: Plan, wording: Wording) -> Standing:
    """The status in plain words; the first level that is not proven decides what is said."""
    texts = TEXTS[wording.language]
    code, facts = plan.status.value, {}
    if plan.status is Status.FEASIBLE and plan.levels:
        at = next((at for at, level in enumerate(plan.levels) if not level.proven), None)
        if at is not None:
            level = plan.levels[at]
            code = "gap" if at == 0 else "first_proven"
            facts = {
                "gap": wording.percent(level.gap),
                "value": wording.number(level.value),
                "bound": wording.number(level.bound),
                "level": texts.get(f"level_{level.name}", level.name),
            }
    return Standing(texts[code].format(**facts), texts[f"{code}_more"].format(**facts))


def level_cards(plan: Plan, wording: Wording) -> list[LevelCard]:
    """The levels in their order; one with an unknown name is shown under that name."""
    return [_level_card(level, wording) for level in plan.levels]


def _level_card(level: Level, wording: Wording) -> LevelCard:
    texts = TEXTS[wording.language]
    return LevelCard(
        texts.get(f"level_{level.name}", level.name),
        texts.get(f"level_{level.name}_more", ""),
        wording.number(level.value),
        texts["bound_up" if level.maximise else "bound_down"],
        wording.number(level.bound),
        "" if level.proven else wording.percent(level.gap),
    )


def rank_bars(plan: Plan, problem: Problem, wording: Wording) -> list[Bar]:
    """Children by the rank of their best place, and those who asked and have none."""
    texts = TEXTS[wording.language]
    best = Counter(
        min(MOST_RANKS, *(place.rank for place in places))
        for places in plan.places_by_pupil.values()
    )
    asked = problem.wishes_by_pupil.keys() | plan.places_by_pupil.keys()
    without = len(asked - plan.places_by_pupil.keys())
    most = max([*best.values(), without], default=0) or 1

    def bar(label: str, short: str, count: int, *, is_place: bool = True) -> Bar:
        share = wording.percent(count / max(1, len(asked)))
        return Bar(label, short, count, share, count / most, is_place)

    bars = []
    for rank in range(1, max(best, default=0) + 1):
        last = rank == MOST_RANKS
        label = texts["rank_last" if last else "rank_n"].format(rank=rank)
        bars.append(bar(label, f"{rank}+" if last else str(rank), best[rank]))
    bars.append(bar(texts["no_place"], texts["no_place"], without, is_place=False))
    return bars


def held_bars(plan: Plan, wording: Wording) -> list[Bar]:
    """Placed children by their number of places."""
    held = Counter(len(places) for places in plan.places_by_pupil.values())
    most = max(held.values(), default=1)
    all_placed = max(1, len(plan.places_by_pupil))
    return [
        Bar(str(k), str(k), held[k], wording.percent(held[k] / all_placed), held[k] / most)
        for k in sorted(held)
    ]


def reason_groups(plan: Plan, problem: Problem, wording: Wording) -> list[ReasonGroup]:
    """Refusals by reason, the most frequent first."""
    placed = plan.places_by_pupil.keys()
    by_reason: dict[str, list[Refusal]] = {}
    dearest: dict[str, Refusal] = {}
    for refusal in sorted(plan.refusals, key=lambda refusal: wish_order(refusal.wish)):
        by_reason.setdefault(refusal.reason.value, []).append(refusal)
        if refusal.wish.pupil_id not in placed:
            dearest.setdefault(refusal.wish.pupil_id, refusal)
    without = Counter(refusal.reason.value for refusal in dearest.values())
    most = max((len(found) for found in by_reason.values()), default=1)
    return [
        ReasonGroup(
            *REASONS[wording.language][reason],
            count=len(found),
            without_place=without[reason],
            part=100 * len(found) // most,
            wishes=[_refused(refusal, problem, wording) for refusal in found],
        )
        for reason, found in sorted(by_reason.items(), key=lambda item: (-len(item[1]), item[0]))
    ]


def _refused(refusal: Refusal, problem: Problem, wording: Wording) -> RefusedWish:
    wish = refusal.wish
    offer = problem.offer_by_id[wish.offer_id]
    parts = [offer.title or offer.id]
    if wish.block_id:
        block = problem.block_by_id[wish.block_id]
        parts.append(block.label or block.id)
    if wish.location_id:
        location = problem.location_by_id[wish.location_id]
        parts.append(location.name or location.id)
    detail = in_language(refusal.detail, wording.language)
    return RefusedWish(wish.pupil_id, wish.stated_rank or wish.rank, " · ".join(parts), detail)


def lost_places(plan: Plan, problem: Problem, wording: Wording) -> list[LostPlace]:
    """Promised places that could not be kept; the offer may be gone from the dataset."""
    titles: Mapping[str, str] = {offer.id: offer.title for offer in problem.offers}
    return [
        LostPlace(
            promise.pupil_id,
            titles.get(promise.group.offer_id) or promise.group.offer_id,
            in_language(promise.detail, wording.language) or promise.reason,
        )
        for promise in sorted(plan.lost_promises, key=lambda lost: (lost.pupil_id, *lost.group))
    ]


def tutor_rows(plan: Plan, problem: Problem, wording: Wording) -> list[TutorRow]:
    """Tutors with a group, by id."""
    texts = TEXTS[wording.language]
    blocks: dict[str, list[str]] = {}
    for given in plan.assignments:
        blocks.setdefault(given.tutor_id, []).append(given.group.block_id)
    rows = []
    for tutor_id, block_ids in sorted(blocks.items()):
        weeks: Counter[tuple[int, int]] = Counter()
        total = 0
        for block_id in block_ids:
            block = problem.block_by_id[block_id]
            total += block_minutes(block)
            weeks.update(minutes_by_week(block))
        busiest = max(weeks.values(), default=0)
        limit = problem.tutor_by_id[tutor_id].minutes_week
        rows.append(
            TutorRow(
                tutor_id,
                len(block_ids),
                wording.number(total / 60),
                wording.number(busiest / 60),
                texts["no_limit"] if limit is None else wording.number(limit / 60),
                min(100, 100 * busiest // limit) if limit else 0,
            )
        )
    return rows
