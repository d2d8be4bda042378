"""Why groups did not open: per offer, and per block of one offer."""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

from flask import abort, render_template
from sqlalchemy import select

from models import Offer
from scheduler.reasons.case import Case, case_of
from scheduler.reasons.unopened import Unopened, unopened
from web.database import reading
from web.guarding import season as this_season
from web.staff.reasons.linking import link_to
from web.staff.reasons.why_words import CLOSED, closed_said
from web.staff.versions.finding import find_version


class OfferRow(NamedTuple):
    """An offer: open groups, blocks without, and how many of these have each reason."""

    number: int
    title: str
    groups: int
    reasons: tuple[tuple[str, int], ...]


class BlockRow(NamedTuple):
    """A block of an offer: the sizes of its open groups, or why there are none."""

    block: str
    groups: tuple[tuple[str, int], ...]
    closed: Unopened | None


def why_offers(municipality: str, season: str, version: int) -> str:  # noqa: ARG001
    """All offers."""
    found = find_version(reading(), season_id=this_season().id, version_id=version)
    case = case_of(reading(), season_id=this_season().id, version_id=version)
    return render_template(
        "staff/reasons/why_offers.html", version=found, rows=_offers(case), changed=case.changed
    )


def why_offer(municipality: str, season: str, version: int, offer: int) -> str:  # noqa: ARG001
    """One offer, block by block."""
    found = find_version(reading(), season_id=this_season().id, version_id=version)
    what = (
        reading()
        .scalars(select(Offer).where(Offer.season_id == this_season().id, Offer.id == offer))
        .one_or_none()
    )
    if what is None:
        abort(404)
    case = case_of(reading(), season_id=this_season().id, version_id=version)
    return render_template(
        "staff/reasons/why_offer.html",
        version=found,
        offer=what,
        blocks=_blocks(case, what.code),
        changed=case.changed,
        closed_words=CLOSED,
        closed_said=closed_said,
        link_to=link_to,
    )


def _offers(case: Case) -> list[OfferRow]:
    numbers = reading().execute(
        select(Offer.code, Offer.id).where(Offer.season_id == this_season().id)
    )
    known = {code: number for code, number in numbers}  # noqa: C416  (rows, to mypy too)
    reasons: dict[int, Counter[str]] = {}
    for each in unopened(case):
        reasons.setdefault(each.offer, Counter())[str(CLOSED[each.why])] += 1
    return [
        OfferRow(
            known[offer.id],
            offer.title,
            len(case.standing.by_offer.get(number, ())),
            tuple(reasons.get(number, Counter()).most_common()),
        )
        for number, offer in enumerate(case.problem.offers)
        if offer.id in known
    ]


def _blocks(case: Case, code: str) -> list[BlockRow]:
    """The blocks of an offer, in its order; none where it was withdrawn since."""
    if code not in case.problem.offer_by_id:
        return []
    closed = {each.block: each for each in unopened(case, code)}
    number = case.tables.offer_index[code]
    rows = []
    for name in case.problem.offer_by_id[code].blocks:
        block = case.tables.block_index[name]
        groups = tuple(
            (case.problem.locations[group.location].name, group.size)
            for group in case.standing.by_offer.get(number, ())
            if group.block == block
        )
        label = case.problem.block_by_id[name].label or name
        rows.append(BlockRow(label, groups, closed.get(block)))
    return rows
