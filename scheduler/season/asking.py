"""A family asks for places, and changes what it asked."""
# ruff: noqa: PLR0913  (verbs take everything by name)

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Child, ChildContact, Contact, PhaseChange, Season, Wish
from models.enums import ActorKind, Phase, RequestOrigin
from scheduler.outbox.hours import BRUSSELS
from scheduler.outbox.occasions import Changed, Receipt
from scheduler.rights import Actor, Admitted, NotAllowed, Subject, admit
from scheduler.rights import contact as as_contact
from scheduler.season.noting import note
from scheduler.season.phases_allowed import only_in
from scheduler.season.random_codes import LINK_LENGTH, REF_LENGTH, random_code
from scheduler.season.requests import (
    ChildDraft,
    ContactDraft,
    check_child,
    child_columns,
    contact_row,
    put_parts,
    touch,
)
from scheduler.season.rows import as_expected, find, home, put, saving
from scheduler.season.slots import Slots
from scheduler.season.telling import contacts_of, tell, tell_family, wishes_of


@dataclass(frozen=True, slots=True)
class Asked:
    """What came of asking: numbers of rows, and the code that a friend types to come along."""

    child_id: int
    contact_id: int
    link_code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WayIn:
    """How one contact comes back: a signed link, and the code that is printed on paper.

    `contact_id`: whose it is, where several contacts are told; the others are told without it.
    """

    link: str = ""
    code: str = ""
    contact_id: int | None = None


def ask(
    session: Session,
    *,
    actor: Actor,
    season_id: int,
    child: ChildDraft,
    contact: ContactDraft | int,
    now: datetime,
    origin: RequestOrigin = RequestOrigin.WEB,
    way_in: WayIn = WayIn(),
) -> Asked:
    """Take in a family's whole request for one child, and queue its receipt.

    `contact` is a new contact, or the number of one that is there, for a second child: a
    family's own, or any for staff. The child's id is random, so nothing about the family
    steers its draw number. Origin paper is for staff, who enter forms that came in in time
    after closing too; it gives the same rows and the same chance.

    Raises:
        NotHere, NotAllowed: as `admit`; somebody unknown names a contact, or enters
            paper; a family names another contact than itself.
        WrongPhase: wishes are not open.
        UnknownCode, BadValue, BrokenRule: what was filled in cannot be.
    """
    known = (contact,) if isinstance(contact, int) else ()
    admitted = admit(
        session,
        actor=actor,
        season_id=season_id,
        verb="ask",
        subject=Subject(contacts=known or ((actor.id,) if actor.id else ())),
    )
    season = admitted.season
    # A family's second child is its own contact's; who is unknown has no contact yet.
    mine = admitted.is_staff or bool(known) is (actor.kind is ActorKind.CONTACT)
    if not mine or (origin is not RequestOrigin.WEB and not admitted.is_staff):
        raise NotAllowed
    _require_open(season, admitted, origin)
    check_child(session, season, child)
    columns = child_columns(child)
    brings_up = _contact(session, season, contact)
    row = Child(
        **home(season),
        **columns,
        ref=random_code(REF_LENGTH),
        link_code=random_code(LINK_LENGTH),
        origin=origin,
        asked_at=now,
        requests_changed_at=now,
    )
    with saving(session):
        session.add(row)
    session.add(ChildContact(**home(season), child_id=row.id, contact_id=brings_up.id))
    put_parts(session, row, child, season)
    who = actor if actor.kind is not None else as_contact(brings_up.id)
    note(session, replace(admitted, actor=who), row, now)
    tell_family(
        session,
        season=season,
        child=row,
        occasion=Receipt(
            child=row.first_name,
            link=way_in.link,
            code=way_in.code,
            wishes=Slots(session, season).of_all(wishes_of(session, row)),
            results_on=_results_on(session, season),
        ),
        about=f"receipt:child={row.id}",
        now=now,
    )
    return Asked(row.id, brings_up.id, row.link_code or "")


def change_request(
    session: Session,
    *,
    actor: Actor,
    season_id: int,
    child_id: int,
    expected: int,
    child: ChildDraft,
    now: datetime,
    way_in: WayIn = WayIn(),
) -> int:
    """Save a child's request as it was filled in, all of it; its new version. Until closing.

    Staff may still enter, after closing, what came on paper in time. A request that was
    withdrawn is made again by this.

    Raises:
        NotHere, NotAllowed: as `admit`; families change what is asked for their own child.
        WrongPhase: wishes are not open.
        ChangedMeanwhile: somebody else saved it since, such as the other parent.
        UnknownCode, BadValue, BrokenRule: what was filled in cannot be.
    """
    admitted = admit(
        session,
        actor=actor,
        season_id=season_id,
        verb="change_request",
        subject=Subject(children=(child_id,)),
    )
    season = admitted.season
    row = find(session, Child, season, child_id)
    _require_open(season, admitted, RequestOrigin.PAPER)
    as_expected(session, season, row, expected)
    earlier = session.scalars(select(Wish).where(Wish.child_id == row.id)).all()
    check_child(session, season, child, earlier=earlier)
    touch(row, now)
    with saving(session):
        put(row, child_columns(child) | {"asked_at": row.asked_at or now, "withdrawn_at": None})
    put_parts(session, row, child, season)
    note(session, admitted, row, now)
    wishes = Slots(session, season).of_all(wishes_of(session, row))
    for person in contacts_of(session, (row.id,)).get(row.id, ()):
        # A way in opens all that is one contact's: another home never gets it.
        own = way_in if way_in.contact_id in {None, person.id} else WayIn()
        tell(
            session,
            season=season,
            contacts=(person,),
            occasion=Changed(child=row.first_name, link=own.link, code=own.code, wishes=wishes),
            about=f"changed:child={row.id}:version={row.version}",
            now=now,
        )
    return row.version


def _require_open(season: Season, admitted: Admitted, origin: RequestOrigin) -> None:
    if admitted.is_staff and origin is RequestOrigin.PAPER:
        only_in(season, Phase.WISHES_OPEN, Phase.CLOSED)
    else:
        only_in(season, Phase.WISHES_OPEN)


def _contact(session: Session, season: Season, contact: ContactDraft | int) -> Contact:
    if isinstance(contact, ContactDraft):
        return contact_row(session, season, contact)
    return find(session, Contact, season, contact)


def _results_on(session: Session, season: Season) -> date | None:
    due = session.scalar(
        select(PhaseChange.due_at).where(
            PhaseChange.season_id == season.id, PhaseChange.phase == Phase.PUBLISHED
        )
    )
    return None if due is None else due.astimezone(BRUSSELS).date()
