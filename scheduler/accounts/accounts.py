"""Accounts and their roles: one account may work for several municipalities."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from data.nearest import Nearest
from models import Account, AuditEntry, Membership, MembershipOrganiser, Organiser
from models.enums import ActorKind, StaffRole
from scheduler.configuration.addresses import checked_email


@dataclass(frozen=True, slots=True, kw_only=True)
class NewAccount:
    """Somebody who gets an account: `email` is kept in small letters, `name` may be empty.

    `language` is that of the person's screens and mails. `password_hash` is of
    `passwords.hashed`; None: the person sets a password by invitation.
    """

    email: str
    name: str = ""
    language: str = "nl"
    password_hash: str | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleAt:
    """What somebody may do for a municipality.

    `organiser_ids` are of that municipality: whose offers and groups the role `organiser` sees.
    """

    municipality_id: int
    role: StaffRole
    organiser_ids: tuple[int, ...] = ()


class NoSuchOrganiser(LookupError):
    """The municipality has no organiser of that name; `near` is one that was perhaps meant."""

    def __init__(self, name: str, near: str) -> None:
        super().__init__(name)
        self.name, self.near = name, near


def find_account(session: Session, email: str) -> Account | None:
    """The account with this address, in capitals or not."""
    return session.scalars(
        select(Account).where(Account.email == email.strip().lower())
    ).one_or_none()


def add_account(session: Session, new: NewAccount, *, now: datetime) -> Account:
    """A new account, without any role yet. The caller commits.

    Raises:
        ValueError: `new.email` cannot be an address.
        sqlalchemy.exc.IntegrityError: there is an account with this address already.
    """
    account = Account(
        email=checked_email(new.email.strip().lower()),
        name=new.name.strip(),
        created_at=now,
        language=new.language,
        password_hash=new.password_hash,
    )
    session.add(account)
    session.flush()
    return account


def give_role(
    session: Session, account: Account, given: RoleAt, *, now: datetime, actor_id: int | None
) -> bool:
    """Let an account do something for a municipality. False: it could already.

    `actor_id` is the account that gives the role; None: whoever manages the machine. The
    caller commits.
    """
    membership = session.scalars(
        select(Membership).where(
            Membership.municipality_id == given.municipality_id,
            Membership.account_id == account.id,
            Membership.role == given.role,
        )
    ).one_or_none()
    is_new = membership is None
    if membership is None:
        membership = Membership(
            municipality_id=given.municipality_id, account_id=account.id, role=given.role
        )
        session.add(membership)
        session.flush()
    seen = set(
        session.scalars(
            select(MembershipOrganiser.organiser_id).where(
                MembershipOrganiser.membership_id == membership.id
            )
        )
    )
    more = sorted(set(given.organiser_ids) - seen)
    session.add_all(
        MembershipOrganiser(
            municipality_id=given.municipality_id,
            membership_id=membership.id,
            organiser_id=each,
        )
        for each in more
    )
    if is_new or more:
        session.add(
            AuditEntry(
                municipality_id=given.municipality_id,
                at=now,
                actor_kind=ActorKind.SYSTEM if actor_id is None else ActorKind.ACCOUNT,
                actor_id=actor_id,
                verb="role_given",
                subject_kind="account",
                subject_id=account.id,
            )
        )
    session.flush()
    return is_new or bool(more)


def organisers_named(
    session: Session, *, municipality_id: int, names: Iterable[str]
) -> tuple[int, ...]:
    """The ids of a municipality's organisers with these names.

    Raises:
        NoSuchOrganiser: there is none of such a name.
    """
    known = {
        name: number
        for number, name in session.execute(
            select(Organiser.id, Organiser.name).where(Organiser.municipality_id == municipality_id)
        )
    }
    for name in names:
        if name not in known:
            raise NoSuchOrganiser(name, Nearest(known).to(name))
    return tuple(known[name] for name in names)
