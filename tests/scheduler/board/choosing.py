"""Moves at random, of every kind, sensible ones and others."""

from __future__ import annotations

import random

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Child, Group, OfferBlock, Room, Season, Tutor, Wish
from models.enums import TutorRole
from scheduler.board.moves import CloseGroup, Move, MoveChild, MoveGroup, MoveTutor, OpenGroup
from scheduler.board.standing import held_in, standing_of
from tests.web.summer import Summer

_FEWEST = 4


class Choices:
    """What random moves choose from, as a version is now."""

    def __init__(self, session: Session, summer: Summer) -> None:
        season = session.get_one(Season, summer.season)
        self.standing = standing_of(session, season, summer.version)
        self.groups = sorted(self.standing.groups)
        rooms = select(Room.id).where(Room.season_id == season.id).order_by(Room.id)
        self.rooms = list(session.scalars(rooms))
        offered = select(OfferBlock.offer_id, OfferBlock.block_id)
        self.offers = [
            (offer, block)
            for offer, block in session.execute(
                offered.where(OfferBlock.season_id == season.id).order_by(OfferBlock.id)
            )
        ]
        tutors = select(Tutor.id).where(Tutor.season_id == season.id).order_by(Tutor.id)
        self.tutors = list(session.scalars(tutors))
        children = select(Child.id).where(Child.season_id == season.id).order_by(Child.id)
        self.everybody = list(session.scalars(children))
        held = held_in(session, self.standing, groups=self.groups)
        self.children = {group: sorted(found) for group, found in held.items()}
        offer_of = dict(
            session.execute(
                select(Group.id, Group.offer_id).where(Group.version_id == summer.version)
            ).all()
        )
        self.offer_of = offer_of
        self.wished: dict[int, list[int]] = {}
        for child, offer in session.execute(
            select(Wish.child_id, Wish.offer_id)
            .where(Wish.season_id == season.id)
            .order_by(Wish.id)
        ):
            self.wished.setdefault(child, []).extend(g for g in self.groups if offer_of[g] == offer)

    def some_move(self, chance: random.Random) -> Move:
        """Any move."""
        kinds = (self._group, self._tutor, self._tutor, self._child, self._child, self._child)
        close = (self._close,) if len(self.groups) > _FEWEST else ()
        found: Move = chance.choice((*kinds, *kinds, *kinds, self._open, *close))(chance)
        return found

    def _group(self, chance: random.Random) -> Move:
        group = chance.choice(self.groups)
        blocks = [block for offer, block in self.offers if offer == self.offer_of[group]]
        return MoveGroup(group, chance.choice(blocks), chance.choice(self.rooms))

    def _tutor(self, chance: random.Random) -> Move:
        group, other = chance.choice(self.groups), chance.choice((None, *self.groups))
        role = chance.choice(tuple(TutorRole))
        team = [tutor for tutor, _ in self.standing.teams.get(group, ())]
        if team and chance.random() < 0.5:
            return MoveTutor(team[0], group, chance.choice((None, other)), role)
        return MoveTutor(chance.choice(self.tutors), None, other or group, role)

    def _child(self, chance: random.Random) -> Move:
        group = chance.choice(self.groups)
        there = self.children.get(group, [])
        if there and chance.random() < 0.6:
            child = chance.choice(there)
            wished = self.wished.get(child) or self.groups
            return MoveChild(child, group, chance.choice((None, chance.choice(wished))))
        child = chance.choice(self.everybody)
        return MoveChild(child, None, chance.choice(self.wished.get(child) or self.groups))

    def _open(self, chance: random.Random) -> Move:
        return OpenGroup(*chance.choice(self.offers), chance.choice(self.rooms))

    def _close(self, chance: random.Random) -> Move:
        return CloseGroup(chance.choice(self.groups))
