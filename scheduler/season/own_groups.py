"""Tutors accept their groups, or hand them back."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import GroupTutor
from models.enums import Phase
from scheduler.rights import Actor, Admitted, NotHere, Subject, admit
from scheduler.season.noting import note
from scheduler.season.phases_allowed import only_in
from scheduler.season.standing import find_group, require_current


def accept_group(
    session: Session, *, actor: Actor, season_id: int, group_id: int, now: datetime
) -> None:
    """Accept a group, also after handing it back.

    Raises:
        NotHere, NotAllowed: as `admit`; tutors do this for groups they are in.
        WrongPhase: places are not known, or the season is over.
    """
    admitted, mine = _own(session, actor, season_id, "accept_group", group_id)
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
