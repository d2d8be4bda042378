"""How a tutor comes in without an account: a link for one time, asked anew by mail.

A tutor whose links were revoked cannot ask for another: only the municipality sends one again.
"""
# ruff: noqa: PLR0913  (verbs take everything by name)

from __future__ import annotations

import secrets
from dataclasses import replace
from datetime import date, datetime
from typing import Final, NamedTuple

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session, aliased

from models import Municipality, Season, SignedLink, Tutor
from models.enums import LinkPurpose, Phase
from scheduler.accounts.invitations import token_hash
from scheduler.outbox import queue
from scheduler.outbox.hours import BRUSSELS
from scheduler.outbox.occasions import TutorInvitation
from scheduler.rights import Actor, admit
from scheduler.rights import tutor as as_tutor
from scheduler.season.noting import note
from scheduler.season.rows import find
from scheduler.season.signed_links import (
    NoWayIn,
    claim,
    is_unclaimed,
    midnight_after,
    named,
    new_link,
    of_tutor,
    unclaimed,
)
from scheduler.season.ways_in import AT_ONCE, NEW_LINK_GOOD_FOR

PATH: Final = "begeleider/link"
"""Where the site takes a tutor's link, within a municipality: the token follows."""


class TutorIn(NamedTuple):
    """A tutor that came in, and by which link: who is in is out once that is revoked."""

    tutor_id: int
    link_id: int


class MadeLink(NamedTuple):
    """A link: its address, the last day on which it works, and the number of its row."""

    address: str
    until: date
    number: int


def tutor_link_is_good(
    session: Session, *, municipality_id: int, token: str, now: datetime
) -> bool:
    """Whether a tutor's link could be claimed now. Looking changes nothing."""
    return is_unclaimed(session, municipality_id, LinkPurpose.TUTOR, token_hash(token), now)


def claim_tutor_link(
    session: Session, *, actor: Actor, municipality_id: int, token: str, now: datetime
) -> TutorIn:
    """Use a link up; the tutor that is in now. Of two at once, one gets this.

    Raises:
        NoWayIn: it is not good (any more), or is another municipality's.
        NotHere, NotAllowed: as `admit`; it is for who has not said who they are.
    """
    link = unclaimed(session, municipality_id, LinkPurpose.TUTOR, token_hash(token), now)
    if link.season_id is None or link.tutor_id is None:
        raise NoWayIn
    admitted = admit(session, actor=actor, season_id=link.season_id, verb="claim_tutor_link")
    tutor = find(session, Tutor, admitted.season, link.tutor_id)
    claim(session, link, now)
    note(session, replace(admitted, actor=as_tutor(tutor.id)), tutor, now)
    return TutorIn(tutor.id, link.id)


def send_new_tutor_link(
    session: Session,
    *,
    actor: Actor,
    municipality_id: int,
    base_url: str,
    now: datetime,
    email: str = "",
    token: str = "",
) -> None:
    """Mail a new link to who has this mail address, or whose older link this is.

    Says nothing and does nothing where there is no such tutor, no mail address, or no link that
    the municipality sent and did not revoke: whoever asks cannot tell. Links that were sent
    before go on working, so nobody can make a tutor's links useless by asking.

    Raises:
        NotHere, NotAllowed: as `admit`; it is for who has not said who they are.
    """
    by_address = func.lower(Tutor.email) == email.strip().lower()
    chosen = by_address if email else _by_link(municipality_id, token)
    there = session.scalars(
        select(Tutor)
        .join(Season, Season.id == Tutor.season_id)
        .where(Tutor.municipality_id == municipality_id, Tutor.email != "", chosen, _is_let_in())
        .where(Season.phase != Phase.ARCHIVED, Season.year >= now.astimezone(BRUSSELS).year)
        .order_by(Tutor.id.desc())
        .limit(AT_ONCE)
    ).all()
    for tutor in there:
        admitted = admit(
            session, actor=actor, season_id=tutor.season_id, verb="send_new_tutor_link"
        )
        until = (now + NEW_LINK_GOOD_FOR).astimezone(BRUSSELS).date()
        mail_tutor_link(
            session,
            season=admitted.season,
            tutor=tutor,
            base_url=base_url,
            until=until,
            now=now,
            asked_for=True,
        )
        note(session, replace(admitted, actor=as_tutor(tutor.id)), tutor, now)


def mail_tutor_link(
    session: Session,
    *,
    season: Season,
    tutor: Tutor,
    base_url: str,
    until: date,
    now: datetime,
    asked_for: bool = False,
) -> MadeLink:
    """Make a link and queue the mail that holds it. It is no verb: whoever calls it may."""
    token = secrets.token_urlsafe(32)
    row = new_link(
        season,
        of_tutor(tutor.id),
        purpose=LinkPurpose.TUTOR,
        hashed=token_hash(token),
        expires_at=midnight_after(until),
        now=now,
    )
    session.add(row)
    session.flush()
    slug = session.get_one(Municipality, season.municipality_id).slug
    made = MadeLink(f"{base_url}/{slug}/{PATH}/{token}", until, row.id)
    queue(
        session,
        municipality_id=season.municipality_id,
        recipient=tutor,
        occasion=TutorInvitation(link=made.address, until=until, asked_for=asked_for),
        dedup_key=f"tutor_invitation:link={made.number}",
        now=now,
    )
    return made


def _by_link(municipality_id: int, token: str) -> ColumnElement[bool]:
    """Whoever the link was for, also when it was used, is over, or was replaced."""
    return Tutor.id.in_(
        select(SignedLink.tutor_id).where(
            *named(municipality_id, LinkPurpose.TUTOR, token_hash(token))
        )
    )


def _is_let_in() -> ColumnElement[bool]:
    """Whether the last link of a tutor stands: one was sent, and was not taken away since."""
    other = aliased(SignedLink)
    newest = (
        select(func.max(other.id))
        .where(other.tutor_id == Tutor.id, other.purpose == LinkPurpose.TUTOR)
        .scalar_subquery()
    )
    return Tutor.id.in_(
        select(SignedLink.tutor_id).where(SignedLink.id == newest, SignedLink.revoked_at.is_(None))
    )
