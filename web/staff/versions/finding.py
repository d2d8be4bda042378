"""Finds versions and their groups in the season that an address names."""

from __future__ import annotations

from flask import abort
from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Group, PlanVersion


def find_version(session: Session, *, season_id: int, version_id: int) -> PlanVersion:
    """The version; 404 where this season has none with that number."""
    found = session.scalars(
        select(PlanVersion).where(PlanVersion.season_id == season_id, PlanVersion.id == version_id)
    ).one_or_none()
    if found is None:
        abort(404)
    return found


def current_version(session: Session, *, season_id: int) -> PlanVersion | None:
    """The version that families see."""
    return session.scalars(
        select(PlanVersion).where(
            PlanVersion.season_id == season_id, PlanVersion.is_current.is_(True)
        )
    ).one_or_none()


def find_current_group(session: Session, *, season_id: int, group_id: int) -> Group:
    """A group of the version that families see; 404 where it is not one of these."""
    found = session.scalars(
        select(Group)
        .join(PlanVersion, PlanVersion.id == Group.version_id)
        .where(
            Group.season_id == season_id,
            Group.id == group_id,
            PlanVersion.is_current.is_(True),
        )
    ).one_or_none()
    if found is None:
        abort(404)
    return found
