"""A municipality with families to write to, in a real database."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from models import Contact, Message, Municipality, Season, Tutor
from models.enums import Channel, ContactRole
from scheduler.outbox import queue
from scheduler.outbox.occasions import Occasion, Receipt, Slot

ON_SQLITE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
"""For tests in which the database plays no part of its own."""

NOW = datetime(2027, 6, 1, 8, tzinfo=UTC)  # a Tuesday, 10 o'clock in Brussels
CHILD = "Kindernaam"
SLOT = Slot(
    offer="Zingen & spelen",
    where="De Sluis",
    first_day=date(2027, 7, 5),
    last_day=date(2027, 7, 9),
    hours=(540, 720),
)


@dataclass
class Town:
    """Where rows go; every call commits."""

    sessions: sessionmaker[Session]
    municipality_id: int
    season_id: int
    elsewhere_id: int

    def contact(self, **own: object) -> Contact:
        values: dict[str, object] = {
            "role": ContactRole.PARENT,
            "channel": Channel.MAIL,
            "name": "Mila Peeters",
            "email": "mila@familie.example",
            "municipality_id": self.municipality_id,
            "season_id": self.season_id,
        }
        row = Contact(**(values | own))  # type: ignore[arg-type]  # whatever a test wants
        with self.sessions.begin() as session:
            session.add(row)
        return row

    def tutor(self, **own: object) -> Tutor:
        values: dict[str, object] = {
            "code": "T1",
            "roles": ("assistant",),
            "municipality_id": self.municipality_id,
            "season_id": self.season_id,
        }
        row = Tutor(**(values | own))  # type: ignore[arg-type]  # idem
        with self.sessions.begin() as session:
            session.add(row)
        return row

    def tell(
        self,
        contact: Contact | Tutor,
        occasion: Occasion | None = None,
        *,
        key: str = "a",
        now: datetime = NOW,
    ) -> Message:
        with self.sessions.begin() as session:
            return queue(
                session,
                municipality_id=contact.municipality_id,
                recipient=contact,
                occasion=occasion or Receipt(child=CHILD, wishes=(SLOT,)),
                dedup_key=key,
                now=now,
            )

    def messages(self) -> list[Message]:
        """All messages, as they are now."""
        with self.sessions() as session:
            return list(session.scalars(select(Message).order_by(Message.id)))

    def message(self) -> Message:
        """The only message."""
        (only,) = self.messages()
        return only


def found(sessions: sessionmaker[Session]) -> Town:
    with sessions.begin() as session:
        here = Municipality(
            slug="zomerdorp",
            name="Zomerdorp",
            contact_name="An Claes",
            contact_phone="09 000 00 00",
            contact_email="an@zomerdorp.example",
            desk_hours="ma–vr 9.00–12.00",
        )
        elsewhere = Municipality(slug="elders", name="Elders")
        session.add_all([here, elsewhere])
        session.flush()
        season = Season(
            municipality_id=here.id,
            slug="zomer-2027",
            name="Zomer 2027",
            year=2027,
            first_day=date(2027, 7, 1),
            last_day=date(2027, 8, 31),
            draw_seed="zaad",
        )
        session.add(season)
        session.flush()
        return Town(sessions, here.id, season.id, elsewhere.id)


class Clock:
    """The present moment, as a test sets it."""

    def __init__(self, now: datetime = NOW) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def pass_by(self, **time: float) -> None:
        self.now += timedelta(**time)
