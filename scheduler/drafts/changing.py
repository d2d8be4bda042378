"""A family changes what it asked: a draft that begins with the request, and what comes of it.

Such a draft has no code: who goes on with it has come in as the family that began it.
"""
# ruff: noqa: PLR0913  (each by name)

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Child, ChildContact, RequestDraft, Season
from models.enums import LinkKind
from scheduler.drafts.answers import Answers, Base, Step, Values, read, with_saved, written
from scheduler.drafts.keys import key_hash, new_key
from scheduler.drafts.merging import changed_steps, merged
from scheduler.drafts.prefilling import companions_of, steps_now
from scheduler.drafts.refusals import DraftGone
from scheduler.drafts.saving import GOOD_FOR, find_draft
from scheduler.drafts.sending import child_draft
from scheduler.rights import contact as as_contact
from scheduler.season.asking import change_request
from scheduler.season.links import link_children, unlink_children
from scheduler.season.rows import as_expected, find, home


class Standing(NamedTuple):
    """A change as it stands: the child, what is asked `now`, and what it is to be `then`."""

    child: Child
    now: Mapping[str, Values]
    then: Mapping[str, Values]

    @property
    def changes(self) -> tuple[Step, ...]:
        """The steps that say something else."""
        return changed_steps(self.now, self.then)


def begin_change(
    session: Session, *, season: Season, contact_id: int, child: Child, now: datetime
) -> str:
    """Go on with the change that this contact began, or begin one; the new key.

    The browser that had it before has it no more.
    """
    key = new_key()
    for row in _drafts(session, contact_id, now):
        base = read(row.answers).base
        if base is not None and base.child_id == child.id:
            row.token_hash = key_hash(key)
            session.flush()
            return key
    steps = {step.value: values for step, values in steps_now(session, child).items()}
    answers = Answers(base=Base(child.id, child.version, steps))
    row = RequestDraft(
        **home(season),
        token_hash=key_hash(key),
        created_at=now,
        expires_at=now + GOOD_FOR,
        contact_id=contact_id,
        answers=written(with_saved(answers, {Step(step): steps[step] for step in steps})),
    )
    session.add(row)
    session.flush()
    return key


def begun_changes(session: Session, *, contact_id: int, now: datetime) -> Mapping[int, datetime]:
    """Child → until when the change stays that this contact began and did not send."""
    found = {}
    for row in _drafts(session, contact_id, now):
        base = read(row.answers).base
        if base is not None:
            found[base.child_id] = row.expires_at
    return found


def standing_of(
    session: Session, *, season_id: int, contact_id: int, answers: Answers
) -> Standing | None:
    """How a change stands; None: the child is no longer this contact's, or was withdrawn."""
    base = answers.base
    if base is None:
        return None
    child = session.scalars(
        select(Child)
        .join(ChildContact, ChildContact.child_id == Child.id)
        .where(
            Child.season_id == season_id,
            Child.id == base.child_id,
            Child.withdrawn_at.is_(None),
            ChildContact.contact_id == contact_id,
        )
    ).one_or_none()
    return None if child is None else _standing(session, child, base, answers)


def send_change(
    session: Session, *, season: Season, key: str, contact_id: int, expected: int, now: datetime
) -> None:
    """Ask for what the draft holds, on top of what is asked now, and remove the draft.

    Where it changes nothing, nobody is told anything.

    Args:
        session: one that writes; the caller commits, or rolls all of it back.
        season: of which season.
        key: what the browser kept.
        contact_id: the family that is in.
        expected: the child's version on which the family saw what it changes.
        now: the moment it is.

    Raises:
        DraftGone: there is no such draft of this family, or the child was withdrawn.
        Refusal: as `change_request`, `link_children` and `unlink_children`; roll back then.
    """
    row = find_draft(session, season_id=season.id, key=key, now=now, lock=True)
    answers = Answers() if row is None else read(row.answers)
    base = answers.base
    if row is None or base is None or row.contact_id != contact_id:
        raise DraftGone
    child = find(session, Child, season, base.child_id)
    if child.withdrawn_at is not None:
        raise DraftGone
    as_expected(session, season, child, expected)
    stands = _standing(session, child, base, answers)
    if set(stands.changes) - {Step.TOGETHER}:
        change_request(
            session,
            actor=as_contact(contact_id),
            season_id=season.id,
            child_id=child.id,
            expected=expected,
            child=child_draft(Answers(stands.then)),
            now=now,
        )
    _put_links(session, child, contact_id=contact_id, steps=stands.then, now=now)
    session.delete(row)
    session.flush()


def _standing(session: Session, child: Child, base: Base, answers: Answers) -> Standing:
    asked = {step.value: values for step, values in steps_now(session, child).items()}
    return Standing(child, asked, merged(base.steps, answers.steps, asked))


def _put_links(
    session: Session,
    child: Child,
    *,
    contact_id: int,
    steps: Mapping[str, Values],
    now: datetime,
) -> None:
    by = {
        "actor": as_contact(contact_id),
        "season_id": child.season_id,
        "child_id": child.id,
        "now": now,
    }
    there = {each.code: each for each in companions_of(session, child)}
    wanted = {link["code"]: link["strict"] for link in steps[Step.TOGETHER]["links"]}
    ours = set(
        session.scalars(
            select(Child.link_code)
            .join(ChildContact, ChildContact.child_id == Child.id)
            .where(ChildContact.contact_id == contact_id)
        )
    )
    for code, each in there.items():
        # What both sides of one family agreed is made anew, since its last word counts.
        anew = code in ours and each.strict != wanted.get(code)
        if code not in wanted or anew:
            unlink_children(session, **by, link_id=each.link_id)  # type: ignore[arg-type]
    for code, strict in wanted.items():
        if code not in there or there[code].strict != strict:
            link_children(
                session,
                **by,  # type: ignore[arg-type]
                code=code,
                kind=LinkKind.SAME_GROUP,
                strict=strict,
            )


def _drafts(session: Session, contact_id: int, now: datetime) -> tuple[RequestDraft, ...]:
    return tuple(
        session.scalars(
            select(RequestDraft)
            .where(RequestDraft.contact_id == contact_id, RequestDraft.expires_at > now)
            .order_by(RequestDraft.id)
        )
    )
