"""Where things stand for a family's children: asked, given, not given and waiting, in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import get_locale, gettext
from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import aliased

from models import (
    Child,
    ChildContact,
    Group,
    Link,
    Place,
    PlanVersion,
    Refusal,
    Season,
    WaitingEntry,
    Wish,
)
from models.enums import PlaceStatus, WaitingStatus
from scheduler.outbox.languages import speech
from scheduler.outbox.occasions import Slot
from scheduler.outbox.sources import REASONS
from scheduler.season.slots import Slots
from web.database import reading
from web.family_in import this_family
from web.languages import OF_STAFF


@dataclass(frozen=True, slots=True)
class Asked:
    """A wish by its number, dearest first."""

    number: int
    slot: Slot


@dataclass(frozen=True, slots=True)
class Given:
    """A place in the plan that families see; a group that was cancelled gives none."""

    number: int
    slot: Slot
    cancelled: bool


@dataclass(frozen=True, slots=True)
class Refused:
    """A wish that no place grants, and why, in the language of the page."""

    slot: Slot
    why: str


@dataclass(frozen=True, slots=True)
class Waits:
    """A group that the child waits for; `position` counts who waits, in the order of the draw."""

    group: int
    slot: Slot
    position: int


@dataclass(frozen=True, slots=True)
class Together:
    """A link with another child: its first name where it is the family's own, else its code."""

    number: int
    who: str
    own: bool
    strict: bool
    agreed: bool
    to_agree: bool


@dataclass(frozen=True, slots=True)
class Standing:
    """All of it for one child."""

    child: Child
    wishes: tuple[Asked, ...]
    places: tuple[Given, ...]
    refused: tuple[Refused, ...]
    waits: tuple[Waits, ...]
    links: tuple[Together, ...]


def plan_is_known() -> bool:
    """Whether families see a plan of this season."""
    return reading().scalar(_current()) is not None


def standing_of(children: Sequence[Child], season: Season) -> tuple[Standing, ...]:
    """Where things stand for each; the number of questions to the database does not depend."""
    numbers = [child.id for child in children]
    slots = Slots(reading(), season)
    wishes = _grouped(reading().scalars(_of(Wish, numbers).order_by(Wish.rank, Wish.id)))
    places, waits, refused = _places(numbers), _waits(numbers), _refused(numbers)
    links = _links(numbers)
    return tuple(
        Standing(
            child,
            tuple(Asked(each.id, _slot(slots, each)) for each in wishes.get(child.id, ())),
            tuple(
                Given(place.id, slots.of_group(group), group.cancelled_at is not None)
                for place, group in places.get(child.id, ())
            ),
            tuple(Refused(_slot(slots, each), why_not(each)) for each in refused.get(child.id, ())),
            tuple(
                Waits(group.id, slots.of_group(group), position)
                for group, position in waits.get(child.id, ())
            ),
            tuple(
                _together(child, link, other, numbers) for link, other in links.get(child.id, ())
            ),
        )
        for child in children
    )


def why_not(refusal: Refusal) -> str:
    """The reason as it was written for this child; in other languages, that of its kind."""
    language = str(get_locale() or "nl")
    written = str(refusal.detail.get(language, "")) if language in OF_STAFF else ""
    said = written or speech(language).say(REASONS[refusal.reason])
    return said[:1].upper() + said[1:]


def _current() -> Any:
    return select(PlanVersion.id).where(
        PlanVersion.season_id == this_family().season_id, PlanVersion.is_current
    )


def _of(model: Any, children: Iterable[int]) -> Any:
    return select(model).where(model.child_id.in_(children))


def _slot(slots: Slots, row: Wish | Refusal) -> Slot:
    return slots.of((row.offer_id, row.block_id, row.location_id))


def _grouped(rows: Iterable[Any]) -> Mapping[int, list[Any]]:
    found: dict[int, list[Any]] = {}
    for row in rows:
        found.setdefault(row.child_id, []).append(row)
    return found


def _pairs(rows: Iterable[tuple[int, Any, Any]]) -> Mapping[int, list[tuple[Any, Any]]]:
    found: dict[int, list[tuple[Any, Any]]] = {}
    for child, one, other in rows:
        found.setdefault(child, []).append((one, other))
    return found


def _places(children: Sequence[int]) -> Mapping[int, list[tuple[Any, Any]]]:
    """What is held, and what fell away with its group."""
    return _pairs(
        reading().execute(
            select(Place.child_id, Place, Group)
            .join(Group, Group.id == Place.group_id)
            .where(
                Place.child_id.in_(children),
                Place.version_id.in_(_current()),
                (Place.status == PlaceStatus.HELD) | Group.cancelled_at.is_not(None),
            )
            .order_by(Place.rank, Place.id)
        )
    )


def _waits(children: Sequence[int]) -> Mapping[int, list[tuple[Any, Any]]]:
    before = aliased(WaitingEntry)
    position = (
        select(func.count())
        .where(
            before.group_id == WaitingEntry.group_id,
            before.status == WaitingStatus.WAITING,
            before.draw_digest <= WaitingEntry.draw_digest,
        )
        .correlate(WaitingEntry)
        .scalar_subquery()
    )
    return _pairs(
        reading().execute(
            select(WaitingEntry.child_id, Group, position)
            .join(Group, Group.id == WaitingEntry.group_id)
            .where(
                WaitingEntry.child_id.in_(children),
                WaitingEntry.status == WaitingStatus.WAITING,
                Group.version_id.in_(_current()),
            )
            .order_by(WaitingEntry.rank, WaitingEntry.id)
        )
    )


def _refused(children: Sequence[int]) -> Mapping[int, list[Any]]:
    return _grouped(
        reading().scalars(
            _of(Refusal, children)
            .where(Refusal.version_id.in_(_current()))
            .order_by(Refusal.rank, Refusal.id)
        )
    )


def _links(children: Sequence[int]) -> Mapping[int, list[tuple[Any, Any]]]:
    """Each link from the side of each child of ours, with the other child."""
    other = aliased(Child)
    own = aliased(Child)
    return _pairs(
        reading().execute(
            select(own.id, Link, other)
            .join(own, or_(own.id == Link.child_a_id, own.id == Link.child_b_id))
            .join(
                other,
                or_(
                    and_(own.id == Link.child_a_id, other.id == Link.child_b_id),
                    and_(own.id == Link.child_b_id, other.id == Link.child_a_id),
                ),
            )
            .where(own.id.in_(children), other.withdrawn_at.is_(None))
            .order_by(Link.id)
        )
    )


def _together(child: Child, link: Link, other: Child, own: Sequence[int]) -> Together:
    mine = other.id in own
    return Together(
        link.id,
        other.first_name if mine else (other.link_code or gettext("Een ander kind")),
        mine,
        link.strict,
        link.agreed_at is not None,
        link.agreed_at is None and link.child_b_id == child.id,
    )


def brought_up_by_others(child: Child) -> bool:
    """Whether somebody else brings the child up too."""
    count = reading().scalar(
        select(func.count()).select_from(ChildContact).where(ChildContact.child_id == child.id)
    )
    return (count or 0) > 1
