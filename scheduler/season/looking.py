"""Staff look a family up, and look at it: both stand in the audit (R16)."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import reduce
from typing import Any, Final

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session

from models import AuditEntry, Child, ChildContact, Contact, SignedLink
from models.enums import ActorKind, LinkPurpose
from scheduler.accounts.invitations import token_hash
from scheduler.outbox.hours import BRUSSELS
from scheduler.rights import Actor, Subject, admit
from scheduler.season.noting import note
from scheduler.season.random_codes import as_typed
from scheduler.season.refusals import BadValue, NotHere
from scheduler.season.rows import find, home

SHORTEST: Final = 2
"""The fewest characters to look for: with one, everybody would be found."""

SEEN: Final = "look_at_children"
"""The verb of who sees children by name in a plan or on a list of a day."""

MOST: Final = 20
"""The most children that one search shows."""

_PHONE_DIGITS: Final = 6
_BETWEEN_DIGITS: Final = " /.-()+"


@dataclass(frozen=True, slots=True)
class Found:
    """A child that was found: what tells it from others with the same name, and no more."""

    child_id: int
    first_name: str
    birth_year: int
    withdrawn: bool
    contacts: tuple[str, ...]


def look_up_families(
    session: Session, *, actor: Actor, season_id: int, words: str, now: datetime
) -> tuple[Found, ...]:
    """The children that fit what somebody typed, by first name; at most `MOST`.

    Each word has to stand in the first name, or in a contact's name or mail address; or all of
    it is a phone number, a child's code, the code of a friend, or the code on paper.

    Raises:
        NotHere, NotAllowed: as `admit`.
        BadValue: fewer than `SHORTEST` letters or digits.
    """
    admitted = admit(session, actor=actor, season_id=season_id, verb="look_up_families")
    if len(as_typed(words)) < SHORTEST:
        raise BadValue("words")
    children = session.scalars(
        select(Child)
        .where(Child.season_id == season_id, _fits(season_id, words))
        .order_by(Child.first_name, Child.id)
        .limit(MOST)
    ).all()
    names: dict[int, list[str]] = {}
    for child, name in session.execute(
        select(ChildContact.child_id, Contact.name)
        .join(Contact, Contact.id == ChildContact.contact_id)
        .where(ChildContact.child_id.in_([child.id for child in children]))
        .order_by(ChildContact.id)
    ):
        names.setdefault(child, []).append(name)
    note(session, admitted, admitted.season, now)
    return tuple(
        Found(
            child.id,
            child.first_name,
            child.birth_year,
            child.withdrawn_at is not None,
            tuple(name for name in names.get(child.id, ()) if name),
        )
        for child in children
    )


def look_at_family(
    session: Session, *, actor: Actor, season_id: int, child_id: int, now: datetime
) -> None:
    """Open what is kept about a child and who brings it up: the family can see who did.

    Raises:
        NotHere, NotAllowed: as `admit`; the season has no such child.
    """
    admitted = admit(
        session,
        actor=actor,
        season_id=season_id,
        verb="look_at_family",
        subject=Subject(children=(child_id,)),
    )
    note(session, admitted, find(session, Child, admitted.season, child_id), now)


def not_seen_today(
    session: Session, *, account_id: int, season_id: int, children: Collection[int], now: datetime
) -> frozenset[int]:
    """Those of the children of whom the audit does not say that the account saw them today."""
    midnight = now.astimezone(BRUSSELS).replace(hour=0, minute=0, second=0, microsecond=0)
    seen = session.scalars(
        select(AuditEntry.subject_id).where(
            AuditEntry.season_id == season_id,
            AuditEntry.verb == SEEN,
            AuditEntry.actor_kind == ActorKind.ACCOUNT,
            AuditEntry.actor_id == account_id,
            AuditEntry.subject_kind == Child.__tablename__,
            AuditEntry.at >= midnight.astimezone(UTC),
        )
    )
    return frozenset(children).difference(seen)


def look_at_children(
    session: Session, *, actor: Actor, season_id: int, children: Collection[int], now: datetime
) -> None:
    """Write down that somebody saw these children by name, each at most once a day.

    Their families can see it (`kept.who_looked`).

    Raises:
        NotHere, NotAllowed: as `admit`; who asks has no account, or a child is not of the season.
    """
    admitted = admit(session, actor=actor, season_id=season_id, verb=SEEN)
    if actor.id is None:
        raise NotHere
    fresh = not_seen_today(
        session, account_id=actor.id, season_id=season_id, children=children, now=now
    )
    here = session.scalars(
        select(Child.id).where(Child.season_id == season_id, Child.id.in_(fresh)).order_by(Child.id)
    ).all()
    if len(here) != len(fresh):
        raise NotHere
    session.add_all(
        AuditEntry(
            **home(admitted.season),
            at=now,
            actor_kind=ActorKind.ACCOUNT,
            actor_id=actor.id,
            verb=SEEN,
            subject_kind=Child.__tablename__,
            subject_id=child,
        )
        for child in here
    )
    session.flush()


def _fits(season_id: int, words: str) -> ColumnElement[bool]:
    return or_(*_ways(season_id, words))


def _ways(season_id: int, words: str) -> Iterator[ColumnElement[bool]]:
    by_words = [
        Child.first_name.icontains(word, autoescape=True)
        | _has_contact(
            season_id,
            Contact.name.icontains(word, autoescape=True)
            | Contact.email.icontains(word, autoescape=True),
        )
        for word in words.split()
    ]
    if by_words:
        yield reduce(lambda one, other: one & other, by_words)
    code = as_typed(words)
    yield Child.link_code == code
    yield Child.ref == code
    # A code on paper is kept as its hash only.
    on_paper = select(SignedLink.contact_id).where(
        SignedLink.season_id == season_id,
        SignedLink.purpose.in_((LinkPurpose.FAMILY, LinkPurpose.RESUME)),
        SignedLink.token_hash.in_((token_hash(code), token_hash(words.strip()))),
        SignedLink.contact_id.is_not(None),
    )
    yield _has_contact(season_id, Contact.id.in_(on_paper))
    digits = _local_digits(words)
    if len(digits) >= _PHONE_DIGITS and code.isdigit():
        yield _has_contact(season_id, _only_digits(Contact.phone).contains(digits))


def _has_contact(season_id: int, fits: ColumnElement[bool]) -> ColumnElement[bool]:
    return Child.id.in_(
        select(ChildContact.child_id)
        .join(Contact, Contact.id == ChildContact.contact_id)
        .where(ChildContact.season_id == season_id, fits)
    )


def _local_digits(words: str) -> str:
    """The digits of a phone number, without 0 or 32 in front: people write both."""
    digits = "".join(letter for letter in words if letter.isdigit())
    return digits.removeprefix("00").removeprefix("32").removeprefix("0")


def _only_digits(column: Any) -> Any:
    return reduce(lambda text, mark: func.replace(text, mark, ""), _BETWEEN_DIGITS, column)
