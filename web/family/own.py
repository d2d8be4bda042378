"""What is the family's own: its children, and whatever belongs to these; the rest is not there."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeVar

from flask import abort
from sqlalchemy import Select, select

from models import Child, ChildContact
from models.belonging import InSeason
from web.clock import now
from web.database import reading
from web.family_in import this_family

_Row = TypeVar("_Row", bound=InSeason)


def by_me() -> dict[str, Any]:
    """What every verb takes: who does it, in which season, when."""
    who = this_family()
    return {"actor": who.actor, "season_id": who.season_id, "now": now()}


def my_children() -> Sequence[Child]:
    """The children that asked, in the order in which they came."""
    return reading().scalars(_mine().order_by(Child.id)).all()


def my_child(number: int) -> Child:
    """One of them; 404: somebody else's, or nobody's."""
    found = reading().scalars(_mine().where(Child.id == number)).one_or_none()
    if found is None:
        abort(404)
    return found


def of_my_children(model: type[_Row], number: int) -> tuple[_Row, Child]:
    """A row that belongs to one of the children, and that child; 404: there is none."""
    row: Any = (
        reading()
        .scalars(
            select(model).where(
                model.season_id == this_family().season_id,
                model.id == number,
            )
        )
        .one_or_none()
    )
    if row is None:
        abort(404)
    return row, my_child(row.child_id)


def _mine() -> Select[Child]:
    who = this_family()
    return (
        select(Child)
        .join(ChildContact, ChildContact.child_id == Child.id)
        .where(
            Child.season_id == who.season_id,
            Child.asked_at.is_not(None),
            ChildContact.contact_id == who.contact_id,
        )
    )
