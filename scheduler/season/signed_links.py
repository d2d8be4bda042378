"""Signed links of a season: each opens one thing for one contact or one tutor, until it is over.

Only the hash of a token is kept. A link that is good is claimed once; one that is revoked is over.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from hmac import compare_digest
from typing import ClassVar, NamedTuple

from sqlalchemy import ColumnElement, select, update
from sqlalchemy.orm import Session

from models import Season, SignedLink
from models.enums import LinkPurpose
from scheduler.outbox.hours import BRUSSELS
from scheduler.rights import NotHere
from scheduler.season.rows import home
from scheduler.season.way_in_hashes import calendar_hash
from scheduler.text import Text

Conditions = tuple[ColumnElement[bool], ...]


class NoWayIn(NotHere):
    """A link or code that does not exist, was used, is too old, or was made useless."""

    text: ClassVar = Text(
        nl="Deze link of code werkt niet (meer).",
        en="This link or code does not work (any more).",
    )


class Holder(NamedTuple):
    """Whose a link is: the number of one contact, or of one tutor."""

    contact_id: int | None
    tutor_id: int | None


def of_contact(number: int) -> Holder:
    """Links of this contact."""
    return Holder(number, None)


def of_tutor(number: int) -> Holder:
    """Links of this tutor."""
    return Holder(None, number)


def new_link(  # noqa: PLR0913  (each by name)
    season: Season,
    holder: Holder,
    *,
    purpose: LinkPurpose,
    hashed: str,
    expires_at: datetime,
    now: datetime,
) -> SignedLink:
    """A link that is in no session yet; `hashed`: what stays of its token."""
    return SignedLink(
        **home(season),
        token_hash=hashed,
        purpose=purpose,
        created_at=now,
        expires_at=expires_at,
        contact_id=holder.contact_id,
        tutor_id=holder.tutor_id,
    )


def new_calendar_link(season: Season, holder: Holder, *, token: str, now: datetime) -> SignedLink:
    """A link to a calendar, good until the season's year ends, or today if that is later."""
    last = max(date(season.year, 12, 31), now.astimezone(BRUSSELS).date())
    return new_link(
        season,
        holder,
        purpose=LinkPurpose.RESUME,
        hashed=calendar_hash(token),
        expires_at=midnight_after(last),
        now=now,
    )


def midnight_after(last: date) -> datetime:
    """When a link is over that works up to and including this day."""
    return datetime.combine(last + timedelta(days=1), time(), BRUSSELS)


def named(municipality_id: int, purpose: LinkPurpose, hashed: str) -> Conditions:
    """The link of a municipality with this hash, also when it is over."""
    return (
        SignedLink.municipality_id == municipality_id,
        SignedLink.purpose == purpose,
        SignedLink.token_hash == hashed,
    )


def standing(municipality_id: int, purpose: LinkPurpose, hashed: str, now: datetime) -> Conditions:
    """The same, if it is neither too old nor revoked."""
    return (
        *named(municipality_id, purpose, hashed),
        SignedLink.revoked_at.is_(None),
        SignedLink.expires_at > now,
    )


def is_unclaimed(
    session: Session, municipality_id: int, purpose: LinkPurpose, hashed: str, now: datetime
) -> bool:
    """Whether a link could be claimed now. Looking changes nothing."""
    found = session.scalar(
        select(SignedLink.token_hash).where(
            *standing(municipality_id, purpose, hashed, now), SignedLink.claimed_at.is_(None)
        )
    )
    return found is not None and compare_digest(found, hashed)


def unclaimed(
    session: Session, municipality_id: int, purpose: LinkPurpose, hashed: str, now: datetime
) -> SignedLink:
    """A link that could be claimed now.

    Raises:
        NoWayIn: it is not good (any more), or is another municipality's.
    """
    link = session.scalars(
        select(SignedLink).where(
            *standing(municipality_id, purpose, hashed, now), SignedLink.claimed_at.is_(None)
        )
    ).one_or_none()
    if link is None or not compare_digest(link.token_hash, hashed):
        raise NoWayIn
    return link


def claim(session: Session, link: SignedLink, now: datetime) -> None:
    """Use up a link that was unclaimed. Of two at once, one gets this.

    Raises:
        NoWayIn: somebody was earlier, or it was revoked meanwhile.
    """
    claimed = session.execute(
        update(SignedLink)
        .where(
            SignedLink.id == link.id,
            SignedLink.claimed_at.is_(None),
            SignedLink.revoked_at.is_(None),
            SignedLink.expires_at > now,
        )
        .values(claimed_at=now)
        .execution_options(synchronize_session="fetch")
        .returning(SignedLink.id)
    ).first()
    if claimed is None:
        raise NoWayIn


def revoke(session: Session, holder: Holder, purpose: LinkPurpose, now: datetime) -> None:
    """Make every link of somebody useless that opens this."""
    session.execute(
        update(SignedLink)
        .where(
            SignedLink.contact_id == holder.contact_id,
            SignedLink.tutor_id == holder.tutor_id,
            SignedLink.purpose == purpose,
            SignedLink.revoked_at.is_(None),
        )
        .values(revoked_at=now)
        .execution_options(synchronize_session="fetch")
    )
