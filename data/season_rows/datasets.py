"""A season of the database as a dataset, and a dataset as a new season."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from data.dataset import Dataset
from data.season_rows.bulk import insert_rows
from data.season_rows.fetched import column, fetch_season
from data.season_rows.keys import Keys
from data.season_rows.parts import Listed, RowTable
from data.season_rows.tables import SEASON, TABLES
from models import PinSet, Season


def put_dataset(
    session: Session, dataset: Dataset, *, municipality_id: int, slug: str, at: datetime
) -> int:
    """Write a dataset (contract, section 1) as a new season in draft; the season's number.

    Rows keep their order. `slug` is the season's name in addresses, `at` the moment of the
    import. Children have asked, their links are agreed on, offers are drafts. Nothing is
    committed; the number of statements does not grow with the dataset.

    Raises:
        sqlalchemy.exc.IntegrityError: no such municipality, or it has a season with that slug.
    """
    keys = Keys()
    found = _columns_of(SEASON, dataset.season, keys)
    found |= {
        "municipality_id": municipality_id,
        "slug": slug,
        "year": dataset.season.first_day.year,
    }
    season_id = session.execute(insert(Season).values(found).returning(Season.id)).scalar_one()
    home = {"municipality_id": municipality_id, "season_id": season_id}
    writer = _Writer(session, keys, home, at)
    for table in TABLES:
        writer.put(table, getattr(dataset, table.name))
    session.add(PinSet(**home, changed_at=at))
    session.flush()
    return season_id


def dataset_of(session: Session, *, season_id: int) -> Dataset:
    """The season as a dataset; what `put_dataset` wrote comes out equal, order and all.

    Children still being filled in or withdrawn, links not agreed on and withdrawn offers are
    left out, with all that names them. Nothing is checked: a season half filled in gives a
    dataset that `read_dataset` would refuse (`unpack_dataset(pack_dataset(…))` tells with what).
    Takes one query per table, whatever its size. Where others may be writing, use a session of
    `models.database.reading`, which sees one moment.

    Raises:
        NoSuchSeason: there is none with that number.
    """
    return fetch_season(session, season_id=season_id).dataset()[0]


class _Writer:
    """Writes the tables of one season, one after another; `home` is what all rows belong to."""

    def __init__(self, session: Session, keys: Keys, home: Mapping[str, int], at: datetime) -> None:
        self._session = session
        self._keys = keys
        self._home = home
        self._at = at

    def put(self, table: RowTable, rows: Sequence[Any]) -> None:
        """Write all rows of a table, with their lists."""
        own = {**self._home, **table.fresh(self._at)}
        records = [_columns_of(table, row, self._keys) | own for row in rows]
        insert_rows(self._session, table.model, records)
        if table.key:
            self._keys.add(table.name, self._numbers(table))
        for listed in table.lists:
            items = [
                {
                    **self._home,
                    listed.owner: self._keys.number(table.name, getattr(row, table.key)),
                    listed.column: self._item(listed, item),
                }
                for row in rows
                for item in getattr(row, listed.field)
            ]
            insert_rows(self._session, listed.model, items)

    def _numbers(self, table: RowTable) -> Iterable[tuple[str, int]]:
        """(id, number) of the rows that were written."""
        code = next(part.columns[0] for part in table.parts if part.fields == (table.key,))
        found = self._session.execute(
            select(column(table.model, code), column(table.model, "id")).where(
                column(table.model, "season_id") == self._home["season_id"]
            )
        )
        return ((text, number) for text, number in found)

    def _item(self, listed: Listed, item: str) -> int | str:
        return self._keys.number(listed.table, item) if listed.table else item


def _columns_of(table: RowTable, row: Any, keys: Keys) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for part in table.parts:
        values = part.put([getattr(row, name) for name in part.fields], keys)
        found.update(zip(part.columns, values, strict=True))
    return found
