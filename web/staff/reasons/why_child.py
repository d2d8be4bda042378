"""Why, for one child: each wish with its place or its reason, and what would change it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from flask import abort, render_template, request
from sqlalchemy import select

from models import Block, Child, Group, Location, Offer, Place, PlanVersion, Refusal, Room
from models.enums import PlaceStatus, RefusalReason
from scheduler.reasons.case import Case, case_of
from scheduler.reasons.changes import change_sentence
from scheduler.reasons.what_changes import Way, ways
from solver.problem import Wish
from web.database import reading
from web.guarding import season as this_season
from web.languages import said_in
from web.staff.looked import looked_at
from web.staff.reasons.change_links import change_link
from web.staff.reasons.why import detail
from web.staff.runs.words import reason_title
from web.staff.versions.finding import find_version


class Refused(NamedTuple):
    """A refused wish: its row, and names and codes of what was asked."""

    row: Refusal
    offer: str
    offer_code: str
    block_code: str | None
    block: str | None
    location_code: str | None
    location: str | None


class Told(NamedTuple):
    """What would grant a wish: the changes with their links, where then, and for how many."""

    sentences: tuple[tuple[str, str], ...]
    block: str
    location: str
    helps: int
    new: bool
    gives_up: bool


def why_child(municipality: str, season: str, version: int, child: int) -> str:  # noqa: ARG001
    """The page; `wens` in the address says for which refused wish changes are tried out."""
    found = find_version(reading(), season_id=this_season().id, version_id=version)
    who = (
        reading()
        .scalars(select(Child).where(Child.season_id == this_season().id, Child.id == child))
        .one_or_none()
    )
    if who is None:
        abort(404)
    looked_at((who.id,))
    refused = _refused(found, who)
    opened = _opened(refused)
    case = case_of(reading(), season_id=this_season().id, version_id=version) if opened else None
    wish = None if case is None or opened is None else _wish(case, who, opened)
    return render_template(
        "staff/reasons/why_child.html",
        version=found,
        child=who,
        places=_places(found, who),
        refused=refused,
        opened=opened,
        known=wish is not None,
        told=[] if case is None or wish is None else [_told(case, w) for w in ways(case, wish)],
        detail=detail,
        reason_title=reason_title,
    )


def _places(version: PlanVersion, child: Child) -> Sequence[Any]:
    return (
        reading()
        .execute(
            select(Place.rank, Offer.title, Block.code, Block.label, Location.name, Room.name)
            .join(Group, Group.id == Place.group_id)
            .join(Offer, Offer.id == Group.offer_id)
            .join(Block, Block.id == Group.block_id)
            .join(Room, Room.id == Group.room_id)
            .join(Location, Location.id == Room.location_id)
            .where(
                Place.version_id == version.id,
                Place.child_id == child.id,
                Place.status == PlaceStatus.HELD,
            )
            .order_by(Place.rank, Place.id)
        )
        .all()
    )


def _refused(version: PlanVersion, child: Child) -> list[Refused]:
    found = reading().execute(
        select(
            Refusal,
            Offer.title,
            Offer.code,
            Block.code,
            Block.label,
            Location.code,
            Location.name,
        )
        .join(Offer, Offer.id == Refusal.offer_id)
        .outerjoin(Block, Block.id == Refusal.block_id)
        .outerjoin(Location, Location.id == Refusal.location_id)
        .where(Refusal.version_id == version.id, Refusal.child_id == child.id)
        .order_by(Refusal.rank, Refusal.id)
    )
    return [Refused(*row) for row in found]


def _opened(refused: Sequence[Refused]) -> Refused | None:
    """The wish that the address names, else the dearest that nothing as dear stands for."""
    named = {str(each.row.id): each for each in refused}.get(request.args.get("wens", ""))
    if named is not None:
        return named
    open_wishes = (r for r in refused if r.row.reason is not RefusalReason.SATISFIED_ELSEWHERE)
    return next(open_wishes, None)


def _wish(case: Case, child: Child, asked: Refused) -> Wish | None:
    """The wish as it is now; None where the child or the wish is no longer there."""
    named = (asked.offer_code, asked.block_code, asked.location_code)
    for wish in case.problem.wishes_by_pupil.get(child.ref, ()):
        if (wish.offer_id, wish.block_id, wish.location_id) == named:
            return wish
    return None


def _told(case: Case, way: Way) -> Told:
    problem, grant = case.problem, way.grant
    block = problem.blocks[grant.cell.block]
    return Told(
        tuple(
            (change_sentence(said_in(), problem, change), change_link(change))
            for change in way.changes
        ),
        block.label or block.id,
        problem.locations[grant.cell.location].name,
        way.helps,
        grant.new,
        bool(grant.gives_up),
    )
