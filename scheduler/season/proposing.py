"""Activities that children and families propose (R21): words, and nobody's name."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Proposal
from models.enums import Phase
from scheduler.rights import Actor, admit
from scheduler.season.noting import note
from scheduler.season.phases_allowed import not_in
from scheduler.season.refusals import BadValue
from scheduler.season.rows import find, home, saving

LONGEST: Final = 1000
"""Characters of an idea."""

_LONGEST_CODE: Final = 12
_AT_ONCE: Final = timedelta(minutes=1)


def propose(  # noqa: PLR0913  (verbs take everything by name)
    session: Session,
    *,
    actor: Actor,
    season_id: int,
    words: str,
    language: str,
    now: datetime,
) -> int:
    """Keep an idea for the offer as it was said; its number.

    The same words twice within a minute are one idea: the form was sent once more. Nothing tells
    whose it is. Who has not said who they are leaves no line in the audit: there
    is nobody to name.

    Args:
        session: one that writes.
        actor: anyone, or staff who write it down for somebody.
        season_id: for which summer.
        words: the idea.
        language: the language of the page on which it was written.
        now: the moment.

    Raises:
        NotHere, NotAllowed: as `admit`.
        WrongPhase: the season is over.
        BadValue: it says nothing, or is too long.
    """
    admitted = admit(session, actor=actor, season_id=season_id, verb="propose")
    not_in(admitted.season, Phase.ARCHIVED)
    said = words.replace("\0", "").strip()
    if not said or len(said) > LONGEST:
        raise BadValue("words")
    if not language or len(language) > _LONGEST_CODE:
        raise BadValue("language")
    earlier = session.scalars(
        select(Proposal.id)
        .where(
            Proposal.season_id == season_id,
            Proposal.words == said,
            Proposal.made_at > now - _AT_ONCE,
        )
        .order_by(Proposal.id)
        .limit(1)
    ).one_or_none()
    if earlier is not None:
        return earlier
    row = Proposal(**home(admitted.season), words=said, language=language, made_at=now)
    with saving(session):
        session.add(row)
    if actor.kind is not None:
        note(session, admitted, row, now)
    return row.id


def mark_proposal_seen(
    session: Session, *, actor: Actor, season_id: int, proposal_id: int, now: datetime
) -> None:
    """Note that somebody who makes the offer read an idea; the first time counts.

    Raises:
        NotHere, NotAllowed: as `admit`; the season has no such idea.
    """
    admitted = admit(session, actor=actor, season_id=season_id, verb="mark_proposal_seen")
    row = find(session, Proposal, admitted.season, proposal_id)
    row.seen_at = row.seen_at or now
    note(session, admitted, row, now)
