"""Lines in the audit about what is the municipality's, and of no season."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Protocol

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import AuditEntry, Membership
from models.enums import ActorKind
from scheduler.rights import Actor
from scheduler.season.refusals import ChangedMeanwhile
from scheduler.text import Text


class _Row(Protocol):
    __tablename__: Any

    @property
    def id(self) -> int: ...


def note_at(  # noqa: PLR0913  (each by name)
    session: Session,
    actor: Actor,
    *,
    municipality_id: int,
    verb: str,
    subject: _Row,
    now: datetime,
) -> None:
    """Write who did what to what of a municipality, and when; never what was in it."""
    assert actor.kind is not None  # noqa: S101 - nobody else was let through
    session.add(
        AuditEntry(
            municipality_id=municipality_id,
            at=now,
            actor_kind=actor.kind,
            actor_id=actor.id,
            verb=verb,
            subject_kind=subject.__tablename__,
            subject_id=subject.id,
        )
    )
    session.flush()


def note_account(session: Session, *, account_id: int, verb: str, now: datetime) -> None:
    """Note that somebody did something with their own account, wherever they work."""
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


def changed_at(
    session: Session, municipality_id: int, *, subject: _Row, version: int
) -> ChangedMeanwhile:
    """The answer to who comes second: when somebody came first."""
    at = session.scalar(
        select(AuditEntry.at)
        .where(
            AuditEntry.municipality_id == municipality_id,
            AuditEntry.subject_kind == subject.__tablename__,
            AuditEntry.subject_id == subject.id,
        )
        .order_by(AuditEntry.id.desc())
        .limit(1)
    )
    return ChangedMeanwhile(version=version, who=Text(nl="Een collega", en="A colleague"), at=at)
