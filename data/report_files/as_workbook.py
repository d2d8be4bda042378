"""A report as a workbook: one sheet for each table."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO

import xlsxwriter

from data.report_files.report import Report

_WIDEST = 31
"""Characters in the name of a sheet."""

_FORBIDDEN = str.maketrans(dict.fromkeys("[]:*?/\\", " "))


def report_workbook(report: Report) -> bytes:
    """An `.xlsx`; numbers are numbers, all else is text. The same report gives the same bytes."""
    kept = BytesIO()
    with xlsxwriter.Workbook(kept, {"in_memory": True}) as book:
        book.set_properties(
            {
                "title": report.title,
                "created": datetime(report.on.year, report.on.month, report.on.day),  # noqa: DTZ001
            }
        )
        head = book.add_format({"bold": True, "bottom": 1})
        title = book.add_format({"bold": True, "font_size": 14})
        wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        first = book.add_worksheet(_name(report.title, set()))
        first.set_column(0, 0, 90)
        first.write_string(0, 0, report.title, title)
        for number, line in enumerate(report.lines, start=1):
            first.write_string(number, 0, line, wrapped)
        names = {first.get_name().lower()}
        for table in report.tables:
            sheet = book.add_worksheet(_name(table.title, names))
            names.add(sheet.get_name().lower())
            sheet.set_column(0, 0, 38)
            sheet.set_column(1, len(table.header), 18)
            sheet.write_string(0, 0, table.title, title)
            sheet.write_string(1, 0, table.needed_by)
            for column, text in enumerate(table.header):
                sheet.write_string(3, column, text, head)
            for number, row in enumerate(table.rows, start=4):
                for column, cell in enumerate(row):
                    if isinstance(cell, int | float):
                        sheet.write_number(number, column, cell)
                    else:
                        sheet.write_string(number, column, report.hidden if cell is None else cell)
    return kept.getvalue()


def _name(title: str, taken: set[str]) -> str:
    """A name for a sheet that no other has."""
    plain = title.translate(_FORBIDDEN).strip(" '")[:_WIDEST] or "-"
    name, number = plain, 1
    while name.lower() in taken:
        number += 1
        name = f"{plain[: _WIDEST - len(str(number)) - 1]} {number}"
    return name
