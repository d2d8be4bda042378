"""The list of offers: searched, sorted and filtered by what stands in the address."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any, Final, NamedTuple

from flask import abort, flash, redirect, render_template, request
from flask_babel import gettext
from sqlalchemy import ColumnElement, Select, String, and_, func, or_, select, type_coerce
from werkzeug.wrappers import Response

from data import references
from models import BlockSession, Offer, OfferBlock, Organiser
from models.enums import OfferKind, OfferStatus
from models.offer import ACCESS_FACTS
from scheduler.season.offers import LEISURE, missing_facts
from web.database import reading
from web.forms import whole_number
from web.guarding import season as this_season
from web.listing import Shown, choice, matching, shown
from web.staff.offers.bulk import BulkForm, do_in_bulk
from web.staff.offers.facts import FACTS
from web.staff.offers.options import (
    KINDS,
    STATUSES,
    BlockTimes,
    Pairs,
    block_options,
    blocks_here,
    goal_groups,
    organiser_options,
    week_options,
)
from web.staff.offers.whose import Whose, whose

_OF_TOWN: Final = "gemeente"
_SORTS: Final[Mapping[str, Any]] = {
    "titel": func.lower(Offer.title),
    "status": Offer.status,
    "leeftijd": func.coalesce(Offer.age_from, 0),
    "groep": Offer.max_size,
    "prijs": func.coalesce(Offer.price_cents, -1),
    "organisator": func.lower(func.coalesce(Organiser.name, "")),
}
_BLOCKS: Final = (
    select(func.count()).where(OfferBlock.offer_id == Offer.id).correlate(Offer).scalar_subquery()
)
_Answer = str | tuple[str, int] | Response


class Line(NamedTuple):
    """An offer as the list shows it. `missing`: what has to be known before it is published."""

    offer: Offer
    organiser: str | None
    blocks: int
    missing: tuple[Any, ...]
    is_own: bool


def offers(municipality: str, season: str) -> _Answer:  # noqa: ARG001  (the guard looked them up)
    """The list; sent back with rows that were chosen, it changes these together."""
    mine = whose()
    if request.method == "GET":
        return _page(mine, BulkForm())
    if not mine.edits_some:
        abort(403)
    form = BulkForm()
    form.offer_to_choose(blocks_here(), organiser_options(mine))
    if form.validate_on_submit():
        if not form.chosen():
            flash(gettext("Kies eerst een of meer activiteiten in de lijst."))
            return redirect(request.full_path.rstrip("?"))
        return do_in_bulk(form)
    return _page(mine, form), 422


def _page(mine: Whose, form: BulkForm) -> str:
    blocks, organisers = blocks_here(), organiser_options()
    statement = (
        select(Offer, Organiser.name, _BLOCKS)
        .outerjoin(Organiser, Organiser.id == Offer.organiser_id)
        .where(*mine.seen(), *_asked_for(blocks))
    )
    found = shown(reading(), statement, sorts=_SORTS, last=Offer.id)
    form.offer_to_choose(blocks, [pair for pair in organisers if _can_give(mine, pair[0])])
    return render_template(
        "staff/offers/list.html",
        shown=_lines(found, mine),
        filters=_filters(blocks, organisers),
        statuses=STATUSES,
        kinds=KINDS,
        mine=mine,
        form=form,
    )


def _lines(found: Shown[Any], mine: Whose) -> Shown[Line]:
    lines = [
        Line(
            offer,
            name,
            blocks,
            tuple(FACTS[fact] for fact in missing_facts(offer, has_blocks=blocks > 0)),
            mine.edits(offer.organiser_id),
        )
        for offer, name, blocks in found.rows
    ]
    return Shown(lines, found.total, found.page, found.pages, found.asked)


def _filters(blocks: list[BlockTimes], organisers: Pairs) -> list[tuple[str, Any, Pairs]]:
    goals = [pair for group in goal_groups() for pair in group.options]
    return [
        ("status", gettext("Status"), list(STATUSES.items())),
        ("soort", gettext("Soort"), list(KINDS.items())),
        ("doel", gettext("Doel"), goals),
        (
            "organisator",
            gettext("Organisator"),
            [(value or _OF_TOWN, name) for value, name in organisers],
        ),
        ("week", gettext("Week"), week_options(blocks)),
        ("blok", gettext("Blok"), block_options(blocks)),
        (
            "feiten",
            gettext("Feiten voor gezinnen"),
            [("ontbreken", gettext("Er ontbreekt iets")), ("volledig", gettext("Volledig"))],
        ),
    ]


def _asked_for(blocks: list[BlockTimes]) -> Iterator[ColumnElement[bool]]:
    """The filters in the address; one that makes no sense is as if it were not there."""
    yield from matching(request.args.get("zoek", "")[:100], Offer.title, Offer.code, Organiser.name)
    if status := choice("status", list(STATUSES)):
        yield Offer.status == OfferStatus(status)
    if kind := choice("soort", list(KINDS)):
        yield Offer.kind == OfferKind(kind)
    if goal := choice("doel", list(references.goals())):
        yield _has_goal(goal)
    if (organiser := request.args.get("organisator", "")) == _OF_TOWN:
        yield Offer.organiser_id.is_(None)
    elif (number := whole_number(organiser)) is not None:
        yield Offer.organiser_id == number
    if block := choice("blok", [str(each.id) for each in blocks]):
        yield Offer.id.in_(select(OfferBlock.offer_id).where(OfferBlock.block_id == int(block)))
    if week := choice("week", [value for value, _ in week_options(blocks)]):
        yield Offer.id.in_(_in_week(date.fromisoformat(week)))
    facts = choice("feiten", ["ontbreken", "volledig"])
    if facts:
        yield _is_missing() if facts == "ontbreken" else ~_is_missing()


def _in_week(monday: date) -> Select[Any]:
    return (
        select(OfferBlock.offer_id)
        .join(BlockSession, BlockSession.block_id == OfferBlock.block_id)
        .where(
            OfferBlock.season_id == this_season().id,
            BlockSession.day.between(monday, monday + timedelta(days=6)),
        )
    )


def _has_goal(code: str) -> ColumnElement[bool]:
    # The list of goals is kept as text (models/column_types.py); codes are letters and digits.
    return type_coerce(Offer.goals, String).contains(f'"{code}"', autoescape=True)


def _is_missing() -> ColumnElement[bool]:
    """The same as `missing_facts`, for the database."""
    learning = [_has_goal(code) for code in references.goals() if code not in LEISURE]
    return or_(
        *(getattr(Offer, fact).is_(None) for fact in ACCESS_FACTS),
        and_(Offer.kind == OfferKind.TUTORING, ~or_(*learning)),
        _BLOCKS == 0,
    )


def _can_give(mine: Whose, organiser: str) -> bool:
    return mine.edits(whole_number(organiser))
