"""What reports count: the offer, and children in groups so large that nobody is told of.

Children are counted as the equity audit does (`solver/audit`): counts below five are left out,
and so are those that would follow from what is shown. None: left out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from models import (
    BlockSession,
    Child,
    ChildContact,
    ChildNeed,
    Contact,
    Group,
    GroupTutor,
    Location,
    Offer,
    Place,
    PlanVersion,
    Refusal,
    Season,
    Wish,
)
from models.base import Base
from models.enums import OfferStatus, PlaceStatus
from scheduler.reporting.looking_back import looked_back
from scheduler.reporting.pupil_days import attended_days, planned_days, told
from solver.audit.rates import Column, overall, tabulate
from solver.audit.small_cells import LEAST, shown

Json = dict[str, Any]

_UNKNOWN: Final = "unknown"


def figures(session: Session, *, season_id: int, on: date) -> Json:
    """The figures of a season as it stands, ready to be written as JSON.

    The same rows give the same figures on the same day, which is `on`: what families tell of how
    it was is there once no more can come. Places are those of the version that families see;
    where none was published, nobody has a place yet.
    """
    season = session.get_one(Season, season_id)
    version = session.scalars(
        select(PlanVersion.id).where(PlanVersion.season_id == season_id, PlanVersion.is_current)
    ).one_or_none()
    children = _children(session, season, version)
    cells = [child.cells for child in children]
    total = overall(_sum(cells), everything=False)
    return {
        "season": season.name,
        "year": season.year,
        "phase": season.phase.value,
        "least": LEAST,
        "offer": _offer(session, season_id, version),
        "children": _row(total.counts),
        "pupil_days": told(
            planned_days(session, season_id=season_id), attended_days(session, season_id=season_id)
        ),
        "by": {name: _table(name, children, way) for name, way in _WAYS.items()},
        "refused": _refused(session, version),
        "looking_back": looked_back(session, season, on=on),
    }


@dataclass(frozen=True, kw_only=True)
class _Child:
    """What a child is counted under; `cells` are nested, each counts some of the one before."""

    age: str
    language: str
    origin: str
    travel: str
    needs: str
    cells: Mapping[Column, int]


_WAYS: Final[Mapping[str, Callable[[_Child], str]]] = {
    "age": lambda child: child.age,
    "language": lambda child: child.language,
    "origin": lambda child: child.origin,
    "travel": lambda child: child.travel,
    "needs": lambda child: child.needs,
}


def _children(session: Session, season: Season, version: int | None) -> Sequence[_Child]:
    """Everybody who asked for something and did not withdraw."""
    mine = Child.season_id == season.id
    asked = set(session.scalars(select(Wish.child_id).where(Wish.season_id == season.id)))
    needs = set(session.scalars(select(ChildNeed.child_id).where(ChildNeed.season_id == season.id)))
    languages: dict[int, str] = {}
    for child_id, language in session.execute(
        select(ChildContact.child_id, Contact.language)
        .join(Contact, Contact.id == ChildContact.contact_id)
        .where(ChildContact.season_id == season.id)
        .order_by(ChildContact.id)
    ):
        languages.setdefault(child_id, language)
    ranks = session.execute(
        select(Place.child_id, func.min(Place.rank))
        .where(Place.version_id == version, Place.status == PlaceStatus.HELD)
        .group_by(Place.child_id)
    )
    best: dict[int, int] = {child_id: rank for child_id, rank in ranks}  # noqa: C416 - rows are no pairs
    found = session.execute(
        select(Child.id, Child.birth_year, Child.origin, Child.travel_mode)
        .where(mine, Child.asked_at.is_not(None), Child.withdrawn_at.is_(None))
        .order_by(Child.id)
    )
    return [
        _Child(
            age=str(season.year - birth_year),
            language=languages.get(child_id, _UNKNOWN),
            origin=origin.value,
            travel=mode.value,
            needs="some" if child_id in needs else "none",
            cells={
                Column.ASKED: 1,
                Column.PLACED: int(child_id in best),
                Column.FIRST: int(best.get(child_id) == 1),
            },
        )
        for child_id, birth_year, origin, mode in found
        if child_id in asked
    ]


def _sum(cells: Iterable[Mapping[Column, int]]) -> dict[Column, int]:
    sums = {Column.ASKED: 0, Column.PLACED: 0, Column.FIRST: 0}
    for each in cells:
        for column, count in each.items():
            sums[column] += count
    return sums


def _table(name: str, children: Sequence[_Child], way: Callable[[_Child], str]) -> list[Json]:
    members: dict[str, list[Mapping[Column, int]]] = {}
    for child in children:
        members.setdefault(way(child), []).append(child.cells)
    keys = sorted(members, key=lambda key: (len(key), key))
    counts = [_sum(members[key]) for key in keys]
    table = tabulate(name, keys, counts, everything=False)
    return [{"key": row.key} | _row(row.counts) for row in table.rows]


def _row(counts: Mapping[Column, int | None]) -> Json:
    return {column.value: count for column, count in counts.items()}


def _offer(session: Session, season_id: int, version: int | None) -> Json:
    """What there is to choose from. Nobody can be told from these, but for who leads groups."""

    def count(model: type[Base], *where: ColumnElement[bool]) -> int:
        return session.scalars(select(func.count()).select_from(model).where(*where)).one()

    kinds = session.execute(
        select(Offer.kind, func.count())
        .where(Offer.season_id == season_id, Offer.status == OfferStatus.PUBLISHED)
        .group_by(Offer.kind)
    )
    open_groups = (Group.version_id == version) & Group.cancelled_at.is_(None)
    leading = (
        select(func.count(GroupTutor.tutor_id.distinct()))
        .join(Group, Group.id == GroupTutor.group_id)
        .where(open_groups, GroupTutor.given_back_at.is_(None))
    )
    tutors = session.scalars(leading).one()
    return {
        "published": {kind.value: number for kind, number in kinds},
        "sites": count(Location, Location.season_id == season_id),
        "days": session.scalars(
            select(func.count(BlockSession.day.distinct())).where(
                BlockSession.season_id == season_id
            )
        ).one(),
        "groups": count(Group, open_groups),
        "tutors": tutors if tutors == 0 or tutors >= LEAST else None,
    }


def _refused(session: Session, version: int | None) -> Json:
    """Wishes that were not granted, by reason; those that no place could grant stay small."""
    counts = Counter(
        reason.value
        for reason in session.scalars(select(Refusal.reason).where(Refusal.version_id == version))
    )
    keys = sorted(counts)
    total = sum(counts.values())
    flags, of_total = shown([[counts[key]] for key in keys], [total], [0])
    return {
        "total": total if of_total[0] else None,
        "by_reason": {
            key: counts[key] if flag[0] else None for key, flag in zip(keys, flags, strict=True)
        },
    }
