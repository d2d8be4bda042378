"""When and where, in the words of a message."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import BlockSession, Group, Location, Offer, Room, Season
from scheduler.outbox.occasions import Slot

Asked = tuple[int, int | None, int | None]
"""Numbers of an offer, and of a block and a location where these are named."""


class Slots:
    """The slots of one season; what a season says is read once, when first asked for."""

    def __init__(self, session: Session, season: Season) -> None:
        own = season.id
        titles = select(Offer.id, Offer.title).where(Offer.season_id == own)
        sites = select(Location.id, Location.name).where(Location.season_id == own)
        rooms = select(Room.id, Room.location_id).where(Room.season_id == own)
        self._titles = dict(session.execute(titles).all())
        self._sites = dict(session.execute(sites).all())
        self._rooms = dict(session.execute(rooms).all())
        self._sessions: dict[int, list[BlockSession]] = {}
        for each in session.scalars(
            select(BlockSession)
            .where(BlockSession.season_id == own)
            .order_by(BlockSession.day, BlockSession.start_min)
        ):
            self._sessions.setdefault(each.block_id, []).append(each)

    def of(self, asked: Asked) -> Slot:
        """An offer, perhaps at a time and a place."""
        offer, block, site = asked
        sessions: Sequence[BlockSession] = self._sessions.get(block, ()) if block else ()
        hours = {(each.start_min, each.end_min) for each in sessions}
        return Slot(
            offer=self._titles[offer],
            where="" if site is None else self._sites[site],
            first_day=sessions[0].day if sessions else None,
            last_day=sessions[-1].day if sessions else None,
            hours=next(iter(hours)) if len(hours) == 1 else None,
        )

    def of_all(self, asked: Iterable[Asked]) -> tuple[Slot, ...]:
        """The same for several, in their order."""
        return tuple(self.of(each) for each in asked)

    def of_group(self, group: Group) -> Slot:
        """A group: its offer, block and site."""
        return self.of((group.offer_id, group.block_id, self.site_of(group)))

    def site_of(self, group: Group) -> int:
        """The number of the location of a group's room."""
        return self._rooms[group.room_id]

    def sessions_of(self, group: Group) -> Sequence[BlockSession]:
        """The sessions of a group, in order."""
        return self._sessions.get(group.block_id, ())
