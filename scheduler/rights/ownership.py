"""Whether something is somebody's own."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from models import (
    ChildContact,
    Group,
    GroupTutor,
    Membership,
    MembershipOrganiser,
    Offer,
    Season,
)
from models.enums import ActorKind, StaffRole
from scheduler.rights.actor import Actor
from scheduler.rights.role import Own
from scheduler.rights.subject import Subject


def owns(session: Session, actor: Actor, season: Season, own: Own, subject: Subject) -> bool:
    """Whether all of the subject is the actor's own. What is not there is nobody's own."""
    match own:
        case Own.ALL:
            return True
        case Own.OFFERS:
            mine = _organisers(session, actor, season)
            of_offer = select(Offer.id, Offer.organiser_id).where(
                Offer.season_id == season.id, Offer.id.in_(subject.offers)
            )
            theirs = [
                *subject.organisers,
                *_organisers_of(session, of_offer, subject.offers),
            ]
            return bool(theirs) and all(each in mine for each in theirs)
        case Own.GROUPS if actor.kind is ActorKind.TUTOR:
            return _leads(session, actor, season, subject.groups)
        case Own.GROUPS:
            mine = _organisers(session, actor, season)
            of_group = (
                select(Group.id, Offer.organiser_id)
                .join(Offer, Offer.id == Group.offer_id)
                .where(Group.season_id == season.id, Group.id.in_(subject.groups))
            )
            theirs = _organisers_of(session, of_group, subject.groups)
            return bool(theirs) and all(each in mine for each in theirs)
        case Own.CHILDREN:
            return _brings_up(session, actor, season, subject.children)
        case Own.THEMSELVES:
            people = subject.tutors if actor.kind is ActorKind.TUTOR else subject.contacts
            return bool(people) and all(each == actor.id for each in people)


_NOBODYS = -1
"""An organiser that is not there: nobody's own."""


def _organisers(session: Session, actor: Actor, season: Season) -> set[int | None]:
    """The organisers for whom an account works with the role organiser."""
    return set(
        session.scalars(
            select(MembershipOrganiser.organiser_id)
            .join(Membership, Membership.id == MembershipOrganiser.membership_id)
            .where(
                Membership.municipality_id == season.municipality_id,
                Membership.account_id == actor.id,
                Membership.role == StaffRole.ORGANISER,
            )
        )
    )


def _organisers_of(
    session: Session, statement: Select[int, int | None], wanted: Iterable[int]
) -> list[int | None]:
    found = {row[0]: row[1] for row in session.execute(statement)}
    return [found.get(each, _NOBODYS) for each in wanted]


def _leads(session: Session, actor: Actor, season: Season, groups: tuple[int, ...]) -> bool:
    found = session.scalars(
        select(GroupTutor.group_id).where(
            GroupTutor.season_id == season.id,
            GroupTutor.tutor_id == actor.id,
            GroupTutor.group_id.in_(groups),
        )
    )
    return bool(groups) and set(found) == set(groups)


def _brings_up(session: Session, actor: Actor, season: Season, children: tuple[int, ...]) -> bool:
    found = session.scalars(
        select(ChildContact.child_id).where(
            ChildContact.season_id == season.id,
            ChildContact.contact_id == actor.id,
            ChildContact.child_id.in_(children),
        )
    )
    return bool(children) and set(found) == set(children)
