"""What a family may see, have and have erased."""

from __future__ import annotations

from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models import Base, Child, ChildContact, Contact, Group, Message, Place
from models.enums import PlaceStatus
from scheduler.rights import Role, contact
from scheduler.season.correcting import add_contact
from scheduler.season.erasing import erase_family
from scheduler.season.kept import Look, what_is_kept, who_looked
from scheduler.season.withdrawing import withdraw_wish
from tests.scheduler.season.town import NOW, Town, contact_draft


def by(town: Town, role: Role = Role.FAMILY) -> dict[str, Any]:
    return {"actor": town.actor(role), "season_id": town.season, "now": NOW}


def test_a_family_sees_all_that_is_kept_and_nothing_of_others(session: Session, here: Town) -> None:
    kept = what_is_kept(session, **by(here), contact_id=here.contact)
    assert [row["first_name"] for row in kept["child"]] == ["Noor", "Sam"]
    assert [row["code"] for row in kept["child_need"]] == ["food"]
    assert [row["offer"] for row in kept["wish"]] == [
        "Aanbod zingen",
        "Aanbod koken",
        "Aanbod zingen",
    ]
    assert {(row["offer"], row["location"]) for row in kept["place"]} == {
        ("Aanbod zingen", "L1"),
        ("Aanbod koken", "L1"),
    }
    assert len(kept["link"]) == 2
    assert [row["kind"] for row in kept["message"]] == ["receipt", "receipt"]
    assert kept["contact"][0]["email"] == "gezin1@voorbeeld.example"
    assert "gezin2" not in str(kept)
    assert "Lou" not in str(kept)


def test_every_table_about_a_child_or_contact_is_shown(session: Session, here: Town) -> None:
    kept = what_is_kept(session, **by(here), contact_id=here.contact)
    about = {
        table.name
        for table in Base.metadata.sorted_tables
        if {"child_id", "contact_id", "child_a_id"} & set(table.c.keys())
    }
    # Pins are the planner's, and who belongs to whom shows in the two lists themselves.
    assert about - set(kept) == {"pin", "child_contact"}


def test_a_family_sees_who_looked(session: Session, here: Town) -> None:
    desk = by(here, Role.DESK)
    what_is_kept(session, **desk, contact_id=here.contact)
    withdraw_wish(session, **desk, child_id=here.child, wish_id=here.wish)
    what_is_kept(session, **desk, contact_id=here.other_contact)
    number = here.accounts["desk"]
    assert who_looked(session, **by(here), contact_id=here.contact) == (
        Look(NOW, number, "withdraw_wish"),
        Look(NOW, number, "what_is_kept"),
    )


def test_a_family_is_erased_with_all_that_names_it(session: Session, here: Town) -> None:
    erase_family(session, **by(here), contact_id=here.contact)
    session.expire_all()
    assert session.get(Contact, here.contact) is None
    children = session.scalars(select(Child.id).where(Child.season_id == here.season)).all()
    assert children == [here.friend]
    for table in Base.metadata.sorted_tables:
        for name in ("child_id", "contact_id", "child_a_id", "child_b_id"):
            if name in table.c:
                gone = (here.contact,) if name == "contact_id" else (here.child, here.sibling)
                found = select(func.count()).where(table.c[name].in_(gone))
                assert session.scalar(found) == 0, table.name
    held = session.scalars(
        select(Place).where(Place.version_id == here.version, Place.status == PlaceStatus.HELD)
    ).all()
    assert [(place.child_id, place.group_id) for place in held] == [(here.friend, here.group)]
    for group in session.scalars(select(Group).where(Group.season_id == here.season)):
        places = select(func.count()).where(
            Place.group_id == group.id, Place.status == PlaceStatus.HELD
        )
        assert group.children_held == session.scalar(places)
    told = session.scalars(
        select(Message.kind).where(Message.contact_id == here.other_contact)
    ).all()
    assert "promoted" in told


def test_a_child_of_two_homes_stays_with_the_other(session: Session, here: Town) -> None:
    other = add_contact(session, **by(here), child_id=here.child, contact=contact_draft(9))
    erase_family(session, **by(here), contact_id=here.contact)
    session.expire_all()
    assert session.get(Child, here.sibling) is None
    assert session.get_one(Child, here.child).withdrawn_at is None
    left = session.scalars(
        select(ChildContact.contact_id).where(ChildContact.child_id == here.child)
    )
    assert left.all() == [other]
    erase_family(session, **by(here) | {"actor": contact(other)}, contact_id=other)
    assert session.scalars(select(Child.id).where(Child.season_id == here.season)).all() == [
        here.friend
    ]
