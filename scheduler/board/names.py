"""What rows are called while a move is judged: ids that cannot be mistaken for anything else.

The judge sees `child:12` for the child with that number, so that its sentences can be told with
names, whatever codes a season uses.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from solver.plan import Group


class Kind(StrEnum):
    """What a row is."""

    OFFER = "offer"
    BLOCK = "block"
    ROOM = "room"
    LOCATION = "location"
    TUTOR = "tutor"
    CHILD = "child"


TABLE_OF: Final[Mapping[str, Kind]] = {
    "offers": Kind.OFFER,
    "blocks": Kind.BLOCK,
    "rooms": Kind.ROOM,
    "locations": Kind.LOCATION,
    "tutors": Kind.TUTOR,
    "pupils": Kind.CHILD,
}
"""Table of a dataset → what its rows are."""

NAMED: Final = re.compile(rf"\b({'|'.join(Kind)}):(\d+)")
"""A name in a sentence."""


def named(kind: Kind, number: int) -> str:
    """What the row is called."""
    return f"{kind}:{number}"


def number_of(name: str) -> int:
    """The row's number."""
    return int(name.rpartition(":")[2])


def group_named(offer_id: int, block_id: int, room_id: int) -> Group:
    """What a group is called."""
    return Group(
        named(Kind.OFFER, offer_id), named(Kind.BLOCK, block_id), named(Kind.ROOM, room_id)
    )


def numbers_of(group: Group) -> tuple[int, int, int]:
    """The numbers of the offer, the block and the room of a group."""
    return number_of(group.offer_id), number_of(group.block_id), number_of(group.room_id)
