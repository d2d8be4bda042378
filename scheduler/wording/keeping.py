"""Keeping flagged words: once confirmed, they are not flagged again for that subject."""
# ruff: noqa: PLR0913  (verbs take everything by name)

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import (
    Block,
    KeptWord,
    Location,
    Municipality,
    Offer,
    Organiser,
    PlanVersion,
    Room,
    Season,
)
from models.belonging import InSeason
from scheduler.rights import Actor, NotHere, Subject, admit
from scheduler.season.noting import note
from scheduler.season.refusals import BadValue

_IN_SEASON: Final[Mapping[str, type[InSeason]]] = {
    model.__tablename__: model for model in (Block, Location, Offer, PlanVersion, Room)
}
_LONGEST: Final = 100


def keep_words(
    session: Session,
    *,
    actor: Actor,
    season_id: int,
    subject_kind: str,
    subject_id: int,
    words: Iterable[str],
    now: datetime,
) -> None:
    """Let flagged words stay in the texts of a subject.

    Args:
        session: one that writes.
        actor: who chooses so; an organiser only for offers of its own.
        season_id: the season they work in.
        subject_kind: the table of the subject: `offer`, `location`, `room`, `block`,
            `plan_version`, `season`, `organiser` or `municipality`.
        subject_id: its number.
        words: as `data.wording_check.Flag.word` gives them. Kept already: nothing changes.
        now: the moment.

    Raises:
        NotHere, NotAllowed: as `admit`; the subject is not of this season or municipality.
        BadValue: a word says nothing, or is too long.
    """
    admitted = admit(
        session,
        actor=actor,
        season_id=season_id,
        verb="keep_words",
        subject=Subject(offers=(subject_id,)) if subject_kind == "offer" else Subject(),
    )
    season = admitted.season
    subject = _subject(session, season, subject_kind, subject_id)
    wanted = tuple(dict.fromkeys(word.strip().lower() for word in words))
    if not all(wanted) or any(len(word) > _LONGEST for word in wanted):
        raise BadValue("words")
    place = season.municipality_id
    there = kept_words(session, place, subject_kind=subject_kind, subject_id=subject_id)
    session.add_all(
        KeptWord(
            municipality_id=place,
            subject_kind=subject_kind,
            subject_id=subject_id,
            word=word,
            kept_at=now,
            kept_by_id=actor.id,
        )
        for word in wanted
        if word not in there
    )
    note(session, admitted, subject, now)


def kept_words(
    session: Session, municipality_id: int, *, subject_kind: str, subject_id: int
) -> frozenset[str]:
    """The words that somebody chose to keep in the texts of a subject, in small letters."""
    return frozenset(
        session.scalars(
            select(KeptWord.word).where(
                KeptWord.municipality_id == municipality_id,
                KeptWord.subject_kind == subject_kind,
                KeptWord.subject_id == subject_id,
            )
        )
    )


def _subject(session: Session, season: Season, kind: str, number: int) -> Any:
    """The row itself.

    Raises:
        NotHere: it is another's, or there is none, or texts of that kind are not looked at.
    """
    place = season.municipality_id
    statement: Any
    if kind in _IN_SEASON:
        model = _IN_SEASON[kind]
        statement = select(model).where(model.season_id == season.id, model.id == number)
    elif kind == "season":
        statement = select(Season).where(Season.id == season.id, Season.id == number)
    elif kind == "municipality":
        statement = select(Municipality).where(Municipality.id == place, Municipality.id == number)
    elif kind == "organiser":
        statement = select(Organiser).where(
            Organiser.municipality_id == place, Organiser.id == number
        )
    else:
        raise NotHere
    found = session.scalars(statement).one_or_none()
    if found is None:
        raise NotHere
    return found
