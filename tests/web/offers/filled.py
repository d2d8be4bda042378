"""Offers in forms as somebody fills them in, and how they are in the database afterwards."""

from __future__ import annotations

import re
from typing import Any, Final

from sqlalchemy import func, select

from models import AuditEntry, Offer, OfferBlock, Organiser, Season
from models.database import reading, writing
from models.enums import OfferStatus
from tests.web.site import Browser, Site
from tests.web.summer import SLUG

LIST: Final = f"/werk/gent/{SLUG}/aanbod"
NEW: Final = f"{LIST}/nieuw"
FACTS: Final[dict[str, Any]] = {
    "step_free": "yes",
    "price_cents": "12,50",
    "spoken_languages": ["nl", "tr"],
    "getting_there": "Bus 3, halte Kerk",
    "no_before": "y",
    "after_hours": "tot 17.30 uur",
}


def filled(**changes: Any) -> dict[str, Any]:
    """An offer as a form sends it, with only what is needed to save it."""
    return {
        "version": "0",
        "title": "Zingen in het park",
        "code": "",
        "kind": "programme",
        "goals": ["LO-MUV", "SPEL"],
        "min_size": "6",
        "max_size": "12",
        "max_groups": "2",
        "leads": "1",
        "assistants": "0",
        "lead_choice": "all",
        "step_free": "",
        "language": "",
        "organiser_id": "",
        **changes,
    }


def row(site: Site, number: int) -> Offer:
    """An offer as it is now."""
    with reading(site.engine)() as session:
        found = session.get_one(Offer, number)
        session.expunge_all()
        return found


def numbers(site: Site, model: Any, *, slug: str = SLUG, town: str = "gent") -> list[int]:
    """The numbers of the rows of a season."""
    with reading(site.engine)() as session:
        season = select(Season.id).where(
            Season.slug == slug, Season.municipality_id == getattr(site.town, town)
        )
        found = session.scalars(
            select(model.id).where(model.season_id.in_(season)).order_by(model.id)
        )
        return list(found)


def organiser(site: Site, name: str) -> int:
    """The number of one of the town's organisers."""
    with reading(site.engine)() as session:
        return session.scalars(select(Organiser.id).where(Organiser.name == name)).one()


def blocks_of(site: Site, offer: int) -> list[int]:
    """In which blocks an offer may run."""
    with reading(site.engine)() as session:
        found = session.scalars(
            select(OfferBlock.block_id)
            .where(OfferBlock.offer_id == offer)
            .order_by(OfferBlock.block_id)
        )
        return list(found)


def verbs(site: Site) -> list[str]:
    """What the audit says was done, in order, without what was done to make the season."""
    with reading(site.engine)() as session:
        made = select(func.max(AuditEntry.id)).where(AuditEntry.verb == "import_season")
        found = session.scalars(
            select(AuditEntry.verb)
            .where(AuditEntry.id > made.scalar_subquery())
            .order_by(AuditEntry.id)
        )
        return list(found)


def everything(site: Site) -> list[tuple[Any, ...]]:
    """All offers of both towns, to see that nothing changed."""
    with reading(site.engine)() as session:
        found = session.execute(
            select(Offer.id, Offer.version, Offer.title, Offer.status).order_by(Offer.id)
        )
        return [tuple(each) for each in found]


def give_to(site: Site, offer: int, name: str) -> None:
    """Let an organiser have an offer, and let families know all about it."""
    with writing(site.engine).begin() as session:
        found = session.get_one(Offer, offer)
        found.organiser_id = organiser(site, name)


def make_known(site: Site, *offers: int) -> None:
    """Fill in the access facts of offers."""
    with writing(site.engine).begin() as session:
        for number in offers:
            found = session.get_one(Offer, number)
            found.step_free, found.price_cents = True, 0
            found.spoken_languages, found.getting_there = ("nl",), "Bus 3"
            found.before_hours = found.after_hours = ""


def is_published(site: Site, offer: int) -> bool:
    """Whether families see it."""
    return row(site, offer).status is OfferStatus.PUBLISHED


def add(browser: Browser, **changes: Any) -> int:
    """Add an offer by the form; its number."""
    answer = browser.post(NEW, **filled(**changes))
    assert answer.status_code == 302, errors(answer.text)
    found = re.search(r"/aanbod/(\d+)$", answer.location)
    assert found is not None
    return int(found[1])


def errors(page: str) -> list[tuple[str, str]]:
    """What the summary of errors says, and where it leads."""
    start = page.find("govuk-error-summary__list")
    if start < 0:
        return []
    part = page[start : page.find("</ul>", start)]
    found = re.findall(r'<a href="#([^"]+)">\s*(.*?)\s*</a>', part, re.DOTALL)
    return [(where, " ".join(said.split())) for where, said in found]
