"""Seasons themselves: made, imported, changed, exported."""
# ruff: noqa: PLR0913  (verbs take everything by name)

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from data.dataset import Dataset
from data.season_rows import dataset_of, put_dataset
from models import PinSet, Season
from models.enums import DrawPolicy, Phase
from scheduler.rights import Actor, Admitted, Role, admit, admit_to_municipality
from scheduler.season.noting import note
from scheduler.season.phases_allowed import is_before, not_in
from scheduler.season.refusals import BadValue
from scheduler.season.rows import as_expected, home, put, saving
from scheduler.season.values import values_of

_SEED_BYTES = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class SeasonDraft:
    """Everything of a season that people fill in (`models/season.py`); saved whole.

    `draw_seed` None: one is drawn for a new season, and an old one keeps its own.
    """

    slug: str
    name: str
    first_day: date
    last_day: date
    draw_seed: str | None = None
    policy: DrawPolicy = DrawPolicy.BEST
    budget_cents: int | None = None
    municipality_name: str = ""
    nis_codes: tuple[str, ...] = ()
    texts: dict[str, Any] = field(default_factory=dict)


def new_seed() -> str:
    """A seed for a draw, that nobody could know."""
    return secrets.token_hex(_SEED_BYTES)


def add_season(
    session: Session, *, actor: Actor, municipality_id: int, season: SeasonDraft, now: datetime
) -> int:
    """Make an empty season, in preparation; its number.

    Raises:
        NotHere, NotAllowed: as `admit_to_municipality`.
        BrokenRule: what was filled in cannot be.
    """
    admit_to_municipality(session, actor=actor, municipality_id=municipality_id, verb="add_season")
    values = values_of(season) | {"draw_seed": season.draw_seed or new_seed()}
    row = Season(municipality_id=municipality_id, year=season.first_day.year, **values)
    with saving(session):
        session.add(row)
    session.add(PinSet(**home(row), changed_at=now))
    note(session, Admitted(actor, "add_season", row, frozenset({Role.COORDINATOR})), row, now)
    return row.id


def import_season(
    session: Session,
    *,
    actor: Actor,
    municipality_id: int,
    slug: str,
    dataset: Dataset,
    now: datetime,
) -> int:
    """Write a dataset as a new season, in preparation; its number (`data.season_rows`).

    Raises:
        NotHere, NotAllowed: as `admit_to_municipality`.
        BrokenRule: the municipality has a season with that slug, or the like.
    """
    admit_to_municipality(
        session, actor=actor, municipality_id=municipality_id, verb="import_season"
    )
    with saving(session):
        number = put_dataset(
            session, dataset, municipality_id=municipality_id, slug=slug.strip(), at=now
        )
    row = session.get_one(Season, number)
    note(session, Admitted(actor, "import_season", row, frozenset({Role.COORDINATOR})), row, now)
    return number


def edit_season(
    session: Session,
    *,
    actor: Actor,
    season_id: int,
    expected: int,
    season: SeasonDraft,
    now: datetime,
) -> int:
    """Save the season's own facts; its new version.

    Raises:
        NotHere, NotAllowed: as `admit`.
        ChangedMeanwhile: somebody else changed it since; nothing is changed.
        WrongPhase: it is over.
        BadValue: another draw seed or policy, once families may ask: the rules of the draw were
            published by then.
        BrokenRule: what was filled in cannot be.
    """
    admitted = admit(
        session, actor=actor, season_id=season_id, verb="edit_season", moves_season=True
    )
    row = admitted.season
    not_in(row, Phase.ARCHIVED)
    as_expected(session, row, row, expected)
    values = values_of(season) | {"draw_seed": season.draw_seed or row.draw_seed}
    if not is_before(row.phase, Phase.WISHES_OPEN):
        for fixed in ("draw_seed", "policy"):
            if values[fixed] != getattr(row, fixed):
                raise BadValue(fixed)
    with saving(session):
        put(row, values | {"year": season.first_day.year})
    note(session, admitted, row, now)
    return row.version


def export_season(session: Session, *, actor: Actor, season_id: int, now: datetime) -> Dataset:
    """The season as a dataset, with the first names that families gave (contract, section 1).

    Raises:
        NotHere, NotAllowed: as `admit`.
    """
    admitted = admit(session, actor=actor, season_id=season_id, verb="export_season")
    note(session, admitted, admitted.season, now)
    return dataset_of(session, season_id=season_id)
