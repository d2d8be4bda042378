"""Asks the rights table whether somebody may do something with something."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Account, Contact, Membership, Municipality, Season, Tutor
from models.enums import ActorKind
from scheduler.rights.actor import Actor
from scheduler.rights.ownership import owns
from scheduler.rights.refusals import NotAllowed, NotHere
from scheduler.rights.role import Own, Role
from scheduler.rights.subject import Subject
from scheduler.rights.table import RIGHTS

_NOTHING = Subject()


@dataclass(frozen=True, slots=True)
class Admitted:
    """Somebody who may go on: with which verb, in which season, and as what."""

    actor: Actor
    verb: str
    season: Season
    roles: frozenset[Role]

    @property
    def is_staff(self) -> bool:
        """Whether the municipality itself does it, perhaps for a family."""
        return self.actor.kind is ActorKind.ACCOUNT


def admit(  # noqa: PLR0913  (each by name)
    session: Session,
    *,
    actor: Actor,
    season_id: int,
    verb: str,
    subject: Subject = _NOTHING,
    moves_season: bool = False,
) -> Admitted:
    """Let somebody go on with a verb, or not.

    The season's phase stays as it is until the caller commits; `moves_season` for verbs that
    change the season itself, which wait for everybody else.

    Raises:
        NotHere: there is no such season, or whoever asks has nothing to do with it: who is of
            another municipality cannot tell which.
        NotAllowed: their roles may not, or only with what is their own.
    """
    # Not to be changed meanwhile by who opens and closes; on SQLite whoever writes is alone.
    season = session.scalars(
        select(Season)
        .where(Season.id == season_id)
        .with_for_update(read=not moves_season, key_share=moves_season)
        .execution_options(populate_existing=True)
    ).one_or_none()
    if season is None:
        raise NotHere
    roles = _roles(session, actor, season.municipality_id, season_id)
    return Admitted(actor, verb, season, _allowed(session, actor, roles, season, verb, subject))


def admit_to_municipality(
    session: Session, *, actor: Actor, municipality_id: int, verb: str
) -> Municipality:
    """The same for verbs that make a season, where there is none yet.

    Raises:
        NotHere: there is no such municipality, or whoever asks does not work for it.
        NotAllowed: their roles may not.
    """
    municipality = session.get(Municipality, municipality_id)
    if municipality is None:
        raise NotHere
    roles = _roles(session, actor, municipality_id, None)
    if not roles:
        raise NotHere
    if not roles & RIGHTS[verb].keys():
        raise NotAllowed
    return municipality


def _allowed(  # noqa: PLR0913, PLR0917  (the whole question)
    session: Session,
    actor: Actor,
    roles: Collection[Role],
    season: Season,
    verb: str,
    subject: Subject,
) -> frozenset[Role]:
    if not roles:
        raise NotHere
    rights = RIGHTS[verb]
    allowed = frozenset(
        role
        for role in roles
        if role in rights
        and (rights[role] is Own.ALL or owns(session, actor, season, rights[role], subject))
    )
    if not allowed:
        raise NotAllowed
    return allowed


def _roles(
    session: Session, actor: Actor, municipality_id: int, season_id: int | None
) -> frozenset[Role]:
    """What somebody is there, at this moment."""
    match actor.kind:
        case None:
            return frozenset({Role.ANYONE})
        case ActorKind.SYSTEM:
            return frozenset({Role.SYSTEM})
        case ActorKind.ACCOUNT:
            found = session.scalars(
                select(Membership.role)
                .join(Account, Account.id == Membership.account_id)
                .where(
                    Membership.municipality_id == municipality_id,
                    Membership.account_id == actor.id,
                    Account.disabled_at.is_(None),
                )
            )
            return frozenset(Role(role.value) for role in found)
        case ActorKind.CONTACT:
            there = session.scalar(
                select(Contact.id).where(Contact.season_id == season_id, Contact.id == actor.id)
            )
            return frozenset() if there is None else frozenset({Role.FAMILY})
        case ActorKind.TUTOR:
            there = session.scalar(
                select(Tutor.id).where(Tutor.season_id == season_id, Tutor.id == actor.id)
            )
            return frozenset() if there is None else frozenset({Role.TUTOR})
