"""Writes what a comparison says into the rows of a season."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, Final

from sqlalchemy import delete, insert, update
from sqlalchemy.orm import Session

from data.season_rows.codes import codes_of_season
from data.season_rows.keys import Keys
from data.season_rows.parts import Listed, RowTable
from models import Block, Child, Offer, Room, Season, Tutor
from models.base import Base
from models.enums import OfferStatus
from scheduler.exchange.comparing import Comparison, RowChange, TableChange
from scheduler.exchange.tables_known import OWNERS, ROW_TABLES
from scheduler.season.rows import home, saving

_OWNER_MODELS: Final[Mapping[str, type[Base]]] = {
    "blocks": Block,
    "tutors": Tutor,
    "rooms": Room,
    "pupils": Child,
}


class Applying:
    """One comparison on its way into the database; what is named comes before who names it."""

    def __init__(self, session: Session, season: Season, now: datetime) -> None:
        self._session = session
        self._season = season
        self._now = now
        self._keys: Keys = codes_of_season(session, season_id=season.id)

    def apply(self, comparison: Comparison) -> None:
        """Write everything.

        Raises:
            StillUsed: something that is to go is named after all.
            BrokenRule: the database holds a rule that this would break.
        """
        tables = {each.table: each for each in comparison.tables}
        ordered = [tables[name] for name in ROW_TABLES if name in tables]
        with saving(self._session):
            for table in ordered:
                self._add(table)
                self._change(table)
        with saving(self._session, removing=True):
            for table in reversed(ordered):
                self._remove(table)
        self._touch_owners(ordered)
        self._session.expire_all()

    def _add(self, change: TableChange) -> None:
        if not change.new:
            return
        table = ROW_TABLES[change.table]
        own = {**home(self._season), **table.fresh(self._now)}
        rows = [each.new for each in change.new]
        records = [self._columns(table, row) | own for row in rows]
        self._insert(table.model, records)
        if table.key:
            self._keys = codes_of_season(self._session, season_id=self._season.id)
        for listed in table.lists:
            for row in rows:
                self._put_list(table, listed, row)

    def _change(self, change: TableChange) -> None:
        table = ROW_TABLES[change.table]
        for each in change.changed:
            fields = {
                part.fields
                for part in table.parts
                if any(getattr(each.old, f) != getattr(each.new, f) for f in part.fields)
            }
            values = self._columns(table, each.new, only=fields)
            self._update(table, each, values)
            for listed in table.lists:
                if getattr(each.old, listed.field) != getattr(each.new, listed.field):
                    number = self._keys.number(table.name, getattr(each.new, table.key))
                    self._delete_where(listed.model, {listed.owner: number})
                    self._put_list(table, listed, each.new)

    def _update(self, table: RowTable, change: RowChange, values: dict[str, Any]) -> None:
        model: Any = table.model
        if not table.key:
            self._session.execute(
                update(model)
                .where(*self._same(model, self._columns(table, change.old)))
                .values(**values)
                .execution_options(synchronize_session=False)
            )
            return
        row = self._session.get_one(
            model, self._keys.number(table.name, str(getattr(change.new, table.key)))
        )
        for name, value in (values | self._following(row, values)).items():
            setattr(row, name, value)
        if table.lists and not values:
            self._touch(model, [row.id])

    def _following(self, row: Any, values: Mapping[str, Any]) -> dict[str, Any]:
        """What else changes with these values."""
        found: dict[str, Any] = {}
        match row:
            case Tutor():
                # What was confirmed and changes is confirmed no longer (R19).
                if "goals" in values and set(values["goals"]) != set(row.goals):
                    found["goals_confirmed_on"] = None
                if "roles" in values and set(values["roles"]) != set(row.roles):
                    found["roles_confirmed_on"] = None
            case Offer() if row.status is OfferStatus.PUBLISHED:
                # A dataset cannot tell free from not known; what families read is known.
                if "price_cents" in values:
                    found["price_cents"] = values["price_cents"] or 0
            case Child():
                found["requests_changed_at"] = self._now
        return found

    def _remove(self, change: TableChange) -> None:
        table = ROW_TABLES[change.table]
        model: Any = table.model
        for each in change.gone:
            if table.key:
                number = self._keys.number(table.name, getattr(each.old, table.key))
                self._delete_where(model, {"id": number})
            else:
                self._delete_where(model, self._columns(table, each.old))

    def _touch_owners(self, tables: Iterable[TableChange]) -> None:
        """Forms on who owns a list notice that the list changed."""
        owners: dict[str, set[str]] = {}
        for change in tables:
            owner = OWNERS.get(change.table)
            if owner is None:
                continue
            for each in (*change.new, *change.changed, *change.gone):
                table, code = owner(each.new or each.old)
                owners.setdefault(table, set()).add(code)
        for table, codes in owners.items():
            numbers = [self._keys.number(table, code) for code in sorted(codes)]
            self._touch(_OWNER_MODELS[table], numbers)

    def _touch(self, model: Any, numbers: list[int]) -> None:
        more = {"requests_changed_at": self._now} if model is Child else {}
        for number in numbers:
            self._session.execute(
                update(model)
                .where(model.season_id == self._season.id, model.id == number)
                .values(version=model.version + 1, **more)
                .execution_options(synchronize_session=False)
            )

    def _put_list(self, table: RowTable, listed: Listed, row: Any) -> None:
        number = self._keys.number(table.name, getattr(row, table.key))
        items = [
            {
                **home(self._season),
                listed.owner: number,
                listed.column: self._keys.number(listed.table, item) if listed.table else item,
            }
            for item in dict.fromkeys(getattr(row, listed.field))
        ]
        self._insert(listed.model, items)

    def _columns(
        self, table: RowTable, row: Any, *, only: set[tuple[str, ...]] | None = None
    ) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for part in table.parts:
            if only is None or part.fields in only:
                values = part.put([getattr(row, name) for name in part.fields], self._keys)
                found.update(zip(part.columns, values, strict=True))
        return found

    def _same(self, model: Any, values: Mapping[str, Any]) -> list[Any]:
        return [
            model.season_id == self._season.id,
            *(getattr(model, name).is_not_distinct_from(value) for name, value in values.items()),
        ]

    def _delete_where(self, model: Any, values: Mapping[str, Any]) -> None:
        self._session.execute(
            delete(model)
            .where(*self._same(model, values))
            .execution_options(synchronize_session=False)
        )

    def _insert(self, model: type[Base], records: list[dict[str, Any]]) -> None:
        self._session.flush()
        if records:
            self._session.execute(insert(model), records, execution_options={"render_nulls": True})
