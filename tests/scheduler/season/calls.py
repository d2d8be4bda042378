"""One call of each verb that succeeds, by name: what it is called with, and in which phase."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from data.dataset import Dataset
from data.season_rows import dataset_of
from models import (
    Block,
    BlockSession,
    Child,
    Contact,
    Location,
    Offer,
    PinSet,
    Proposal,
    Room,
    Season,
    Tutor,
)
from models.base import Base
from models.enums import ActorKind, Answer, LinkKind, Phase, Question, TutorRole
from scheduler.exchange.comparing import compare
from scheduler.exchange.uploading import Upload
from scheduler.rights import Actor
from scheduler.season.advice import AdviceOptions
from scheduler.season.asking import WayIn
from scheduler.season.availability import WindowDraft
from scheduler.season.blocks import BlockDraft
from scheduler.season.correcting import ChildFacts
from scheduler.season.pins import PinDraft
from scheduler.season.requests import WishDraft
from scheduler.season.runs import RunOptions
from scheduler.season.seasons import SeasonDraft
from scheduler.season.sites import LocationDraft, RoomDraft
from scheduler.season.tutor_ways_in import mail_tutor_link
from scheduler.season.tutors import TutorDraft, TutorProfile
from scheduler.season.ways_in import new_way_in
from tests.scheduler.accounts.calls import OF_MUNICIPALITY
from tests.scheduler.board.calls import a_move, what_was_moved
from tests.scheduler.season.town import (
    NOW,
    Town,
    child_draft,
    contact_draft,
    offer_draft,
)

Arguments = dict[str, Any]


@dataclass(frozen=True)
class Call:
    """How to call a verb; `made` knows who calls, since some ask for themselves."""

    made: Callable[[Session, Town, Actor], Arguments]
    phase: Phase = Phase.PUBLISHED


def arguments(session: Session, town: Town, verb: str, actor: Actor) -> Arguments:
    """What to call the verb with, besides `session`, `actor` and `now`."""
    own = CALLS[verb].made(session, town, actor)
    if "municipality_id" in own:
        return own
    return {"season_id": town.season, **own}


def version(session: Session, model: type[Base], number: int) -> int:
    """The version of a row as it is now; 1 where there is no such row."""
    row: Any = session.get(model, number)
    return 1 if row is None else row.version


def _season_draft(town: Town, slug: str) -> SeasonDraft:
    return SeasonDraft(
        slug=slug, name="Zomer", first_day=date(2027, 7, 1), last_day=date(2027, 8, 31)
    )


@cache
def _dataset() -> list[Dataset]:
    return []


def _import(session: Session, town: Town, actor: Actor) -> Arguments:
    kept = _dataset()
    if not kept:
        kept.append(dataset_of(session, season_id=town.season))
    return {"municipality_id": town.municipality, "slug": "nieuw", "dataset": kept[0]}


def _expected(
    model: type[Base], what: str, **more: Callable[[Town], Any]
) -> Callable[[Session, Town, Actor], Arguments]:
    """A call on one row: its number, its version, and more that depends on the town."""

    def made(session: Session, town: Town, actor: Actor) -> Arguments:
        number = getattr(town, what)
        return {
            f"{model.__tablename__}_id": number,
            "expected": version(session, model, number),
            **{name: value(town) for name, value in more.items()},
        }

    return made


def _plain(**values: Callable[[Town], Any]) -> Callable[[Session, Town, Actor], Arguments]:
    return lambda session, town, actor: {name: value(town) for name, value in values.items()}


def _pins(session: Session, town: Town) -> int:
    found = session.scalars(select(PinSet).where(PinSet.season_id == town.season)).one_or_none()
    return 1 if found is None else found.version


def _no_dates(town: Town) -> Arguments:
    return {"roles_on": None, "goals_on": None, "record_check_on": None}


def _season_version(session: Session, town: Town) -> int:
    return version(session, Season, town.season)


_WINDOW = (WindowDraft(first_day=NOW.date(), last_day=NOW.date()),)


def _tutor_draft(code: str) -> TutorDraft:
    return TutorDraft(code=code, roles=(TutorRole.LEAD,), profile=TutorProfile(goals=("LO-MUV",)))


def _location(code: str) -> LocationDraft:
    return LocationDraft(code=code, name=code, lat=51.0, lon=3.7)


def _invite(session: Session, town: Town, actor: Actor) -> Arguments:
    session.get_one(Tutor, town.tutor).email = "begeleider@voorbeeld.example"
    session.flush()
    return {"tutor_id": town.tutor, "base_url": "https://zomer.example"}


def _tutor_link(session: Session, town: Town) -> str:
    """The token of a link that the municipality sent to the tutor."""
    season, tutor = session.get_one(Season, town.season), session.get_one(Tutor, town.tutor)
    tutor.email = "begeleider@voorbeeld.example"
    made = mail_tutor_link(
        session,
        season=season,
        tutor=tutor,
        base_url="https://zomer.example",
        until=NOW.date() + timedelta(days=7),
        now=NOW,
    )
    return made.address.rpartition("/")[2]


def _tutor_comes_in(session: Session, town: Town, actor: Actor) -> Arguments:
    return {"municipality_id": town.municipality, "token": _tutor_link(session, town)}


def _new_tutor_link(session: Session, town: Town, actor: Actor) -> Arguments:
    return {**_tutor_comes_in(session, town, actor), "base_url": "https://zomer.example"}


def _way_in(session: Session, town: Town) -> WayIn:
    season = session.get_one(Season, town.season)
    return new_way_in(
        session, season=season, contact_id=town.contact, base_url="https://zomer.example", now=NOW
    )


def _come_in(session: Session, town: Town, actor: Actor) -> Arguments:
    token = _way_in(session, town).link.rpartition("/")[2]
    return {"municipality_id": town.municipality, "token": token}


def _come_in_by_code(session: Session, town: Town, actor: Actor) -> Arguments:
    return {"municipality_id": town.municipality, "code": _way_in(session, town).code}


def _new_link(session: Session, town: Town, actor: Actor) -> Arguments:
    token = _way_in(session, town).link.rpartition("/")[2]
    return {
        "municipality_id": town.municipality,
        "token": token,
        "base_url": "https://zomer.example",
    }


def _over(session: Session, town: Town, actor: Actor) -> Arguments:
    """A child whose groups were before today."""
    sessions = select(BlockSession).where(BlockSession.season_id == town.season)
    for number, each in enumerate(session.scalars(sessions.order_by(BlockSession.id))):
        each.day, each.start_min = NOW.date() - timedelta(days=1), number
    session.flush()
    return {"child_id": town.child, "answers": {Question.HOW_WAS_IT: Answer.NICE}}


def _proposal(session: Session, town: Town, actor: Actor) -> Arguments:
    """An idea that somebody gave."""
    season = session.get_one(Season, town.season)
    row = Proposal(
        municipality_id=season.municipality_id,
        season_id=season.id,
        words="Kamperen in het park",
        language="nl",
        made_at=NOW,
    )
    session.add(row)
    session.flush()
    return {"proposal_id": row.id}


def _wish(town: Town) -> WishDraft:
    return WishDraft(rank=1, offer_id=town.offer, block_id=town.block, location_id=town.location)


def _brings_up(town: Town, actor: Actor) -> Any:
    return town.contact if actor.kind is ActorKind.CONTACT else contact_draft(9)


_FILES = {
    "locations": b"location_id,name,lat,lon\nL9,Plein,51.05,3.72\n",
    "pupils": b"pupil_id,birth_year,max_places\nK9,2016,1\n",
}


def _file(session: Session, town: Town, table: str) -> Arguments:
    sent = Upload(f"{table}.csv", _FILES[table], frozenset({table}))
    return {
        "upload": sent,
        "digest": compare(session, season_id=town.season, upload=sent).digest,
    }


CALLS: Mapping[str, Call] = {
    "add_season": Call(
        _plain(municipality_id=lambda t: t.municipality, season=lambda t: _season_draft(t, "erna"))
    ),
    "import_season": Call(_import),
    "copy_season": Call(
        _plain(year=lambda t: 2028, slug=lambda t: "zomer-2028", name=lambda t: "Zomer 2028")
    ),
    "edit_season": Call(
        lambda s, t, a: {
            "expected": _season_version(s, t),
            "season": _season_draft(t, "zomer-anders"),
        }
    ),
    "export_season": Call(_plain()),
    "set_phase_dates": Call(
        lambda s, t, a: {
            "expected": _season_version(s, t),
            "dates": {Phase.ARCHIVED: NOW + timedelta(days=200)},
        }
    ),
    "show_offers": Call(_plain(), Phase.DRAFT),
    "open_wishes": Call(_plain(), Phase.OFFER_PUBLISHED),
    "close_wishes": Call(_plain(), Phase.WISHES_OPEN),
    "begin_season": Call(_plain()),
    "archive_season": Call(_plain()),
    **{name: Call(made) for name, made in OF_MUNICIPALITY.items()},
    "add_offer": Call(_plain(offer=lambda t: offer_draft(t, "nieuw"))),
    "edit_offer": Call(_expected(Offer, "offer", offer=lambda t: offer_draft(t, "zingen"))),
    "remove_offer": Call(_expected(Offer, "draft_offer")),
    "publish_offer": Call(_expected(Offer, "draft_offer")),
    "withdraw_offer": Call(_expected(Offer, "offer")),
    "keep_words": Call(
        _plain(
            subject_kind=lambda t: "offer", subject_id=lambda t: t.offer, words=lambda t: ["moet"]
        )
    ),
    "propose": Call(_plain(words=lambda t: "Kamperen in het park", language=lambda t: "nl")),
    "mark_proposal_seen": Call(_proposal),
    "add_location": Call(_plain(location=lambda t: _location("L9"))),
    "edit_location": Call(_expected(Location, "location", location=lambda t: _location("L1"))),
    "remove_location": Call(_expected(Location, "free_location")),
    "add_room": Call(
        _plain(room=lambda t: RoomDraft(code="R9", location_id=t.location, capacity=9))
    ),
    "edit_room": Call(
        _expected(
            Room,
            "room",
            room=lambda t: RoomDraft(code="R1", location_id=t.free_location, capacity=9),
        )
    ),
    "remove_room": Call(_expected(Room, "other_room")),
    "set_room_windows": Call(_expected(Room, "room", windows=lambda t: _WINDOW)),
    "add_block": Call(_plain(block=lambda t: BlockDraft(code="W9"))),
    "edit_block": Call(_expected(Block, "free_block", block=lambda t: BlockDraft(code="W2"))),
    "remove_block": Call(_expected(Block, "free_block")),
    "add_tutor": Call(_plain(tutor=lambda t: _tutor_draft("T9"))),
    "edit_tutor": Call(_expected(Tutor, "tutor", tutor=lambda t: _tutor_draft("T1"))),
    "remove_tutor": Call(_expected(Tutor, "free_tutor")),
    "confirm_tutor": Call(lambda s, t, a: {**_expected(Tutor, "tutor")(s, t, a), **_no_dates(t)}),
    "invite_tutor": Call(_invite),
    "revoke_tutor_links": Call(_plain(tutor_id=lambda t: t.tutor)),
    "claim_tutor_link": Call(_tutor_comes_in),
    "send_new_tutor_link": Call(_new_tutor_link),
    "edit_own_profile": Call(
        _expected(Tutor, "tutor", profile=lambda t: TutorProfile(goals=("LO-MUV",)))
    ),
    "set_tutor_windows": Call(_expected(Tutor, "tutor", windows=lambda t: _WINDOW)),
    "accept_group": Call(_plain(group_id=lambda t: t.group)),
    "hand_back_group": Call(_plain(group_id=lambda t: t.group)),
    "make_tutor_calendar": Call(_plain(tutor_id=lambda t: t.tutor)),
    "stop_tutor_calendars": Call(_plain(tutor_id=lambda t: t.tutor)),
    "ask": Call(
        lambda s, t, a: {"child": child_draft("Mia", (_wish(t),)), "contact": _brings_up(t, a)},
        Phase.WISHES_OPEN,
    ),
    "change_request": Call(
        _expected(Child, "child", child=lambda t: child_draft("Noor", (_wish(t),))),
        Phase.WISHES_OPEN,
    ),
    "correct_child": Call(
        _expected(Child, "child", facts=lambda t: ChildFacts(first_name="Nora", birth_year=2016))
    ),
    "add_contact": Call(_plain(child_id=lambda t: t.child, contact=lambda t: contact_draft(8))),
    "correct_contact": Call(_expected(Contact, "contact", contact=lambda t: contact_draft(7))),
    "link_children": Call(
        _plain(
            child_id=lambda t: t.child,
            code=lambda t: t.friend_code,
            kind=lambda t: LinkKind.SAME_GROUP,
            strict=lambda t: True,
        ),
        Phase.WISHES_OPEN,
    ),
    "agree_link": Call(
        _plain(child_id=lambda t: t.child, link_id=lambda t: t.asked_link), Phase.WISHES_OPEN
    ),
    "unlink_children": Call(_plain(child_id=lambda t: t.child, link_id=lambda t: t.link)),
    "withdraw_wish": Call(_plain(child_id=lambda t: t.child, wish_id=lambda t: t.wish)),
    "withdraw_child": Call(_plain(child_id=lambda t: t.child)),
    "withdraw_family": Call(_plain(contact_id=lambda t: t.contact)),
    "claim_link": Call(_come_in),
    "enter_code": Call(_come_in_by_code),
    "send_new_link": Call(_new_link),
    "revoke_ways_in": Call(_plain(contact_id=lambda t: t.contact)),
    "make_calendar": Call(_plain(child_id=lambda t: t.child)),
    "stop_calendars": Call(_plain(contact_id=lambda t: t.contact)),
    "look_up_families": Call(_plain(words=lambda t: "Noor")),
    "look_at_children": Call(_plain(children=lambda t: (t.child,))),
    "look_at_family": Call(_plain(child_id=lambda t: t.child)),
    "what_is_kept": Call(_plain(contact_id=lambda t: t.contact)),
    "who_looked": Call(_plain(contact_id=lambda t: t.contact)),
    "erase_family": Call(_plain(contact_id=lambda t: t.contact)),
    "pin": Call(
        lambda s, t, a: {
            "expected": _pins(s, t),
            "pin": PinDraft(
                must=True,
                offer_id=t.offer,
                block_id=t.block,
                room_id=t.room,
                child_id=t.child,
            ),
        }
    ),
    "unpin": Call(lambda s, t, a: {"expected": _pins(s, t), "pin_id": t.pin}),
    "unpin_all": Call(lambda s, t, a: {"expected": _pins(s, t)}),
    "move_on_board": Call(a_move),
    "undo_on_board": Call(what_was_moved(undone=False)),
    "redo_on_board": Call(what_was_moved(undone=True)),
    "undo": Call(_plain(change_id=lambda t: t.change)),
    "redo": Call(_plain(change_id=lambda t: t.undone_change)),
    "import_tables": Call(lambda s, t, a: _file(s, t, "locations")),
    "import_children": Call(lambda s, t, a: _file(s, t, "pupils"), Phase.CLOSED),
    "start_run": Call(_plain(options=lambda t: RunOptions())),
    "stop_run": Call(_plain(run_id=lambda t: t.queued_run)),
    "start_advice": Call(_plain(options=lambda t: AdviceOptions(), run_id=lambda t: t.done_run)),
    "keep_plan": Call(_plain(run_id=lambda t: t.done_run, name=lambda t: "Nog een")),
    "copy_version": Call(
        _plain(version_id=lambda t: t.kept_version, name=lambda t: "Kopie van het plan")
    ),
    "rename_version": Call(
        _plain(version_id=lambda t: t.kept_version, name=lambda t: "Anders genoemd")
    ),
    "remove_version": Call(_plain(version_id=lambda t: t.kept_version)),
    "publish_version": Call(_plain(version_id=lambda t: t.kept_version)),
    "give_back_place": Call(_plain(child_id=lambda t: t.child, place_id=lambda t: t.place)),
    "take_or_wait": Call(_plain(child_id=lambda t: t.child, group_id=lambda t: t.group)),
    "leave_waiting_list": Call(_plain(child_id=lambda t: t.child, group_id=lambda t: t.group)),
    "promote": Call(_plain(group_id=lambda t: t.group)),
    "cancel_group": Call(_plain(group_id=lambda t: t.group)),
    "mark_attendance": Call(
        _plain(group_id=lambda t: t.group, day=lambda t: NOW.date(), seen=lambda t: ())
    ),
    "look_back": Call(_over),
}
