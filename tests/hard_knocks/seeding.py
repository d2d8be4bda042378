"""Two summers to knock on, with families whose every text is known.

`asking`: wishes are open, in Gent and in Aalst. `published`: a summer of forty children whose
plan families see. On both, one family of Gent walks about; nothing of the others is for it, and
nothing of any family is for who is not in.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from models import (
    Block,
    Child,
    ChildContact,
    Contact,
    EmergencyContact,
    Link,
    Offer,
    Season,
    Wish,
)
from models.database import reading, writing
from models.enums import Channel, ContactRole, LinkKind, Phase
from scheduler.rights import ANYONE as NOBODY
from scheduler.rights import contact
from scheduler.season.asking import ask
from scheduler.season.links import link_children
from scheduler.season.requests import ChildDraft, ContactDraft, EmergencyDraft, WishDraft
from scheduler.season.ways_in import new_way_in
from tests.hard_knocks.ground import ANYONE, Ground, new_ground, walker
from tests.web.addresses import names_of
from tests.web.families.people import number_of, open_wishes
from tests.web.family_asking.wizard import PAGES, asked, walk
from tests.web.family_entering.homes import (
    BASE,
    Home,
    come_in,
    held_place,
    publish_offers,
    waiting_child,
)
from tests.web.summer import put_summer

FAMILY: Final = "family"
"""The walker that is in."""

ASKED: Final = "asked"
"""The walker that just sent its questions, and sees the receipt."""

_MARKS: Final = {"mine": "Qvist", "theirs": "Zwyrna", "aalst": "Oxkyll"}
"""Stands in every name, word and address of a family; in nothing else."""
_PHONES: Final = {"mine": "0470 11 22 33", "theirs": "0471 44 55 66", "aalst": "0472 77 88 99"}


def asking_ground(template: Path, folder: Path) -> Ground:
    """Families of two children each, and browsers at every question."""
    ground = new_ground(template, folder)
    site = ground.site
    open_wishes(site)
    homes = {
        "mine": _home(ground, "mine", "gent"),
        "theirs": _home(ground, "theirs", "gent"),
        "aalst": _home(ground, "aalst", "aalst"),
    }
    mine, theirs = homes["mine"], homes["theirs"]
    with writing(site.engine).begin() as session:
        # Their first child asked to come along with our first: we see its code, and agree or not.
        link_children(
            session,
            actor=contact(theirs.contact),
            season_id=site.town.season,
            child_id=theirs.children[0],
            code=session.get_one(Child, mine.children[0]).link_code or "",
            kind=LinkKind.SAME_GROUP,
            strict=False,
            now=site.clock.at,
        )
        # And their own two are to go together: that is nothing of ours.
        link_children(
            session,
            actor=contact(theirs.contact),
            season_id=site.town.season,
            child_id=theirs.children[1],
            code=session.get_one(Child, theirs.children[0]).link_code or "",
            kind=LinkKind.SAME_SITE,
            strict=True,
            now=site.clock.at,
        )
    _at_every_question(ground)
    ground.walkers[FAMILY] = walker(come_in(site, mine))
    ground.names = _names_of(ground, "zomer-2027", mine)
    with reading(site.engine)() as session:
        codes = session.scalars(
            select(Child.link_code).where(
                Child.id.in_((*theirs.children[1:], *homes["aalst"].children))
            )
        )
        ours = _texts("mine", mine)
        others = (*_texts("theirs", theirs), *_texts("aalst", homes["aalst"]), *map(str, codes))
    for who in ground.walkers:
        ground.secrets[who] = others if who == FAMILY else (*others, *ours)
    return ground


def published_ground(template: Path, folder: Path) -> Ground:
    """Forty children; the family that walks about has a place, and waits for another."""
    ground = new_ground(template, folder)
    site = ground.site
    summer = put_summer(site.engine, site.town, at=site.clock.at, phase=Phase.PUBLISHED)
    publish_offers(site, summer.season)
    place, holder = held_place(site, summer.season)
    group, waiter = waiting_child(site, summer.season)
    with writing(site.engine).begin() as session:
        whose = session.scalars(
            select(ChildContact.contact_id).where(ChildContact.child_id == holder)
        ).one()
        alone = select(ChildContact.contact_id).where(ChildContact.child_id == waiter)
        other = session.scalars(alone).one()
        session.execute(
            update(ChildContact).where(ChildContact.child_id == waiter).values(contact_id=whose)
        )
        session.delete(session.get_one(Contact, other))
        _mark(session, summer.season, whose, (holder, waiter))
        season = session.get_one(Season, summer.season)
        ways = {
            who: new_way_in(session, season=season, contact_id=number, base_url=BASE, now=at)
            for who, number, at in (
                ("mine", whose, site.clock.at),
                ("theirs", _another(session, summer.season, whose), site.clock.at),
            )
        }
    mine = Home("gent", whose, (holder, waiter), ways["mine"].link, ways["mine"].code)
    ground.walkers[FAMILY] = walker(come_in(site, mine))
    ground.names = _names_of(ground, "zomer-2028", mine)
    ground.names |= {"place": place, "group": group}
    others = (_MARKS["theirs"], _PHONES["theirs"], ways["theirs"].code)
    ground.secrets = {
        FAMILY: others,
        ANYONE: (*others, _MARKS["mine"], _PHONES["mine"], mine.code, mine.path.rpartition("/")[2]),
    }
    return ground


def contact_draft(whose: str) -> ContactDraft:
    """How to reach that family."""
    mark = _MARKS[whose]
    return ContactDraft(
        role=ContactRole.PARENT,
        channel=Channel.MAIL,
        name=f"Ouder {mark}",
        email=f"{mark.lower()}@voorbeeld.example",
        phone=_PHONES[whose],
        address=f"{mark}straat 7, 9000 Gent",
    )


def child_draft(whose: str, number: int, **more: Any) -> ChildDraft:
    """A child of that family."""
    mark = _MARKS[whose]
    return ChildDraft(
        first_name=f"{mark}je {number}",
        birth_year=2018,
        needs=("food",),
        own_words=f"{mark} leren zwemmen",
        emergency=(EmergencyDraft(name=f"Oma {mark}", phone=_PHONES[whose]),),
        **more,
    )


def _home(ground: Ground, whose: str, place: str) -> Home:
    site = ground.site
    offer = number_of(site, Offer, place=place, code="O1")
    block = number_of(site, Block, place=place, code="B1")
    wishes = (WishDraft(rank=1, offer_id=offer, block_id=block), WishDraft(rank=2, offer_id=offer))
    with writing(site.engine).begin() as session:
        home = site.town.gent if place == "gent" else site.town.aalst
        season = session.scalars(
            select(Season).where(Season.municipality_id == home, Season.slug == "zomer-2027")
        ).one()
        who: ContactDraft | int = contact_draft(whose)
        children = []
        for number in (1, 2):
            made = ask(
                session,
                actor=contact(who) if isinstance(who, int) else NOBODY,
                season_id=season.id,
                now=site.clock.at,
                child=child_draft(whose, number, wishes=wishes),
                contact=who,
            )
            who = made.contact_id
            children.append(made.child_id)
        assert isinstance(who, int)
        way = new_way_in(session, season=season, contact_id=who, base_url=BASE, now=site.clock.at)
        return Home(place, who, tuple(children), way.link, way.code)


def _at_every_question(ground: Ground) -> None:
    """A browser that answered all before each question, and one that sent."""
    for path in PAGES:
        browser = ground.site.browser()
        walk(ground.site, browser, upto=path)
        ground.walkers[f"at {path}"] = walker(browser)
    browser = ground.site.browser()
    asked(ground.site, browser)
    ground.walkers[ASKED] = walker(browser)


def _names_of(ground: Ground, slug: str, mine: Home) -> dict[str, Any]:
    """What to fill in for each variable of an address: the family's own rows."""
    engine = ground.site.engine
    with reading(engine)() as session:
        season = session.scalars(
            select(Season.id).where(
                Season.municipality_id == ground.site.town.gent, Season.slug == slug
            )
        ).one()
        wish = session.scalars(
            select(Wish.id).where(Wish.child_id == mine.children[0]).order_by(Wish.id)
        ).first()
        link = session.scalars(select(Link.id).order_by(Link.id)).first()
    return {
        "digest": "0" * 16,  # of a logo that is not there
        **names_of(engine, municipality="gent", season_id=season),
        "child": mine.children[0],
        "children": mine.children,
        "contact": mine.contact,
        "wish": wish,
        "link": link,
        "token": mine.path.rpartition("/")[2],
    }


def _texts(whose: str, home: Home) -> tuple[str, ...]:
    return (
        _MARKS[whose],
        _MARKS[whose].lower(),
        _PHONES[whose],
        home.code,
        home.code.replace(" ", ""),
        home.path.rpartition("/")[2],
    )


def _mark(session: Session, season_id: int, whose: int, children: tuple[int, ...]) -> None:
    """Give every family of the season texts that are known."""
    for each in session.scalars(select(Contact).where(Contact.season_id == season_id)):
        mark = _MARKS["mine" if each.id == whose else "theirs"]
        each.name, each.email = f"Ouder {mark}", f"{mark.lower()}{each.id}@voorbeeld.example"
        each.phone = _PHONES["mine" if each.id == whose else "theirs"]
    for child in session.scalars(select(Child).where(Child.season_id == season_id)):
        mine = "mine" if child.id in children else "theirs"
        child.first_name, child.own_words = f"{_MARKS[mine]}je", f"{_MARKS[mine]} leren zwemmen"
        session.add(
            EmergencyContact(
                municipality_id=child.municipality_id,
                season_id=season_id,
                child_id=child.id,
                name=f"Oma {_MARKS[mine]}",
                phone=_PHONES[mine],
            )
        )


def _another(session: Session, season_id: int, whose: int) -> int:
    return session.scalars(
        select(Contact.id)
        .where(Contact.season_id == season_id, Contact.id != whose)
        .order_by(Contact.id)
        .limit(1)
    ).one()
