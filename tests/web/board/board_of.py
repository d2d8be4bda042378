"""A town with a plan on its board, and the rows that tests name."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Child, Group, GroupTutor, Pin, Place, PlanVersion, Season
from models.database import reading, writing
from models.enums import Phase
from scheduler.board.versions_held import stamp_of
from tests.web.site import Site
from tests.web.summer import Summer, put_summer

BASE = "/werk/gent/zomer-2028"


@dataclass(frozen=True)
class Board:
    """The board of the first version."""

    site: Site
    summer: Summer
    pins: frozenset[int] = frozenset()

    @property
    def path(self) -> str:
        return f"{BASE}/versies/{self.summer.version}/bord"

    def all(self, statement: Any) -> list[Any]:
        with reading(self.site.engine)() as session:
            return [tuple(row) for row in session.execute(statement)]

    @property
    def stamp(self) -> str:
        with reading(self.site.engine)() as session:
            return str(stamp_of(session, self._season(session), self.summer.version))

    def rows(self) -> list[Any]:
        """Everything that moves change."""
        return [
            self.all(select(table.__table__).order_by(table.__table__.c.id))
            for table in (Group, GroupTutor, Place, Pin)
        ]

    def _season(self, session: Session) -> Season:
        return session.get_one(Season, self.summer.season)

    def new_pins(self) -> list[tuple[bool, int | None, int | None]]:
        """Must, tutor and child of the pins that the season did not begin with."""
        rows = self.all(select(Pin.id, Pin.must, Pin.tutor_id, Pin.child_id).order_by(Pin.id))
        return [tuple(rest) for number, *rest in rows if number not in self.pins]

    @property
    def groups(self) -> list[int]:
        mine = Group.version_id == self.summer.version
        return [number for (number,) in self.all(select(Group.id).where(mine).order_by(Group.id))]

    def in_group(self, group: int) -> int:
        """A child in a group."""
        held = select(Place.child_id).where(Place.group_id == group).order_by(Place.child_id)
        return int(self.all(held)[0][0])

    def spot_of(self, group: int) -> tuple[int, int]:
        """The block and the room of a group."""
        block, room = self.all(select(Group.block_id, Group.room_id).where(Group.id == group))[0]
        return int(block), int(room)

    def tutor_of(self, group: int) -> int:
        """A lead of a group."""
        team = select(GroupTutor.tutor_id).where(GroupTutor.group_id == group)
        return int(self.all(team.order_by(GroupTutor.id))[0][0])


def put_board(site: Site, *, phase: Phase = Phase.PLANNED, pupils: int = 40) -> Board:
    """A planned summer in Gent."""
    summer = put_summer(site.engine, site.town, at=site.clock.at, phase=phase, pupils=pupils)
    board = Board(site, summer)
    return replace(board, pins=frozenset(number for (number,) in board.all(select(Pin.id))))


def frozen(board: Board) -> None:
    """Publish the version, without telling anybody."""
    with writing(board.site.engine).begin() as session:
        version = session.get_one(PlanVersion, board.summer.version)
        version.published_at = board.site.clock.at


def text_of(page: str) -> str:
    """What a page says, without its marks."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page)).split())


def a_name_of(board: Board, child: int) -> str:
    """The first name of a child."""
    return str(board.all(select(Child.first_name).where(Child.id == child))[0][0]).partition(" ")[0]
