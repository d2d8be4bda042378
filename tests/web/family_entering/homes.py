"""Families with their ways in, and browsers in which they are in."""

from __future__ import annotations

from typing import Final, NamedTuple

from sqlalchemy import select

from models import (
    ChildContact,
    Group,
    Offer,
    OfferBlock,
    Place,
    PlanVersion,
    Refusal,
    Season,
)
from models.database import reading, writing
from models.enums import Channel, ContactRole, OfferStatus, PlaceStatus
from scheduler.rights import ANYONE, contact
from scheduler.season.asking import ask
from scheduler.season.candidates import groups_to_join
from scheduler.season.places import take_or_wait
from scheduler.season.requests import ChildDraft, ContactDraft, WishDraft
from scheduler.season.ways_in import new_way_in
from tests.web.site import Browser, Site

BASE: Final = "http://localhost"
MAIL: Final = "gezin@voorbeeld.example"


class Home(NamedTuple):
    """Numbers of rows, and the ways in."""

    place: str
    contact: int
    children: tuple[int, ...]
    link: str
    code: str

    @property
    def path(self) -> str:
        """The address of the link within the site."""
        return self.link.removeprefix(BASE)


def new_home(
    site: Site,
    *,
    place: str = "gent",
    names: tuple[str, ...] = ("Noor",),
    email: str = MAIL,
    slug: str = "zomer-2027",
) -> Home:
    """A family that asked for its children, each wishing the first offer, in a block and in any."""
    with writing(site.engine).begin() as session:
        home = site.town.gent if place == "gent" else site.town.aalst
        season = session.scalars(
            select(Season).where(Season.municipality_id == home, Season.slug == slug)
        ).one()
        offer, block = session.execute(
            select(Offer.id, OfferBlock.block_id)
            .join(OfferBlock, OfferBlock.offer_id == Offer.id)
            .where(Offer.season_id == season.id, Offer.status == OfferStatus.PUBLISHED)
            .order_by(Offer.id, OfferBlock.block_id)
        ).first() or (0, 0)
        wishes = (
            WishDraft(rank=1, offer_id=offer, block_id=block),
            WishDraft(rank=2, offer_id=offer),
        )
        who: ContactDraft | int = ContactDraft(
            role=ContactRole.PARENT,
            channel=Channel.MAIL if email else Channel.PHONE,
            name="Ouder Zon",
            email=email,
            phone="" if email else "0470 00 00 01",
        )
        children = []
        for name in names:
            asked = ask(
                session,
                actor=contact(who) if isinstance(who, int) else ANYONE,
                season_id=season.id,
                now=site.clock.at,
                child=ChildDraft(first_name=name, birth_year=2018, wishes=wishes, needs=("food",)),
                contact=who,
            )
            who = asked.contact_id
            children.append(asked.child_id)
        assert isinstance(who, int)
        way = new_way_in(session, season=season, contact_id=who, base_url=BASE, now=site.clock.at)
        return Home(place, who, tuple(children), way.link, way.code)


def home_of(site: Site, child_id: int) -> Home:
    """A way in for the family of a child that is there."""
    with writing(site.engine).begin() as session:
        row = session.scalars(select(ChildContact).where(ChildContact.child_id == child_id)).one()
        season = session.get_one(Season, row.season_id)
        way = new_way_in(
            session, season=season, contact_id=row.contact_id, base_url=BASE, now=site.clock.at
        )
        place = "gent" if row.municipality_id == site.town.gent else "aalst"
        return Home(place, row.contact_id, (child_id,), way.link, way.code)


def come_in(site: Site, home: Home) -> Browser:
    """A browser in which the family is in, by its code."""
    browser = site.browser()
    answer = browser.post(f"/{home.place}/mijn", code=home.code)
    assert (answer.status_code, answer.location) == (302, f"/{home.place}/mijn/overzicht")
    return browser


def held_place(site: Site, season_id: int) -> tuple[int, int]:
    """A place that is held in the plan that families see, and its child."""
    with reading(site.engine)() as session:
        found = session.execute(
            select(Place.id, Place.child_id)
            .join(PlanVersion, PlanVersion.id == Place.version_id)
            .where(
                Place.season_id == season_id,
                Place.status == PlaceStatus.HELD,
                PlanVersion.is_current,
            )
            .order_by(Place.id)
        ).first()
        assert found is not None
        return found[0], found[1]


def waiting_child(site: Site, season_id: int) -> tuple[int, int]:
    """A group, made full, and a child that waits for it from now on."""
    with writing(site.engine).begin() as session:
        season = session.get_one(Season, season_id)
        groups = session.scalars(
            select(Group)
            .join(PlanVersion, PlanVersion.id == Group.version_id)
            .where(Group.season_id == season_id, PlanVersion.is_current, Group.children_held > 0)
            .order_by(Group.id)
        ).all()
        for group in groups:
            group.max_children = group.children_held
        session.flush()
        pairs = session.execute(
            select(ChildContact.child_id, ChildContact.contact_id)
            .where(ChildContact.season_id == season_id)
            .order_by(ChildContact.child_id)
        ).all()
        for child, who in pairs:
            fits = groups_to_join(session, season, groups, child)
            if fits:
                by = {"actor": contact(who), "season_id": season_id, "now": site.clock.at}
                group_id = min(fits)
                held = take_or_wait(session, **by, child_id=child, group_id=group_id)  # type: ignore[arg-type]
                assert not held
                return group_id, child
    raise AssertionError("nobody fits in any group")


def publish_offers(site: Site, season_id: int) -> None:
    """A dataset says nothing of who sees its offers: from now on everybody does."""
    with writing(site.engine).begin() as session:
        for offer in session.scalars(select(Offer).where(Offer.season_id == season_id)):
            offer.price_cents, offer.step_free, offer.spoken_languages = 0, True, ("nl",)
            offer.getting_there = offer.before_hours = offer.after_hours = ""
            offer.published_at, offer.status = site.clock.at, OfferStatus.PUBLISHED


def refused_child(site: Site, season_id: int) -> tuple[Refusal, int]:
    """A wish that was not granted, and its child."""
    with reading(site.engine)() as session:
        found = session.scalars(
            select(Refusal).where(Refusal.season_id == season_id).order_by(Refusal.id)
        ).first()
        assert found is not None
        return found, found.child_id
