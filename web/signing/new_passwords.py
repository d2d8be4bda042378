"""A link by mail with which somebody who forgot their password chooses another one, once."""

from __future__ import annotations

import secrets
from datetime import datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, select, update
from sqlalchemy.orm import Session

from models import Account, Membership, SignedLink
from models.enums import LinkPurpose
from scheduler.accounts.accounts import find_account
from scheduler.accounts.invitations import InvitationOver, invited, token_hash
from scheduler.accounts.invitations import accept as accept_invitation
from scheduler.accounts.noting import note_account
from scheduler.outbox import queue
from scheduler.outbox.occasions import NewPassword

PATH: Final = "/wachtwoord/"
_ZONE: Final = ZoneInfo("Europe/Brussels")


class LinkOver(LookupError):
    """The link does not exist, was used, was replaced by a newer one, or is too old."""


def ask_new_password(session: Session, *, email: str, base_url: str, now: datetime) -> bool:
    """Queue a mail with a link, good until the end of tomorrow; earlier links are over.

    False: nobody with this address works here. Whoever asked is told the same either way.
    """
    account = find_account(session, email)
    if account is None or account.disabled_at is not None:
        return False
    place = session.scalar(
        select(Membership.municipality_id)
        .where(Membership.account_id == account.id)
        .order_by(Membership.municipality_id)
        .limit(1)
    )
    if place is None:
        return False
    session.execute(
        update(SignedLink)
        .where(
            SignedLink.account_id == account.id,
            SignedLink.purpose == LinkPurpose.NEW_PASSWORD,
            SignedLink.claimed_at.is_(None),
            SignedLink.revoked_at.is_(None),
        )
        .values(revoked_at=now)
        .execution_options(synchronize_session=False)
    )
    until = (now.astimezone(_ZONE) + timedelta(days=1)).date()
    token = secrets.token_urlsafe(32)
    link = SignedLink(
        municipality_id=place,
        token_hash=token_hash(token),
        purpose=LinkPurpose.NEW_PASSWORD,
        created_at=now,
        expires_at=datetime.combine(until + timedelta(days=1), time(), _ZONE),
        account_id=account.id,
    )
    session.add(link)
    session.flush()
    queue(
        session,
        municipality_id=place,
        recipient=account,
        occasion=NewPassword(link=f"{base_url}{PATH}{token}", until=until),
        dedup_key=f"new_password:{link.id}",
        now=now,
    )
    note_account(session, account_id=account.id, verb="new_password_asked", now=now)
    return True


def whose_link(session: Session, *, token: str, now: datetime) -> Account:
    """Whose link this is, without using it up.

    Raises:
        LinkOver: it is not good (any more).
    """
    account = session.scalars(
        select(Account)
        .join(SignedLink, SignedLink.account_id == Account.id)
        .where(*_good(token, now), Account.disabled_at.is_(None))
    ).one_or_none()
    if account is None:
        raise LinkOver
    return account


def renew_password(session: Session, *, token: str, password_hash: str, now: datetime) -> None:
    """Use the link up: the account gets this password, and its sessions are over.

    Raises:
        LinkOver: it is not good (any more); of two who come at once, one gets this.
    """
    account = whose_link(session, token=token, now=now)
    claimed = session.execute(
        update(SignedLink)
        .where(*_good(token, now))
        .values(claimed_at=now)
        .returning(SignedLink.id)
        .execution_options(synchronize_session=False)
    ).first()
    if claimed is None:
        raise LinkOver
    session.execute(
        update(Account)
        .where(Account.id == account.id)
        .values(password_hash=password_hash, signed_out_at=now)
        .execution_options(synchronize_session=False)
    )
    note_account(session, account_id=account.id, verb="password_set", now=now)


def whose_invitation(session: Session, *, token: str, now: datetime) -> Account:
    """Whose invitation this is, without using it up.

    Raises:
        LinkOver: it is not good (any more).
    """
    try:
        return invited(session, token=token, now=now)
    except InvitationOver as over:
        raise LinkOver from over


def take_invitation(session: Session, *, token: str, password_hash: str, now: datetime) -> None:
    """Use an invitation up: the account gets this password.

    Raises:
        LinkOver: it is not good (any more); of two who come at once, one gets this.
    """
    try:
        account = accept_invitation(session, token=token, password_hash=password_hash, now=now)
    except InvitationOver as over:
        raise LinkOver from over
    note_account(session, account_id=account.id, verb="password_set", now=now)


def _good(token: str, now: datetime) -> tuple[ColumnElement[bool], ...]:
    return (
        SignedLink.token_hash == token_hash(token),
        SignedLink.purpose == LinkPurpose.NEW_PASSWORD,
        SignedLink.claimed_at.is_(None),
        SignedLink.revoked_at.is_(None),
        SignedLink.expires_at > now,
    )
