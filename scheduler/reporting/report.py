"""The report of a season in words: what is counted, how many, and who needs to know it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from babel import Locale

from data.issues import Language
from data.page.wording import Wording
from data.report_files import Cell, Report, ReportTable
from scheduler.reporting import texts

Json = Mapping[str, Any]
_COLUMNS = ("asked", "placed", "first")


def report_of(figures: Json, *, on: date, language: Language, snapshot: int = 0) -> Report:
    """The report of these figures (`figures.py`), as they are now or as a snapshot froze them.

    Args:
        figures: of a season; older ones may lack what is counted since.
        on: the day of which they tell.
        language: of all words.
        snapshot: which of the three of the year, or 0.
    """
    day = f"{Wording(language).day(on)} {on.year}"
    which = texts.SNAPSHOT if snapshot else texts.TODAY
    return Report(
        title=texts.TITLE.said(language, season=figures["season"]),
        lines=(
            which.said(language, number=snapshot, day=day),
            texts.NON_FORMAL.said(language),
            texts.SMALL.said(language, least=figures["least"]),
            *_still_told(figures, language),
        ),
        tables=tuple(_tables(figures, language)),
        hidden=texts.HIDDEN.said(language),
        language=language,
        on=on,
    )


def _tables(figures: Json, language: Language) -> Iterator[ReportTable]:
    yield _offer(figures["offer"], language)
    yield _children(figures["children"], language)
    if "pupil_days" in figures:
        yield _pupil_days(figures["pupil_days"], language)
    for name, rows in figures["by"].items():
        yield ReportTable(
            title=texts.BY[name].said(language),
            needed_by=texts.FOR_ACCESS.said(language),
            header=(
                texts.BY[name].said(language),
                *(texts.CHILDREN[column].said(language) for column in _COLUMNS),
            ),
            rows=tuple(
                (_key(name, row["key"], language), *(row[column] for column in _COLUMNS))
                for row in rows
            ),
        )
    yield _refused(figures["refused"], language)
    for question, told in figures.get("looking_back", {}).get("questions", {}).items():
        yield _looking_back(question, told, language)


def _offer(offer: Json, language: Language) -> ReportTable:
    rows: list[tuple[Cell, ...]] = [
        (texts.KINDS[kind].said(language), offer["published"].get(kind, 0)) for kind in texts.KINDS
    ]
    rows += [
        (texts.OFFER[what].said(language), offer[what])
        for what in ("sites", "days", "groups", "tutors")
    ]
    return _counted(texts.OF_OFFER.said(language), texts.FOR_COUNCIL.said(language), rows, language)


def _children(children: Json, language: Language) -> ReportTable:
    rows = [(texts.CHILDREN[column].said(language), children[column]) for column in _COLUMNS]
    return _counted(
        texts.OF_CHILDREN.said(language), texts.FOR_COUNCIL.said(language), rows, language
    )


def _counted(
    title: str, needed_by: str, rows: Sequence[tuple[Cell, ...]], language: Language
) -> ReportTable:
    return ReportTable(
        title=title,
        needed_by=needed_by,
        header=(texts.WHAT.said(language), texts.NUMBER.said(language)),
        rows=tuple(rows),
    )


def _pupil_days(days: Json, language: Language) -> ReportTable:
    planned, attended = days["planned"], days["attended"]
    return ReportTable(
        title=texts.OF_DAYS.said(language),
        needed_by=texts.FOR_GRANT.said(language),
        header=(
            texts.WHAT.said(language),
            texts.PLANNED.said(language),
            texts.ATTENDED.said(language),
        ),
        rows=tuple(
            (
                text.said(language),
                None if planned is None else planned[what],
                None if attended is None else attended[what],
            )
            for what, text in texts.DAYS.items()
        ),
    )


def _refused(refused: Json, language: Language) -> ReportTable:
    rows: list[tuple[Cell, ...]] = [
        (texts.REASONS[reason].said(language), count)
        for reason, count in refused["by_reason"].items()
    ]
    rows.append((texts.ALL.said(language), refused["total"]))
    return _counted(
        texts.OF_REFUSED.said(language), texts.FOR_NEXT_YEAR.said(language), rows, language
    )


def _still_told(figures: Json, language: Language) -> Iterator[str]:
    """Until when families can tell how it was, where they can."""
    until = figures.get("looking_back", {}).get("until")
    if until:
        yield texts.STILL_TOLD.said(language, day=Wording(language).day(date.fromisoformat(until)))


def _looking_back(question: str, told: Json, language: Language) -> ReportTable:
    rows: list[tuple[Cell, ...]] = [
        (texts.ANSWERS[row["answer"]].said(language), row["number"], row["share"])
        for row in told["answers"]
    ]
    total = told["total"]
    rows.append((texts.ALL.said(language), total, 100 if total else total))
    return ReportTable(
        title=texts.QUESTIONS[question].said(language),
        needed_by=texts.FOR_NEXT_YEAR.said(language),
        header=(
            texts.ANSWER.said(language),
            texts.NUMBER.said(language),
            texts.ON_A_HUNDRED.said(language),
        ),
        rows=tuple(rows),
    )


def _key(table: str, key: str, language: Language) -> str:
    if table == "language":
        name = None if key == "unknown" else Locale.parse(language).languages.get(key)
        return name or texts.UNKNOWN.said(language)
    if table == "age":
        return texts.YEARS.said(language, age=key)
    known = texts.KEYS.get((table, key))
    return key if known is None else known.said(language)
