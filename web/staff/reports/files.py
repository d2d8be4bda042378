"""A report as a file to keep."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from flask import request
from werkzeug.wrappers import Response

from data.report_files import Report, report_csv, report_pdf, report_workbook
from web.listing import choice

_WORKBOOK: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_KINDS: Final[Mapping[str, tuple[Callable[[Report], bytes], str]]] = {
    "csv": (report_csv, "text/csv; charset=utf-8"),
    "xlsx": (report_workbook, _WORKBOOK),
    "pdf": (report_pdf, "application/pdf"),
}


def as_file(report: Report, name: str) -> Response:
    """The report as the file that the address asks for: `?als=csv`, `xlsx` or `pdf`."""
    kind = choice("als", tuple(_KINDS)) or "csv"
    made, content_type = _KINDS[kind]
    answer = Response(made(report) if request.method != "HEAD" else b"", content_type=content_type)
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}.{kind}"'
    return answer
