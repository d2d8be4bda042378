"""Who somebody is by the word of a provider (OpenID Connect), and linking the two once."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import or_, select, update
from sqlalchemy.orm import Session

from models import Account
from scheduler.accounts.accounts import find_account
from scheduler.accounts.noting import note_account


class Told(NamedTuple):
    """What a provider tells of somebody. `email` is "" unless the provider verified it."""

    subject: str
    email: str

    def __repr__(self) -> str:
        return "Told()"


def told_by(issuer: str, claims: Mapping[str, Any]) -> Told | None:
    """What the claims of a verified token tell; None: not who it is about.

    A subject is unique within its issuer only, so it is kept together with it.
    """
    subject = claims.get("sub")
    if not isinstance(subject, str) or not subject:
        return None
    email = claims.get("email")
    verified = claims.get("email_verified") is True and isinstance(email, str)
    return Told(f"{issuer}|{subject}", str(email).strip().lower() if verified else "")


def account_of(session: Session, told: Told) -> Account | None:
    """The account that was linked to this person before."""
    return session.scalars(
        select(Account).where(Account.oidc_subject == told.subject, Account.disabled_at.is_(None))
    ).one_or_none()


def account_to_link(session: Session, told: Told) -> Account | None:
    """The account with the address that the provider verified, if it is linked to nobody yet."""
    account = find_account(session, told.email) if told.email else None
    if account is None or account.disabled_at is not None or account.oidc_subject is not None:
        return None
    return account


def link_account(session: Session, *, told: Told, now: datetime) -> int | None:
    """Link this person to their account, for good; its number. None: there is nothing to link."""
    account = account_to_link(session, told)
    if account is None:
        return None
    linked = session.execute(
        update(Account)
        .where(
            Account.id == account.id,
            or_(Account.oidc_subject.is_(None), Account.oidc_subject == told.subject),
        )
        .values(oidc_subject=told.subject)
        .returning(Account.id)
        .execution_options(synchronize_session=False)
    ).first()
    if linked is None:
        return None
    note_account(session, account_id=account.id, verb="provider_linked", now=now)
    return account.id
