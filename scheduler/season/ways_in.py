"""How a family comes in without an account: a link for one time, and a code to write down."""
# ruff: noqa: PLR0913  (verbs take everything by name)

from __future__ import annotations

import os
import secrets
from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, datetime, timedelta
from hmac import compare_digest
from typing import Final

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from models import Contact, Municipality, Season, SignedLink
from models.enums import Channel, LinkPurpose
from scheduler.outbox import Unreachable, queue
from scheduler.outbox.hours import BRUSSELS
from scheduler.outbox.occasions import FamilyLink
from scheduler.outbox.recipients import reach
from scheduler.rights import Actor, Subject, admit
from scheduler.rights import contact as as_contact
from scheduler.season.asking import WayIn
from scheduler.season.noting import note
from scheduler.season.random_codes import random_code
from scheduler.season.rows import find
from scheduler.season.signed_links import (
    NoWayIn,
    claim,
    is_unclaimed,
    midnight_after,
    named,
    new_link,
    of_contact,
    revoke,
    standing,
    unclaimed,
)
from scheduler.season.way_in_hashes import as_typed_anywhere, code_hash, in_groups, link_hash

CODE_LETTERS: Final = 10
LINK_GOOD_FOR: Final = timedelta(days=30)
NEW_LINK_GOOD_FOR: Final = timedelta(days=7)
"""For a link that somebody asked for and waits for."""
AT_ONCE: Final = 5
"""How many people with one mail address get their link at one asking."""


def new_way_in(
    session: Session, *, season: Season, contact_id: int, base_url: str, now: datetime
) -> WayIn:
    """A new link and a new code for a contact, beside those that are there.

    Shown once: only their hashes stay. The link works once, within `LINK_GOOD_FOR`; the code
    until the end of the season's year. It is no verb: whoever calls it knows whose it is.

    Args:
        session: one that writes; the caller commits.
        season: the contact's season.
        contact_id: whose way in it is.
        base_url: the address of the site, without a slash at its end.
        now: the moment it is.

    Raises:
        NoWayIn: the season's year is over.
    """
    slug = session.get_one(Municipality, season.municipality_id).slug
    drawn = replace(drawn_way_in(base_url=base_url, municipality=slug), contact_id=contact_id)
    keep_way_in(session, season=season, contact_id=contact_id, way_in=drawn, now=now)
    return drawn


def drawn_way_in(*, base_url: str, municipality: str) -> WayIn:
    """A link and a code that open nothing yet: for a receipt to a contact that is not there yet.

    Give it to `ask`, and then to `keep_way_in` with the contact that `ask` made.
    """
    code = random_code(CODE_LETTERS)
    token = secrets.token_urlsafe(32)
    return WayIn(link=_address(base_url, municipality, token), code=in_groups(code))


def keep_way_in(
    session: Session, *, season: Season, contact_id: int, way_in: WayIn, now: datetime
) -> None:
    """From now on a drawn link and code open what this contact may see.

    Raises:
        NoWayIn: the season's year is over.
    """
    token = way_in.link.rpartition("/")[2]
    code = as_typed_anywhere(way_in.code)
    _keep(session, season, contact_id, link_hash(token), now, good_for=LINK_GOOD_FOR)
    _keep(session, season, contact_id, code_hash(season.municipality_id, code), now)


def ways_in_for(
    session: Session,
    *,
    season: Season,
    contacts: Iterable[Contact],
    base_url: str,
    now: datetime,
) -> Mapping[int, WayIn]:
    """A new way in for each of these contacts, to go along with news: contact → how.

    A link by mail; a code, and the address where it is typed, for who gets a letter or a call:
    nobody can type such a link. None for who cannot be reached, nor when the year is over.
    """
    slug = session.get_one(Municipality, season.municipality_id).slug
    found: dict[int, WayIn] = {}
    hashes: dict[int, str] = {}
    codes: dict[int, str] = {}
    for contact in contacts:
        channel = _channel(contact)
        if channel is None or contact.id in found:
            continue
        if channel is Channel.MAIL:
            token = secrets.token_urlsafe(32)
            found[contact.id] = WayIn(link=_address(base_url, slug, token), contact_id=contact.id)
            hashes[contact.id] = link_hash(token)
        else:
            codes[contact.id] = code = random_code(CODE_LETTERS)
            found[contact.id] = WayIn(
                link=f"{base_url}/{slug}/mijn", code=in_groups(code), contact_id=contact.id
            )
    with ThreadPoolExecutor(os.cpu_count()) as pool:  # slow on purpose, each on its own
        slow = pool.map(lambda code: code_hash(season.municipality_id, code), codes.values())
        hashes |= dict(zip(codes, slow, strict=True))
    for number, hashed in hashes.items():
        good_for = None if number in codes else LINK_GOOD_FOR
        try:
            session.add(_row(season, number, hashed, now, good_for=good_for))
        except NoWayIn:
            return {}
    session.flush()
    return found


def link_is_good(session: Session, *, municipality_id: int, token: str, now: datetime) -> bool:
    """Whether a link could be claimed now. Looking changes nothing."""
    return is_unclaimed(session, municipality_id, LinkPurpose.FAMILY, link_hash(token), now)


def claim_link(
    session: Session, *, actor: Actor, municipality_id: int, token: str, now: datetime
) -> int:
    """Use a link up; the number of the contact that is in now. Of two at once, one gets this.

    Raises:
        NoWayIn: it is not good (any more), or is another municipality's.
        NotHere, NotAllowed: as `admit`; it is for who has not said who they are.
    """
    link = unclaimed(session, municipality_id, LinkPurpose.FAMILY, link_hash(token), now)
    contact_id = _let_in(session, actor, link, "claim_link", now)
    claim(session, link, now)
    return contact_id


def enter_code(
    session: Session, *, actor: Actor, municipality_id: int, code: str, now: datetime
) -> int:
    """Come in by the code on paper, as often as wanted; the number of the contact that is in.

    Small letters, spaces, dashes and digits of other scripts are fine. The caller limits tries.

    Raises:
        NoWayIn: there is no such code, it is over, or is another municipality's.
        NotHere, NotAllowed: as `admit`; it is for who has not said who they are.
    """
    typed = as_typed_anywhere(code)
    if len(typed) != CODE_LETTERS:
        raise NoWayIn
    wanted = code_hash(municipality_id, typed)
    link = session.scalars(
        select(SignedLink).where(*standing(municipality_id, LinkPurpose.FAMILY, wanted, now))
    ).one_or_none()
    if link is None or not compare_digest(link.token_hash, wanted):
        raise NoWayIn
    return _let_in(session, actor, link, "enter_code", now)


def send_new_link(
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

    Says nothing and does nothing where there is no such family, or no mail address: whoever
    asks cannot tell. A family that is there under one address more than once gets a link for
    each, at most five.

    Raises:
        NotHere, NotAllowed: as `admit`; it is for who has not said who they are.
    """
    by_address = func.lower(Contact.email) == email.strip().lower()
    chosen = by_address if email else _by_link(municipality_id, token)
    there = session.scalars(
        select(Contact)
        .join(Season, Season.id == Contact.season_id)
        .where(Contact.municipality_id == municipality_id, Contact.email != "", chosen)
        .where(Season.year >= now.astimezone(BRUSSELS).year)
        .order_by(Contact.id.desc())
        .limit(AT_ONCE)
    ).all()
    for contact in there:
        admitted = admit(session, actor=actor, season_id=contact.season_id, verb="send_new_link")
        link, until, number = _new_link(session, admitted.season, contact.id, base_url, now)
        queue(
            session,
            municipality_id=municipality_id,
            recipient=contact,
            occasion=FamilyLink(link=link, until=until),
            dedup_key=f"family_link:link={number}",
            now=now,
        )
        note(session, replace(admitted, actor=as_contact(contact.id)), contact, now)


def revoke_ways_in(
    session: Session, *, actor: Actor, season_id: int, contact_id: int, now: datetime
) -> None:
    """Make every link and code of a contact useless. Who is in stays in until it leaves.

    Raises:
        NotHere, NotAllowed: as `admit`; families do this for themselves.
    """
    admitted = admit(
        session,
        actor=actor,
        season_id=season_id,
        verb="revoke_ways_in",
        subject=Subject(contacts=(contact_id,)),
    )
    contact = find(session, Contact, admitted.season, contact_id)
    revoke(session, of_contact(contact.id), LinkPurpose.FAMILY, now)
    note(session, admitted, contact, now)


def _let_in(session: Session, actor: Actor, link: SignedLink, verb: str, now: datetime) -> int:
    if link.season_id is None or link.contact_id is None:
        raise NoWayIn
    admitted = admit(session, actor=actor, season_id=link.season_id, verb=verb)
    contact = find(session, Contact, admitted.season, link.contact_id)
    note(session, replace(admitted, actor=as_contact(contact.id)), contact, now)
    return contact.id


def _by_link(municipality_id: int, token: str) -> ColumnElement[bool]:
    """Whoever the link was for, also when it was used or is over; not when it was revoked."""
    return Contact.id.in_(
        select(SignedLink.contact_id).where(
            *named(municipality_id, LinkPurpose.FAMILY, link_hash(token)),
            SignedLink.revoked_at.is_(None),
        )
    )


def _new_link(
    session: Session, season: Season, contact_id: int, base_url: str, now: datetime
) -> tuple[str, date, int]:
    """The address, the last day on which it works, and the number of its row."""
    token = secrets.token_urlsafe(32)
    row = _keep(session, season, contact_id, link_hash(token), now, good_for=NEW_LINK_GOOD_FOR)
    slug = session.get_one(Municipality, season.municipality_id).slug
    last = (row.expires_at - timedelta(seconds=1)).astimezone(BRUSSELS).date()
    return _address(base_url, slug, token), last, row.id


def _address(base_url: str, municipality: str, token: str) -> str:
    return f"{base_url}/{municipality}/link/{token}"


def _keep(
    session: Session,
    season: Season,
    contact_id: int,
    hashed: str,
    now: datetime,
    *,
    good_for: timedelta | None = None,
) -> SignedLink:
    row = _row(season, contact_id, hashed, now, good_for=good_for)
    session.add(row)
    session.flush()
    return row


def _row(
    season: Season,
    contact_id: int,
    hashed: str,
    now: datetime,
    *,
    good_for: timedelta | None,
) -> SignedLink:
    """A hash that is good until midnight after `good_for`, at most until the season's year ends."""
    end = date(season.year, 12, 31)
    if good_for is not None:
        end = min(end, (now + good_for).astimezone(BRUSSELS).date())
    expires_at = midnight_after(end)
    if expires_at <= now:
        raise NoWayIn
    return new_link(
        season,
        of_contact(contact_id),
        purpose=LinkPurpose.FAMILY,
        hashed=hashed,
        expires_at=expires_at,
        now=now,
    )


def _channel(contact: Contact) -> Channel | None:
    try:
        return reach(contact).channel
    except Unreachable:
        return None
