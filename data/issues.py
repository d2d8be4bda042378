"""What is wrong with a dataset, as data: which cell, what stands there, what was expected."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from data.issue_codes import Code, Severity
from data.issue_sentences import EXPECTED, PROBLEM, SUGGESTION, WHERE

Language = Literal["nl", "en"]

_LONGEST_VALUE = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """One thing that is wrong, or looks wrong, at one place.

    Attributes:
        code: what is wrong.
        file: the file's name, such as `pupils.csv` or `zomer.xlsx`.
        sheet: the sheet's name in a workbook, empty for CSV.
        row: the row as a spreadsheet numbers it (the header is 1), or None.
        column: the column's name, or empty.
        key: the key, in the table season.
        value: what stands there, as written, or empty.
        params: what the sentences need besides, in pairs of name and text: `low` and `high`
            of a range, the row of the other one (`other`), the table and column that know an
            id (`table`, `known`), the allowed `words`, the name of a reference `list`.
        suggestion: the nearest known code, id, column or table, or empty.
    """

    code: Code
    file: str = ""
    sheet: str = ""
    row: int | None = None
    column: str = ""
    key: str = ""
    value: str = ""
    params: tuple[tuple[str, str], ...] = ()
    suggestion: str = ""

    @property
    def severity(self) -> Severity:
        """Whether planning is impossible (error) or goes on (warning)."""
        return self.code.severity

    @property
    def is_error(self) -> bool:
        """Whether it stops planning."""
        return self.severity is Severity.ERROR

    def place(self, language: Language) -> str:
        """Where it is, such as `pupils.csv, rij 12, kolom needs`; empty for the dataset."""
        words = WHERE[language]
        parts = (
            self.file,
            self.sheet and words["sheet"].format(self.sheet),
            "" if self.row is None else words["row"].format(self.row),
            self.column and words["column"].format(self.column),
            self.key and words["key"].format(self.key),
        )
        return ", ".join(part for part in parts if part)

    def sentence(self, language: Language) -> str:
        """One line for people: place, what is wrong, what was expected, what is near."""
        facts: Mapping[str, str] = {**dict(self.params), "value": self._shown_value()}
        parts = [PROBLEM[self.code][language].format_map(facts)]
        expected = EXPECTED.get(self.code)
        if expected is not None:
            parts.append(expected[language].format_map(facts))
        if self.suggestion:
            parts.append(SUGGESTION[language].format(self.suggestion))
        place = self.place(language)
        return f"{place}: {' '.join(parts)}" if place else " ".join(parts)

    def _shown_value(self) -> str:
        shown = "".join(c if c.isprintable() else f"\\x{ord(c):02x}" for c in self.value)
        return shown if len(shown) <= _LONGEST_VALUE else f"{shown[: _LONGEST_VALUE - 1]}…"
