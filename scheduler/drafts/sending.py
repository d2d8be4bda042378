"""A draft becomes a request: all of it at once, and once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy.orm import Session

from models import RequestDraft, Season
from models.enums import Channel, ContactRole, LinkKind, TravelMode
from scheduler.drafts.answers import Answers, Step, Values, read
from scheduler.drafts.refusals import DraftGone, StepMissing
from scheduler.drafts.saving import find_draft, mark_sent
from scheduler.rights import ANYONE
from scheduler.rights import contact as as_contact
from scheduler.season.asking import WayIn, ask
from scheduler.season.availability import WindowDraft
from scheduler.season.links import link_children
from scheduler.season.requests import ChildDraft, ContactDraft, EmergencyDraft, WishDraft
from scheduler.season.ways_in import keep_way_in


class Sent(NamedTuple):
    """What came of a draft; `again`: it had been sent already, and nothing was done."""

    child_id: int
    contact_id: int
    again: bool


def send(session: Session, *, season: Season, key: str, now: datetime, way_in: WayIn) -> Sent:
    """Ask for what the draft holds, with the links, and forget the draft.

    Args:
        session: one that writes; the caller commits, or rolls all of it back.
        season: of which season.
        key: what the browser kept.
        now: the moment it is.
        way_in: how the family comes back, drawn by `drawn_way_in`; it is kept here.

    Raises:
        DraftGone: there is no such draft (any more).
        StepMissing: a step is not answered.
        Refusal: as `ask` and `link_children`; roll back then.
    """
    row = find_draft(session, season_id=season.id, key=key, now=now, lock=True)
    if row is None:
        raise DraftGone
    answers = read(row.answers)
    if answers.sent and row.contact_id is not None:
        return Sent(answers.sent, row.contact_id, again=True)
    missing = answers.missing(knows_contact=row.contact_id is not None)
    if missing is not None:
        raise StepMissing(missing)
    asked = ask(
        session,
        actor=ANYONE if row.contact_id is None else as_contact(row.contact_id),
        season_id=season.id,
        child=child_draft(answers),
        contact=_contact(row, answers),
        now=now,
        way_in=way_in,
    )
    for link in answers.steps[Step.TOGETHER]["links"]:
        link_children(
            session,
            actor=as_contact(asked.contact_id),
            season_id=season.id,
            child_id=asked.child_id,
            code=link["code"],
            kind=LinkKind.SAME_GROUP,
            strict=link["strict"],
            now=now,
        )
    keep_way_in(session, season=season, contact_id=asked.contact_id, way_in=way_in, now=now)
    mark_sent(session, row, child_id=asked.child_id, contact_id=asked.contact_id, now=now)
    return Sent(asked.child_id, asked.contact_id, again=False)


def child_draft(answers: Answers) -> ChildDraft:
    """The child and all it asks, of a draft in which every step is answered."""
    child, place, helps = (answers.steps[step] for step in (Step.CHILD, Step.PLACE, Step.HELP))
    return ChildDraft(
        first_name=child["first_name"],
        birth_year=child["birth_year"],
        lat=place["lat"],
        lon=place["lon"],
        travel_mode=TravelMode(place["travel_mode"] or TravelMode.BIKE),
        max_travel_min=place["max_travel_min"],
        max_places=answers.steps[Step.ORDER]["max_places"],
        says_yes=helps["says_yes"],
        own_words=helps["own_words"],
        needs=tuple(helps["needs"]),
        windows=windows_in(answers.steps[Step.FREE]),
        wishes=tuple(_wish(row) for row in answers.steps[Step.WISHES]["rows"]),
        emergency=tuple(EmergencyDraft(**person) for person in helps["emergency"]),
    )


def windows_in(free: Values | None) -> tuple[WindowDraft, ...]:
    """When the child is free; none: always."""
    rows: Sequence[Values] = free["windows"] if free else ()
    return tuple(
        WindowDraft(
            first_day=date.fromisoformat(row["first_day"]),
            last_day=date.fromisoformat(row["last_day"]),
            start_min=row["start_min"],
            end_min=row["end_min"],
        )
        for row in rows
    )


def _wish(row: Values) -> WishDraft:
    return WishDraft(
        rank=row["rank"],
        offer_id=row["offer"],
        block_id=row["block"],
        location_id=row["location"],
    )


def _contact(row: RequestDraft, answers: Answers) -> ContactDraft | int:
    if row.contact_id is not None:
        return row.contact_id
    told = answers.steps[Step.CONTACT]
    return ContactDraft(
        role=ContactRole(told["role"]),
        channel=Channel(told["channel"]),
        name=told["name"],
        email=told["email"],
        phone=told["phone"],
        address=told["address"],
        language=told["language"],
    )
