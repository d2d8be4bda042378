"""What cells say together: sizes, ages, points, and rows that repeat or contradict others."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from data.cells import OLDEST
from data.findings import Parsed
from data.issue_codes import Code
from data.issues import Issue
from data.parsed_tables import ParsedTables
from data.rows import LinkRow, OfferRow, TravelRow
from solver.problem import Role

_USUAL = range(2, 26)
"""Ages that nobody asks about."""


def check_sense(tables: ParsedTables) -> Iterator[Issue]:
    """Everything within and between rows that is neither an id nor a time (section 1)."""
    yield from _check_offers(tables)
    yield from _check_tutors(tables)
    yield from _check_pupils(tables)
    for table in (tables.tutors, tables.pupils):
        yield from _half_points(table)
    yield from _check_wishes(tables)
    yield from _check_links(tables)
    yield from _check_travel(tables)


def _check_offers(tables: ParsedTables) -> Iterator[Issue]:
    source = tables.offers.source
    for number, offer in tables.offers.every_row():
        low, high = offer.min_size, offer.max_size
        if low is not None and high is not None and high < low:
            yield source.issue(Code.SIZES_REVERSED, number, "max_size", str(high), other=low)
        young, old = offer.age_from, offer.age_to
        if young is not None and old is not None and old < young:
            yield source.issue(Code.AGES_REVERSED, number, "age_to", str(old), other=young)


def _check_tutors(tables: ParsedTables) -> Iterator[Issue]:
    """Who leads must have something to lead; an assistant may have no goals."""
    raw = tables.tutors.raw
    if raw is None or "goals" not in raw.header:
        return
    with_goals = {number for number, _ in tables.tutors.texts("goals")}
    for number, tutor in tables.tutors.every_row():
        if tutor.roles and Role.LEAD in tutor.roles and number not in with_goals:
            yield tables.tutors.source.issue(Code.MISSING_VALUE, number, "goals")


def _check_pupils(tables: ParsedTables) -> Iterator[Issue]:
    first = tables.season.first_day
    if first is None:
        return
    source = tables.pupils.source
    for number, pupil in tables.pupils.every_row():
        if pupil.birth_year is None:
            continue
        age, year = first.year - pupil.birth_year, str(pupil.birth_year)
        if not 0 <= age <= OLDEST:
            low, high = first.year - OLDEST, first.year
            yield source.issue(Code.OUT_OF_RANGE, number, "birth_year", year, low=low, high=high)
        elif age not in _USUAL:
            yield source.issue(Code.UNLIKELY_AGE, number, "birth_year", year, age=age)


def _half_points(table: Parsed[Any]) -> Iterator[Issue]:
    """A latitude without a longitude, or the other way round."""
    filled = {column: {number for number, _ in table.texts(column)} for column in ("lat", "lon")}
    for column, other in (("lat", "lon"), ("lon", "lat")):
        for number in sorted(filled[other] - filled[column]):
            yield table.source.issue(Code.HALF_A_POINT, number, column, other=other)


def _check_wishes(tables: ParsedTables) -> Iterator[Issue]:
    """Wishes that the offer never grants, or that are there twice: allowed, with a warning."""
    # Where an id is there twice, which is an error, the first counts.
    offers = {offer.offer_id: offer for offer in reversed(tables.offers.rows)}
    source = tables.wishes.source
    seen: dict[tuple[str, ...], int] = {}
    for number, wish in tables.wishes.numbered():
        key = (wish.pupil_id, wish.offer_id, wish.block_id or "", wish.location_id or "")
        if key in seen:
            yield source.issue(Code.DUPLICATE_ROW, number, other=seen[key])
        else:
            seen[key] = number
        offer = offers.get(wish.offer_id)
        if offer is None or (wish.block_id is None and wish.location_id is None):
            continue
        for column, value, allowed in _named(wish.block_id, wish.location_id, offer):
            known = value in tables.known[column].rows
            if known and allowed and value not in allowed:
                yield source.issue(Code.WISH_ELSEWHERE, number, column, value, offer=offer.offer_id)


def _named(
    block: str | None, location: str | None, offer: OfferRow
) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    if block is not None:
        yield "block_id", block, offer.blocks
    if location is not None:
        yield "location_id", location, offer.locations


def _check_links(tables: ParsedTables) -> Iterator[Issue]:
    """Links with oneself; the same pair and kind twice, in either order."""
    source = tables.links.source
    others = dict(tables.links.texts("pupil_b"))
    for number, text in tables.links.texts("pupil_a"):
        if others.get(number) == text:
            yield source.issue(Code.LINKED_TO_SELF, number, "pupil_b", text)
    seen: dict[tuple[str, ...], tuple[int, LinkRow]] = {}
    for number, link in tables.links.numbered():
        if link.pupil_a == link.pupil_b:
            continue
        key = (*sorted((link.pupil_a, link.pupil_b)), link.kind)
        row, first = seen.setdefault(key, (number, link))
        if row != number:
            same = first.strict == link.strict
            code = Code.DUPLICATE_ROW if same else Code.CONTRADICTING_LINKS
            said = "" if same else ("yes" if link.strict else "no")
            yield source.issue(code, number, "" if same else "strict", said, other=row)


def _check_travel(tables: ParsedTables) -> Iterator[Issue]:
    """The same journey twice; a journey of a site to itself, which means nothing."""
    source = tables.travel.source
    seen: dict[tuple[str, ...], tuple[int, TravelRow]] = {}
    for number, way in tables.travel.numbered():
        if way.from_ == "location" and way.from_id == way.location_id:
            yield source.issue(Code.TRAVEL_TO_ITSELF, number, "from_id", way.from_id)
            continue
        row, first = seen.setdefault((way.from_, way.from_id, way.location_id), (number, way))
        if row == number:
            continue
        if first.minutes == way.minutes:
            yield source.issue(Code.DUPLICATE_ROW, number, other=row)
        else:
            yield source.issue(
                Code.CONTRADICTING_TRAVEL,
                number,
                "minutes",
                str(way.minutes),
                other=row,
                minutes=first.minutes,
            )
