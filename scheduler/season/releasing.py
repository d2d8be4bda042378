"""Gives places back, and offers their seats on at once."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from models import Group, PlanVersion, Season, WaitingEntry, Wish
from models.enums import WaitingStatus
from models.seats import give_back
from scheduler.season.seating import fill
from scheduler.season.standing import grants, held_places, hold_current, site_of


def release(session: Session, season: Season, children: Collection[int], now: datetime) -> None:
    """Give back all that children hold or wait for in the plan that counts, and offer it on.

    Without a published plan there is nothing to give back.
    """
    version = hold_current(session, season)
    if version is None:
        return
    groups = _give_back(session, version, children, now, keep_wished=False)
    _leave(session, version, children, now)
    fill_all(session, season, groups, now)


def release_unwished(session: Session, season: Season, child: int, now: datetime) -> None:
    """Give back what a child holds or waits for and no longer wishes; the rest stays."""
    version = hold_current(session, season)
    if version is None:
        return
    groups = _give_back(session, version, (child,), now, keep_wished=True)
    wishes = session.scalars(select(Wish).where(Wish.child_id == child)).all()
    waits = session.execute(
        select(WaitingEntry, Group)
        .join(Group, Group.id == WaitingEntry.group_id)
        .where(
            Group.version_id == version.id,
            WaitingEntry.child_id == child,
            WaitingEntry.status == WaitingStatus.WAITING,
        )
    ).all()
    for entry, group in waits:
        site = site_of(session, group)
        if not any(grants(wish, group, site) for wish in wishes):
            entry.status, entry.ended_at = WaitingStatus.LEFT, now
    session.flush()
    fill_all(session, season, groups, now)


def fill_all(session: Session, season: Season, groups: Iterable[Group], now: datetime) -> None:
    """Offer the free seats of several groups on, in the order of their numbers."""
    for group in sorted({each.id: each for each in groups}.values(), key=lambda each: each.id):
        fill(session, season, group, now)


def _give_back(
    session: Session,
    version: PlanVersion,
    children: Collection[int],
    now: datetime,
    *,
    keep_wished: bool,
) -> list[Group]:
    freed: list[Group] = []
    for place, group in held_places(session, version, children):
        if keep_wished:
            wishes = session.scalars(select(Wish).where(Wish.child_id == place.child_id)).all()
            site = site_of(session, group)
            if any(grants(wish, group, site) for wish in wishes):
                continue
        if give_back(session, season_id=version.season_id, place_id=place.id, at=now):
            freed.append(group)
    return freed


def _leave(
    session: Session, version: PlanVersion, children: Collection[int], now: datetime
) -> None:
    of_version = select(Group.id).where(Group.version_id == version.id)
    session.execute(
        update(WaitingEntry)
        .where(
            WaitingEntry.child_id.in_(children),
            WaitingEntry.group_id.in_(of_version),
            WaitingEntry.status == WaitingStatus.WAITING,
        )
        .values(status=WaitingStatus.LEFT, ended_at=now)
        .execution_options(synchronize_session="fetch")
    )
