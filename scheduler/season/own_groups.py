"""Tutors accept their groups, or hand them back."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from models import BlockSession, Group, GroupTutor
from models.enums import Phase
from scheduler.rights import Actor, Admitted, NotHere, Subject, admit
from scheduler.rights.refusal import Refusal
from scheduler.season.noting import note
from scheduler.season.phases_allowed import only_in
from scheduler.season.standing import find_group, require_current
from scheduler.text import Text


class BusyThen(Refusal):
    """The tutor is in another group at the same time."""

    text: ClassVar = Text(
        nl="Je bent dan al in een andere groep. Bel de gemeente om te ruilen.",
        en="You are in another group at that time. Call the municipality to swap.",
    )


def accept_group(
    session: Session, *, actor: Actor, season_id: int, group_id: int, now: datetime
) -> None:
    """Accept a group, also after handing it back.

    Raises:
        NotHere, NotAllowed: as `admit`; tutors do this for groups they are in.
        WrongPhase: places are not known, or the season is over.
        BusyThen: it was handed back, and the tutor is in another group at that time by now.
    """
    admitted, mine = _own(session, actor, season_id, "accept_group", group_id)
    if mine.given_back_at is not None and _is_busy(session, mine):
        raise BusyThen
    mine.accepted_at, mine.given_back_at = mine.accepted_at or now, None
    note(session, admitted, mine, now)


def hand_back_group(
    session: Session, *, actor: Actor, season_id: int, group_id: int, now: datetime
) -> None:
    """Hand a group back: the planner looks for somebody else. Nothing changes for families yet.

    Raises:
        NotHere, NotAllowed, WrongPhase: as `accept_group`.
    """
    admitted, mine = _own(session, actor, season_id, "hand_back_group", group_id)
    mine.accepted_at, mine.given_back_at = None, mine.given_back_at or now
    note(session, admitted, mine, now)


def _own(
    session: Session, actor: Actor, season_id: int, verb: str, group_id: int
) -> tuple[Admitted, GroupTutor]:
    admitted = admit(
        session,
        actor=actor,
        season_id=season_id,
        verb=verb,
        subject=Subject(groups=(group_id,)),
    )
    only_in(admitted.season, Phase.PUBLISHED, Phase.RUNNING)
    group = find_group(session, require_current(session, admitted.season), group_id)
    mine = session.scalars(
        select(GroupTutor).where(GroupTutor.group_id == group.id, GroupTutor.tutor_id == actor.id)
    ).one_or_none()
    if mine is None:
        raise NotHere
    return admitted, mine


def _is_busy(session: Session, mine: GroupTutor) -> bool:
    """Whether the tutor is in another group of this plan while this one meets."""
    here, there = aliased(BlockSession), aliased(BlockSession)
    group = session.get_one(Group, mine.group_id)
    found = session.scalar(
        select(there.id)
        .join(Group, Group.block_id == there.block_id)
        .join(GroupTutor, GroupTutor.group_id == Group.id)
        .join(here, here.day == there.day)
        .where(
            here.block_id == group.block_id,
            here.start_min < there.end_min,
            there.start_min < here.end_min,
            Group.version_id == group.version_id,
            Group.id != group.id,
            Group.cancelled_at.is_(None),
            GroupTutor.tutor_id == mine.tutor_id,
            GroupTutor.given_back_at.is_(None),
        )
        .limit(1)
    )
    return found is not None
