"""What a planner can do on the board, by numbers of rows."""

from __future__ import annotations

from dataclasses import dataclass

from models.enums import TutorRole


@dataclass(frozen=True, slots=True)
class MoveGroup:
    """A group goes to another room, another block, or both."""

    group_id: int
    block_id: int
    room_id: int


@dataclass(frozen=True, slots=True)
class MoveTutor:
    """A tutor leaves a group, joins one in a role, or both. `to_id` None: out of the group."""

    tutor_id: int
    from_id: int | None
    to_id: int | None
    role: TutorRole | None = None


@dataclass(frozen=True, slots=True)
class MoveChild:
    """A child leaves a group, gets a place in one, or both; who is strictly bound comes along."""

    child_id: int
    from_id: int | None
    to_id: int | None


@dataclass(frozen=True, slots=True)
class OpenGroup:
    """A new group opens, without anybody in it yet."""

    offer_id: int
    block_id: int
    room_id: int


@dataclass(frozen=True, slots=True)
class CloseGroup:
    """A group closes; its children and tutors are free again."""

    group_id: int


Move = MoveGroup | MoveTutor | MoveChild | OpenGroup | CloseGroup
