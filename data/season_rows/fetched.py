"""All rows of a season that a dataset is made of, fetched at once and made a dataset later.

Fetching is quick, making the dataset is not: who kept what they made of a season can tell by
`digest` whether it is still the same, whoever changed it, in whatever process.
"""

from __future__ import annotations

import pickle
from collections.abc import Iterable, Mapping, Sequence
from hashlib import blake2b
from typing import Any, NamedTuple, cast

from sqlalchemy import select
from sqlalchemy.orm import InstrumentedAttribute, Session

from data.dataset import Dataset
from data.season_rows.keys import Keys, LeftOut
from data.season_rows.parts import Listed, RowTable
from data.season_rows.tables import SEASON, TABLES
from models import Season
from models.base import Base

_Rows = Sequence[Any]


class NoSuchSeason(LookupError):
    """There is no season with that number."""


class FetchedSeason(NamedTuple):
    """Rows as they came: of the season, by table, and by table and field of a list."""

    season: Any
    tables: Mapping[str, _Rows]
    lists: Mapping[tuple[str, str], _Rows]

    def digest(self, *, without: Iterable[str] = ()) -> bytes:
        """Equal only where all rows are; `without`: tables of the dataset that do not count."""
        left_out = frozenset(without)
        plain = [
            tuple(self.season),
            *([tuple(row) for row in rows] for n, rows in self.tables.items() if n not in left_out),
            *([tuple(row) for row in r] for (n, _), r in self.lists.items() if n not in left_out),
        ]
        return blake2b(pickle.dumps(plain), digest_size=32).digest()

    def dataset(self) -> tuple[Dataset, Keys]:
        """The dataset, and the numbers of what it knows by its ids."""
        keys = Keys()
        tables = {table.name: self.rows_of(table, keys) for table in TABLES}
        season = row_of(SEASON, self.season, keys, {})
        return Dataset(season=season, **cast("Any", tables)), keys

    def rows_of(self, table: RowTable, keys: Keys) -> tuple[Any, ...]:
        """The dataset's rows of a table, which `keys` knows from then on."""
        lists = {
            each.field: _listed(self.lists[table.name, each.field], each, keys)
            for each in table.lists
        }
        rows: list[Any] = []
        numbers: list[int] = []
        for its_number, *values in self.tables[table.name]:
            own = {name: tuple(items.get(its_number, ())) for name, items in lists.items()}
            try:
                rows.append(row_of(table, values, keys, own))
            except LeftOut:
                continue
            numbers.append(its_number)
        if table.key:
            pairs = zip((getattr(row, table.key) for row in rows), numbers, strict=True)
            keys.add(table.name, pairs)
        return tuple(rows)


def fetch_season(session: Session, *, season_id: int) -> FetchedSeason:
    """Everything of a season that is part of its dataset: one query per table and list.

    Raises:
        NoSuchSeason: there is none with that number.
    """
    columns = [column(SEASON.model, name) for part in SEASON.parts for name in part.columns]
    season = session.execute(select(*columns).where(Season.id == season_id)).one_or_none()
    if season is None:
        raise NoSuchSeason(season_id)
    tables: dict[str, _Rows] = {}
    lists: dict[tuple[str, str], _Rows] = {}
    for table in TABLES:
        tables[table.name] = fetch_table(session, table, season_id)
        for listed in table.lists:
            lists[table.name, listed.field] = session.execute(
                select(column(listed.model, listed.owner), column(listed.model, listed.column))
                .where(column(listed.model, "season_id") == season_id)
                .order_by(column(listed.model, "id"))
            ).all()
    return FetchedSeason(season, tables, lists)


def fetch_table(session: Session, table: RowTable, season_id: int) -> _Rows:
    """The rows of one table that are part of the dataset, each with its number first."""
    number = column(table.model, "id")
    columns = [column(table.model, name) for part in table.parts for name in part.columns]
    return session.execute(
        select(number, *columns)
        .where(column(table.model, "season_id") == season_id, *table.where)
        .order_by(number)
    ).all()


def _listed(rows: _Rows, listed: Listed, keys: Keys) -> Mapping[int, list[str]]:
    lists: dict[int, list[str]] = {}
    for number, value in rows:
        text = keys.code(listed.table, value) if listed.table else value
        lists.setdefault(number, []).append(text)
    return lists


def row_of(table: RowTable, values: Sequence[Any], keys: Keys, own: Mapping[str, Any]) -> Any:
    """A row of the dataset from the columns of one of the database.

    Raises:
        LeftOut: it names what the dataset leaves out.
    """
    fields = dict(own)
    begin = 0
    for part in table.parts:
        end = begin + len(part.columns)
        fields.update(zip(part.fields, part.take(values[begin:end], keys), strict=True))
        begin = end
    return table.row_type(**fields)


def column(model: type[Base], name: str) -> InstrumentedAttribute[Any]:
    """A column of a table, by name."""
    return cast("InstrumentedAttribute[Any]", getattr(model, name))
