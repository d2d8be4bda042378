"""One line in the audit for every change: who, what, when; never what was in it."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Protocol

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Account, AuditEntry, Season
from models.enums import ActorKind
from scheduler.rights import Admitted
from scheduler.season.refusals import ChangedMeanwhile
from scheduler.text import Text

_WHO = {
    ActorKind.CONTACT: Text(nl="Het gezin", en="The family"),
    ActorKind.TUTOR: Text(nl="De begeleider", en="The tutor"),
    ActorKind.SYSTEM: Text(nl="De klok van de zomer", en="The season's clock"),
    ActorKind.ACCOUNT: Text(nl="Een collega", en="A colleague"),
}


class _Row(Protocol):
    __tablename__: Any

    @property
    def id(self) -> int: ...


def note(session: Session, admitted: Admitted, subject: _Row, now: datetime) -> None:
    """Write who did what to what, and when.

    Raises:
        ValueError: the actor is nobody.
    """
    actor, season = admitted.actor, admitted.season
    if actor.kind is None:
        raise ValueError("who asks without a name has become a contact by now")
    session.add(
        AuditEntry(
            municipality_id=season.municipality_id,
            season_id=season.id,
            at=now,
            actor_kind=actor.kind,
            actor_id=actor.id,
            verb=admitted.verb,
            subject_kind=subject.__tablename__,
            subject_id=subject.id,
        )
    )
    session.flush()


def changed_meanwhile(
    session: Session, *, season: Season, kind: str, subject_id: int, version: int
) -> ChangedMeanwhile:
    """The answer to who comes second: who came first, and when."""
    last = session.scalars(
        select(AuditEntry)
        .where(
            AuditEntry.municipality_id == season.municipality_id,
            AuditEntry.subject_kind == kind,
            AuditEntry.subject_id == subject_id,
        )
        .order_by(AuditEntry.id.desc())
        .limit(1)
    ).one_or_none()
    if last is None:
        return ChangedMeanwhile(version=version, who=Text(nl="Iemand", en="Somebody"))
    if last.actor_kind is not ActorKind.ACCOUNT:
        return ChangedMeanwhile(version=version, who=_WHO[last.actor_kind], at=last.at)
    name = session.scalar(select(Account.name).where(Account.id == last.actor_id))
    who = Text(nl=name, en=name) if name else _WHO[ActorKind.ACCOUNT]
    return ChangedMeanwhile(version=version, who=who, by_id=last.actor_id, at=last.at)
