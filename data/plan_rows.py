"""The tables of a plan folder as they are read: rows of text, with where each of them stands."""

from __future__ import annotations

import csv
import io
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from data.nearest import Nearest
from data.plan_sentences import KIND, MEANT, READING, WHERE, why

COLUMNS: Final[Mapping[str, Sequence[str]]] = {
    "groups.csv": ("group_id", "offer_id", "block_id", "room_id", "size"),
    "group_tutors.csv": ("group_id", "tutor_id", "role"),
    "places.csv": ("pupil_id", "group_id", "rank"),
    "refusals.csv": (
        "pupil_id", "rank", "offer_id", "block_id", "location_id", "reason", "detail",
    ),
}  # fmt: skip
"""The tables of a plan and their columns, in the contract's order (section 6)."""

OPTIONAL_IN: Final[Mapping[str, frozenset[str]]] = {
    "groups.csv": frozenset({"size"}),
    "refusals.csv": frozenset({"block_id", "location_id", "detail"}),
}
"""The columns that may be empty or absent in a table: all others are required."""

REPORT: Final = "report.json"
PAGE: Final = "plan.html"


class BadPlan(ValueError):
    """A folder is not a readable plan. `sentences`: everything that is wrong, each with its place.

    Its text is the sentences, one a line.
    """

    def __init__(self, sentences: Sequence[str]) -> None:
        super().__init__("\n".join(sentences))
        self.sentences = tuple(sentences)


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table, by column; `number` is the spreadsheet's (the header is row 1)."""

    file: str
    number: int
    cells: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "")


@dataclass(slots=True)
class Complaints:
    """Everything that is wrong with a plan folder, gathered as it is read."""

    language: str
    sentences: list[str] = field(default_factory=list)

    def about(
        self, code: str, file: str, *, row: int | None = None, column: str = "", **facts: object
    ) -> None:
        """Note what is wrong (`code`) and where."""
        name = "key" if file == REPORT else "column"
        place = [
            file,
            "" if row is None else WHERE["row"][self.language].format(row=row),
            column and WHERE[name][self.language].format(column=column),
        ]
        said = READING[code][self.language].format(**facts)
        self.sentences.append(f"{', '.join(part for part in place if part)}: {said}")

    def cell(self, code: str, row: Row, column: str, **facts: object) -> None:
        """Note what is wrong with one cell."""
        facts = {"value": row[column], **facts}
        self.about(code, row.file, row=row.number, column=column, **facts)

    def kind(self, key: str, expected: str) -> None:
        """Note that a key of the report holds something of the wrong kind."""
        self.about("wrong_kind", REPORT, column=key, expected=KIND[expected][self.language])

    def near(self, value: str, known: Nearest) -> str:
        """“Do you mean …?”, where some known word is near."""
        found = known.to(value)
        return MEANT[self.language].format(near=found) if found else ""

    def raise_if_any(self) -> None:
        """End here if something was wrong.

        Raises:
            BadPlan: something was.
        """
        if self.sentences:
            raise BadPlan(self.sentences)


def read_text(folder: Path, name: str, complaints: Complaints) -> str | None:
    """The text of a file of the plan, or None, with a complaint."""
    try:
        return (folder / name).read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        complaints.about("no_file", name)
    except UnicodeDecodeError:
        complaints.about("not_utf8", name)
    except OSError as error:
        complaints.about("unreadable", name, why=why(error, complaints.language))
    return None


def read_rows(
    folder: Path, name: str, complaints: Complaints, *, optional: bool = False
) -> list[Row]:
    """The rows of a table. Comma or semicolon, with or without BOM; empty rows are passed over.

    Rows that lack a required cell are complained about and left out. `optional`: the file may
    be absent.
    """
    if optional and not (folder / name).exists():
        return []
    text = read_text(folder, name, complaints)
    if text is None:
        return []
    first = text.partition("\n")[0]
    separator = ";" if first.count(";") > first.count(",") else ","
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        lines = [[cell.strip() for cell in line] for line in reader]
    except csv.Error as error:
        complaints.about("not_csv", name, why=error)
        return []
    header = lines[0] if lines else []
    if not _header_fits(name, header, complaints):
        return []
    return list(_rows(name, header, lines[1:], complaints))


def _header_fits(name: str, header: Sequence[str], complaints: Complaints) -> bool:
    required = [c for c in COLUMNS[name] if c not in OPTIONAL_IN.get(name, ())]
    missing = [column for column in required if column not in header]
    twice = [column for column in COLUMNS[name] if header.count(column) > 1]
    for column in missing:
        complaints.about("no_column", name, column=column)
    for column in twice:
        complaints.about("column_twice", name, column=column)
    return not missing and not twice


def _rows(
    name: str, header: Sequence[str], lines: Sequence[Sequence[str]], complaints: Complaints
) -> Iterator[Row]:
    required: Collection[str] = [c for c in COLUMNS[name] if c not in OPTIONAL_IN.get(name, ())]
    for number, line in enumerate(lines, start=2):
        if not any(line):
            continue
        row = Row(name, number, dict(zip(header, line, strict=False)))
        empty = [column for column in required if not row[column]]
        if any(line[len(header) :]):
            complaints.about("too_many_cells", name, row=number)
        elif empty:
            for column in empty:
                complaints.cell("empty", row, column)
        else:
            yield row
