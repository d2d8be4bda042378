"""Who organises, over the years: the municipality's list of organisers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Organiser
from scheduler.accounts.noting import changed_at, note_at
from scheduler.accounts.refusals import NoName, NotAnAddress, OrganiserThere
from scheduler.configuration.addresses import checked_email
from scheduler.rights import Actor, NotHere, admit_to_municipality
from scheduler.season.rows import put, saving
from scheduler.season.values import values_of


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganiserDraft:
    """What people fill in about an organiser; all but the name may be empty."""

    name: str
    email: str = ""
    phone: str = ""
    website: str = ""


def add_organiser(
    session: Session,
    *,
    actor: Actor,
    municipality_id: int,
    organiser: OrganiserDraft,
    now: datetime,
) -> int:
    """Add an organiser; its number.

    Raises:
        NotHere, NotAllowed: as `admit_to_municipality`.
        NoName, NotAnAddress, OrganiserThere: what was filled in cannot be.
    """
    admit_to_municipality(
        session, actor=actor, municipality_id=municipality_id, verb="add_organiser"
    )
    _check(session, municipality_id, organiser)
    row = Organiser(municipality_id=municipality_id, **values_of(organiser))
    with saving(session):
        session.add(row)
    note_at(
        session, actor, municipality_id=municipality_id, verb="add_organiser", subject=row, now=now
    )
    return row.id


def edit_organiser(  # noqa: PLR0913  (each by name)
    session: Session,
    *,
    actor: Actor,
    municipality_id: int,
    organiser_id: int,
    expected: int,
    organiser: OrganiserDraft,
    now: datetime,
) -> int:
    """Change an organiser, its name too; its new version.

    Raises:
        NotHere, NotAllowed: as `admit_to_municipality`; also where it is another municipality's.
        ChangedMeanwhile: somebody else changed it since; nothing is changed.
        NoName, NotAnAddress, OrganiserThere: what was filled in cannot be.
    """
    admit_to_municipality(
        session, actor=actor, municipality_id=municipality_id, verb="edit_organiser"
    )
    row = session.scalars(
        select(Organiser)
        .where(Organiser.municipality_id == municipality_id, Organiser.id == organiser_id)
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    ).one_or_none()
    if row is None:
        raise NotHere
    if row.version != expected:
        raise changed_at(session, municipality_id, subject=row, version=row.version)
    _check(session, municipality_id, organiser, but=row.id)
    with saving(session):
        put(row, values_of(organiser))
    note_at(
        session, actor, municipality_id=municipality_id, verb="edit_organiser", subject=row, now=now
    )
    return row.version


def _check(
    session: Session, municipality_id: int, organiser: OrganiserDraft, *, but: int = 0
) -> None:
    name, email = organiser.name.strip(), organiser.email.strip()
    if not name:
        raise NoName("name")
    if email:
        try:
            checked_email(email)
        except ValueError:
            raise NotAnAddress("email") from None
    there = session.scalar(
        select(Organiser.id).where(
            Organiser.municipality_id == municipality_id,
            Organiser.name == name,
            Organiser.id != but,
        )
    )
    if there is not None:
        raise OrganiserThere("name")
