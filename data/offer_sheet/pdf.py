"""Sheets and posters as PDF: tagged and accessible (PDF/UA), to print."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import UTC, datetime, time
from io import BytesIO
from pathlib import Path
from typing import Any, Final

import segno
import typst

from data.letters.fonts import drawable, font_folders
from data.offer_sheet.paper import Paper, Picture, Poster, Sheet

_FOLDER: Final = Path(__file__).parent


def sheet_pdf(sheet: Sheet) -> bytes:
    """The sheet on A4, PDF/UA-1; equal sheets give equal bytes."""
    rows = [[_apart(sheet, cell) for cell in row.cells] for row in sheet.rows]
    return _drawn("sheet.typ", sheet, {"head": _lines(sheet.head), "rows": rows})


def poster_pdf(poster: Poster, paper: Paper) -> bytes:
    """The poster on that paper, PDF/UA-1; equal posters give equal bytes."""
    return _drawn("poster.typ", poster, {"paper": paper.value})


def _drawn(template: str, poster: Poster, more: dict[str, Any]) -> bytes:
    said = {
        "language": poster.language,
        "rtl": poster.right_to_left,
        "title": drawable(poster.title),
        "lead": drawable(poster.lead),
        "scan": drawable(poster.scan),
        "address": drawable(poster.address),
        "code": _code(poster.address),
        "help": {"lead": drawable(poster.help.lead), "lines": _apart(poster, poster.help.lines)},
        "footer": _lines(poster.footer),
        "colour": poster.colour,
        "logo": None if poster.logo is None else _picture(poster.logo),
        **more,
    }
    return bytes(
        typst.compile(
            _FOLDER / template,
            root=_FOLDER,
            font_paths=[Path(folder) for folder in font_folders()],
            ignore_system_fonts=True,
            format="pdf",
            sys_inputs={"paper": json.dumps(said)},
            pdf_standards=["ua-1"],
            timestamp=datetime.combine(poster.on, time(), UTC),
        )
    )


def _code(address: str) -> str:
    """The address as a QR code, an SVG drawing of black squares on white."""
    drawing = BytesIO()
    segno.make_qr(address, error="m").save(
        drawing, kind="svg", border=4, dark="#000", light="#fff", scale=8
    )
    return drawing.getvalue().decode()


def _picture(logo: Picture) -> dict[str, Any]:
    """Its bytes as numbers, since values are all that goes in."""
    return {
        "content": list(logo.content),
        "width": logo.width,
        "height": logo.height,
        "words": drawable(logo.words),
    }


def _apart(poster: Poster, lines: Iterable[str]) -> list[str]:
    """Lines that may be of the other direction, such as a phone number: each keeps its own."""
    drawn = _lines(lines)
    return [f"\u2068{line}\u2069" for line in drawn] if poster.right_to_left else drawn


def _lines(lines: Iterable[str]) -> list[str]:
    return [drawable(line) for line in lines]
