from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from models import (
    AuditEntry,
    AvailabilityWindow,
    Child,
    ChildContact,
    ChildNeed,
    Contact,
    EmergencyContact,
    Link,
    Message,
    Offer,
    Place,
    Wish,
)
from models.enums import ActorKind, Channel, LinkKind, OfferStatus, Phase, RequestOrigin
from scheduler.rights import ANYONE, Actor, NotAllowed, NotHere, Role, contact
from scheduler.season.asking import Asked, ask, change_request
from scheduler.season.availability import WindowDraft
from scheduler.season.correcting import ChildFacts, add_contact, correct_child, correct_contact
from scheduler.season.links import agree_link, link_children, unlink_children
from scheduler.season.points import rounded
from scheduler.season.refusals import (
    BadValue,
    BrokenRule,
    ChangedMeanwhile,
    NoSuchCode,
    SameChild,
    UnknownCode,
    WrongPhase,
)
from scheduler.season.requests import ChildDraft, EmergencyDraft, WishDraft
from tests.scheduler.season.town import NOW, Town, child_draft, contact_draft, set_phase

DAY = date(2027, 7, 6)


@pytest.fixture
def open_(session: Session, here: Town) -> Town:
    """The town while wishes are open, before there was any plan."""
    set_phase(session, here, Phase.WISHES_OPEN)
    return here


def whole(town: Town) -> ChildDraft:
    """Everything that a family can ask."""
    return child_draft(
        "  Mia ",
        (
            WishDraft(rank=2, offer_id=town.other_offer),
            WishDraft(rank=1, offer_id=town.offer, block_id=town.block),
        ),
        lat=51.05321,
        lon=3.71234,
        max_travel_min=20,
        max_places=2,
        says_yes=True,
        own_words="Breuken",
        needs=("small_group", "food"),
        windows=(WindowDraft(first_day=DAY, last_day=DAY, end_min=720),),
        emergency=(EmergencyDraft(name="Oma", phone="0470 00 00 00"),),
    )


def rows(session: Session, asked: Asked) -> list[Any]:
    """All that was written for a child, but for what is random or is the point of the test."""
    skip = {"id", "ref", "link_code", "origin", "child_id", "contact_id"}
    of_child = (Child.id == asked.child_id, Contact.id == asked.contact_id)
    found: list[Any] = [
        session.scalars(select(Child).where(of_child[0])).all(),
        session.scalars(select(Contact).where(of_child[1])).all(),
    ]
    for model in (ChildNeed, AvailabilityWindow, Wish, EmergencyContact, ChildContact):
        mine = model.child_id == asked.child_id
        found.append(session.scalars(select(model).where(mine).order_by(model.id)).all())
    return [
        [
            {c.key: getattr(row, c.key) for c in row.__table__.columns if c.key not in skip}
            for row in of_table
        ]
        for of_table in found
    ]


def test_web_and_paper_give_the_same_rows(session: Session, open_: Town) -> None:
    here: dict[str, Any] = {"season_id": open_.season, "child": whole(open_), "now": NOW}
    web = ask(session, actor=ANYONE, **here, contact=contact_draft(1))
    paper = ask(
        session,
        actor=open_.actor(Role.DESK),
        **here,
        contact=contact_draft(1),
        origin=RequestOrigin.PAPER,
    )
    assert rows(session, web) == rows(session, paper)
    child = session.get_one(Child, web.child_id)
    assert (child.first_name, child.lat, child.lon) == ("Mia", *rounded(51.05321, 3.71234))
    assert session.get_one(Child, paper.child_id).origin is RequestOrigin.PAPER
    assert child.ref != session.get_one(Child, paper.child_id).ref


def test_who_asks_without_a_name_has_one_in_the_audit(session: Session, open_: Town) -> None:
    asked = ask(
        session,
        actor=ANYONE,
        season_id=open_.season,
        child=whole(open_),
        contact=contact_draft(3),
        now=NOW,
    )
    last = session.scalars(select(AuditEntry).order_by(AuditEntry.id.desc()).limit(1)).one()
    assert (last.verb, last.actor_kind, last.actor_id, last.subject_id) == (
        "ask",
        ActorKind.CONTACT,
        asked.contact_id,
        asked.child_id,
    )


def test_a_receipt_is_queued_with_the_wishes_and_no_name_in_its_subject(
    session: Session, open_: Town
) -> None:
    asked = ask(
        session,
        actor=ANYONE,
        season_id=open_.season,
        child=whole(open_),
        contact=contact_draft(3),
        now=NOW,
    )
    sent = session.scalars(select(Message).where(Message.contact_id == asked.contact_id)).one()
    assert (sent.kind, sent.channel) == ("receipt", Channel.MAIL)
    assert "Mia" not in sent.subject
    assert sent.body_text.index("Aanbod zingen") < sent.body_text.index("Aanbod koken")


@pytest.mark.parametrize(
    ("actor", "phase", "origin", "refusal"),
    [
        (Role.ANYONE, Phase.OFFER_PUBLISHED, RequestOrigin.WEB, WrongPhase),
        (Role.ANYONE, Phase.CLOSED, RequestOrigin.WEB, WrongPhase),
        (Role.ANYONE, Phase.WISHES_OPEN, RequestOrigin.PAPER, NotAllowed),
        (Role.DESK, Phase.CLOSED, RequestOrigin.WEB, WrongPhase),
        (Role.DESK, Phase.PLANNED, RequestOrigin.PAPER, WrongPhase),
    ],
)
def test_when_nobody_can_ask(  # noqa: PLR0917  (who, when, how, and what it says)
    session: Session,
    here: Town,
    actor: Role,
    phase: Phase,
    origin: RequestOrigin,
    refusal: type[Exception],
) -> None:
    set_phase(session, here, phase)
    with pytest.raises(refusal):
        ask(
            session,
            actor=here.actor(actor),
            season_id=here.season,
            child=whole(here),
            contact=contact_draft(),
            origin=origin,
            now=NOW,
        )


def test_paper_that_came_in_time_is_entered_after_closing(session: Session, here: Town) -> None:
    set_phase(session, here, Phase.CLOSED)
    asked = ask(
        session,
        actor=here.actor(Role.DESK),
        season_id=here.season,
        child=whole(here),
        contact=here.contact,
        origin=RequestOrigin.PAPER,
        now=NOW,
    )
    assert asked.contact_id == here.contact


@pytest.mark.parametrize("who", ["anyone names a contact", "a family makes another"])
def test_whose_child_it_is_cannot_be_made_up(session: Session, open_: Town, who: str) -> None:
    actor, whose = (
        (ANYONE, open_.contact)
        if who == "anyone names a contact"
        else (contact(open_.contact), contact_draft(5))
    )
    with pytest.raises(NotAllowed):
        ask(
            session,
            actor=actor,
            season_id=open_.season,
            child=whole(open_),
            contact=whose,
            now=NOW,
        )


def bad(town: Town) -> list[tuple[dict[str, Any], type[Exception]]]:
    sing = WishDraft(rank=1, offer_id=town.offer)
    return [
        ({"birth_year": 2028}, BadValue),
        ({"birth_year": 1900}, BadValue),
        ({"max_places": 0}, BadValue),
        ({"needs": ("food", "food")}, BadValue),
        ({"needs": ("slow",)}, UnknownCode),
        ({"lat": 51.0, "lon": None}, BadValue),
        ({"wishes": (sing, sing)}, BadValue),
        ({"wishes": (replace(sing, rank=0),)}, BadValue),
        ({"wishes": (replace(sing, offer_id=town.draft_offer),)}, NotHere),
        ({"wishes": (replace(sing, block_id=town.free_block),)}, BadValue),
        ({"wishes": (replace(sing, location_id=10**6),)}, NotHere),
        ({"max_travel_min": -1}, BrokenRule),
        ({"windows": (WindowDraft(first_day=DAY, last_day=DAY - timedelta(1)),)}, BrokenRule),
    ]


def test_what_cannot_be_asked(session: Session, open_: Town) -> None:
    for changes, refusal in bad(open_):
        with session.begin_nested(), pytest.raises(refusal):
            ask(
                session,
                actor=ANYONE,
                season_id=open_.season,
                child=replace(whole(open_), **changes),
                contact=contact_draft(),
                now=NOW,
            )
    nowhere = replace(contact_draft(), email="  ")
    with session.begin_nested(), pytest.raises(BrokenRule):
        ask(
            session,
            actor=ANYONE,
            season_id=open_.season,
            child=whole(open_),
            contact=nowhere,
            now=NOW,
        )


def test_a_request_is_changed_whole_and_the_other_parent_is_told(
    session: Session, open_: Town
) -> None:
    session.execute(delete(Place).where(Place.season_id == open_.season))
    here: dict[str, Any] = {"season_id": open_.season, "child_id": open_.child, "now": NOW}
    other = add_contact(session, actor=contact(open_.contact), **here, contact=contact_draft(6))
    was = session.get_one(Child, open_.child).version
    changed = change_request(
        session, actor=contact(open_.contact), **here, expected=was, child=whole(open_)
    )
    assert changed > was
    needs = session.scalars(select(ChildNeed.code).where(ChildNeed.child_id == open_.child))
    assert sorted(needs) == ["food", "small_group"]
    told = session.scalars(select(Message.contact_id).where(Message.kind == "changed")).all()
    assert sorted(str(each) for each in told) == sorted(map(str, (open_.contact, other)))
    with pytest.raises(ChangedMeanwhile) as refused:
        change_request(session, actor=contact(other), **here, expected=was, child=whole(open_))
    assert refused.value.sentence("en") == (
        "The family changed this meanwhile (3 May, 11:30). What you filled in is not saved yet."
    )


def test_a_wish_for_what_was_withdrawn_since_may_stay(session: Session, open_: Town) -> None:
    session.get_one(Offer, open_.other_offer).status = OfferStatus.WITHDRAWN
    session.flush()
    child = session.get_one(Child, open_.child)
    draft = child_draft("Noor", (WishDraft(rank=1, offer_id=open_.other_offer),))
    here: dict[str, Any] = {"season_id": open_.season, "child": draft, "now": NOW}
    mine = contact(open_.contact)
    change_request(session, actor=mine, **here, child_id=child.id, expected=child.version)
    with pytest.raises(NotHere):
        ask(session, actor=mine, **here, contact=open_.contact)


def test_facts_are_corrected_in_any_phase(session: Session, here: Town) -> None:
    set_phase(session, here, Phase.ARCHIVED)
    mine: dict[str, Any] = {
        "actor": contact(here.contact),
        "season_id": here.season,
        "now": NOW,
    }
    child = session.get_one(Child, here.child)
    facts = ChildFacts(
        first_name="Nora",
        birth_year=2016,
        emergency=(EmergencyDraft(name="Opa", phone="0470"),),
    )
    new = correct_child(session, **mine, child_id=child.id, expected=child.version, facts=facts)
    assert (child.first_name, child.birth_year, child.version) == ("Nora", 2016, new)
    with pytest.raises(ChangedMeanwhile):
        correct_child(session, **mine, child_id=child.id, expected=new - 1, facts=facts)
    late = replace(facts, birth_year=2030)
    with pytest.raises(BadValue):
        correct_child(session, **mine, child_id=child.id, expected=new, facts=late)
    person = session.get_one(Contact, here.contact)
    version = correct_contact(
        session,
        **mine,
        contact_id=person.id,
        expected=person.version,
        contact=contact_draft(77),
    )
    assert (person.email, person.version) == ("gezin77@voorbeeld.example", version)


def links(session: Session, town: Town, one: int, other: int) -> list[tuple[bool, bool]]:
    found = session.scalars(
        select(Link).where(
            Link.child_a_id.in_((one, other)),
            Link.child_b_id.in_((one, other)),
            Link.kind == LinkKind.SAME_GROUP,
        )
    )
    return [(each.strict, each.agreed_at is not None) for each in found]


def link(session: Session, town: Town, actor: Actor, child: int, code: str, *, strict: bool) -> int:
    return link_children(
        session,
        actor=actor,
        season_id=town.season,
        child_id=child,
        code=code,
        kind=LinkKind.SAME_GROUP,
        strict=strict,
        now=NOW,
    )


def test_a_link_counts_when_both_families_want_it(session: Session, open_: Town) -> None:
    mine, theirs = contact(open_.contact), contact(open_.other_contact)
    child, friend = open_.child, open_.friend
    typed = f" {open_.friend_code[:4].lower()}-{open_.friend_code[4:]} "
    number = link(session, open_, mine, child, typed, strict=True)
    assert links(session, open_, child, friend) == [(True, False)]
    assert link(session, open_, mine, child, open_.friend_code, strict=True) == number
    code = session.get_one(Child, child).link_code or ""
    assert link(session, open_, theirs, friend, code, strict=False) == number
    assert links(session, open_, child, friend) == [(False, True)]
    here: dict[str, Any] = {"season_id": open_.season, "now": NOW}
    unlink_children(session, actor=theirs, **here, child_id=friend, link_id=number)
    assert links(session, open_, child, friend) == []


def test_only_who_was_asked_agrees(session: Session, open_: Town) -> None:
    here: dict[str, Any] = {"season_id": open_.season, "link_id": open_.asked_link, "now": NOW}
    with pytest.raises(NotHere):
        agree_link(session, actor=contact(open_.other_contact), **here, child_id=open_.friend)
    with pytest.raises(NotHere):
        agree_link(session, actor=contact(open_.contact), **here, child_id=open_.sibling)
    agree_link(session, actor=contact(open_.contact), **here, child_id=open_.child)
    assert session.get_one(Link, open_.asked_link).agreed_at == NOW
    with pytest.raises(NotHere):
        unlink_children(session, actor=contact(open_.contact), **here, child_id=open_.sibling)


def test_brother_and_sister_need_nobody_else(session: Session, open_: Town) -> None:
    assert links(session, open_, open_.child, open_.sibling) == [(False, True)]


def test_codes_that_are_nobodys_or_their_own(session: Session, open_: Town) -> None:
    mine = contact(open_.contact)
    with pytest.raises(NoSuchCode):
        link(session, open_, mine, open_.child, "ZZZZ9999", strict=False)
    own = session.get_one(Child, open_.child).link_code or ""
    with pytest.raises(SameChild):
        link(session, open_, mine, open_.child, own, strict=False)
    set_phase(session, open_, Phase.CLOSED)
    with pytest.raises(WrongPhase):
        link(session, open_, mine, open_.child, open_.friend_code, strict=False)
