"""What has to be so in the database at every moment, whatever was sent."""

from __future__ import annotations

from typing import Any

from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from models import (
    AvailabilityWindow,
    Child,
    ChildContact,
    Contact,
    Group,
    Link,
    Place,
    RequestDraft,
    SignedLink,
    WaitingEntry,
    Wish,
)
from models.enums import PlaceStatus, WaitingStatus


def broken(session: Session) -> list[str]:
    """What is half there; nothing, if all is well."""
    found = []

    def numbers(column: Any, *where: Any) -> set[Any]:
        return set(session.scalars(select(column).where(*where)))

    def check(name: str, is_so: bool) -> None:
        if not is_so:
            found.append(name)

    children = numbers(Child.id)
    check("a child without a contact", children <= numbers(ChildContact.child_id))
    check("a contact without a child", numbers(Contact.id) <= numbers(ChildContact.contact_id))
    check("a wish without a request", numbers(Wish.child_id) <= children)
    check("a request without a name", not numbers(Child.id, func.trim(Child.first_name) == ""))
    check("an odd sign", not _odd(session))
    check("a window without a child", numbers(AvailabilityWindow.child_id) <= {*children, None})
    links = session.execute(select(Link.child_a_id, Link.child_b_id)).all()
    check("a link with itself", all(one != other for one, other in links))
    for answers in session.scalars(select(RequestDraft.answers)):
        check("a draft that was sent and is not", "sent" not in answers or len(answers) == 1)
    ways = session.execute(
        select(SignedLink.contact_id, SignedLink.claimed_at, SignedLink.created_at)
    ).all()
    check("a way in for nobody", all(way.contact_id is not None for way in ways))
    held = (
        select(func.count())
        .where(Place.group_id == Group.id, Place.status == PlaceStatus.HELD)
        .correlate(Group)
        .scalar_subquery()
    )
    wrong = session.scalars(select(Group.id).where(Group.children_held != held)).all()
    check("seats that are counted wrong", not wrong)
    over = session.scalars(select(Group.id).where(Group.children_held > Group.max_children)).all()
    check("a group that is too full", not over)
    both = session.scalars(
        select(WaitingEntry.id)
        .join(
            Place,
            (Place.child_id == WaitingEntry.child_id) & (Place.group_id == WaitingEntry.group_id),
        )
        .where(
            WaitingEntry.status == WaitingStatus.WAITING,
            Place.status == PlaceStatus.HELD,
        )
    ).all()
    check("a child that waits for what it has", not both)
    check("rows that point nowhere", not session.execute(text("PRAGMA foreign_key_check")).all())
    return found


def _odd(session: Session) -> bool:
    """Whether something that PostgreSQL cannot keep, or nobody can type, was kept."""
    texts = [
        *session.scalars(select(Child.first_name)),
        *session.scalars(select(Child.own_words)),
        *session.scalars(select(Contact.name)),
        *session.scalars(select(Contact.email)),
        *session.scalars(select(Contact.phone)),
        *session.scalars(select(Contact.address)),
    ]
    return any("\x00" in each for each in texts)
