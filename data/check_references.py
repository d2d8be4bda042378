"""Ids: each once where it is made, and known wherever it is named (contract, section 1)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from data.findings import Known, Parsed
from data.issue_codes import Code
from data.issues import Issue
from data.parsed_tables import ID_COLUMNS, ParsedTables


def check_references(tables: ParsedTables) -> Iterator[Issue]:
    """Double ids, and ids that nothing bears, also in rows that have other errors."""
    for column, name in ID_COLUMNS.items():
        table: Parsed[Any] = getattr(tables, name)
        first = tables.known[column].rows
        for number, text in table.texts(column):
            if first[text] != number:
                yield table.source.issue(Code.DUPLICATE_ID, number, column, text, other=first[text])
    known = tables.known
    yield from _unknown(tables.sessions, "block_id", known["block_id"])
    yield from _unknown(tables.rooms, "location_id", known["location_id"])
    yield from _unknown(tables.offers, "blocks", known["block_id"], several=True)
    yield from _unknown(tables.offers, "locations", known["location_id"], several=True)
    for column in ("pupil_id", "offer_id", "block_id", "location_id"):
        yield from _unknown(tables.wishes, column, known[column])
    for column in ("pupil_a", "pupil_b"):
        yield from _unknown(tables.links, column, known["pupil_id"])
    for column in ("offer_id", "block_id", "room_id", "tutor_id", "pupil_id"):
        yield from _unknown(tables.pins, column, known[column])
    yield from _unknown(tables.travel, "location_id", known["location_id"])
    yield from _unknown_of_kind(tables.travel, ("from", "from_id"), known)
    yield from _unknown_of_kind(tables.availability, ("kind", "id"), known)


def _unknown(
    table: Parsed[Any], column: str, known: Known, *, several: bool = False
) -> Iterator[Issue]:
    if not known.complete:
        return
    for number, text in table.texts(column):
        parts = [part.strip() for part in text.split("|")] if several else [text]
        for part in dict.fromkeys(parts):
            if part and part not in known.rows:
                yield _issue(table, (number, column), part, known)


def _unknown_of_kind(
    table: Parsed[Any], columns: tuple[str, str], known: dict[str, Known]
) -> Iterator[Issue]:
    """Ids whose table is named in another column of the row."""
    kind_column, id_column = columns
    kinds = dict(table.texts(kind_column))
    for number, text in table.texts(id_column):
        ids = known.get(f"{kinds.get(number, '')}_id")
        if ids is not None and ids.complete and text not in ids.rows:
            yield _issue(table, (number, id_column), text, ids)


def _issue(table: Parsed[Any], place: tuple[int, str], text: str, known: Known) -> Issue:
    row, column = place
    return table.source.issue(
        Code.UNKNOWN_ID,
        row,
        column,
        text,
        known.near(text),
        known=known.column,
        table=known.table,
    )
