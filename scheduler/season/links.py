"""Children who come along together: asked by one family with a code, agreed by the other (3.8)."""
# ruff: noqa: PLR0913  (verbs take everything by name)

from __future__ import annotations

from datetime import datetime

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from models import Child, ChildContact, Link
from models.enums import LinkKind, Phase
from scheduler.rights import Actor, Admitted, NotHere, Subject, admit
from scheduler.season.noting import note
from scheduler.season.phases_allowed import only_in
from scheduler.season.random_codes import as_typed
from scheduler.season.refusals import NoSuchCode, SameChild
from scheduler.season.rows import find, home


def link_children(
    session: Session,
    *,
    actor: Actor,
    season_id: int,
    child_id: int,
    code: str,
    kind: LinkKind,
    strict: bool,
    now: datetime,
) -> int:
    """Ask to come along with the child that has this code; the link's number.

    It counts once the other family agrees, types this child's code in turn, or is the same
    family. It is strict only where both want that. Asked twice, the last word counts.

    Raises:
        NotHere, NotAllowed: as `admit`; families do this for their own child.
        WrongPhase: wishes are not open.
        NoSuchCode, SameChild: the code is nobody's, or the child's own.
    """
    admitted = _admit(session, actor, season_id, "link_children", child_id)
    season = admitted.season
    child = find(session, Child, season, child_id)
    _require_open(admitted)
    other = session.scalars(
        select(Child).where(
            Child.season_id == season.id,
            Child.link_code == as_typed(code),
            Child.withdrawn_at.is_(None),
        )
    ).one_or_none()
    if other is None:
        raise NoSuchCode
    if other.id == child.id:
        raise SameChild
    link = _between(session, child, other, kind)
    if link is None:
        link = Link(
            **home(season), child_a_id=child.id, child_b_id=other.id, kind=kind, strict=strict
        )
        session.add(link)
        if _share_contact(session, child, other):
            link.agreed_at = now
    elif link.child_a_id == child.id and link.agreed_at is None:
        link.strict = strict
    else:
        link.strict = link.strict and strict
        link.agreed_at = link.agreed_at or now
    session.flush()
    note(session, admitted, child, now)
    return link.id


def agree_link(
    session: Session, *, actor: Actor, season_id: int, child_id: int, link_id: int, now: datetime
) -> None:
    """Agree, for the child that was asked to come along.

    Raises:
        NotHere, NotAllowed: as `admit`; the link does not ask this child.
        WrongPhase: wishes are not open.
    """
    admitted = _admit(session, actor, season_id, "agree_link", child_id)
    child = find(session, Child, admitted.season, child_id)
    link = find(session, Link, admitted.season, link_id)
    if link.child_b_id != child.id:
        raise NotHere
    _require_open(admitted)
    link.agreed_at = link.agreed_at or now
    note(session, admitted, child, now)


def unlink_children(
    session: Session, *, actor: Actor, season_id: int, child_id: int, link_id: int, now: datetime
) -> None:
    """End a link, for either of its children, at any time. Places stay as they are.

    Raises:
        NotHere, NotAllowed: as `admit`; the link is not of this child.
    """
    admitted = _admit(session, actor, season_id, "unlink_children", child_id)
    child = find(session, Child, admitted.season, child_id)
    link = find(session, Link, admitted.season, link_id)
    if child.id not in {link.child_a_id, link.child_b_id}:
        raise NotHere
    session.delete(link)
    note(session, admitted, child, now)


def _admit(session: Session, actor: Actor, season_id: int, verb: str, child_id: int) -> Admitted:
    return admit(
        session,
        actor=actor,
        season_id=season_id,
        verb=verb,
        subject=Subject(children=(child_id,)),
    )


def _require_open(admitted: Admitted) -> None:
    """Open for families until closing; staff enters paper a little longer."""
    later = (Phase.CLOSED,) if admitted.is_staff else ()
    only_in(admitted.season, Phase.WISHES_OPEN, *later)


def _between(session: Session, one: Child, other: Child, kind: LinkKind) -> Link | None:
    return session.scalars(
        select(Link)
        .where(
            Link.season_id == one.season_id,
            Link.kind == kind,
            or_(
                and_(Link.child_a_id == one.id, Link.child_b_id == other.id),
                and_(Link.child_a_id == other.id, Link.child_b_id == one.id),
            ),
        )
        .order_by(Link.id)
        .limit(1)
    ).one_or_none()


def _share_contact(session: Session, one: Child, other: Child) -> bool:
    contacts = [
        set(
            session.scalars(
                select(ChildContact.contact_id).where(ChildContact.child_id == child.id)
            )
        )
        for child in (one, other)
    ]
    return bool(contacts[0] & contacts[1])
