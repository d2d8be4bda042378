"""The same tables in every kind of file, and no text that becomes a formula."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from typing import Any

import pandas as pd
import pytest
from pypdf import PdfReader

from data.report_files import Report, ReportTable, report_csv, report_pdf, report_workbook

LONG = "Een heel lange titel van een tabel: met / verboden [tekens]"


def report(language: str = "nl") -> Report:
    table = ReportTable(
        title=LONG,
        needed_by="Voor: niemand.",
        header=("Wat", "Aantal"),
        rows=(("=SOM(A1)", 1234), ("klein", None), ("uren", 1.5), ("@woord", "-tekst")),
    )
    return Report(
        title="Verslag",
        lines=("Eén zin.",),
        tables=(table, table),
        hidden="weggelaten",
        language=language,
        on=date(2027, 7, 5),
    )


def test_csv_has_a_line_for_each_figure() -> None:
    text = report_csv(report()).decode("utf-8-sig")
    assert text.splitlines()[:5] == [
        "tabel,rij,wat,waarde",
        f"{LONG},'=SOM(A1),Aantal,1234",
        f"{LONG},klein,Aantal,weggelaten",
        f"{LONG},uren,Aantal,1.5",
        f"{LONG},'@woord,Aantal,'-tekst",
    ]


def test_csv_heads_are_in_the_language() -> None:
    assert report_csv(report("en")).decode("utf-8-sig").startswith("table,row,what,value\n")


def test_a_workbook_has_a_sheet_for_each_table() -> None:
    sheets = pd.read_excel(
        BytesIO(report_workbook(report())), sheet_name=[1, 2], header=3, engine="calamine"
    )
    names = pd.ExcelFile(BytesIO(report_workbook(report())), engine="calamine").sheet_names
    assert names == ["Verslag", LONG[:31].replace(":", " "), f"{LONG[:29]} 2"]
    rows = sheets[1].to_numpy().tolist()
    assert rows == [
        ["=SOM(A1)", 1234],
        ["klein", "weggelaten"],
        ["uren", 1.5],
        ["@woord", "-tekst"],
    ]


@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_pdf_is_tagged_and_says_it_all(language: str) -> None:
    reader = PdfReader(BytesIO(report_pdf(report(language))))
    root: Any = reader.trailer["/Root"]
    assert (bool(root["/MarkInfo"]["/Marked"]), root["/Lang"]) == (True, language)
    text = " ".join(page.extract_text() for page in reader.pages)
    assert "1.234" in text if language == "nl" else "1,234" in text
    assert text.count("weggelaten") == 2


def test_equal_reports_give_equal_files() -> None:
    for made in (report_csv, report_workbook, report_pdf):
        assert made(report()) == made(report())
