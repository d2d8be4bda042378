"""What the desk types, and what is there since."""

from __future__ import annotations

import re
from datetime import date
from typing import Any, Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models import (
    Block,
    BlockSession,
    Child,
    ChildContact,
    Offer,
    OfferBlock,
    Season,
)
from models.database import reading, writing
from models.enums import Phase
from tests.web.site import Browser, Site

FAMILIES: Final = "/werk/gent/zomer-2027/gezinnen"
NEW: Final = f"{FAMILIES}/nieuw"
MAIL: Final = "ouder@voorbeeld.example"


def open_wishes(site: Site, phase: Phase = Phase.WISHES_OPEN) -> None:
    """Let both towns' own seasons be in a phase, with one block for each offer."""
    with writing(site.engine).begin() as session:
        for season in session.scalars(select(Season).where(Season.slug == "zomer-2027")):
            season.phase = phase
            home: dict[str, Any] = {
                "municipality_id": season.municipality_id,
                "season_id": season.id,
            }
            block = Block(**home, code="B1", label="Week 1")
            session.add(block)
            session.flush()
            session.add(
                BlockSession(
                    **home,
                    block_id=block.id,
                    day=date(2027, 7, 5),
                    start_min=540,
                    end_min=720,
                )
            )
            for offer in session.scalars(select(Offer.id).where(Offer.season_id == season.id)):
                session.add(OfferBlock(**home, offer_id=offer, block_id=block.id))


def number_of(site: Site, model: Any, *, place: str = "gent", **which: Any) -> int:
    """The number of a row of the town's own season."""
    with reading(site.engine)() as session:
        home = site.town.gent if place == "gent" else site.town.aalst
        found: int = session.scalars(
            select(model.id)
            .filter_by(**which)
            .where(
                model.season_id.in_(
                    select(Season.id).where(
                        Season.municipality_id == home, Season.slug == "zomer-2027"
                    )
                )
            )
            .limit(1)
        ).one()
        return found


def typed(site: Site, *, place: str = "gent", **more: Any) -> dict[str, Any]:
    """A form on paper with only what has to be filled in."""
    return {
        "role": "parent",
        "channel": "mail",
        "email": MAIL,
        "language": "nl",
        "first_name": "Noor",
        "birth_year": "2018",
        "travel_mode": "bike",
        "when": "altijd",
        "wishes-0-offer": str(number_of(site, Offer, place=place, code="O1")),
        "max_places": "1",
        "origin": "paper",
        **more,
    }


def ask(site: Site, browser: Browser, **more: Any) -> int:
    """Enter a request; the child's number."""
    answer = browser.post(NEW, **typed(site, **more))
    assert answer.status_code == 302, errors_in(answer.text)
    found = re.fullmatch(r".*/gezinnen/(\d+)/ontvangst", answer.location)
    assert found is not None
    return int(found[1])


def errors_in(page: str) -> list[tuple[str, str]]:
    """The summary of errors: which field each leads to, and what it says."""
    summary = page.partition("govuk-error-summary__list")[2].partition("</ul>")[0]
    return re.findall(r'<a[^>]*href="#([^"]*)"[^>]*>([^<]+)</a>', summary)


def child(site: Site, number: int) -> Child:
    with reading(site.engine)() as session:
        return session.get_one(Child, number)


def contact_of(site: Site, child_id: int) -> int:
    with reading(site.engine)() as session:
        return session.scalars(
            select(ChildContact.contact_id).where(ChildContact.child_id == child_id)
        ).one()


def count(site: Site, model: Any) -> int:
    with reading(site.engine)() as session:
        return counted_in(session, model)


def counted_in(session: Session, model: Any) -> int:
    return session.scalars(select(func.count()).select_from(model)).one()
