"""Tables as CSV text: commas, line feeds, and whatever a cell holds comes back as it was."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from typing import Final

_ROW_END: Final = "\r\n"


def csv_text(header: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """The header and the rows, one a line; a cell with a line end in it stands in quotes."""
    lines = _Lines()
    # Python 3.11 quotes only the line ends that it writes itself: with a line feed alone, a
    # carriage return in a cell would stay bare, and no reader takes that for part of the cell.
    writer = csv.writer(lines, lineterminator=_ROW_END)
    writer.writerow(header)
    writer.writerows(rows)
    return "".join(lines.found)


class _Lines:
    """Takes the rows as `csv` writes them, each whole, and ends them with a line feed."""

    def __init__(self) -> None:
        self.found: list[str] = []

    def write(self, line: str) -> None:
        self.found.append(line.removesuffix(_ROW_END) + "\n")
