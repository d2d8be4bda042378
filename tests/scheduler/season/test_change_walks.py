"""Whatever somebody does, undoes and does again, the season comes back."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from models import (
    Block,
    Location,
    Offer,
    Pin,
    Room,
    SeasonChange,
    Tutor,
)
from models.enums import TutorRole
from scheduler.season.availability import WindowDraft, set_tutor_windows
from scheduler.season.blocks import BlockDraft, SessionDraft, add_block, edit_block, remove_block
from scheduler.season.changing import redo, undo
from scheduler.season.offers import (
    add_offer,
    edit_offer,
    publish_offer,
    remove_offer,
    withdraw_offer,
)
from scheduler.season.pins import PinDraft, pin, unpin
from scheduler.season.refusals import Refusal
from scheduler.season.sites import (
    LocationDraft,
    RoomDraft,
    add_location,
    edit_room,
    remove_location,
)
from scheduler.season.tutors import TutorDraft, TutorProfile, add_tutor, edit_tutor, remove_tutor
from tests.scheduler.season.changes import by, do, pins_version, state
from tests.scheduler.season.conftest import Towns
from tests.scheduler.season.town import NOW, Town, offer_draft

State = dict[str, list[tuple[int, tuple[Any, ...]]]]


class _Walk:
    """Random edits, undos and redos, as somebody does who changes their mind a lot."""

    def __init__(self, session: Session, town: Town, seed: int) -> None:
        self.session, self.town, self.chance = session, town, random.Random(seed)
        self.states = [state(session, town)]
        self.done: list[int] = []
        self.undone: list[int] = []
        self.made = 0

    def step(self) -> None:
        kind = self.chance.random()
        if kind < 0.35 and self.done:
            change = self.done.pop()
            undo(self.session, **by(self.town, change))
            self.undone.append(change)
        elif kind < 0.55 and self.undone:
            change = self.undone.pop()
            redo(self.session, **by(self.town, change))
            self.done.append(change)
        else:
            change = self._edit()
            if not change:
                return
            self.done.append(change)
            self.undone.clear()
            del self.states[len(self.done) :]
            self.states.append(state(self.session, self.town))
        assert state(self.session, self.town) == self.states[len(self.done)]

    def _edit(self) -> int:
        verb, given = self.chance.choice(
            [
                self._add_offer,
                self._edit_offer,
                self._remove_offer,
                self._publish,
                self._block,
                self._edit_block,
                self._windows,
                self._tutor,
                self._edit_room,
                self._pin,
                self._location,
            ]
        )()
        savepoint = self.session.begin_nested()
        try:
            change = do(self.session, self.town, verb, **given)
        except Refusal:
            savepoint.rollback()
            return 0
        savepoint.commit()
        return change

    def _row(self, model: type[Any]) -> Any:
        self.session.expire_all()
        rows = self.session.scalars(
            select(model).where(model.season_id == self.town.season).order_by(model.id)
        ).all()
        return self.chance.choice(rows)

    def _code(self) -> str:
        self.made += 1
        return f"n{self.made}"

    def _add_offer(self) -> Any:
        return add_offer, {"offer": offer_draft(self.town, self._code())}

    def _edit_offer(self) -> Any:
        row = self._row(Offer)
        blocks = self.session.scalars(
            select(Block.id).where(Block.season_id == self.town.season).order_by(Block.id)
        ).all()
        draft = replace(
            offer_draft(self.town, row.code),
            title=self.chance.choice(["A", "B"]),
            texts={"what": {"nl": self.chance.choice(["x", "y"])}},
            blocks=tuple(self.chance.sample(blocks, k=min(2, len(blocks)))),
        )
        return edit_offer, {"offer_id": row.id, "expected": row.version, "offer": draft}

    def _remove_offer(self) -> Any:
        row = self._row(Offer)
        return remove_offer, {"offer_id": row.id, "expected": row.version}

    def _publish(self) -> Any:
        row = self._row(Offer)
        verb = self.chance.choice([publish_offer, withdraw_offer])
        return verb, {"offer_id": row.id, "expected": row.version}

    def _draft(self, code: str) -> BlockDraft:
        days = self.chance.sample(range(8, 15), k=2)
        return BlockDraft(
            code=code,
            sessions=tuple(
                SessionDraft(day=NOW.date().replace(month=7, day=day), start_min=540, end_min=700)
                for day in sorted(days)
            ),
        )

    def _block(self) -> Any:
        if self.chance.random() < 0.5:
            row = self._row(Block)
            return remove_block, {"block_id": row.id, "expected": row.version}
        return add_block, {"block": self._draft(self._code())}

    def _edit_block(self) -> Any:
        row = self._row(Block)
        draft = self._draft(row.code)
        return edit_block, {"block_id": row.id, "expected": row.version, "block": draft}

    def _windows(self) -> Any:
        row = self._row(Tutor)
        windows = tuple(
            WindowDraft(first_day=NOW.date(), last_day=NOW.date() + timedelta(days=n))
            for n in range(self.chance.randrange(3))
        )
        return set_tutor_windows, {
            "tutor_id": row.id,
            "expected": row.version,
            "windows": windows,
        }

    def _tutor(self) -> Any:
        draft = TutorDraft(
            code=self._code(),
            roles=(TutorRole.LEAD,),
            profile=TutorProfile(goals=("LO-MUV",), languages=("nl",)),
        )
        if self.chance.random() < 0.4:
            return add_tutor, {"tutor": draft}
        row = self._row(Tutor)
        if self.chance.random() < 0.5:
            return remove_tutor, {"tutor_id": row.id, "expected": row.version}
        return edit_tutor, {
            "tutor_id": row.id,
            "expected": row.version,
            "tutor": replace(draft, code=row.code),
        }

    def _edit_room(self) -> Any:
        row, site = self._row(Room), self._row(Location)
        draft = RoomDraft(code=row.code, location_id=site.id, capacity=self.chance.randrange(5, 9))
        return edit_room, {"room_id": row.id, "expected": row.version, "room": draft}

    def _pin(self) -> Any:
        expected = pins_version(self.session, self.town)
        if self.chance.random() < 0.4:
            found = self.session.scalars(
                select(Pin.id).where(Pin.season_id == self.town.season)
            ).first()
            return unpin, {"expected": expected, "pin_id": found or 0}
        draft = PinDraft(
            must=self.chance.random() < 0.5,
            offer_id=self._row(Offer).id,
            block_id=self._row(Block).id,
            room_id=self._row(Room).id,
        )
        return pin, {"expected": expected, "pin": draft}

    def _location(self) -> Any:
        if self.chance.random() < 0.5:
            row = self._row(Location)
            return remove_location, {"location_id": row.id, "expected": row.version}
        draft = LocationDraft(code=self._code(), name="Plein", lat=51.0, lon=3.7)
        return add_location, {"location": draft}


@pytest.mark.parametrize("seed", range(6))
def test_whatever_is_edited_undone_and_done_again_gives_the_same_season(
    session: Session, towns: Towns, seed: int
) -> None:
    session.execute(delete(SeasonChange))
    walk = _Walk(session, towns.here, seed)
    for _ in range(60):
        walk.step()
    while walk.done:
        undo(session, **by(towns.here, walk.done.pop()))
    assert state(session, towns.here) == walk.states[0]
