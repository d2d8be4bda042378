"""Groups that somebody left unfinished by hand: too few children, or a team that is short."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import case, exists, func, select
from sqlalchemy.orm import Session, aliased

from models import Block, Group, GroupTutor, Offer, PlanVersion
from models.enums import TutorRole


class Unfinished(NamedTuple):
    """A group that may not open as it stands (contract, 3.3 and 3.4): its offer and its block."""

    group_id: int
    offer: str
    block: str


def unfinished_groups(
    session: Session, version: PlanVersion, *, but: PlanVersion | None = None
) -> Sequence[Unfinished]:
    """The groups of a version that lack children, leads or assistants, by offer and block.

    Groups that are in the version `but` too, with as many children or fewer, are left out.

    A plan that was searched has none; moves on the board may leave some, to be finished by
    further moves or by planning the rest again.
    """
    led = (
        select(
            GroupTutor.group_id.label("group_id"),
            func.sum(case((GroupTutor.role == TutorRole.LEAD, 1), else_=0)).label("leads"),
            func.sum(case((GroupTutor.role == TutorRole.ASSISTANT, 1), else_=0)).label(
                "assistants"
            ),
        )
        .where(GroupTutor.season_id == version.season_id, GroupTutor.given_back_at.is_(None))
        .group_by(GroupTutor.group_id)
        .subquery()
    )
    before = aliased(Group)
    there = exists().where(
        before.version_id == (0 if but is None else but.id),
        before.cancelled_at.is_(None),
        before.offer_id == Group.offer_id,
        before.block_id == Group.block_id,
        before.room_id == Group.room_id,
        before.children_held <= Group.children_held,
    )
    found = session.execute(
        select(Group.id, Offer.title, func.coalesce(func.nullif(Block.label, ""), Block.code))
        .join(Offer, Offer.id == Group.offer_id)
        .join(Block, Block.id == Group.block_id)
        .outerjoin(led, led.c.group_id == Group.id)
        .where(
            Group.version_id == version.id,
            Group.cancelled_at.is_(None),
            ~there,
            (Group.children_held < Offer.min_size)
            | (func.coalesce(led.c.leads, 0) < Offer.leads)
            | (func.coalesce(led.c.assistants, 0) < Offer.assistants),
        )
        .order_by(Offer.title, Group.id)
    )
    return [Unfinished(*row) for row in found]
