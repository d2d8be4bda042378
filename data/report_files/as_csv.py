"""A report as one CSV file: one line for each figure."""

from __future__ import annotations

from collections.abc import Iterator

from data.csv_text import csv_text
from data.report_files.report import Report

_FORMULAS = ("=", "+", "-", "@", "\t", "\r")


def report_csv(report: Report) -> bytes:
    """UTF-8 with a mark in front, since spreadsheets ask for one; columns: table, row, what, value.

    A text that a spreadsheet would take for a formula gets an apostrophe before it.
    """
    header = ("tabel", "rij", "wat", "waarde")
    if report.language != "nl":
        header = ("table", "row", "what", "value")
    return b"\xef\xbb\xbf" + csv_text(header, _lines(report)).encode()


def _lines(report: Report) -> Iterator[tuple[str, ...]]:
    for table in report.tables:
        for name, *cells in table.rows:
            for what, cell in zip(table.header[1:], cells, strict=True):
                value = report.hidden if cell is None else str(cell)
                yield tuple(map(_plain, (table.title, str(name), what, value)))


def _plain(text: str) -> str:
    is_number = text.removeprefix("-").replace(".", "", 1).isdigit()
    return f"'{text}" if text.startswith(_FORMULAS) and not is_number else text
