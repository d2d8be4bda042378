"""What a file would change in a season, row by row and field by field. Nothing is written."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy.orm import Session

from data.dataset import Dataset
from data.issues import Issue, Language
from data.row_types import columns
from data.season_rows import dataset_of
from data.season_rows.codes import codes_of_season
from data.season_rows.keys import Keys
from scheduler.exchange.cell_words import word_of
from scheduler.exchange.in_use import in_use
from scheduler.exchange.merging import Going, Merged, merge
from scheduler.exchange.tables_known import (
    IMPORTED,
    OWNERS,
    ROW_TABLES,
    Key,
    key_of,
)
from scheduler.exchange.uploading import Sent, Upload, read_upload
from scheduler.season.blocks import is_free_day
from scheduler.text import Text


@dataclass(frozen=True, slots=True)
class Trouble:
    """Something in the file that cannot be, or looks odd, as a sentence in both languages."""

    nl: str
    en: str
    is_error: bool = True

    def said(self, language: Language) -> str:
        """The sentence."""
        return self.en if language == "en" else self.nl


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field of a row that is there: as it is and as it would be, as CSV spells it."""

    column: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class RowChange:
    """A row that would come, change or go; `number` is its row in the file, 0 where it has none.

    `old` and `new` are rows of the dataset. `label`: what people know it by.
    """

    label: str
    number: int
    old: Any = None
    new: Any = None
    fields: tuple[FieldChange, ...] = ()


@dataclass(slots=True)
class TableChange:
    """What would happen to a table. `staying`: would go, but something uses it."""

    table: str
    new: list[RowChange] = field(default_factory=list)
    changed: list[RowChange] = field(default_factory=list)
    gone: list[RowChange] = field(default_factory=list)
    staying: list[str] = field(default_factory=list)
    same: int = 0

    @property
    def is_empty(self) -> bool:
        """Whether nothing would be written."""
        return not (self.new or self.changed or self.gone)


@dataclass(frozen=True, slots=True)
class Comparison:
    """A whole file against a season. `digest` differs where file or season differ."""

    tables: tuple[TableChange, ...]
    troubles: tuple[Trouble, ...]
    skipped: int
    beside: tuple[str, ...]
    digest: str

    @property
    def errors(self) -> tuple[Trouble, ...]:
        """What must be mended first."""
        return tuple(each for each in self.troubles if each.is_error)

    @property
    def warnings(self) -> tuple[Trouble, ...]:
        """What may be as meant."""
        return tuple(each for each in self.troubles if not each.is_error)

    @property
    def can_apply(self) -> bool:
        """Whether there is something to do, and nothing in the way."""
        return not self.errors and not all(each.is_empty for each in self.tables)


def compare(session: Session, *, season_id: int, upload: Upload) -> Comparison:
    """What the file would change in the season as it is now."""
    current = dataset_of(session, season_id=season_id)
    keys = codes_of_season(session, season_id=season_id)
    sent = read_upload(upload)
    going = Going()
    staying: dict[str, list[str]] = {}
    if upload.removing:
        used = in_use(session, season_id)
        going, staying = _going(current, sent, keys, used)
    merged = merge(current, sent.tables, going)
    tables = tuple(
        _table(name, current, merged, going, staying) for name in IMPORTED if name in sent.tables
    )
    troubles = [
        *map(_trouble, (*sent.issues, *merged.issues)),
        *_hidden(current, merged, keys),
        *_free_days(tables),
    ]
    return Comparison(
        tables=tables,
        troubles=tuple(sorted(dict.fromkeys(troubles), key=lambda each: not each.is_error)),
        skipped=sent.skipped,
        beside=sent.beside,
        digest=hashlib.sha256(repr((tables, upload.removing)).encode()).hexdigest(),
    )


def _trouble(issue: Issue) -> Trouble:
    return Trouble(issue.sentence("nl"), issue.sentence("en"), issue.is_error)


def _going(
    current: Dataset, sent: Sent, keys: Keys, used: Mapping[str, frozenset[int]]
) -> tuple[Going, dict[str, list[str]]]:
    """What goes since the file does not name it, and what stays since something uses it."""
    alone = merge(current, sent.tables, Going())
    ids: dict[str, frozenset[str]] = {}
    staying: dict[str, list[str]] = {}
    for table in ("offers", "tutors", "rooms", "blocks", "locations"):
        if table not in sent.tables:
            continue
        key = key_of(table)
        named = {key(row)[0] for _, row in alone.from_file(table)}
        missing = [key(row)[0] for row in getattr(current, table) if key(row)[0] not in named]
        needed = _needed(table, alone, Going(ids))
        stays = {
            code for code in missing if code in needed or keys.number(table, code) in used[table]
        }
        staying[table] = [code for code in missing if code in stays]
        ids[table] = frozenset(missing) - stays
    return Going(ids, removing=True), staying


def _needed(table: str, merged: Merged, going: Going) -> set[str]:
    """Ids of a table that offers and rooms name, as they would be."""
    found: set[str] = set()
    for offer in merged.tables.offers.rows:
        if table in {"blocks", "locations"} and not going.takes("offers", offer):
            found.update(getattr(offer, table))
    if table == "locations":
        found.update(
            room.location_id for room in merged.tables.rooms.rows if not going.takes("rooms", room)
        )
    return found


def _table(
    name: str,
    current: Dataset,
    merged: Merged,
    going: Going,
    staying: Mapping[str, list[str]],
) -> TableChange:
    key = key_of(name)
    old: dict[Key, Any] = {}
    for row in getattr(current, name):
        old.setdefault(key(row), row)
    made = TableChange(name, staying=staying.get(name, []))
    seen: set[Key] = set()
    for number, row in merged.from_file(name):
        if key(row) in seen:
            continue
        seen.add(key(row))
        was = old.get(key(row))
        if was is None:
            made.new.append(RowChange(_label(name, row), number, new=row, fields=_all(name, row)))
        elif fields := tuple(_fields(name, was, row)):
            made.changed.append(RowChange(_label(name, row), number, was, row, fields))
        else:
            made.same += 1
    if going.removing:
        made.gone = [RowChange(_label(name, row), 0, old=row) for row in _absent(
            name, old, seen, merged, going)]  # fmt: skip
    return made


def _absent(
    name: str, old: Mapping[Key, Any], seen: set[Key], merged: Merged, going: Going
) -> list[Any]:
    """Rows that the file does not name and that go; parts only of who is named in the file."""
    if name in going.ids:
        return [row for row in old.values() if going.takes(name, row)]
    owner = OWNERS.get(name)
    if owner is None:
        return []
    owners = {owner(row) for _, row in merged.from_file(name)}
    return [row for key, row in old.items() if key not in seen and owner(row) in owners]


def _fields(name: str, was: Any, row: Any) -> Iterable[FieldChange]:
    for column in columns(name).values():
        old, new = getattr(was, column.field), getattr(row, column.field)
        if old != new:
            yield FieldChange(column.name, word_of(column.field, old), word_of(column.field, new))


def _all(name: str, row: Any) -> tuple[FieldChange, ...]:
    """The filled fields of a new row."""
    found = (
        FieldChange(column.name, "", word_of(column.field, getattr(row, column.field)))
        for column in columns(name).values()
        if column.name != ROW_TABLES[name].key
    )
    return tuple(each for each in found if each.new)


def _label(name: str, row: Any) -> str:
    """What people know a row by."""
    key = ROW_TABLES[name].key
    if key:
        called = getattr(row, "title", "") or getattr(row, "name", "") or getattr(row, "label", "")
        return f"{getattr(row, key)} · {called}" if called else str(getattr(row, key))
    fields = [column.field for column in columns(name).values()]
    shown = [word_of(each, getattr(row, each)) for each in fields if each not in {"kind", "strict"}]
    return " · ".join(text for text in shown if text)


def _hidden(current: Dataset, merged: Merged, keys: Keys) -> Iterable[Trouble]:
    """Ids of what a dataset leaves out, such as an offer that was withdrawn: they are taken."""
    for name in ("blocks", "locations", "rooms", "tutors", "offers", "pupils"):
        key = key_of(name)
        shown = {key(row) for row in getattr(current, name)}
        for number, row in merged.from_file(name):
            if key(row) not in shown and keys.has(name, key(row)[0]):
                yield _at(name, number, _TAKEN)


def _free_days(tables: Iterable[TableChange]) -> Iterable[Trouble]:
    for table in tables:
        if table.table == "sessions":
            for change in (*table.new, *table.changed):
                if is_free_day(change.new.date):
                    yield _at("sessions", change.number, _FREE_DAY)


def _at(table: str, number: int, text: Text) -> Trouble:
    return Trouble(f"{table}.csv, rij {number}: {text.nl}", f"{table}.csv, row {number}: {text.en}")


_TAKEN = Text(
    nl="deze code is van iets dat ingetrokken is. Kies een andere code.",
    en="this code belongs to something that was withdrawn. Choose another code.",
)
_FREE_DAY = Text(
    nl="dit is een feestdag (21 juli of 15 augustus): dan is er niets.",
    en="this is a public holiday (21 July or 15 August): nothing takes place.",
)
