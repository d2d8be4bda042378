"""The season as weeks × locations: which card stands where."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from data.page.texts import TEXTS
from data.page.wording import MONTHS, Wording
from solver.plan import Group, Plan
from solver.problem import Block, Problem


@dataclass(frozen=True, slots=True)
class Card:
    """One group. `filled` and `mark` are percentages of the bar: its size and its minimum."""

    title: str
    offer_id: str
    label: str
    when: Sequence[str]
    room: str
    tutors: str
    size: str
    minimum: str
    filled: int
    mark: int
    needs: str


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands at one location in one week: groups that begin, and titles that go on."""

    cards: Sequence[Card]
    continued: Sequence[str]


@dataclass(frozen=True, slots=True)
class SiteRow:
    """One location in one month, with a cell for each week."""

    name: str
    cells: Sequence[Cell]


@dataclass(frozen=True, slots=True)
class Month:
    """One table of the board. `id` is its anchor."""

    id: str
    name: str
    caption: str
    weeks: Sequence[str]
    rows: Sequence[SiteRow]


@dataclass(frozen=True, slots=True)
class WeekLoad:
    """How busy a week is. `part` is its share of the busiest week, in percent."""

    label: str
    groups: int
    children: int
    part: int


@dataclass(frozen=True, slots=True)
class Board:
    """The whole season; locations without any group are only named."""

    months: Sequence[Month]
    loads: Sequence[WeekLoad]
    empty_sites: Sequence[str]


def monday_of(day: date) -> date:
    """The Monday of that day's ISO week."""
    return day - timedelta(days=day.weekday())


def make_board(plan: Plan, problem: Problem, wording: Wording) -> Board:
    """Lay out all groups of the plan; a group stands in full in its first week only."""
    days: dict[date, set[date]] = {}
    for block in problem.blocks:
        for session in block.sessions:
            days.setdefault(monday_of(session.day), set()).add(session.day)
    weeks = sorted(days)
    at: dict[tuple[str, date], list[Group]] = {}
    for group in plan.groups:
        location_id = problem.room_by_id[group.room_id].location_id
        for monday in _mondays(problem.block_by_id[group.block_id]):
            at.setdefault((location_id, monday), []).append(group)
    cards = {group: _card(group, plan, problem, wording) for group in plan.groups}
    first = {g: min(_mondays(problem.block_by_id[g.block_id]), default=None) for g in plan.groups}
    names = {location.id: location.name or location.id for location in problem.locations}
    order = sorted(names, key=lambda location_id: (names[location_id], location_id))

    def cell(location_id: str, monday: date) -> Cell:
        groups = sorted(at.get((location_id, monday), ()), key=lambda g: _start(g, problem))
        return Cell(
            [cards[group] for group in groups if first[group] == monday],
            [cards[group].title for group in groups if first[group] != monday],
        )

    def month(number: int, mondays: Sequence[date]) -> Month:
        name = MONTHS[wording.language][number - 1]
        caption = TEXTS[wording.language]["month_caption"].format(month=name)
        labels = [wording.days(min(days[monday]), max(days[monday])) for monday in mondays]
        rows = [
            SiteRow(names[location_id], [cell(location_id, monday) for monday in mondays])
            for location_id in order
            if any((location_id, monday) in at for monday in mondays)
        ]
        return Month(f"month-{number}", name, caption, labels, rows)

    by_month: dict[int, list[date]] = {}
    for monday in weeks:
        by_month.setdefault(min(days[monday]).month, []).append(monday)
    used = {location_id for location_id, _ in at}
    return Board(
        [month(number, mondays) for number, mondays in sorted(by_month.items())],
        _loads(plan, at, {m: wording.days(min(days[m]), max(days[m])) for m in weeks}),
        [names[location_id] for location_id in order if location_id not in used],
    )


def _mondays(block: Block) -> set[date]:
    return {monday_of(session.day) for session in block.sessions}


def _start(group: Group, problem: Problem) -> tuple[date, int, Group]:
    first = problem.block_by_id[group.block_id].sessions[0]
    return (first.day, first.start, group)


def _card(group: Group, plan: Plan, problem: Problem, wording: Wording) -> Card:
    texts, number = TEXTS[wording.language], wording.number
    offer, room = problem.offer_by_id[group.offer_id], problem.room_by_id[group.room_id]
    block = problem.block_by_id[group.block_id]
    pupils = [problem.pupil_by_id[place.pupil_id] for place in plan.places_by_group[group]]
    size, seats = len(pupils), min(offer.max_size, room.capacity)
    needs = sum(
        len(p.place_needs) + len(p.support_needs) + p.small_group + p.companion for p in pupils
    )
    tutors = len(plan.tutors_by_group[group])
    return Card(
        title=offer.title or offer.id,
        offer_id=offer.id,
        label=block.label or block.id,
        when=wording.when(block),
        room=room.name or room.id,
        tutors=_counted(texts, "tutor", tutors),
        size=texts["size"].format(size=number(size), seats=number(seats)),
        minimum=texts["minimum"].format(minimum=number(offer.min_size)),
        filled=min(100, round(100 * size / max(1, seats))),
        mark=min(100, round(100 * offer.min_size / max(1, seats))),
        needs=_counted(texts, "need", needs) if needs else "",
    )


def _counted(texts: Mapping[str, str], what: str, count: int) -> str:
    return texts[f"{what}_one" if count == 1 else f"{what}_many"].format(count=count)


def _loads(
    plan: Plan, at: Mapping[tuple[str, date], Iterable[Group]], labels: Mapping[date, str]
) -> list[WeekLoad]:
    groups: dict[date, list[Group]] = {monday: [] for monday in labels}
    for (_, monday), here in at.items():
        groups[monday] += here
    children = {
        monday: len({place.pupil_id for group in here for place in plan.places_by_group[group]})
        for monday, here in groups.items()
    }
    most = max(children.values(), default=0) or 1
    return [
        WeekLoad(
            labels[monday], len(groups[monday]), children[monday], 100 * children[monday] // most
        )
        for monday in sorted(labels)
    ]
