"""Who sent a request and did not get the answer comes in all the same.

On a slow line a request may arrive while its answer, with the family's code, gets lost. Whoever
has the draft's key filled it in, and gets a way in once more, for an hour.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from models import Season, SignedLink
from models.enums import LinkPurpose
from scheduler.drafts.saving import RECEIPT_FOR, find_draft, was_sent_just_now
from scheduler.season.asking import WayIn
from scheduler.season.signed_links import NoWayIn
from scheduler.season.ways_in import new_way_in


def can_tell_again(session: Session, *, season_id: int, key: str, now: datetime) -> bool:
    """Whether a new way in can be had with this key now."""
    return _sent_just_now(session, season_id, key, now) is not None


def way_in_again(
    session: Session, *, season: Season, key: str, base_url: str, now: datetime
) -> WayIn | None:
    """A new link and code for who sent the draft with this key; None: it is too late for that.

    Those that were drawn at sending stay good: the receipt by mail or letter has them.

    Args:
        session: one that writes; the caller commits, and limits how often.
        season: of which season.
        key: what the browser kept.
        base_url: the address of the site, without a slash at its end.
        now: the moment it is.
    """
    contact_id = _sent_just_now(session, season.id, key, now)
    if contact_id is None:
        return None
    try:
        return new_way_in(session, season=season, contact_id=contact_id, base_url=base_url, now=now)
    except NoWayIn:
        return None


def _sent_just_now(session: Session, season_id: int, key: str, now: datetime) -> int | None:
    """The contact of a draft that was just sent; None: another one, or its ways in were closed."""
    row = find_draft(session, season_id=season_id, key=key, now=now) if key else None
    if row is None or row.contact_id is None or not was_sent_just_now(row, now):
        return None
    closed = exists().where(
        SignedLink.contact_id == row.contact_id,
        SignedLink.purpose == LinkPurpose.FAMILY,
        SignedLink.revoked_at >= row.expires_at - RECEIPT_FOR,
    )
    return None if session.scalar(select(closed)) else row.contact_id
