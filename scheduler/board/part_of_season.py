"""A part of a season as a dataset: all that is offered, and no more children than needed.

As `data.season_rows.dataset_of`, but with only some of the children, and with the names of
`scheduler.board.names` instead of codes.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, cast

from sqlalchemy import ColumnElement, false, select
from sqlalchemy.orm import Session

from data.dataset import Dataset
from data.problem import to_problem
from data.season_rows.keys import Keys, LeftOut
from data.season_rows.parts import Listed, RowTable
from data.season_rows.tables import SEASON, TABLES
from models import AvailabilityWindow, Child, ChildNeed, Link, Pin, Season, TravelTime, Wish
from scheduler.board.names import TABLE_OF, named
from solver.problem import Problem

_CHUNK: Final = 500
"""Numbers that one statement names; databases allow only so many."""


@dataclass(frozen=True, slots=True)
class PartOfSeason:
    """The problem, without pins, and what to call everything: name → what people call it."""

    problem: Problem
    called: Mapping[str, str]


def part_of_season(
    session: Session, season: Season, *, movers: Collection[int], others: Collection[int]
) -> PartOfSeason:
    """Everything that is offered in the season, with these children.

    Of `movers` all is there: wishes, days, journeys and strict links with each other. Of `others`
    only what their group has to know: how many they are, and what they need.
    """
    loader = _Loader(session, season, frozenset(movers), frozenset({*movers, *others}))
    dataset = loader.dataset()
    return PartOfSeason(to_problem(dataset), _called(dataset))


def _called(dataset: Dataset) -> Mapping[str, str]:
    called = {row.offer_id: row.title for row in dataset.offers}
    called |= {row.block_id: row.label for row in dataset.blocks}
    called |= {row.location_id: row.name for row in dataset.locations}
    called |= {row.room_id: row.name for row in dataset.rooms}
    # Of people no more than the first name.
    called |= {row.tutor_id: row.name.partition(" ")[0] for row in dataset.tutors}
    called |= {row.pupil_id: row.name.partition(" ")[0] for row in dataset.pupils}
    return called


class _Loader:
    def __init__(
        self,
        session: Session,
        season: Season,
        movers: frozenset[int],
        everybody: frozenset[int],
    ) -> None:
        self._session, self._season = session, season
        self._movers, self._everybody = movers, everybody
        self._keys = Keys()

    def dataset(self) -> Dataset:
        """The dataset of what was asked for."""
        tables = {table.name: self._table(table) for table in TABLES}
        values = [getattr(self._season, name) for part in SEASON.parts for name in part.columns]
        return Dataset(season=_row(SEASON, values, self._keys, {}), **cast("Any", tables))

    def _of_children(self, table: RowTable) -> Iterator[ColumnElement[bool] | None]:
        """Conditions that together find the rows of a table; None: all of the season."""
        match table.name:
            case "pupils":
                yield from _among(Child.id, self._everybody)
            case "wishes":
                yield from _among(Wish.child_id, self._movers)
            case "availability":
                yield AvailabilityWindow.child_id.is_(None)
                yield from _among(AvailabilityWindow.child_id, self._movers)
            case "travel":
                yield TravelTime.child_id.is_(None)
                yield from _among(TravelTime.child_id, self._movers)
            case "links":
                yield from _among(Link.child_a_id, self._movers)
            case "pins":
                yield Pin.id.in_(())
            case _:
                yield None

    def _table(self, table: RowTable) -> tuple[Any, ...]:
        model: Any = table.model
        columns = [getattr(model, name) for part in table.parts for name in part.columns]
        found: list[Any] = []
        for condition in self._of_children(table):
            mine = [model.season_id == self._season.id, *table.where]
            if condition is not None:
                mine.append(condition)
            found += self._session.execute(
                select(model.id, *columns).where(*mine).order_by(model.id)
            ).all()
        numbers = [number for number, *_ in found]
        lists = {each.field: self._list(each, numbers) for each in table.lists}
        kind = TABLE_OF.get(table.name)
        if kind is not None:
            # Known before its rows are made, which are then found by it.
            self._keys.add(table.name, ((named(kind, number), number) for number in numbers))
        rows = []
        for number, *values in found:
            own: dict[str, Any] = {
                name: tuple(items.get(number, ())) for name, items in lists.items()
            }
            if kind is not None:
                own[table.key] = named(kind, number)
            try:
                rows.append(_row(table, values, self._keys, own))
            except LeftOut:
                continue
        return tuple(rows)

    def _list(self, listed: Listed, owners: Sequence[int]) -> Mapping[int, list[str]]:
        model: Any = listed.model
        owner, column = getattr(model, listed.owner), getattr(model, listed.column)
        found: dict[int, list[str]] = {}
        mine = model.season_id == self._season.id
        # Only of needs there are many more than are asked for.
        chosen = _among(owner, frozenset(owners)) if model is ChildNeed else (mine,)
        for condition in chosen:
            for number, item in self._session.execute(
                select(owner, column).where(mine, condition).order_by(model.id)
            ):
                try:
                    text = self._keys.code(listed.table, item) if listed.table else item
                except LeftOut:
                    continue
                found.setdefault(number, []).append(text)
        return found


def _among(column: Any, numbers: frozenset[int]) -> Iterable[ColumnElement[bool]]:
    ordered = sorted(numbers)
    if not ordered:
        return (false(),)
    return tuple(
        column.in_(ordered[begin : begin + _CHUNK]) for begin in range(0, len(ordered), _CHUNK)
    )


def _row(table: RowTable, values: Sequence[Any], keys: Keys, own: Mapping[str, Any]) -> Any:
    fields: dict[str, Any] = {}
    begin = 0
    for part in table.parts:
        end = begin + len(part.columns)
        fields.update(zip(part.fields, part.take(values[begin:end], keys), strict=True))
        begin = end
    return table.row_type(**{**fields, **own})
