"""What in a season may not go, because something names it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final, cast

from sqlalchemy import ForeignKeyConstraint, Table, select
from sqlalchemy.orm import Session

from models import Block, Location, Offer, OfferBlock, OfferLocation, Pin, Room, Tutor
from models.base import Base
from models.enums import OfferStatus

_MODELS: Final[Mapping[str, type[Base]]] = {
    "blocks": Block,
    "locations": Location,
    "rooms": Room,
    "tutors": Tutor,
    "offers": Offer,
}

_OF_DATASET: Final = frozenset({"room", "offer_block", "offer_location"})
"""Who names it here is in the dataset too, and is looked up as it would be after the file."""


def in_use(session: Session, season_id: int) -> dict[str, frozenset[int]]:
    """Table of the dataset → numbers of rows that wishes, plans, pins and the like name."""
    found: dict[str, set[int]] = {name: set() for name in _MODELS}
    for name, model in _MODELS.items():
        target = cast("Table", model.__table__)
        for table, column in _naming(target):
            found[name].update(_numbers(session, table, column, season_id))
    pins = cast("Table", Pin.__table__)
    for name, column in (
        ("blocks", "block_id"),
        ("rooms", "room_id"),
        ("tutors", "tutor_id"),
        ("offers", "offer_id"),
    ):
        found[name].update(_numbers(session, pins, column, season_id))
    # Withdrawn offers are in no dataset, and keep what they name.
    for name, part, item in (
        ("blocks", OfferBlock, OfferBlock.block_id),
        ("locations", OfferLocation, OfferLocation.location_id),
    ):
        found[name].update(
            session.scalars(
                select(item)
                .join(Offer, Offer.id == part.offer_id)
                .where(part.season_id == season_id, Offer.status == OfferStatus.WITHDRAWN)
            )
        )
    return {name: frozenset(numbers) for name, numbers in found.items()}


def _naming(target: Table) -> Iterable[tuple[Table, str]]:
    """Tables and columns that name a row of `target` and do not go with it."""
    for table in Base.metadata.sorted_tables:
        if table.name in _OF_DATASET:
            continue
        for rule in table.constraints:
            if (
                isinstance(rule, ForeignKeyConstraint)
                and rule.referred_table is target
                and rule.ondelete is None
            ):
                yield table, str(list(rule.columns)[-1].name)


def _numbers(session: Session, table: Table, column: str, season_id: int) -> set[int]:
    named: Any = table.c[column]
    found = session.execute(
        select(named).distinct().where(table.c.season_id == season_id, named.is_not(None))
    )
    return {number for (number,) in found}
