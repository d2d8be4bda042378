"""A report as PDF: tagged and accessible (PDF/UA), to print and to send."""

from __future__ import annotations

import json
from datetime import UTC, datetime, time
from pathlib import Path
from typing import Any, Final

import typst

from data.letters.fonts import drawable, font_folders
from data.page.wording import LANGUAGES, Wording
from data.report_files.report import Cell, Report

_TEMPLATE: Final = Path(__file__).with_name("report.typ")


def report_pdf(report: Report) -> bytes:
    """The report on A4, PDF/UA-1; equal reports give equal bytes."""
    return bytes(
        typst.compile(
            _TEMPLATE,
            root=_TEMPLATE.parent,
            font_paths=[Path(folder) for folder in font_folders()],
            ignore_system_fonts=True,
            format="pdf",
            sys_inputs={"report": json.dumps(_as_value(report))},
            pdf_standards=["ua-1"],
            timestamp=datetime.combine(report.on, time(), UTC),
        )
    )


def _as_value(report: Report) -> dict[str, Any]:
    language = report.language if report.language in LANGUAGES else "en"
    wording = Wording(language)
    return {
        "language": report.language,
        "title": drawable(report.title),
        "lines": [drawable(line) for line in report.lines],
        "tables": [
            {
                "title": drawable(table.title),
                "needed_by": drawable(table.needed_by),
                "header": [drawable(text) for text in table.header],
                "rows": [
                    [drawable(_said(cell, report.hidden, wording)) for cell in row]
                    for row in table.rows
                ],
            }
            for table in report.tables
        ],
    }


def _said(cell: Cell, hidden: str, wording: Wording) -> str:
    if cell is None:
        return hidden
    return cell if isinstance(cell, str) else wording.number(cell)
