"""The tables of what is missing, with names instead of numbers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from flask_babel import gettext
from sqlalchemy import select
from sqlalchemy.orm import Session

from data.references import NeedKind
from models import Municipality, Offer
from models import Season as SeasonRow
from scheduler.gaps import coverage
from scheduler.gaps.at_once import AtOnce, at_once
from scheduler.gaps.coverage import AGES, Area, Heat, Reach
from scheduler.gaps.demand import Demand, demand
from scheduler.gaps.openable import Shortage, Verdict, verdicts
from scheduler.gaps.supply import Season, season_of
from web.staff.naming import goal_names, language_names, need_names
from web.staff.reasons.gap_words import mended_at, shortage_said

FAR: Final = 3.0
"""Kilometres, as the crow flies, beyond which a home is far from every site."""
_SHADES: Final = (1, 2, 4, 7)
"""How many offers make a cell of the heat table a shade darker."""


@dataclass(frozen=True, slots=True)
class Named:
    """Something of a list: what it is called, how many offers could open, what more is known."""

    name: str
    opening: int
    offers: int
    tutors: int = 0


@dataclass(frozen=True, slots=True)
class Stuck:
    """An offer that cannot open in some blocks, for the same reasons. `mended`: endpoints."""

    offer: str
    offer_id: int | None
    blocks: tuple[str, ...]
    reasons: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked of an offer in the summer, and week by week."""

    offer: str
    summer: Demand
    weeks: tuple[tuple[date, Demand], ...]


@dataclass(frozen=True, slots=True)
class Gaps:
    """All that the page shows. `wishes`: how many there are; 0: none is in yet."""

    groups: int
    opening: int
    heat: Heat
    mondays: tuple[date, ...]
    stuck: tuple[Stuck, ...]
    papers: tuple[Stuck, ...]
    at_once: tuple[tuple[str, AtOnce], ...]
    goals: tuple[Named, ...]
    needs: tuple[Named, ...]
    languages: tuple[Named, ...]
    areas: tuple[Area, ...]
    far: int
    wishes: int
    asked: tuple[Asked, ...]

    @property
    def ages(self) -> range:
        """The ages that are looked at."""
        return AGES


def shade(offers: int) -> int:
    """How dark a cell is, from 0 (nothing) to 4."""
    return sum(offers >= least for least in _SHADES)


def age_said(age: int) -> str:
    """The age in the year of the summer; the youngest are two and a half by then."""
    return str(gettext("2½ jaar") if age == AGES[0] else gettext("%(age)d jaar", age=age))


def gaps_of(session: Session, here: Municipality, row: SeasonRow) -> Gaps:
    """Everything that lacks, by the rules of planning. Takes a fixed number of queries."""
    season = season_of(session, season_id=row.id)
    rows = session.execute(select(Offer.code, Offer.id).where(Offer.season_id == row.id))
    numbers = {code: number for code, number in rows}  # noqa: C416  (rows, to mypy too)
    found = verdicts(season.supply)
    nis = set(row.nis_codes) | ({here.nis} if here.nis else set())
    heat = coverage.heat(season.supply, found)
    return Gaps(
        groups=len(found),
        opening=sum(verdict.opens for verdict in found),
        heat=heat,
        mondays=tuple(map(_monday, heat.weeks)),
        stuck=tuple(_stuck(season, [v for v in found if not v.opens], numbers)),
        papers=tuple(_stuck(season, [v for v in found if v.papers], numbers)),
        at_once=tuple(
            (block_said(season, each.block), each) for each in at_once(season.supply, found)
        ),
        goals=_named(coverage.goals(season.supply, found), goal_names()),
        needs=_named(coverage.needs(season.supply, found), need_names(*_COUNTED)),
        languages=_named(coverage.languages(season, found, here.languages), language_names()),
        areas=coverage.areas(season, found, nis),
        far=coverage.far_homes(season, found, kilometres=FAR),
        wishes=len(season.dataset.wishes),
        asked=tuple(_asked(season, found)) if season.dataset.wishes else (),
    )


_COUNTED: Final = (NeedKind.PLACE, NeedKind.SUPPORT, NeedKind.COMPANION, NeedKind.GROUP)


def block_said(season: Season, block: int) -> str:
    """A block by its label, or its code."""
    found = season.supply.problem.blocks[block]
    return found.label or found.id


def _stuck(season: Season, found: Sequence[Verdict], numbers: dict[str, int]) -> Iterator[Stuck]:
    """Blocks of one offer with the same reasons in one line."""
    alike: dict[tuple[int, tuple[Shortage, ...]], list[str]] = {}
    for verdict in found:
        blocks = alike.setdefault((verdict.offer, verdict.shortages), [])
        blocks.append(block_said(season, verdict.block))
    for (offer, shortages), blocks in alike.items():
        what = season.supply.problem.offers[offer]
        reasons = tuple((shortage_said(each), mended_at(each)) for each in shortages)
        yield Stuck(what.title, numbers.get(what.id), tuple(blocks), reasons)


def _named(reaches: Sequence[Reach], names: dict[str, str]) -> tuple[Named, ...]:
    return tuple(
        Named(names.get(each.code, each.code), each.opening, each.offers, each.tutors)
        for each in reaches
    )


def _asked(season: Season, found: Sequence[Verdict]) -> Iterator[Asked]:
    weeks: dict[int, list[tuple[date, Demand]]] = {}
    summers: list[Demand] = []
    for each in demand(season, found):
        if each.week is None:
            summers.append(each)
        else:
            weeks.setdefault(each.offer, []).append((_monday(each.week), each))
    for summer in summers:
        title = season.supply.problem.offers[summer.offer].title
        yield Asked(title, summer, tuple(weeks.get(summer.offer, ())))


def _monday(week: coverage.Week) -> date:
    return date.fromisocalendar(*week, 1)
