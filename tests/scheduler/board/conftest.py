"""Seasons with a plan to move things in, on SQLite."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import URL, Engine

from models import PlanVersion, Season
from models.database import make_engine, writing
from models.enums import Phase
from scheduler.rights import Actor, account
from scheduler.season.versions import copy_version
from tests.databases import sqlite_template
from tests.web.summer import Summer, put_summer
from tests.web.town import MADE_AT, Town, build_town

__all__ = ["sqlite_template"]


@dataclass(frozen=True)
class Boards:
    """A town, and a summer in it with one version of the plan."""

    engine: Engine
    town: Town
    summer: Summer

    @property
    def actor(self) -> Actor:
        return account(self.town.accounts["planner"])

    @property
    def call(self) -> dict[str, Any]:
        """What every verb of the board is called with."""
        return {
            "actor": self.actor,
            "season_id": self.summer.season,
            "version_id": self.summer.version,
            "now": MADE_AT,
        }

    def with_budget(self, cents: int | None) -> Boards:
        with writing(self.engine).begin() as session:
            session.get_one(Season, self.summer.season).budget_cents = cents
        return replace(self)

    def with_a_copy_published(self) -> Boards:
        """Families see a copy of the version, whose places are promised from now on."""
        with writing(self.engine).begin() as session:
            version = copy_version(session, **self.call, name="Gepubliceerd")
            copy = session.get_one(PlanVersion, version)
            copy.is_current, copy.published_at = True, MADE_AT
        return self


@pytest.fixture
def boards(sqlite_template: Path, tmp_path: Path) -> Iterator[Callable[..., Boards]]:
    """Makes a town with a season of so many children."""
    made: list[Engine] = []

    def make(pupils: int = 40, seed: int = 7, phase: Phase = Phase.PLANNED) -> Boards:
        path = tmp_path / f"{pupils}-{seed}-{len(made)}.db"
        shutil.copy(sqlite_template, path)
        engine = make_engine(URL.create("sqlite", database=str(path)))
        made.append(engine)
        town = build_town(engine)
        summer = put_summer(engine, town, at=MADE_AT, pupils=pupils, seed=seed, phase=phase)
        return Boards(engine, town, summer)

    yield make
    for engine in made:
        engine.dispose()


@pytest.fixture
def board(boards: Callable[..., Boards]) -> Boards:
    """A planned summer of 40 children."""
    return boards()
