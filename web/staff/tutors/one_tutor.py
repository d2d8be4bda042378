"""One tutor: everything about them, and their groups."""

from __future__ import annotations

from typing import Any

from flask import render_template
from sqlalchemy import func, select

from models import (
    Block,
    BlockSession,
    Group,
    GroupTutor,
    Location,
    Offer,
    PlanVersion,
    Room,
    SignedLink,
    Tutor,
)
from models.enums import LinkPurpose
from web.database import reading
from web.guarding import season as this_season
from web.staff.naming import TRAVEL, ages_in_words, goal_names, language_names, need_names
from web.staff.tutors.finding import ROLES, shown_version, this_tutor
from web.staff.tutors.painting import windows_of_tutor


def tutor(municipality: str, season: str, tutor: int) -> str:  # noqa: ARG001  (as above)
    """The page."""
    row = this_tutor(tutor)
    return render_template(
        "staff/tutors/tutor.html",
        tutor=row,
        roles=ROLES,
        goals=goal_names(),
        skills=need_names(),
        languages=language_names(),
        travel=TRAVEL,
        ages=ages_in_words(row.age_from, row.age_to),
        windows=windows_of_tutor(row),
        version=reading()
        .scalars(select(PlanVersion).where(PlanVersion.id == shown_version().scalar_subquery()))
        .one_or_none(),
        groups=_groups(row),
        link=_link(row),
    )


def _groups(row: Tutor) -> Any:
    """The groups of the version that counts, in the order of the summer."""
    first, last = func.min(BlockSession.day), func.max(BlockSession.day)
    return (
        reading()
        .execute(
            select(
                GroupTutor.role,
                GroupTutor.accepted_at,
                GroupTutor.given_back_at,
                Offer.title,
                Block.label,
                Block.code,
                Location.name.label("location"),
                Room.name.label("room"),
                Group.children_held,
                first.label("first_day"),
                last.label("last_day"),
            )
            .join(Group, Group.id == GroupTutor.group_id)
            .join(Offer, Offer.id == Group.offer_id)
            .join(Block, Block.id == Group.block_id)
            .join(BlockSession, BlockSession.block_id == Block.id)
            .join(Room, Room.id == Group.room_id)
            .join(Location, Location.id == Room.location_id)
            .where(
                GroupTutor.season_id == this_season().id,
                GroupTutor.tutor_id == row.id,
                Group.cancelled_at.is_(None),
                Group.version_id == shown_version().scalar_subquery(),
            )
            .group_by(GroupTutor.id, Group.id, Offer.id, Block.id, Room.id, Location.id)
            .order_by(first, Group.id)
        )
        .all()
    )


def _link(row: Tutor) -> SignedLink | None:
    """The last link that was made for the tutor."""
    return (
        reading()
        .scalars(
            select(SignedLink)
            .where(SignedLink.tutor_id == row.id, SignedLink.purpose == LinkPurpose.TUTOR)
            .order_by(SignedLink.id.desc())
            .limit(1)
        )
        .one_or_none()
    )
