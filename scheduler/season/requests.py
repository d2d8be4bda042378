"""What a family asks: the same rows, whether it came by web or on paper (R13)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from data import references
from models import (
    AvailabilityWindow,
    Block,
    Child,
    ChildNeed,
    Contact,
    EmergencyContact,
    Location,
    Offer,
    OfferBlock,
    OfferLocation,
    Season,
    Wish,
)
from models.enums import Channel, ContactRole, OfferStatus, TravelMode
from models.rules import MOST
from scheduler.rights import NotHere
from scheduler.season.availability import WindowDraft, put_windows
from scheduler.season.codes_known import known
from scheduler.season.points import rounded
from scheduler.season.refusals import BadValue
from scheduler.season.rows import home, put, require, saving
from scheduler.season.values import values_of


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactDraft:
    """Who brings the child up, and how to reach them (`models/contact.py`); saved whole."""

    role: ContactRole
    channel: Channel
    name: str = ""
    email: str = ""
    phone: str = ""
    address: str = ""
    language: str = "nl"


@dataclass(frozen=True, slots=True, kw_only=True)
class WishDraft:
    """A wish: 1 is dearest; no block or location: any. Numbers of rows."""

    rank: int
    offer_id: int
    block_id: int | None = None
    location_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EmergencyDraft:
    """Whom to call when something happens on the day."""

    name: str
    phone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChildDraft:
    """A child and all it asks (`models/child.py`); saved whole. The point is rounded to 100 m."""

    first_name: str
    birth_year: int
    lat: float | None = None
    lon: float | None = None
    travel_mode: TravelMode = TravelMode.BIKE
    max_travel_min: int | None = None
    max_places: int = 1
    says_yes: bool | None = None
    own_words: str = ""
    needs: tuple[str, ...] = ()
    windows: tuple[WindowDraft, ...] = ()
    wishes: tuple[WishDraft, ...] = ()
    emergency: tuple[EmergencyDraft, ...] = ()


_PARTS = ("needs", "windows", "wishes", "emergency")


def request_of(session: Session, child: Child) -> ChildDraft:
    """All that is asked for a child now; saved as it is, nothing changes."""

    def mine(model: Any) -> Any:
        return session.scalars(select(model).where(model.child_id == child.id).order_by(model.id))

    wishes = sorted(mine(Wish), key=lambda wish: wish.rank)
    return ChildDraft(
        first_name=child.first_name,
        birth_year=child.birth_year,
        lat=child.lat,
        lon=child.lon,
        travel_mode=child.travel_mode,
        max_travel_min=child.max_travel_min,
        max_places=child.max_places,
        says_yes=child.says_yes,
        own_words=child.own_words,
        needs=tuple(need.code for need in mine(ChildNeed)),
        windows=tuple(
            WindowDraft(
                first_day=each.first_day,
                last_day=each.last_day,
                start_min=each.start_min,
                end_min=each.end_min,
            )
            for each in mine(AvailabilityWindow)
        ),
        wishes=tuple(
            WishDraft(
                rank=wish.rank,
                offer_id=wish.offer_id,
                block_id=wish.block_id,
                location_id=wish.location_id,
            )
            for wish in wishes
        ),
        emergency=tuple(
            EmergencyDraft(name=each.name, phone=each.phone) for each in mine(EmergencyContact)
        ),
    )


def check_contact(contact: ContactDraft) -> None:
    """Nothing, if the contact's language is one that is known.

    Raises:
        UnknownCode: it is not.
    """
    known("language", (contact.language,), references.languages().keys())


def check_child(
    session: Session, season: Season, child: ChildDraft, *, earlier: Iterable[Wish] = ()
) -> None:
    """Nothing, if all that is asked can be asked in this season.

    Wishes that were there (`earlier`) may stay where their offer was withdrawn since.

    Raises:
        NotHere: an offer, block or location is not in this season, or cannot be seen.
        UnknownCode: a need is not known.
        BadValue: the birth year, a rank, the number of places or a wish cannot be.
    """
    if not season.year - 120 <= child.birth_year <= season.year:
        raise BadValue("birth_year")
    if not 1 <= child.max_places <= MOST:
        raise BadValue("max_places")
    if len(set(child.needs)) < len(child.needs):
        raise BadValue("needs")
    known("needs", child.needs, references.needs().keys())
    _check_wishes(session, season, child.wishes, {each.offer_id for each in earlier})


def child_columns(child: ChildDraft) -> dict[str, Any]:
    """The child's own columns, with the point rounded.

    Raises:
        BadValue: the point cannot be.
    """
    lat, lon = rounded(child.lat, child.lon)
    return values_of(child, without=_PARTS) | {"lat": lat, "lon": lon}


def put_parts(session: Session, row: Child, child: ChildDraft, season: Season) -> None:
    """Replace needs, windows, wishes and whom to call.

    Raises:
        BrokenRule: one of them cannot be.
    """
    with saving(session):
        for model in (ChildNeed, Wish, EmergencyContact):
            session.execute(delete(model).where(model.child_id == row.id))
        mine = {**home(season), "child_id": row.id}
        for code in child.needs:
            session.add(ChildNeed(**mine, code=code))
        for wish in sorted(child.wishes, key=lambda each: each.rank):
            session.add(Wish(**mine, **values_of(wish)))
        for person in child.emergency:
            session.add(EmergencyContact(**mine, **values_of(person)))
    put_windows(session, season, AvailabilityWindow.child_id, row.id, child.windows)


def touch(child: Child, now: datetime) -> None:
    """Let the child's version cover a change of what belongs to it."""
    put(child, {"requests_changed_at": now})


def contact_row(session: Session, season: Season, contact: ContactDraft) -> Contact:
    """A new contact.

    Raises:
        UnknownCode, BrokenRule: the language is not known, or there is no way to reach them.
    """
    check_contact(contact)
    row = Contact(**home(season), **values_of(contact))
    with saving(session):
        session.add(row)
    return row


def _check_wishes(
    session: Session, season: Season, wishes: Sequence[WishDraft], earlier: set[int]
) -> None:
    asked = [(wish.offer_id, wish.block_id, wish.location_id) for wish in wishes]
    if len(set(asked)) < len(asked) or not all(1 <= wish.rank <= MOST for wish in wishes):
        raise BadValue("wishes")
    offers = {wish.offer_id for wish in wishes}
    seen = set(
        session.scalars(
            select(Offer.id).where(
                Offer.season_id == season.id,
                Offer.id.in_(offers),
                (Offer.status == OfferStatus.PUBLISHED)
                | ((Offer.status == OfferStatus.WITHDRAWN) & Offer.id.in_(earlier)),
            )
        )
    )
    if seen != offers:
        raise NotHere
    require(session, Block, season, (wish.block_id for wish in wishes))
    require(session, Location, season, (wish.location_id for wish in wishes))
    blocks = _pairs(session, OfferBlock.offer_id, OfferBlock.block_id, offers)
    sites = _pairs(session, OfferLocation.offer_id, OfferLocation.location_id, offers)
    somewhere = {offer for offer, _ in sites}
    for wish in wishes:
        if wish.block_id is not None and (wish.offer_id, wish.block_id) not in blocks:
            raise BadValue("wishes")
        at = wish.offer_id, wish.location_id
        if wish.location_id is not None and wish.offer_id in somewhere and at not in sites:
            raise BadValue("wishes")


def _pairs(session: Session, offer: Any, other: Any, offers: set[int]) -> set[tuple[int, int]]:
    found = session.execute(select(offer, other).where(offer.in_(offers)))
    return {(one, two) for one, two in found}
