"""The ids of everything in a season that a plan may name, whatever became of it."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from data.season_rows.keys import Keys
from models import Block, Child, Location, Offer, Room, Tutor


def codes_of_season(session: Session, *, season_id: int) -> Keys:
    """Ids ⇄ numbers of blocks, locations, rooms, tutors, offers and pupils: one query each."""
    keys = Keys()
    for table, model, code in (
        ("blocks", Block, Block.code),
        ("locations", Location, Location.code),
        ("rooms", Room, Room.code),
        ("tutors", Tutor, Tutor.code),
        ("offers", Offer, Offer.code),
        ("pupils", Child, Child.ref),
    ):
        found = session.execute(select(code, model.id).where(model.season_id == season_id))
        keys.add(table, ((each, number) for each, number in found))
    return keys
