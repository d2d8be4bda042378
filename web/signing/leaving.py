"""Signing out: everywhere at once, since a cookie that was copied would stay good otherwise."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import update
from sqlalchemy.orm import Session

from models import Account


def sign_out_everywhere(session: Session, *, account_id: int, now: datetime) -> None:
    """End every session of the account that began until now."""
    session.execute(
        update(Account)
        .where(Account.id == account_id)
        .values(signed_out_at=now)
        .execution_options(synchronize_session=False)
    )
