"""What is missing as the rows of a CSV file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from flask_babel import gettext

from web.staff.reasons.gap_tables import Asked, Gaps, Named, Stuck, age_said
from web.staff.reasons.gap_words import BALANCES, demand_said
from web.words import day

Row = tuple[str, str, str, str, str]
_STARTS_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def gap_rows(gaps: Gaps) -> tuple[Sequence[str], list[Row]]:
    """The header and the rows: part, what, when or where, number, sentence."""
    header = (
        gettext("Deel"),
        gettext("Wat"),
        gettext("Wanneer of waar"),
        gettext("Aantal"),
        gettext("Uitleg"),
    )
    plain = [tuple(_plain(cell) for cell in row) for row in _rows(gaps)]
    return header, [(one, two, three, four, five) for one, two, three, four, five in plain]


def _rows(gaps: Gaps) -> Iterator[Row]:
    opening = gettext("activiteiten die kunnen openen")
    for age, counts in gaps.heat.cells.items():
        for monday, count in zip(gaps.mondays, counts, strict=True):
            yield gettext("Leeftijden"), age_said(age), _week(monday), str(count), opening
    yield from _stuck(gettext("Kan niet openen"), gaps.stuck)
    yield from _stuck(gettext("Wacht op nazicht"), gaps.papers)
    for block, bound in gaps.at_once:
        yield gettext("Tegelijk, hoogstens"), block, "", str(bound.groups), ""
    yield from _listed(gettext("Doelen"), gaps.goals, opening)
    yield from _listed(gettext("Noden"), gaps.needs, opening)
    yield from _listed(gettext("Talen"), gaps.languages, opening)
    for area in gaps.areas:
        yield gettext("Postcodes"), area.code, "", str(area.opening), gettext("locaties in gebruik")
    yield from _asked(gaps.asked)


def _stuck(part: str, rows: Sequence[Stuck]) -> Iterator[Row]:
    for row in rows:
        reasons = " ".join(sentence for sentence, _endpoint in row.reasons)
        for block in row.blocks:
            yield part, row.offer, block, "", reasons


def _asked(rows: Sequence[Asked]) -> Iterator[Row]:
    part = gettext("Vraag")
    for row in rows:
        sentence = f"{BALANCES[row.summer.balance]}. {demand_said(row.summer)}"
        yield part, row.offer, gettext("hele zomer"), str(row.summer.asked), sentence
        for monday, week in row.weeks:
            yield part, row.offer, _week(monday), str(week.asked), demand_said(week)


def _week(monday: date) -> str:
    return str(gettext("week van %(day)s", day=day(monday)))


def _listed(part: str, listed: Sequence[Named], what: str) -> Iterator[Row]:
    for each in listed:
        yield part, each.name, "", str(each.opening), what


def _plain(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell.startswith(_STARTS_FORMULA) else cell
