"""What a dataset does not tell about a fictional season, so that it can be tried at once.

A dataset is for planning: it knows no contacts, and nothing of what a family must know before it
asks. For a season that is invented anyway, that is invented here too.
"""

from __future__ import annotations

from datetime import datetime
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Child, ChildContact, Contact, Location, Offer, OfferLocation, Season
from models.enums import Channel, ContactRole, OfferStatus
from scheduler.season.rows import home

PHONE: Final = "0470 00 00 00"
"""A number that is nobody's."""

_GETTING_THERE: Final = "Te voet of met de fiets. Aan de ingang is een fietsenstalling."
_BEFORE: Final = "Vanaf 8 uur, gratis."
_ACTIVITY: Final = "We spelen, maken en ontdekken samen. Iedereen doet mee op een eigen manier."
_BRING: Final = "Een drinkfles en kleren die vuil mogen worden."


def fill_example(session: Session, season: Season, *, now: datetime, left: int = 1) -> None:
    """Give every child a contact, and every offer its facts, and publish it.

    The last `left` offers stay a draft with something missing, so that there is something to do.
    Only for a season that was invented.
    """
    offers = session.scalars(
        select(Offer).where(Offer.season_id == season.id).order_by(Offer.id)
    ).all()
    steps = _step_free(session, season)
    for offer in offers:
        offer.funder, offer.edition = "Vlaamse overheid", "Eerste zomer"
        offer.spoken_languages = tuple(dict.fromkeys(("nl", offer.language or "nl")))
        offer.getting_there = _GETTING_THERE
        offer.before_hours, offer.after_hours = _BEFORE, ""
        offer.price_cents = offer.price_cents or 0
        offer.texts = {**offer.texts, "activity": {"nl": _ACTIVITY}, "bring": {"nl": _BRING}}
    for offer in offers[: len(offers) - left]:
        offer.step_free = offer.id in steps
        offer.status, offer.published_at = OfferStatus.PUBLISHED, now
    for offer in offers[len(offers) - left :]:
        offer.step_free = None
    session.flush()
    _give_contacts(session, season)


def _step_free(session: Session, season: Season) -> set[int]:
    """The offers that are only at sites without steps."""
    sites: dict[int, bool] = {}
    for number, features in session.execute(
        select(Location.id, Location.features).where(Location.season_id == season.id)
    ):
        sites[number] = "step_free" in features
    chosen: dict[int, list[int]] = {}
    for offer, site in session.execute(
        select(OfferLocation.offer_id, OfferLocation.location_id).where(
            OfferLocation.season_id == season.id
        )
    ):
        chosen.setdefault(offer, []).append(site)
    offers = session.scalars(select(Offer.id).where(Offer.season_id == season.id))
    return {
        offer for offer in offers if all(sites[site] for site in chosen.get(offer, list(sites)))
    }


def _give_contacts(session: Session, season: Season) -> None:
    children = session.scalars(
        select(Child.id).where(Child.season_id == season.id).order_by(Child.id)
    ).all()
    contacts = [
        Contact(
            **home(season),
            role=ContactRole.PARENT,
            channel=Channel.PHONE,
            name=f"Ouder {number}",
            phone=PHONE,
        )
        for number, _child in enumerate(children, start=1)
    ]
    session.add_all(contacts)
    session.flush()
    session.add_all(
        ChildContact(**home(season), child_id=child, contact_id=contact.id)
        for child, contact in zip(children, contacts, strict=True)
    )
    session.flush()
