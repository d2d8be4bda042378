"""Notes in the audit log about an account, at every municipality it works for."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import AuditEntry, Membership
from models.enums import ActorKind


def note_account(session: Session, *, account_id: int, verb: str, now: datetime) -> None:
    """Note that somebody did something with their own account."""
    places = session.scalars(
        select(Membership.municipality_id)
        .where(Membership.account_id == account_id)
        .distinct()
        .order_by(Membership.municipality_id)
    )
    session.add_all(
        AuditEntry(
            municipality_id=place,
            at=now,
            actor_kind=ActorKind.ACCOUNT,
            actor_id=account_id,
            verb=verb,
            subject_kind="account",
            subject_id=account_id,
        )
        for place in places
    )
    session.flush()
