"""Makes the town, whose season is published: two children have places, a third waits."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from data.season_rows import dataset_of, pack_dataset, pack_plan, pseudonymised
from models import (
    Account,
    Group,
    Membership,
    MembershipOrganiser,
    Municipality,
    Offer,
    Organiser,
    PinSet,
    Place,
    PlanningRun,
    SeasonChange,
    Wish,
)
from models.enums import (
    LinkKind,
    Phase,
    RunStatus,
    StaffRole,
    TutorRole,
)
from scheduler.rights import ANYONE, Role, contact
from scheduler.season.asking import ask
from scheduler.season.blocks import BlockDraft, SessionDraft, add_block
from scheduler.season.changing import remembered
from scheduler.season.links import link_children
from scheduler.season.offers import add_offer, publish_offer
from scheduler.season.pins import PinDraft, pin
from scheduler.season.requests import WishDraft
from scheduler.season.seasons import SeasonDraft, add_season
from scheduler.season.sites import LocationDraft, RoomDraft, add_location, add_room
from scheduler.season.tutors import TutorDraft, TutorProfile, add_tutor
from tests.scheduler.season.giving_out import give_out, make_current, put_version
from tests.scheduler.season.town import (
    NOW,
    Town,
    child_draft,
    contact_draft,
    offer_draft,
    set_phase,
)


def make_town(session: Session, number: int) -> Town:
    """The town in a database; everything that verbs can make is made by verbs."""
    home = Municipality(slug=f"zomerdorp-{number}", name="Zomerdorp", contact_phone="09 000 00 00")
    session.add(home)
    session.flush()
    town = Town(home.id)
    _staff(session, town, number)
    _supply(session, town)
    _families(session, town)
    _plans(session, town)
    return town


def _staff(session: Session, town: Town, number: int) -> None:
    organisers = [
        Organiser(municipality_id=town.municipality, name=name) for name in ("Zon", "Maan")
    ]
    session.add_all(organisers)
    session.flush()
    town.organiser, town.other_organiser = (each.id for each in organisers)
    for name in (*(role.value for role in StaffRole), "other_organiser", "nobody"):
        who = Account(
            email=f"{name}{number}@voorbeeld.example", name=f"Collega {name}", created_at=NOW
        )
        session.add(who)
        session.flush()
        town.accounts[name] = who.id
        if name == "nobody":
            continue
        role = StaffRole.ORGANISER if name == "other_organiser" else StaffRole(name)
        member = Membership(municipality_id=town.municipality, account_id=who.id, role=role)
        session.add(member)
        session.flush()
        if role is StaffRole.ORGANISER:
            theirs = town.organiser if name == "organiser" else town.other_organiser
            session.add(
                MembershipOrganiser(
                    municipality_id=town.municipality,
                    membership_id=member.id,
                    organiser_id=theirs,
                )
            )
    session.flush()


def _supply(session: Session, town: Town) -> None:
    by: dict[str, Any] = {"actor": town.coordinator, "now": NOW}
    town.season = add_season(
        session,
        **by,
        municipality_id=town.municipality,
        season=SeasonDraft(
            slug="zomer-2027",
            name="Zomer 2027",
            first_day=date(2027, 7, 1),
            last_day=date(2027, 8, 31),
            draw_seed="zaad",
        ),
    )
    here: dict[str, Any] = {**by, "season_id": town.season}
    town.location, town.free_location = (
        add_location(
            session, **here, location=LocationDraft(code=code, name=code, lat=51.05, lon=3.72)
        )
        for code in ("L1", "L2")
    )
    town.room, town.other_room = (
        add_room(session, **here, room=RoomDraft(code=code, location_id=town.location, capacity=12))
        for code in ("R1", "R2")
    )
    town.block, town.other_block, town.free_block = (
        add_block(
            session,
            **here,
            block=BlockDraft(
                code=f"W{week}",
                sessions=tuple(
                    SessionDraft(day=date(2027, 7, 5 + 7 * week + day), start_min=540, end_min=720)
                    for day in range(5)
                    if (week, day) != (2, 2)  # 21 July
                ),
            ),
        )
        for week in range(3)
    )
    town.tutor, town.other_tutor, town.free_tutor = (
        add_tutor(
            session,
            **here,
            tutor=TutorDraft(
                code=code,
                roles=(TutorRole.LEAD,),
                profile=TutorProfile(goals=("LO-MUV",), email=f"{code}@voorbeeld.example"),
            ),
        )
        for code in ("T1", "T2", "T3")
    )
    town.offer = add_offer(session, **here, offer=offer_draft(town, "zingen"))
    town.draft_offer = add_offer(session, **here, offer=offer_draft(town, "bouwen"))
    town.other_offer = add_offer(
        session, **here, offer=offer_draft(town, "koken", organiser_id=town.other_organiser)
    )
    for offer in (town.offer, town.other_offer):
        publish_offer(session, **here, offer_id=offer, expected=1)
    session.flush()
    town.change, town.undone_change = (_change(session, town, edition) for edition in "23")
    session.execute(update(Offer).where(Offer.id == town.draft_offer).values(edition="2"))
    session.get_one(SeasonChange, town.undone_change).undone_at = NOW
    session.flush()
    session.expire_all()


def _change(session: Session, town: Town, edition: str) -> int:
    """A change by the organiser of its own offer, which keeps its version."""
    with remembered(
        session,
        actor=town.actor(Role.ORGANISER),
        season_id=town.season,
        part="offers",
        what="edit_offer",
        now=NOW,
    ):
        session.execute(update(Offer).where(Offer.id == town.draft_offer).values(edition=edition))
    return session.scalars(select(func.max(SeasonChange.id))).one()


def _families(session: Session, town: Town) -> None:
    set_phase(session, town, Phase.WISHES_OPEN)
    here: dict[str, Any] = {"season_id": town.season, "now": NOW}
    sing = WishDraft(rank=1, offer_id=town.offer, block_id=town.block)
    cook = WishDraft(rank=2, offer_id=town.other_offer)
    first = ask(
        session,
        actor=ANYONE,
        **here,
        child=child_draft("Noor", (sing, cook), needs=("food",), max_places=2),
        contact=contact_draft(1),
    )
    town.contact, town.child = first.contact_id, first.child_id
    mine = contact(town.contact)
    second = ask(
        session, actor=mine, **here, child=child_draft("Sam", (sing,)), contact=town.contact
    )
    town.sibling = second.child_id
    third = ask(
        session,
        actor=ANYONE,
        **here,
        child=child_draft("Lou", (sing,)),
        contact=contact_draft(2),
    )
    town.other_contact, town.friend, town.friend_code = (
        third.contact_id,
        third.child_id,
        third.link_code,
    )
    town.wish = session.scalars(
        select(Wish.id).where(Wish.child_id == town.child, Wish.rank == 1)
    ).one()
    town.link = link_children(
        session,
        actor=mine,
        **here,
        child_id=town.child,
        code=second.link_code,
        kind=LinkKind.SAME_GROUP,
        strict=False,
    )
    town.asked_link = link_children(
        session,
        actor=contact(town.other_contact),
        **here,
        child_id=town.friend,
        code=first.link_code,
        kind=LinkKind.SAME_SITE,
        strict=False,
    )
    pins = session.scalars(select(PinSet).where(PinSet.season_id == town.season)).one()
    town.pin = pin(
        session,
        actor=town.coordinator,
        **here,
        expected=pins.version,
        pin=PinDraft(must=True, offer_id=town.offer, block_id=town.block, room_id=town.room),
    ).pin_id


def _plans(session: Session, town: Town) -> None:
    sing = (town.offer, town.block, town.room, (town.child, town.sibling))
    cook = (town.other_offer, town.other_block, town.room, (town.child,))
    plan, problem = give_out(session, town, (sing, cook))
    dataset = dataset_of(session, season_id=town.season)
    packed = pack_dataset(pseudonymised(dataset))
    runs = [
        PlanningRun(
            municipality_id=town.municipality,
            season_id=town.season,
            queued_at=NOW,
            options={},
            seconds_asked=1.0,
            dataset=packed,
            dataset_sha256=dataset.sha256,
        )
        for _ in range(2)
    ]
    runs[0].status, runs[0].ended_at, runs[0].report = RunStatus.DONE, NOW, {}
    runs[0].plan = pack_plan(plan, problem, dataset_sha256=dataset.sha256)
    session.add_all(runs)
    session.flush()
    town.done_run, town.queued_run = (run.id for run in runs)
    town.version = put_version(session, town, plan, problem, run_id=town.done_run)
    make_current(session, town.version)
    town.kept_version = put_version(session, town, plan, problem, run_id=town.done_run)
    for offer, name in ((town.offer, "group"), (town.other_offer, "other_group")):
        group = session.scalars(
            select(Group.id).where(Group.version_id == town.version, Group.offer_id == offer)
        ).one()
        setattr(town, name, group)
    town.place = session.scalars(
        select(Place.id).where(Place.group_id == town.group, Place.child_id == town.child)
    ).one()
    set_phase(session, town, Phase.PUBLISHED)
