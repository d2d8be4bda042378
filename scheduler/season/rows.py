"""Finds and saves rows of one season: what is another season's is not there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Final, Protocol, TypeVar

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified

from models import Season
from models.base import Base
from models.belonging import InSeason
from models.violated import FOREIGN_KEY, violated
from scheduler.season.noting import changed_meanwhile
from scheduler.season.refusals import BrokenRule, NotHere, StillUsed
from scheduler.text import Text

_Row = TypeVar("_Row", bound=InSeason)


class _Edited(Protocol):
    """A row that people edit at the same time."""

    __tablename__: Any

    @property
    def id(self) -> int:
        """Its number."""

    @property
    def version(self) -> int:
        """Grows at every change."""


def home(season: Season) -> dict[str, Any]:
    """What every row of the season says of where it belongs."""
    return {"municipality_id": season.municipality_id, "season_id": season.id}


def find(session: Session, model: type[_Row], season: Season, number: int) -> _Row:
    """A row of the season, kept from others who would change it until the caller commits.

    Raises:
        NotHere: the season has no such row.
    """
    row = session.scalars(
        select(model)
        .where(model.season_id == season.id, model.id == number)
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    ).one_or_none()
    if row is None:
        raise NotHere
    return row


def require(
    session: Session, model: type[InSeason], season: Season, numbers: Iterable[int | None]
) -> None:
    """Nothing, if all numbers are of rows of the season; None is of no row and fine.

    Raises:
        NotHere: one is not.
    """
    wanted = {number for number in numbers if number is not None}
    if wanted:
        found = session.scalars(
            select(model.id).where(model.season_id == season.id, model.id.in_(wanted))
        )
        if set(found) != wanted:
            raise NotHere


def as_expected(session: Session, season: Season, row: _Edited, expected: int) -> None:
    """Nothing, if the row is still as it was when the form was made.

    Raises:
        ChangedMeanwhile: it is not; the sentence says who changed it, and when.
    """
    if row.version != expected:
        raise changed_meanwhile(
            session,
            season=season,
            kind=row.__tablename__,
            subject_id=row.id,
            version=row.version,
        )


def put(row: Base, values: Mapping[str, Any]) -> None:
    """Give the row these values. Its version grows, also where they are what they were."""
    for name, value in values.items():
        setattr(row, name, value)
    flag_modified(row, next(iter(values)))


@contextmanager
def saving(session: Session, *, removing: bool = False) -> Iterator[None]:
    """Write to the database what is changed within, and say in words what it refuses.

    Raises:
        StillUsed: what is removed is still named by something else.
        BrokenRule: a rule of the database would be broken. Roll back then.
    """
    try:
        yield
        session.flush()
    except IntegrityError as error:
        rule = violated(error)
        if removing and (rule == FOREIGN_KEY or rule.startswith("fk_")):
            raise StillUsed from error
        raise BrokenRule(rule, why(rule)) from error


def why(rule: str) -> Text:
    """The sentence of a rule of the database; one without its own gets a general one."""
    for ending, text in _WHY.items():
        if rule.endswith(ending):
            return text
    return Text(
        nl="wat je invulde past niet bij elkaar of is te groot.",
        en="what you filled in does not fit together, or is too large.",
    )


_WHY: Final[Mapping[str, Text]] = {
    "_code": Text(nl="deze code is er al.", en="this code is there already."),
    "_slug": Text(nl="deze naam in adressen is er al.", en="this name in addresses is taken."),
    "_filled": Text(nl="er moet iets ingevuld zijn.", en="something is to be filled in."),
    "_sizes_in_order": Text(
        nl="het kleinste aantal is groter dan het grootste.",
        en="the smallest size is above the largest.",
    ),
    "_ages_in_order": Text(
        nl="de jongste leeftijd is hoger dan de oudste.",
        en="the youngest age is above the oldest.",
    ),
    "_days_in_order": Text(
        nl="de eerste dag komt na de laatste.", en="the first day comes after the last."
    ),
    "_times_in_order": Text(nl="het begin komt na het einde.", en="the start is after the end."),
    "_in_summer": Text(
        nl="de zomer loopt van 1 juli tot en met 31 augustus.",
        en="the summer is from 1 July to 31 August.",
    ),
    "_goals": Text(nl="kies minstens één doel.", en="choose at least one goal."),
    "_goals_to_lead": Text(
        nl="wie begeleidt, heeft minstens één doel nodig.", en="who leads needs at least one goal."
    ),
    "_roles": Text(nl="kies minstens één rol.", en="choose at least one role."),
    "_reachable": Text(
        nl="vul in hoe we je bereiken: mail, telefoon of adres.",
        en="fill in how to reach you: mail, phone or address.",
    ),
    "_access_facts": Text(
        nl="dit aanbod is gepubliceerd: wat gezinnen moeten weten, kan niet leeg worden.",
        en="this offer is published: what families are to know cannot become empty.",
    ),
    "_whole_point": Text(nl="het punt is maar half gegeven.", en="the point is half given."),
    "uq_block_session_block_id_day_start_min": Text(
        nl="twee momenten beginnen tegelijk.", en="two sessions start at the same time."
    ),
}
