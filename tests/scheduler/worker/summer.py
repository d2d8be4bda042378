"""Seasons with work for the worker, in a real database."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import Any, Final

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session, sessionmaker

from data.dataset import Dataset, read_dataset
from data.sample import sample_tables
from data.season_rows import pack_dataset, pseudonymised, put_dataset
from data.write_tables import write_tables
from models import (
    AuditEntry,
    Contact,
    Message,
    Municipality,
    Offer,
    PhaseChange,
    PlanningRun,
    Season,
)
from models.enums import Channel, ContactRole, OfferStatus, Phase
from scheduler.outbox import queue
from scheduler.outbox.occasions import Withdrawn
from scheduler.worker.doors import Doors
from tests.scheduler import tiny_season

NOW: Final = datetime(2027, 6, 1, 8, tzinfo=UTC)  # a Tuesday, 10 o'clock in Brussels
PATIENCE_SECONDS: Final = 300


def eventually(true: Callable[[], bool], what: str) -> None:
    """Wait until something is so; how fast the machine is does not matter."""
    end = time.monotonic() + PATIENCE_SECONDS
    while not true():
        if time.monotonic() > end:
            pytest.fail(f"still not so: {what}")
        time.sleep(0.01)


def tiny(folder: Path) -> Dataset:
    """A season that is solved at once."""
    if not folder.exists():
        tiny_season.write(folder)
    return read_dataset(folder)


def past(folder: Path) -> Dataset:
    """The same, a year earlier."""
    tiny_season.write(folder)
    for name in ("season", "sessions"):
        path = folder / f"{name}.csv"
        path.write_text(
            path.read_text(encoding="utf-8").replace("2027-", "2026-"), encoding="utf-8"
        )
    return read_dataset(folder)


def long(folder: Path, *, pupils: int = 300) -> Dataset:
    """A season whose best plan is not proven within any time that a test has."""
    write_tables(sample_tables(pupils, 3), folder)
    return read_dataset(folder)


@dataclass
class Summer:
    """A municipality; every call commits. `folder` is where datasets are made."""

    sessions: sessionmaker[Session]
    looks: sessionmaker[Session]
    folder: Path
    municipality_id: int
    numbers: count[int] = field(default_factory=lambda: count(1))

    @classmethod
    def begin(cls, doors: Doors, folder: Path) -> Summer:
        with doors.write.begin() as session:
            here = Municipality(slug="zomerdorp", name="Zomerdorp", contact_phone="09 000 00 00")
            session.add(here)
            session.flush()
            return cls(doors.write, doors.read, folder, here.id)

    def season(self, dataset: Dataset | None = None) -> int:
        """A season in draft whose offers are published."""
        slug = f"zomer-{next(self.numbers)}"
        with self.sessions.begin() as session:
            season_id = put_dataset(
                session,
                dataset or tiny(self.folder / "tiny"),
                municipality_id=self.municipality_id,
                slug=slug,
                at=NOW,
            )
            session.execute(
                update(Offer)
                .where(Offer.season_id == season_id)
                .values(
                    status=OfferStatus.PUBLISHED,
                    published_at=NOW,
                    price_cents=0,
                    step_free=True,
                    spoken_languages=("nl",),
                    getting_there="",
                    before_hours="",
                    after_hours="",
                )
            )
        return season_id

    def run(
        self,
        season_id: int,
        dataset: Dataset | None = None,
        *,
        seconds: float = 5.0,
        packed: bytes | None = None,
        **own: Any,
    ) -> int:
        """A queued run of a season."""
        solved = dataset or tiny(self.folder / "tiny")
        values: Mapping[str, Any] = {"options": {}, "queued_at": NOW} | own
        with self.sessions.begin() as session:
            run = PlanningRun(
                municipality_id=self.municipality_id,
                season_id=season_id,
                seconds_asked=seconds,
                dataset=packed or pack_dataset(pseudonymised(solved)),
                dataset_sha256=solved.sha256,
                **values,
            )
            session.add(run)
            session.flush()
            return run.id

    def of_run(self, run_id: int) -> PlanningRun:
        """The run as it is now."""
        with self.looks() as session:
            return session.scalars(select(PlanningRun).where(PlanningRun.id == run_id)).one()

    def packed_plan(self, run_id: int) -> bytes | None:
        with self.looks() as session:
            return session.scalars(select(PlanningRun.plan).where(PlanningRun.id == run_id)).one()

    def change_run(self, run_id: int, **values: object) -> None:
        with self.sessions.begin() as session:
            session.execute(update(PlanningRun).where(PlanningRun.id == run_id).values(**values))

    def due(self, season_id: int, **phases: datetime) -> None:
        """Dates of phases, by the phase's word."""
        with self.sessions.begin() as session:
            session.add_all(
                PhaseChange(
                    municipality_id=self.municipality_id,
                    season_id=season_id,
                    phase=Phase(word),
                    due_at=at,
                )
                for word, at in phases.items()
            )

    def changes(self, season_id: int) -> Sequence[tuple[Phase, datetime | None]]:
        """The phases with a row, in order, and when each happened."""
        order = tuple(Phase)
        with self.looks() as session:
            found = session.execute(
                select(PhaseChange.phase, PhaseChange.happened_at).where(
                    PhaseChange.season_id == season_id
                )
            )
            return sorted(((p, at) for p, at in found), key=lambda each: order.index(each[0]))

    def phase(self, season_id: int) -> Phase:
        with self.looks() as session:
            return session.scalars(select(Season.phase).where(Season.id == season_id)).one()

    def contact(self, season_id: int, name: str = "an") -> Contact:
        contact = Contact(
            municipality_id=self.municipality_id,
            season_id=season_id,
            role=ContactRole.PARENT,
            channel=Channel.MAIL,
            email=f"{name}@familie.example",
        )
        with self.sessions.begin() as session:
            session.add(contact)
        return contact

    def tell(self, contact: Contact, key: str, *, now: datetime = NOW) -> Message:
        """A message in the outbox, of a kind that nothing waits for."""
        with self.sessions.begin() as session:
            return queue(
                session,
                municipality_id=self.municipality_id,
                recipient=contact,
                occasion=Withdrawn(child="Kindernaam"),
                dedup_key=key,
                now=now,
            )

    def audited(self) -> Counter[tuple[str, int | None]]:
        """How often each verb was noted about each subject."""
        with self.looks() as session:
            found = session.execute(select(AuditEntry.verb, AuditEntry.subject_id))
            return Counter((verb, subject) for verb, subject in found)
