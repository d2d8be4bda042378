"""Who works for a municipality: invited, given roles, disabled and enabled again."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import func, or_, select, update
from sqlalchemy.orm import Session

from models import Account, Membership, MembershipOrganiser, Organiser, SignedLink
from models.enums import StaffRole
from scheduler.accounts.accounts import NewAccount, add_account, find_account
from scheduler.accounts.invitations import Invitation, invite, token_hash
from scheduler.accounts.municipality_facts import locked
from scheduler.accounts.noting import note_at
from scheduler.accounts.refusals import (
    HasEntered,
    IsDisabled,
    LastCoordinator,
    NoRole,
    NotAnAddress,
    OwnAccount,
    WhoseOffers,
    WorksElsewhere,
    WorksHere,
)
from scheduler.outbox import queue
from scheduler.outbox.hours import BRUSSELS
from scheduler.outbox.occasions import StaffInvitation
from scheduler.rights import Actor, NotHere, admit_to_municipality


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberDraft:
    """Somebody who is to work here. `organiser_ids` count with the role organiser only."""

    email: str
    roles: tuple[StaffRole, ...]
    name: str = ""
    language: str = "nl"
    organiser_ids: tuple[int, ...] = ()


class Invited(NamedTuple):
    """Whom we invited. `link`: to hand over once; None where only its owner may see it.

    `is_mailed`: an invitation is in the outbox; not for who can sign in already.
    """

    account_id: int
    link: str | None
    is_mailed: bool


def invite_member(  # noqa: PLR0913  (each by name)
    session: Session,
    *,
    actor: Actor,
    municipality_id: int,
    member: MemberDraft,
    base_url: str,
    now: datetime,
) -> Invited:
    """Let somebody work here, with an account of their own, new or not.

    Who has an account that works for another municipality too gets the invitation by mail only:
    with its link somebody could work there.

    Raises:
        NotHere, NotAllowed: as `admit_to_municipality`; also for organisers of elsewhere.
        NotAnAddress, NoRole, WhoseOffers, WorksHere, IsDisabled: what was filled in cannot be.
    """
    admit_to_municipality(
        session, actor=actor, municipality_id=municipality_id, verb="invite_member"
    )
    locked(session, municipality_id)
    _check_roles(session, municipality_id, member.roles, member.organiser_ids)
    account = find_account(session, member.email)
    if account is None:
        new = NewAccount(email=member.email, name=member.name, language=member.language)
        try:
            account = add_account(session, new, now=now)
        except ValueError:
            raise NotAnAddress("email") from None
    elif _roles(session, municipality_id, account.id):
        raise WorksHere("email")
    elif account.disabled_at is not None:
        raise IsDisabled("email")
    _put_roles(session, municipality_id, account.id, member.roles, member.organiser_ids)
    note_at(
        session,
        actor,
        municipality_id=municipality_id,
        verb="invite_member",
        subject=account,
        now=now,
    )
    if _can_enter(account):
        return Invited(account.id, None, is_mailed=False)
    return _invite(session, municipality_id, account, base_url, now)


def invite_again(  # noqa: PLR0913  (each by name)
    session: Session,
    *,
    actor: Actor,
    municipality_id: int,
    account_id: int,
    base_url: str,
    now: datetime,
) -> Invited:
    """Make another invitation for who has not come yet; the earlier one is over.

    Raises:
        NotHere, NotAllowed: as `admit_to_municipality`; also for who does not work here.
        HasEntered, IsDisabled: there is nothing to invite for.
    """
    admit_to_municipality(
        session, actor=actor, municipality_id=municipality_id, verb="invite_again"
    )
    account = _member(session, municipality_id, account_id)
    if account.disabled_at is not None:
        raise IsDisabled("")
    if _can_enter(account):
        raise HasEntered
    note_at(
        session,
        actor,
        municipality_id=municipality_id,
        verb="invite_again",
        subject=account,
        now=now,
    )
    return _invite(session, municipality_id, account, base_url, now)


def set_roles(  # noqa: PLR0913  (each by name)
    session: Session,
    *,
    actor: Actor,
    municipality_id: int,
    account_id: int,
    roles: tuple[StaffRole, ...],
    organiser_ids: tuple[int, ...],
    now: datetime,
) -> None:
    """Give somebody who works here exactly these roles; none: they work here no more.

    Raises:
        NotHere, NotAllowed: as `admit_to_municipality`; also for who does not work here.
        WhoseOffers: the role organiser, but of no organiser.
        OwnAccount: somebody would take the role of coordinator from themselves.
        LastCoordinator: nobody who can sign in would be coordinator.
    """
    admit_to_municipality(session, actor=actor, municipality_id=municipality_id, verb="set_roles")
    locked(session, municipality_id)
    account = _member(session, municipality_id, account_id)
    if roles:
        _check_roles(session, municipality_id, roles, organiser_ids)
    if StaffRole.COORDINATOR not in roles:
        _let_go(session, municipality_id, account, actor)
    _put_roles(session, municipality_id, account.id, roles, organiser_ids)
    note_at(
        session, actor, municipality_id=municipality_id, verb="set_roles", subject=account, now=now
    )


def disable_account(
    session: Session, *, actor: Actor, municipality_id: int, account_id: int, now: datetime
) -> None:
    """Let somebody sign in no more, anywhere; what they did stays known.

    Raises:
        NotHere, NotAllowed: as `admit_to_municipality`; also for who does not work here.
        OwnAccount: somebody would lock themselves out.
        WorksElsewhere: the account is another municipality's too.
        LastCoordinator: nobody who can sign in would be coordinator.
    """
    admit_to_municipality(
        session, actor=actor, municipality_id=municipality_id, verb="disable_account"
    )
    locked(session, municipality_id)
    account = _member(session, municipality_id, account_id)
    if account.id == actor.id:
        raise OwnAccount
    if _works_elsewhere(session, municipality_id, account.id):
        raise WorksElsewhere
    _let_go(session, municipality_id, account, actor)
    account.disabled_at = account.signed_out_at = now
    session.execute(
        update(SignedLink)
        .where(
            SignedLink.account_id == account.id,
            SignedLink.claimed_at.is_(None),
            SignedLink.revoked_at.is_(None),
        )
        .values(revoked_at=now)
        .execution_options(synchronize_session="fetch")
    )
    note_at(
        session,
        actor,
        municipality_id=municipality_id,
        verb="disable_account",
        subject=account,
        now=now,
    )


def enable_account(
    session: Session, *, actor: Actor, municipality_id: int, account_id: int, now: datetime
) -> None:
    """Let somebody sign in again.

    Raises:
        NotHere, NotAllowed: as `admit_to_municipality`; also for who does not work here.
        WorksElsewhere: the account is another municipality's too.
    """
    admit_to_municipality(
        session, actor=actor, municipality_id=municipality_id, verb="enable_account"
    )
    account = _member(session, municipality_id, account_id)
    if _works_elsewhere(session, municipality_id, account.id):
        raise WorksElsewhere
    account.disabled_at = None
    note_at(
        session,
        actor,
        municipality_id=municipality_id,
        verb="enable_account",
        subject=account,
        now=now,
    )


def _invite(
    session: Session, municipality_id: int, account: Account, base_url: str, now: datetime
) -> Invited:
    invitation = invite(session, account=account, municipality_id=municipality_id, now=now)
    _queue(session, municipality_id, account, invitation, base_url, now)
    alone = not _works_elsewhere(session, municipality_id, account.id)
    return Invited(account.id, invitation.link(base_url) if alone else None, is_mailed=True)


def _queue(  # noqa: PLR0913, PLR0917  (all of one message)
    session: Session,
    municipality_id: int,
    account: Account,
    invitation: Invitation,
    base_url: str,
    now: datetime,
) -> None:
    number = session.scalars(
        select(SignedLink.id).where(SignedLink.token_hash == token_hash(invitation.token))
    ).one()
    last = invitation.expires_at.astimezone(BRUSSELS).date() - timedelta(days=1)
    queue(
        session,
        municipality_id=municipality_id,
        recipient=account,
        occasion=StaffInvitation(link=invitation.link(base_url), until=last),
        dedup_key=f"staff_invitation:{number}",
        now=now,
    )


def _check_roles(
    session: Session,
    municipality_id: int,
    roles: Iterable[StaffRole],
    organiser_ids: tuple[int, ...],
) -> None:
    wanted = set(roles)
    if not wanted:
        raise NoRole("roles")
    if StaffRole.ORGANISER not in wanted:
        return
    if not organiser_ids:
        raise WhoseOffers("organisers")
    found = session.scalars(
        select(Organiser.id).where(
            Organiser.municipality_id == municipality_id, Organiser.id.in_(organiser_ids)
        )
    )
    if set(found) != set(organiser_ids):
        raise NotHere


def _put_roles(
    session: Session,
    municipality_id: int,
    account_id: int,
    roles: Iterable[StaffRole],
    organiser_ids: Iterable[int],
) -> None:
    """Give exactly these roles, and organisers to the role organiser."""
    wanted = set(roles)
    there = {
        each.role: each
        for each in session.scalars(
            select(Membership).where(
                Membership.municipality_id == municipality_id, Membership.account_id == account_id
            )
        )
    }
    for role, membership in there.items():
        # The role organiser is made anew, and its organisers with it.
        if role not in wanted or role is StaffRole.ORGANISER:
            session.delete(membership)
    session.flush()
    for role in StaffRole:
        if role not in wanted or (role in there and role is not StaffRole.ORGANISER):
            continue
        membership = Membership(municipality_id=municipality_id, account_id=account_id, role=role)
        session.add(membership)
        session.flush()
        if role is StaffRole.ORGANISER:
            session.add_all(
                MembershipOrganiser(
                    municipality_id=municipality_id,
                    membership_id=membership.id,
                    organiser_id=each,
                )
                for each in sorted(set(organiser_ids))
            )
    session.flush()


def _let_go(session: Session, municipality_id: int, account: Account, actor: Actor) -> None:
    """Nothing, if somebody may stop being coordinator, or is none."""
    if StaffRole.COORDINATOR not in _roles(session, municipality_id, account.id):
        return
    if account.id == actor.id:
        raise OwnAccount
    others = session.scalar(
        select(func.count())
        .select_from(Membership)
        .join(Account, Account.id == Membership.account_id)
        .where(
            Membership.municipality_id == municipality_id,
            Membership.role == StaffRole.COORDINATOR,
            Account.id != account.id,
            Account.disabled_at.is_(None),
            or_(Account.password_hash.is_not(None), Account.oidc_subject.is_not(None)),
        )
    )
    if not others:
        raise LastCoordinator


def _member(session: Session, municipality_id: int, account_id: int) -> Account:
    """Somebody who works here."""
    works_here = select(Membership.account_id).where(Membership.municipality_id == municipality_id)
    account = session.scalars(
        select(Account)
        .where(Account.id == account_id, Account.id.in_(works_here))
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    ).one_or_none()
    if account is None:
        raise NotHere
    return account


def _roles(session: Session, municipality_id: int, account_id: int) -> frozenset[StaffRole]:
    return frozenset(
        session.scalars(
            select(Membership.role).where(
                Membership.municipality_id == municipality_id, Membership.account_id == account_id
            )
        )
    )


def _works_elsewhere(session: Session, municipality_id: int, account_id: int) -> bool:
    elsewhere = select(Membership.id).where(
        Membership.account_id == account_id, Membership.municipality_id != municipality_id
    )
    return session.scalars(elsewhere.limit(1)).first() is not None


def _can_enter(account: Account) -> bool:
    return account.password_hash is not None or account.oidc_subject is not None
