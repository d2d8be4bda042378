"""What a family may set right at any time, also after closing (R16, R22)."""
# ruff: noqa: PLR0913  (verbs take everything by name)

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete
from sqlalchemy.orm import Session

from models import Child, ChildContact, Contact, EmergencyContact
from scheduler.rights import Actor, Subject, admit
from scheduler.season.noting import note
from scheduler.season.refusals import BadValue
from scheduler.season.requests import (
    ContactDraft,
    EmergencyDraft,
    check_contact,
    contact_row,
    touch,
)
from scheduler.season.rows import as_expected, find, home, put, saving
from scheduler.season.values import values_of


@dataclass(frozen=True, slots=True, kw_only=True)
class ChildFacts:
    """What is set right about a child; saved whole. Wishes and needs are part of the request."""

    first_name: str
    birth_year: int
    own_words: str = ""
    says_yes: bool | None = None
    emergency: tuple[EmergencyDraft, ...] = ()


def correct_child(
    session: Session,
    *,
    actor: Actor,
    season_id: int,
    child_id: int,
    expected: int,
    facts: ChildFacts,
    now: datetime,
) -> int:
    """Set right what is kept about a child, in any phase; its new version.

    Places stay as they are, also where another birth year would not have given them.

    Raises:
        NotHere, NotAllowed: as `admit`; families do this for their own child.
        ChangedMeanwhile: somebody else saved it since.
        BadValue: the birth year cannot be.
    """
    admitted = admit(
        session,
        actor=actor,
        season_id=season_id,
        verb="correct_child",
        subject=Subject(children=(child_id,)),
    )
    season = admitted.season
    row = find(session, Child, season, child_id)
    as_expected(session, season, row, expected)
    if not season.year - 120 <= facts.birth_year <= season.year:
        raise BadValue("birth_year")
    touch(row, now)
    with saving(session):
        put(row, values_of(facts, without=("emergency",)))
        session.execute(delete(EmergencyContact).where(EmergencyContact.child_id == row.id))
        for person in facts.emergency:
            session.add(EmergencyContact(**home(season), child_id=row.id, **values_of(person)))
    note(session, admitted, row, now)
    return row.version


def correct_contact(
    session: Session,
    *,
    actor: Actor,
    season_id: int,
    contact_id: int,
    expected: int,
    contact: ContactDraft,
    now: datetime,
) -> int:
    """Set right how a family is reached, in any phase; the contact's new version.

    Raises:
        NotHere, NotAllowed: as `admit`; families correct themselves.
        ChangedMeanwhile: somebody else saved it since.
        UnknownCode, BrokenRule: what was filled in cannot be.
    """
    admitted = admit(
        session,
        actor=actor,
        season_id=season_id,
        verb="correct_contact",
        subject=Subject(contacts=(contact_id,)),
    )
    row = find(session, Contact, admitted.season, contact_id)
    as_expected(session, admitted.season, row, expected)
    check_contact(contact)
    with saving(session):
        put(row, values_of(contact))
    note(session, admitted, row, now)
    return row.version


def add_contact(
    session: Session,
    *,
    actor: Actor,
    season_id: int,
    child_id: int,
    contact: ContactDraft,
    now: datetime,
) -> int:
    """Let somebody else who brings the child up come in too; the new contact's number.

    Raises:
        NotHere, NotAllowed: as `admit`; families do this for their own child.
        UnknownCode, BrokenRule: what was filled in cannot be.
    """
    admitted = admit(
        session,
        actor=actor,
        season_id=season_id,
        verb="add_contact",
        subject=Subject(children=(child_id,)),
    )
    season = admitted.season
    child = find(session, Child, season, child_id)
    row = contact_row(session, season, contact)
    session.add(ChildContact(**home(season), child_id=child.id, contact_id=row.id))
    note(session, admitted, row, now)
    return row.id
