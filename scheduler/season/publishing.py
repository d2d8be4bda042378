"""A version of the plan is published: from then on it counts, and families are told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Final

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from models import Child, Group, PlanVersion, Refusal, Season, WaitingEntry
from models.enums import Phase, RefusalReason, WaitingStatus
from models.seats import give_back
from scheduler.outbox.occasions import Result, Slot
from scheduler.rights import Actor, admit
from scheduler.season.asking import WayIn
from scheduler.season.noting import note
from scheduler.season.phases import enter
from scheduler.season.phases_allowed import is_before, only_in
from scheduler.season.publication import Held, children_told, held, lost_unsaid, stale
from scheduler.season.refusals import AlreadyPublished, PlanIsOld, PlanUnfinished
from scheduler.season.releasing import fill_all
from scheduler.season.rows import find
from scheduler.season.slots import Slots
from scheduler.season.standing import hold_current
from scheduler.season.telling import contacts_of, tell
from scheduler.season.unfinished import unfinished_groups
from scheduler.season.ways_in import ways_in_for

_MOST_NAMED: Final = 5


def publish_version(  # noqa: PLR0913  (each by name)
    session: Session,
    *,
    actor: Actor,
    season_id: int,
    version_id: int,
    now: datetime,
    base_url: str = "",
) -> None:
    """Publish a version: it counts from now on, and never changes but by giving back and taking.

    Who withdrew since it was planned gives its places to who waits, before anybody is told.
    Every family is told its result; after an earlier version, only those for whom something
    changed. With `base_url`, the address of the site, it is told with a new way in, for who
    lost the first one. The waiting lists are open.

    Raises:
        NotHere, NotAllowed: as `admit`.
        WrongPhase: wishes are not closed, or the season is over.
        AlreadyPublished: it was, also if another version took its place.
        PlanUnfinished: moves on the board left groups with too few children or tutors.
        PlanIsOld: a place that a family holds now is not in it, and the plan does not say that
            it could not be kept (contract, 3.11): plan again with promises.
    """
    admitted = admit(
        session, actor=actor, season_id=season_id, verb="publish_version", moves_season=True
    )
    season = admitted.season
    only_in(season, Phase.CLOSED, Phase.PLANNED, Phase.PUBLISHED, Phase.RUNNING)
    earlier = hold_current(session, season)
    version = find(session, PlanVersion, season, version_id)
    if version.published_at is not None:
        raise AlreadyPublished
    before = {} if earlier is None else held(session, earlier)
    if lost_unsaid(session, season, version, before):
        raise PlanIsOld
    _require_finished(session, version, earlier)
    freed = _free_stale(session, season, version, earlier, now)
    if earlier is not None:
        earlier.is_current = False
        session.flush()
    version.is_current, version.published_at = True, now
    session.flush()
    if is_before(season.phase, Phase.PUBLISHED):
        enter(session, season, Phase.PUBLISHED, now)
    note(session, admitted, version, now)
    # Told first, so that who is promoted now hears of that after the result.
    changed_from = before if earlier else None
    _tell_results(session, season, version, before=changed_from, now=now, base_url=base_url)
    fill_all(session, season, freed, now)


def _require_finished(session: Session, version: PlanVersion, earlier: PlanVersion | None) -> None:
    """Nothing, if every group has the children and the team that it needs.

    Looked at before the places of who withdrew come free: that is nobody's unfinished work. Nor
    is a group that families have already, where it is no worse than it was.
    """
    left = unfinished_groups(session, version, but=earlier)
    if left:
        shown = ", ".join(f"{each.offer} ({each.block})" for each in left[:_MOST_NAMED])
        raise PlanUnfinished(shown + (", …" if len(left) > _MOST_NAMED else ""))


def _free_stale(
    session: Session,
    season: Season,
    version: PlanVersion,
    earlier: PlanVersion | None,
    now: datetime,
) -> Sequence[Group]:
    """Free the seats of who withdrew or gave back since the plan was begun; their groups."""
    freed = set[int]()
    for each in stale(session, season, version, earlier):
        give_back(session, season_id=season.id, place_id=each.place_id, at=now)
        freed.add(each.group_id)
    gone = select(Child.id).where(Child.season_id == season.id, Child.withdrawn_at.is_not(None))
    session.execute(
        update(WaitingEntry)
        .where(
            WaitingEntry.group_id.in_(select(Group.id).where(Group.version_id == version.id)),
            WaitingEntry.child_id.in_(gone),
            WaitingEntry.status == WaitingStatus.WAITING,
        )
        .values(status=WaitingStatus.LEFT, ended_at=now)
        .execution_options(synchronize_session="fetch")
    )
    return session.scalars(select(Group).where(Group.id.in_(freed)).order_by(Group.id)).all()


def _tell_results(  # noqa: PLR0913
    session: Session,
    season: Season,
    version: PlanVersion,
    *,
    before: Mapping[Held, int] | None,
    now: datetime,
    base_url: str,
) -> None:
    """Tell every family with a request; with `before` only those whose places changed."""
    slots = Slots(session, season)
    after = held(session, version)
    places: dict[int, list[Held]] = {}
    for each in after:
        places.setdefault(each[0], []).append(each)
    refused: dict[int, list[tuple[Slot, RefusalReason]]] = {}
    for no in session.scalars(
        select(Refusal).where(Refusal.version_id == version.id).order_by(Refusal.rank, Refusal.id)
    ):
        slot = slots.of((no.offer_id, no.block_id, no.location_id))
        refused.setdefault(no.child_id, []).append((slot, no.reason))
    children = children_told(session, season, after, before)
    contacts = contacts_of(session, (child.id for child in children))
    ways: Mapping[int, WayIn] = {}
    if base_url:
        every = {each.id: each for child in children for each in contacts.get(child.id, ())}
        ways = ways_in_for(
            session, season=season, contacts=every.values(), base_url=base_url, now=now
        )
    for child in children:
        own = places.get(child.id, [])
        for contact in contacts.get(child.id, ()):
            way = ways.get(contact.id, WayIn())
            tell(
                session,
                season=season,
                contacts=(contact,),
                occasion=Result(
                    child=child.first_name,
                    link=way.link,
                    code=way.code,
                    places=slots.of_all((offer, block, site) for _, offer, block, site in own),
                    refused=tuple(refused.get(child.id, ())),
                ),
                about=f"result:version={version.id}:child={child.id}",
                now=now,
            )
