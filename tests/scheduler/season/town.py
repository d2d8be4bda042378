"""A small town: who and what is in it by number, and drafts for more of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import update
from sqlalchemy.orm import Session

from models import (
    Season,
)
from models.enums import (
    Channel,
    ContactRole,
    OfferKind,
    Phase,
)
from scheduler.rights import ANYONE, SYSTEM, Actor, Role, account, contact, tutor
from scheduler.season.offers import OfferDraft
from scheduler.season.requests import ChildDraft, ContactDraft, WishDraft

NOW = datetime(2027, 5, 3, 9, 30, tzinfo=UTC)
"""A Monday in May, long before the season."""

FACTS: dict[str, Any] = {
    "price_cents": 0,
    "step_free": True,
    "spoken_languages": ("nl",),
    "getting_there": "Bus 3",
    "before_hours": "",
    "after_hours": "",
}


@dataclass
class Town:
    """Numbers of rows of one municipality, by what they are."""

    municipality: int
    accounts: dict[str, int] = field(default_factory=dict)
    season: int = 0
    organiser: int = 0
    other_organiser: int = 0
    location: int = 0
    free_location: int = 0
    room: int = 0
    other_room: int = 0
    block: int = 0
    other_block: int = 0
    free_block: int = 0
    tutor: int = 0
    other_tutor: int = 0
    free_tutor: int = 0
    offer: int = 0
    draft_offer: int = 0
    other_offer: int = 0
    contact: int = 0
    other_contact: int = 0
    child: int = 0
    sibling: int = 0
    friend: int = 0
    friend_code: str = ""
    wish: int = 0
    link: int = 0
    asked_link: int = 0
    pin: int = 0
    change: int = 0
    undone_change: int = 0
    done_run: int = 0
    queued_run: int = 0
    version: int = 0
    kept_version: int = 0
    group: int = 0
    other_group: int = 0
    place: int = 0

    def actor(self, role: Role) -> Actor:
        """Somebody of this town with that role, who owns what there is to own."""
        match role:
            case Role.FAMILY:
                return contact(self.contact)
            case Role.TUTOR:
                return tutor(self.tutor)
            case Role.SYSTEM:
                return SYSTEM
            case Role.ANYONE:
                return ANYONE
            case _:
                return account(self.accounts[role.value])

    @property
    def coordinator(self) -> Actor:
        return self.actor(Role.COORDINATOR)


def offer_draft(town: Town, code: str, **changes: Any) -> OfferDraft:
    """An offer of two children, in both blocks, with all its facts."""
    own: dict[str, Any] = {
        "title": f"Aanbod {code}",
        "kind": OfferKind.PROGRAMME,
        "goals": ("LO-MUV",),
        "min_size": 1,
        "max_size": 2,
        "max_groups": 4,
        "leads": 1,
        "organiser_id": town.organiser,
        "blocks": (town.block, town.other_block),
        **FACTS,
    }
    return OfferDraft(code=code, **(own | changes))


def child_draft(name: str, wishes: Iterable[WishDraft] = (), **changes: Any) -> ChildDraft:
    """A child of ten with these wishes."""
    return ChildDraft(first_name=name, birth_year=2017, wishes=tuple(wishes), **changes)


def contact_draft(number: int = 0) -> ContactDraft:
    """Somebody with a mail address."""
    return ContactDraft(
        role=ContactRole.PARENT, channel=Channel.MAIL, email=f"gezin{number}@voorbeeld.example"
    )


def set_phase(session: Session, town: Town, phase: Phase) -> None:
    """Put the season in a phase, whatever it takes."""
    session.execute(update(Season).where(Season.id == town.season).values(phase=phase))
    session.expire_all()
