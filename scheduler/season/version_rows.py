"""The rows of a version of the plan, copied to another version."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from sqlalchemy import ColumnElement, insert, literal, select
from sqlalchemy.orm import Session, aliased

from models import Group, GroupTutor, Place, PlanVersion, Refusal, WaitingEntry
from models.base import Base
from models.enums import PlaceStatus, WaitingStatus

_OWN: Final = frozenset({"id", "version_id", "group_id"})
"""Columns that are another row's in a copy."""


def copy_rows(session: Session, *, source: PlanVersion, target: PlanVersion) -> None:
    """Give a new version the groups of another, with who leads, takes part and waits now.

    One statement for each table, whatever the size. Groups that were cancelled, places and
    groups given back, and who waits no longer are left out; the counts of seats stay right, as
    they count what is held.
    """
    old, new = aliased(Group), aliased(Group)
    _insert(
        session,
        Group,
        {"version_id": literal(target.id)},
        (Group.version_id == source.id, Group.cancelled_at.is_(None)),
    )
    same = (
        (old.version_id == source.id)
        & (new.version_id == target.id)
        & (old.offer_id == new.offer_id)
        & (old.block_id == new.block_id)
        & (old.room_id == new.room_id)
    )
    for model, mine in (
        (GroupTutor, GroupTutor.given_back_at.is_(None)),
        (Place, Place.status == PlaceStatus.HELD),
        (WaitingEntry, WaitingEntry.status == WaitingStatus.WAITING),
    ):
        columns: dict[str, Any] = {"group_id": new.id}
        if model is Place:
            columns["version_id"] = literal(target.id)
        names, chosen = _columns(model, columns)
        session.execute(
            insert(model).from_select(
                names,
                select(*chosen)
                .select_from(model)
                .join(old, old.id == model.group_id)
                .join(new, same)
                .where(mine)
                .order_by(model.id),
            )
        )
    _insert(
        session,
        Refusal,
        {"version_id": literal(target.id)},
        (Refusal.version_id == source.id,),
    )


def _insert(
    session: Session,
    model: type[Base],
    own: dict[str, Any],
    mine: Iterable[ColumnElement[bool]],
) -> None:
    names, chosen = _columns(model, own)
    number = model.__table__.columns["id"]
    session.execute(insert(model).from_select(names, select(*chosen).where(*mine).order_by(number)))


def _columns(model: type[Base], own: dict[str, Any]) -> tuple[list[str], list[Any]]:
    """The names of all columns but the number, and what is copied to each."""
    kept = [column for column in model.__table__.columns if column.name not in _OWN]
    names = [column.name for column in kept] + list(own)
    return names, [*kept, *own.values()]
