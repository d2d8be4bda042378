"""Why wishes were not granted in a version: searched, filtered by reason, offer and child."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from flask import render_template
from flask_babel import lazy_gettext as _
from sqlalchemy import ColumnElement, Select, func, select

from models import Block, Child, Location, Offer, Place, Refusal
from models.enums import PlaceStatus, RefusalReason
from web.database import reading
from web.guarding import season as this_season
from web.languages import said_in
from web.listing import asked, choice, matching, shown
from web.staff.runs.words import reason_title
from web.staff.versions.finding import find_version

SORTS: Final = {
    "naam": func.lower(Child.first_name),
    "wens": Refusal.rank,
    "activiteit": func.lower(Offer.title),
}
WHOSE: Final[dict[str, Any]] = {
    "zonder": _("Kind zonder plaats"),
    "met": _("Kind met een plaats"),
}


def why(municipality: str, season: str, version: int) -> str:  # noqa: ARG001
    """The list of refused wishes."""
    found = find_version(reading(), season_id=this_season().id, version_id=version)
    offers = reading().execute(
        select(Offer.id, Offer.title)
        .where(Offer.season_id == this_season().id)
        .order_by(func.lower(Offer.title), Offer.id)
    )
    wanted = [(str(number), title) for number, title in offers]
    page = shown(
        reading(),
        _statement().where(Refusal.version_id == found.id, *_filters(found.id, wanted)),
        sorts=SORTS,
        last=Refusal.id,
    )
    return render_template(
        "staff/reasons/why.html",
        version=found,
        shown=page,
        reasons=[(each.value, reason_title(each.value)) for each in RefusalReason],
        counts=_counts(found.id),
        offers=wanted,
        whose=WHOSE,
        detail=detail,
        reason_title=reason_title,
    )


def detail(refusal: Refusal) -> str:
    """The sentence of a refusal, in the language of the reader where it is there."""
    found: dict[str, str] = refusal.detail
    return found.get(said_in()) or found.get("nl", "")


def _statement() -> Select[Any]:
    found: Any = (
        select(Refusal, Child, Offer.title, Block.code, Block.label, Location.name)
        .join(Child, Child.id == Refusal.child_id)
        .join(Offer, Offer.id == Refusal.offer_id)
        .outerjoin(Block, Block.id == Refusal.block_id)
        .outerjoin(Location, Location.id == Refusal.location_id)
    )
    statement: Select[Any] = found
    return statement


def _filters(version_id: int, offers: list[tuple[str, str]]) -> Iterator[ColumnElement[bool]]:
    yield from matching(asked(SORTS).search, Child.first_name, Child.ref, Offer.title)
    reason = choice("reden", [each.value for each in RefusalReason])
    if reason:
        yield Refusal.reason == RefusalReason(reason)
    offer = choice("aanbod", [number for number, _title in offers])
    if offer:
        yield Refusal.offer_id == int(offer)
    whose = choice("plaats", list(WHOSE))
    if whose:
        placed = (
            select(Place.id)
            .where(
                Place.version_id == version_id,
                Place.child_id == Refusal.child_id,
                Place.status == PlaceStatus.HELD,
            )
            .exists()
        )
        yield placed if whose == "met" else ~placed


def _counts(version_id: int) -> list[tuple[RefusalReason, int]]:
    """How many wishes have each reason, the most first."""
    found = reading().execute(
        select(Refusal.reason, func.count())
        .where(Refusal.version_id == version_id)
        .group_by(Refusal.reason)
    )
    return sorted(((reason, count) for reason, count in found), key=lambda each: -each[1])
