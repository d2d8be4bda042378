"""The offer as cards, by week and on a map: three ways to see the same activities."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from datetime import date
from enum import StrEnum
from typing import Any, Final, NamedTuple

from flask import render_template, request, url_for

from data import references
from web.database import reading
from web.guarding import municipality as this_municipality
from web.listing import asked
from web.public.offer.catalogue import Place, Shown
from web.public.offer.facts import NEEDS, WORDS, language_name
from web.public.offer.filters import Filter, Wanted, filters_of, price_name, wanted, ways_out
from web.public.offer.goals import PLAIN
from web.public.offer.ground import ground
from web.public.offer.neighbours import neighbours
from web.public.offer.seen import seen_here
from web.public.offer.times import PARTS, Block, Part, week_name

_PER_PAGE: Final = 24
_PRICES: Final = (0, 5, 10, 25, 50)
_OLDEST: Final = 18
_YOUNGEST: Final = 3


class View(StrEnum):
    """How the activities are shown; the words stand in addresses."""

    CARDS = "kaarten"
    WEEK = "week"
    MAP = "kaart"


class Paged(NamedTuple):
    """What one page shows of all of it."""

    rows: Sequence[Any]
    page: int
    pages: int


class Entry(NamedTuple):
    """An activity in one of its blocks."""

    shown: Shown
    block: Block


class Week(NamedTuple):
    """One week: its Monday, and what there is in each part of the day."""

    monday: date
    parts: Mapping[Part, Sequence[Entry]]


class Site(NamedTuple):
    """A place, and the activities there."""

    place: Place
    offers: Sequence[Shown]


def offers(municipality: str) -> str:  # noqa: ARG001  (the guard looked it up)
    """What is offered, of which one looks for what stands in the address."""
    here, seen = this_municipality(), seen_here()
    looked = wanted(seen.places)
    found = [each for each in seen.offers if looked.fits(each)]
    filters = filters_of(looked, seen.places)
    view = _view()
    return render_template(
        "public/offer/list.html",
        public_season=seen.season,
        total=len(seen.offers),
        found=found,
        looked=looked,
        chips=[(each.name, address_of(each.without, view)) for each in filters],
        ways=_ways(filters, seen.offers, view) if not found else (),
        near=neighbours(reading(), here) if not found else (),
        options=_options(seen.offers, seen.places, looked),
        view=view,
        views=[(each, address_of(looked, each)) for each in View],
        **_shown_as(view, found, looked),
        **WORDS,
    )


def address_of(looked: Wanted, view: View = View.CARDS, page: int = 1) -> str:
    """The address of what is looked for: short, so that people can share it."""
    more: dict[str, Any] = {} if view is View.CARDS else {"beeld": view.value}
    if page > 1:
        more["pagina"] = page
    place = this_municipality().slug
    return url_for("public.offers", municipality=place, **looked.words(), **more)


def _view() -> View:
    word = request.args.get("beeld", "")
    return View(word) if word in set(View) else View.CARDS


def _ways(filters: Sequence[Filter], offers: Sequence[Shown], view: View) -> list[Any]:
    return [
        (way.filter.name, way.found, address_of(way.filter.without, view))
        for way in ways_out(filters, offers)
    ]


def _shown_as(view: View, found: Sequence[Shown], looked: Wanted) -> dict[str, Any]:
    """What the template shows: a page of cards, one of the weeks, or all places."""
    if view is View.WEEK:
        weeks = _weeks(found, looked)
        paged = _paged(weeks, 1)
        names = [(week_name(week.monday), number) for number, week in enumerate(weeks, start=1)]
        links = [(name, number, address_of(looked, view, number)) for name, number in names]
        return {"weeks": paged, "week_links": links}
    if view is View.MAP:
        sites = _sites(found, looked)
        return {"sites": sites, "ground": ground([each.place for each in sites])}
    cards = _paged(found, _PER_PAGE)
    pages = [(number, address_of(looked, view, number)) for number in range(1, cards.pages + 1)]
    return {"cards": cards, "page_links": pages, "blocks": looked.blocks}


def _paged(rows: Sequence[Any], per_page: int) -> Paged:
    pages = max(1, math.ceil(len(rows) / per_page))
    page = min(asked({"": None}).page, pages)
    return Paged(rows[(page - 1) * per_page : page * per_page], page, pages)


def _weeks(found: Sequence[Shown], looked: Wanted) -> list[Week]:
    """Every week in which there is something of what is looked for."""
    by_week: dict[date, dict[Part, list[Entry]]] = {}
    for shown in found:
        for block in looked.blocks(shown):
            for monday in block.weeks:
                if looked.week is None or looked.week == monday:
                    parts = by_week.setdefault(monday, {part: [] for part in Part})
                    parts[block.part].append(Entry(shown, block))
    return [Week(monday, by_week[monday]) for monday in sorted(by_week)]


def _sites(found: Sequence[Shown], looked: Wanted) -> list[Site]:
    """Every place where there is something of what is looked for, by name."""
    places: dict[int, Place] = {}
    there: dict[int, list[Shown]] = {}
    for shown in found:
        for place in shown.places:
            if looked.place is None or looked.place == place.row.id:
                places[place.row.id] = place
                there.setdefault(place.row.id, []).append(shown)
    ordered = sorted(places.values(), key=lambda place: (place.row.name, place.row.id))
    return [Site(place, there[place.row.id]) for place in ordered]


def _options(
    offers: Sequence[Shown], places: Mapping[int, str], looked: Wanted
) -> dict[str, list[tuple[str, Any]]]:
    """What there is to choose from: only what some activity has."""
    weeks = {monday for each in offers for block in each.going_on for monday in block.weeks}
    parts = {block.part for each in offers for block in each.going_on}
    goals = {goal for each in offers for goal in each.goals}
    spoken = {code for each in offers for code in each.row.spoken_languages or ()}
    prices = {*_PRICES, *(() if looked.price is None else (looked.price,))}
    ages = {*range(_YOUNGEST, _OLDEST + 1), *(() if looked.age is None else (looked.age,))}
    if looked.week is not None:
        weeks.add(looked.week)
    if looked.part is not None:
        parts.add(looked.part)
    return {
        "week": [(monday.isoformat(), week_name(monday)) for monday in sorted(weeks)],
        "dagdeel": [(part.value, name) for part, name in PARTS.items() if part in parts],
        "leeftijd": [(str(age), age) for age in sorted(ages)],
        "doel": [
            (word, goal.name) for word, goal in PLAIN.items() if word in {*goals, looked.goal}
        ],
        "plaats": [(str(number), name) for number, name in places.items()],
        "nodig": list(NEEDS.items()),
        "taal": [
            (code, language_name(code))
            for code in references.languages()
            if code in {*spoken, looked.language}
        ],
        "prijs": [
            (str(price) if price else "gratis", price_name(price)) for price in sorted(prices)
        ],
    }
