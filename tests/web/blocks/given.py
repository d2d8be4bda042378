"""Blocks on the calendar of the town, and forms that are sent."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from sqlalchemy import select

from models import Block, BlockSession
from models.database import reading, writing
from tests.web.site import Site

EMPTY: Final = "/werk/gent/zomer-2027/kalender"
MONDAY: Final = date(2027, 7, 5)


def send(site: Site, path: str, fields: Mapping[str, Any], who: str = "planner") -> Any:
    """Send a form in which a field may have several values."""
    browser = site.browser(who)
    return browser.client.post(path, data={"csrf_token": browser.token(), **fields})


def blocks(site: Site) -> list[Block]:
    """All blocks of the town's first season."""
    with reading(site.engine)() as session:
        return list(
            session.scalars(
                select(Block).where(Block.season_id == site.town.season).order_by(Block.id)
            )
        )


def sessions(site: Site, block: Block) -> list[tuple[date, int, int]]:
    """The sessions of a block, in order."""
    with reading(site.engine)() as session:
        return [
            (each.day, each.start_min, each.end_min)
            for each in session.scalars(
                select(BlockSession)
                .where(BlockSession.block_id == block.id)
                .order_by(BlockSession.day, BlockSession.start_min)
            )
        ]


def put_block(site: Site, code: str, *times: tuple[date, int, int]) -> Block:
    """Put a block on the calendar, past the pages."""
    with writing(site.engine).begin() as session:
        home: dict[str, Any] = {"municipality_id": site.town.gent, "season_id": site.town.season}
        row = Block(**home, code=code, label=f"Blok {code}")
        session.add(row)
        session.flush()
        session.add_all(
            BlockSession(**home, block_id=row.id, day=day, start_min=start, end_min=end)
            for day, start, end in times
        )
    return blocks(site)[-1]
