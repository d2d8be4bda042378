"""A summer whose offers anyone can see."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select, update

from models import Location, Offer, Season
from models.database import reading, writing
from models.enums import OfferStatus, Phase
from tests.web.site import Site
from tests.web.summer import Summer, put_summer

FACTS: dict[str, Any] = {
    "step_free": True,
    "price_cents": 1000,
    "spoken_languages": ("nl", "fr"),
    "getting_there": "Bus 3, halte Kerk.",
    "before_hours": "Vanaf 7.30 uur, gratis",
    "after_hours": "",
    "funder": "Vlaamse overheid",
    "edition": "Derde zomer",
    "texts": {
        "activity": {"nl": "We bouwen hutten.\nEn we lezen.", "en": "We build huts."},
        "bring": {"nl": "Een lunch"},
    },
}


def put_published(site: Site, *, phase: Phase = Phase.OFFER_PUBLISHED, pupils: int = 40) -> Summer:
    """A summer in Gent with every offer published."""
    summer = put_summer(site.engine, site.town, at=site.clock.at, phase=phase, pupils=pupils)
    change(site, summer, status=OfferStatus.PUBLISHED, published_at=site.clock.at, **FACTS)
    return summer


def change(site: Site, summer: Summer, number: int | None = None, /, **values: Any) -> None:
    """Change all offers of the summer, or one."""
    wanted = [Offer.season_id == summer.season]
    if number is not None:
        wanted.append(Offer.id == number)
    with writing(site.engine).begin() as session:
        session.execute(update(Offer).where(*wanted).values(**values))


def offers_of(site: Site, summer: Summer) -> list[Offer]:
    """Its offers, by title as pages show them."""
    with reading(site.engine)() as session:
        found = session.scalars(select(Offer).where(Offer.season_id == summer.season)).all()
    return sorted(found, key=lambda offer: (offer.title.casefold(), offer.id))


def sites_of(site: Site, summer: Summer) -> list[Location]:
    """Its sites."""
    with reading(site.engine)() as session:
        return list(
            session.scalars(
                select(Location).where(Location.season_id == summer.season).order_by(Location.id)
            )
        )


def set_phase(site: Site, summer: Summer, phase: Phase) -> None:
    """Let the summer be in a phase."""
    with writing(site.engine).begin() as session:
        session.execute(update(Season).where(Season.id == summer.season).values(phase=phase))
