"""Typed rows with the places they came from, so that a check can say where."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from data.cells import as_text, has_control
from data.nearest import Nearest
from data.tables import FailedFormula, RawTable, Source, is_blank

Row = TypeVar("Row")


@dataclass(frozen=True)
class Parsed(Generic[Row]):
    """The rows of a table that could be read, and where each stands.

    Attributes:
        source: the file or sheet.
        rows: the rows without errors of their own, in the order of the file.
        numbers: the row number of each of `rows`.
        raw: the table as it stands, or None where it is not there or unreadable.
        partial: the rows with errors, by number; what could not be read in them is None.
    """

    source: Source
    rows: Sequence[Row] = ()
    numbers: Sequence[int] = ()
    raw: RawTable | None = None
    partial: Sequence[tuple[int, Row]] = ()

    def numbered(self) -> Iterator[tuple[int, Row]]:
        """Each row with its number."""
        return zip(self.numbers, self.rows, strict=True)

    def every_row(self) -> Iterator[tuple[int, Row]]:
        """Each row with its number, then those with errors, in which anything may be None."""
        yield from self.numbered()
        yield from self.partial

    def texts(self, column: str, *, shifted: bool = False) -> Iterator[tuple[int, str]]:
        """The filled cells of a column as text, with row numbers, also of rows with errors.

        Cells that cannot be trusted are left out: failed formulas, and rows with more cells
        than columns unless `shifted`.
        """
        if self.raw is None or column not in self.raw.header:
            return
        at, width = self.raw.header.index(column), len(self.raw.header)
        for number, cells in self.raw.rows:
            if at < len(cells) and (text := as_text(cells[at])):
                trusted = shifted or len(cells) <= width or is_blank(cells[width:])
                if trusted and not has_control(text) and type(cells[at]) is not FailedFormula:
                    yield number, text


@dataclass
class Known:
    """The ids of one kind: in which row each first stands, and which is near another.

    `complete` is false where the table could not be read, so that nothing can be called
    unknown.
    """

    table: str
    column: str
    rows: Mapping[str, int]
    complete: bool
    _nearest: Nearest | None = field(default=None, repr=False)

    def near(self, text: str) -> str:
        """The known id nearest to `text`, or ""."""
        if self._nearest is None:
            self._nearest = Nearest(self.rows)
        return self._nearest.to(text)
