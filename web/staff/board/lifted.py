"""What somebody picked up on the board, as the address and forms name it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from flask import abort
from sqlalchemy.orm import Session

from models import PlanVersion, Season
from models.enums import TutorRole
from scheduler.board import targets
from scheduler.board.moves import Move, MoveChild, MoveGroup, MoveTutor, OpenGroup
from scheduler.board.reading import Table
from scheduler.board.targets import Targets
from scheduler.season.refusals import NotHere
from web.forms import whole_number

GROUP: Final = "groep"
TUTOR: Final = "begeleider"
CHILD: Final = "kind"
OFFER: Final = "aanbod"
KINDS: Final = (GROUP, TUTOR, CHILD, OFFER)


@dataclass(frozen=True, slots=True)
class Lifted:
    """A group, tutor, child, or an offer to open a group of; `gone` is the group that it leaves."""

    kind: str
    number: int
    gone: int | None

    def targets(
        self, session: Session, season: Season, version: PlanVersion
    ) -> tuple[Table, Targets]:
        """Where it may go; 404 where this season or version has no such thing."""
        given = (session, season, version, self.number)
        try:
            match self.kind:
                case "groep":
                    return targets.for_group(*given)
                case "begeleider":
                    return targets.for_tutor(*given, self.gone)
                case "kind":
                    return targets.for_child(*given, self.gone)
                case _:
                    return targets.for_offer(*given)
        except NotHere:
            abort(404)

    def move_to(self, target: str) -> Move:
        """The move to a target; 404 where there can be no such target."""
        first, _, second = target.partition("-")
        there, room = whole_number(first), whole_number(second)
        if self.kind in {GROUP, OFFER} and there is not None and room is not None:
            make = MoveGroup if self.kind == GROUP else OpenGroup
            return make(self.number, there, room)
        if self.kind == TUTOR and target == targets.OUT:
            return MoveTutor(self.number, self.gone, None)
        if self.kind == TUTOR and there is not None and second in set(TutorRole):
            return MoveTutor(self.number, self.gone, there, TutorRole(second))
        if self.kind != CHILD or second or (there is None and target != targets.OUT):
            abort(404)
        return MoveChild(self.number, self.gone, there)


def lifted(kind: str | None, number: str | None, gone: str | None) -> Lifted:
    """What was picked up; 404 where that makes no sense."""
    found, left = whole_number(number), whole_number(gone)
    if kind not in KINDS or found is None or (gone and left is None):
        abort(404)
    return Lifted(kind, found, left)
