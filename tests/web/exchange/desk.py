"""Somebody who brings files in and takes them out."""

from __future__ import annotations

import re
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

from sqlalchemy import select
from werkzeug.test import TestResponse

from models import Room, Season, SeasonChange
from models.database import reading, writing
from models.enums import Phase
from scheduler.exchange.tables_known import SUPPLY
from tests.web.site import Browser, Site

HERE = "/werk/gent/zomer-2028"


@dataclass(frozen=True)
class Desk:
    """The site, the season, and the folder of files that wait."""

    site: Site
    season: int
    folder: Path

    def send(
        self, who: Browser, text: str, *, name: str = "rooms.csv", **fields: Any
    ) -> TestResponse:
        """Send a file; the answer, without following it."""
        chosen = {"tables": list(SUPPLY), **fields}
        return who.client.post(
            f"{HERE}/bestanden/sturen",
            data={
                "csrf_token": who.token(),
                "file": (BytesIO(text.encode()), name),
                **chosen,
            },
        )

    def confirm(self, who: Browser, page: TestResponse, **fields: str) -> TestResponse:
        """Do what a preview shows."""
        token, digest = (
            found[1]
            if (found := re.search(rf'name="{each}"[^>]*value="([^"]*)"', page.text))
            else ""
            for each in ("bestand", "digest")
        )
        return who.post(
            f"{HERE}/bestanden/inlezen", **{"bestand": token, "digest": digest, **fields}
        )

    def room(self) -> tuple[str, int]:
        """The first room: its code, and how many fit in."""
        with reading(self.site.engine)() as session:
            row = session.scalars(
                select(Room).where(Room.season_id == self.season).order_by(Room.id)
            ).first()
            assert row is not None
            return row.code, row.capacity

    def changes(self) -> list[int]:
        """What can be undone."""
        with reading(self.site.engine)() as session:
            return list(session.scalars(select(SeasonChange.id).order_by(SeasonChange.id)))

    def waiting(self) -> int:
        """How many files wait."""
        return len(list(self.folder.glob("*"))) if self.folder.is_dir() else 0

    def enter(self, phase: Phase) -> None:
        """Put the season in a phase."""
        with writing(self.site.engine).begin() as session:
            session.get_one(Season, self.season).phase = phase
