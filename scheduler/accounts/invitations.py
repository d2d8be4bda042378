"""Invitations: a link by which somebody sets a password, once, within a week."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Final, NamedTuple

from sqlalchemy import ColumnElement, select, update
from sqlalchemy.orm import Session

from models import Account, SignedLink
from models.enums import LinkPurpose

GOOD_FOR: Final = timedelta(days=7)
PATH: Final = "/uitnodiging/"
"""Where the web takes an invitation: the token follows. Looking (GET) does not use it up."""


class InvitationOver(LookupError):
    """The invitation does not exist, was used, was replaced by a newer one, or is too old."""


class Invitation(NamedTuple):
    """What is shown once and kept nowhere: only the hash of the token stays."""

    token: str
    expires_at: datetime

    def link(self, base_url: str) -> str:
        """The address to hand to the person who is invited, and to nobody else."""
        return f"{base_url}{PATH}{self.token}"

    def __repr__(self) -> str:
        return f"Invitation(expires_at={self.expires_at!r})"


def token_hash(token: str) -> str:
    """What the database keeps of a token: its SHA-256 in hex."""
    return sha256(token.encode()).hexdigest()


def invite(
    session: Session, *, account: Account, municipality_id: int, now: datetime
) -> Invitation:
    """A new invitation for an account; earlier ones that were not used are over.

    The caller commits, and only then shows the link.
    """
    session.execute(
        update(SignedLink)
        .where(
            SignedLink.account_id == account.id,
            SignedLink.purpose == LinkPurpose.INVITATION,
            SignedLink.claimed_at.is_(None),
            SignedLink.revoked_at.is_(None),
        )
        .values(revoked_at=now)
        .execution_options(synchronize_session="fetch")
    )
    invitation = Invitation(secrets.token_urlsafe(32), now + GOOD_FOR)
    session.add(
        SignedLink(
            municipality_id=municipality_id,
            token_hash=token_hash(invitation.token),
            purpose=LinkPurpose.INVITATION,
            created_at=now,
            expires_at=invitation.expires_at,
            account_id=account.id,
        )
    )
    session.flush()
    return invitation


def invited(session: Session, *, token: str, now: datetime) -> Account:
    """Whose invitation this is, without using it up.

    Raises:
        InvitationOver: it is not good (any more).
    """
    account = session.scalars(
        select(Account)
        .join(SignedLink, SignedLink.account_id == Account.id)
        .where(*_good(token, now), Account.disabled_at.is_(None))
    ).one_or_none()
    if account is None:
        raise InvitationOver
    return account


def accept(session: Session, *, token: str, password_hash: str, now: datetime) -> Account:
    """Use an invitation up: the account gets this password, and older sessions of it are over.

    Raises:
        InvitationOver: it is not good (any more); of two who come at once, one gets this.
    """
    account = invited(session, token=token, now=now)
    claimed = session.execute(
        update(SignedLink)
        .where(*_good(token, now))
        .values(claimed_at=now)
        .execution_options(synchronize_session="fetch")
        .returning(SignedLink.id)
    ).first()
    if claimed is None:
        raise InvitationOver
    account.password_hash = password_hash
    account.signed_out_at = now
    session.flush()
    return account


def _good(token: str, now: datetime) -> tuple[ColumnElement[bool], ...]:
    return (
        SignedLink.token_hash == token_hash(token),
        SignedLink.purpose == LinkPurpose.INVITATION,
        SignedLink.claimed_at.is_(None),
        SignedLink.revoked_at.is_(None),
        SignedLink.expires_at > now,
    )
