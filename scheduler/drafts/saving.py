"""Begin a draft, save its steps, go on with it elsewhere, and let it go.

No verbs of the rights table: nobody is known yet. Whoever has the key or the code may, and
nothing of it is a row of a family before it is sent.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Final, NamedTuple

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from models import RequestDraft, Season
from scheduler.drafts.answers import Answers, Step, Values, read, with_saved, written
from scheduler.drafts.keys import code_hash, key_hash, new_code, new_key, typed_code
from scheduler.drafts.refusals import DraftGone, NoSuchDraft, StepChanged
from scheduler.season.rows import home

GOOD_FOR: Final = timedelta(days=14)
"""How long a draft stays after it was last saved."""

RECEIPT_FOR: Final = timedelta(hours=4)
"""How long the key still shows the receipt of what was sent; of the answers nothing is left."""

AGAIN_FOR: Final = timedelta(hours=1)
"""How long after sending the code still leads there, and who lost the answer gets a way in."""


class Begun(NamedTuple):
    """A new draft, and what opens it: told once, here."""

    row: RequestDraft
    key: str
    code: str


def begin(
    session: Session,
    *,
    season: Season,
    now: datetime,
    contact_id: int | None = None,
    answers: Mapping[Step, Values] | None = None,
) -> Begun:
    """A new draft; of a contact that is known, for one more child, or of nobody yet."""
    key, code = new_key(), new_code()
    hashed = code_hash(season.id, code)
    row = RequestDraft(
        **home(season),
        token_hash=key_hash(key),
        code_hash=hashed,
        created_at=now,
        expires_at=now + GOOD_FOR,
        contact_id=contact_id,
        answers=written(with_saved(Answers(), answers or {})),
    )
    session.add(row)
    session.flush()
    return Begun(row, key, code)


def find_draft(
    session: Session, *, season_id: int, key: str, now: datetime, lock: bool = False
) -> RequestDraft | None:
    """The draft that a key opens; None: it is over.

    Args:
        session: one that reads, or writes.
        season_id: of which season.
        key: what the browser kept.
        now: the moment it is.
        lock: keep others from changing it until the caller commits.
    """
    found = select(RequestDraft).where(
        RequestDraft.season_id == season_id,
        RequestDraft.token_hash == key_hash(key),
        RequestDraft.expires_at > now,
    )
    if lock:
        found = found.with_for_update().execution_options(populate_existing=True)
    return session.scalars(found).one_or_none()


def save_steps(  # noqa: PLR0913  (each by name)
    session: Session,
    *,
    season_id: int,
    key: str,
    watched: Sequence[Step],
    expected: str,
    answers: Mapping[Step, Values],
    now: datetime,
) -> None:
    """Save one page. Saved twice with the same answers, it is saved once.

    Args:
        session: one that writes; the caller commits.
        season_id: of which season.
        key: what the browser kept.
        watched: the steps that the page shows.
        expected: `Answers.count` of these as it was when the page was made.
        answers: those of them that the page saves, each whole.
        now: the moment it is.

    Raises:
        DraftGone: there is no such draft, or it was sent.
        StepChanged: one of the steps was saved since.
    """
    row = find_draft(session, season_id=season_id, key=key, now=now, lock=True)
    kept = None if row is None else read(row.answers)
    if row is None or kept is None or kept.sent:
        raise DraftGone
    if all(kept.of(step) == values for step, values in answers.items()):
        return
    if kept.count(*watched) != expected:
        raise StepChanged
    row.answers = written(with_saved(kept, answers))
    row.expires_at = now + GOOD_FOR
    session.flush()


def resume(session: Session, *, season_id: int, typed: str, now: datetime) -> tuple[str, str]:
    """Go on by the code as it was typed; the new key, and the code.

    The browser that had the draft before has it no more. The caller limits tries. A draft that
    was sent just now is found too: who did not see the answer cannot know that it was.

    Raises:
        NoSuchDraft: no draft has this code, or it is over.
    """
    code = typed_code(typed)
    if code is None:
        raise NoSuchDraft
    hashed = code_hash(season_id, code)
    row = session.scalars(
        select(RequestDraft)
        .where(
            RequestDraft.season_id == season_id,
            RequestDraft.code_hash == hashed,
            RequestDraft.expires_at > now,
        )
        .with_for_update()
    ).one_or_none()
    if row is None or (read(row.answers).sent and not was_sent_just_now(row, now)):
        raise NoSuchDraft
    key = new_key()
    row.token_hash = key_hash(key)
    session.flush()
    return key, code


def mark_sent(
    session: Session, row: RequestDraft, *, child_id: int, contact_id: int, now: datetime
) -> None:
    """Forget every answer: what is left says which child was asked for, for a few hours.

    The code leads there for `AGAIN_FOR`.
    """
    row.answers = written(Answers(sent=child_id))
    row.contact_id = contact_id
    row.expires_at = max(now, row.created_at) + RECEIPT_FOR
    session.flush()


def was_sent_just_now(row: RequestDraft, now: datetime) -> bool:
    """Whether a draft was sent, within the last hour."""
    return bool(read(row.answers).sent) and now < row.expires_at - RECEIPT_FOR + AGAIN_FOR


def throw_away(session: Session, *, season_id: int, key: str) -> None:
    """Remove the draft that a key opens, if it is there."""
    session.execute(
        delete(RequestDraft).where(
            RequestDraft.season_id == season_id, RequestDraft.token_hash == key_hash(key)
        )
    )
