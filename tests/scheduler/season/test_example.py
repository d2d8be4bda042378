"""An invented season can be tried at once: only its last offer misses something."""

from __future__ import annotations

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from models import Child, ChildContact, Contact, Offer, Season
from models.enums import OfferStatus
from scheduler.season.example import PHONE, fill_example
from tests.scheduler.season.town import NOW, Town


@pytest.fixture
def season(session: Session, here: Town) -> Season:
    return session.get_one(Season, here.season)


def test_all_offers_but_the_last_are_published_with_their_facts(
    session: Session, season: Season
) -> None:
    session.execute(
        update(Offer)
        .where(Offer.season_id == season.id)
        .values(status=OfferStatus.DRAFT, published_at=None)
    )
    session.expire_all()
    fill_example(session, season, now=NOW)
    offers = session.scalars(
        select(Offer).where(Offer.season_id == season.id).order_by(Offer.id)
    ).all()
    assert {offer.status for offer in offers[:-1]} == {OfferStatus.PUBLISHED}
    assert offers[-1].step_free is None
    assert all(offer.getting_there and offer.texts["activity"]["nl"] for offer in offers)


def test_every_child_can_be_reached(session: Session, season: Season) -> None:
    fill_example(session, season, now=NOW, left=0)
    children = set(session.scalars(select(Child.id).where(Child.season_id == season.id)))
    reached = set(
        session.scalars(
            select(ChildContact.child_id)
            .join(Contact, Contact.id == ChildContact.contact_id)
            .where(ChildContact.season_id == season.id, Contact.phone == PHONE)
        )
    )
    assert reached == children
