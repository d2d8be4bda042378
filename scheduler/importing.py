"""Puts a dataset into the database as a new season, whole or not at all."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Final, NamedTuple

from sqlalchemy import ColumnElement, delete, exists, or_, select
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.orm import Session

from data.cells import has_control
from data.dataset import Dataset
from data.season_rows import put_dataset
from models import Child, Contact, Municipality, PlanningRun, Season
from models.database import reading, writing
from models.enums import Phase, RequestOrigin, RunStatus
from models.violated import violated
from scheduler import exchange_texts, texts
from scheduler.accounts.municipalities import slug_of
from scheduler.configuration.asked import configured
from scheduler.exchanging import counts_of, halted, municipality_meant, note, told_counts
from scheduler.exit_status import ExitStatus
from scheduler.opening import open_database, reason
from scheduler.output import say, say_json, tell
from scheduler.reading import issue_counts, issues_message, read_season
from scheduler.run import Run
from scheduler.season.example import fill_example

_TAKEN: Final = "uq_season_municipality_id_slug"
_BUSY: Final = (RunStatus.QUEUED, RunStatus.CLAIMED, RunStatus.RUNNING)


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportRequest:
    """What was asked. `name` None: as the dataset says; `slug` None: made of the name.

    `example`: the season is invented, so what a dataset does not tell is invented too.
    """

    dataset: Path
    municipality: str
    name: str | None
    slug: str | None
    replace: bool
    example: bool = False


class Obstacle(StrEnum):
    """Why a season that is there is not replaced."""

    THERE = "season_there"
    NOT_DRAFT = "not_draft"
    HAS_REQUESTS = "has_requests"
    IS_PLANNED = "is_planned"
    IN_USE = "in_use"


_SAID: Final = {
    Obstacle.THERE: exchange_texts.THERE,
    Obstacle.NOT_DRAFT: exchange_texts.NOT_DRAFT,
    Obstacle.HAS_REQUESTS: exchange_texts.HAS_REQUESTS,
    Obstacle.IS_PLANNED: exchange_texts.IS_PLANNED,
    Obstacle.IN_USE: exchange_texts.IN_USE,
}


class CannotImport(Exception):
    """A season with that slug stands in the way."""

    def __init__(self, obstacle: Obstacle) -> None:
        super().__init__(obstacle.value)
        self.obstacle = obstacle


class Imported(NamedTuple):
    """The new season's number, and whether it took the place of another."""

    season_id: int
    has_replaced: bool


def run_import(run: Run, request: ImportRequest) -> ExitStatus:
    """Read a dataset, write it as a season in preparation, and tell what is in it.

    Raises:
        Halted: the configuration, the dataset or the request is wrong, or the database does not
            answer or refuses it. Nothing was changed then.
    """
    configuration = configured(run).configuration
    dataset = _renamed(run, read_season(run, request.dataset), request.name)
    slug = _slug(run, dataset, request.slug)
    with open_database(run, configuration) as engine:
        with reading(engine)() as session:
            home = municipality_meant(run, session, request.municipality)
        try:
            with writing(engine).begin() as session:
                done = import_season(
                    session,
                    dataset,
                    municipality_id=home.id,
                    slug=slug,
                    replace=request.replace,
                    now=datetime.now(UTC),
                )
                if request.example:
                    season = session.get_one(Season, done.season_id)
                    fill_example(session, season, now=datetime.now(UTC))
        except CannotImport as there:
            text = _SAID[there.obstacle]
            raise halted(
                run, there.obstacle.value, text, slug=slug, municipality=home.name
            ) from None
        except DBAPIError as error:
            # Without its text, which may quote what a family wrote.
            raise halted(
                run,
                "refused",
                exchange_texts.REFUSED,
                status=ExitStatus.FAILED,
                reason=reason(error),
            ) from None
    _tell(run, dataset, home, slug, done)
    return ExitStatus.DONE


def import_season(  # noqa: PLR0913  (everything by name)
    session: Session,
    dataset: Dataset,
    *,
    municipality_id: int,
    slug: str,
    replace: bool,
    now: datetime,
) -> Imported:
    """Write a dataset as a season in preparation, for whoever runs this installation.

    Verbs for staff, with their rights, are in `scheduler/season/seasons.py`. With `replace` a
    season that has that slug is removed first, with all that was added to it. Nothing is
    committed.

    Raises:
        CannotImport: there is such a season, and it is not to be replaced or may not be.
        sqlalchemy.exc.DBAPIError: the database refuses.
    """
    # Whoever would open it for families waits for us.
    there = session.scalars(
        select(Season)
        .where(Season.municipality_id == municipality_id, Season.slug == slug)
        .with_for_update()
    ).one_or_none()
    if there is not None:
        obstacle = _obstacle(session, there) if replace else Obstacle.THERE
        if obstacle is not None:
            raise CannotImport(obstacle)
        _remove(session, there.id)
        note(
            session,
            municipality_id=municipality_id,
            season_id=there.id,
            verb="remove_season",
            now=now,
        )
    try:
        season_id = put_dataset(
            session, dataset, municipality_id=municipality_id, slug=slug, at=now
        )
    except IntegrityError as error:
        if violated(error) == _TAKEN:  # by somebody else, at the same moment
            raise CannotImport(Obstacle.THERE) from None
        raise
    note(
        session,
        municipality_id=municipality_id,
        season_id=season_id,
        verb="import_season",
        now=now,
    )
    return Imported(season_id, there is not None)


def _obstacle(session: Session, season: Season) -> Obstacle | None:
    """Why this season may not go: it holds what cannot be had from a dataset again."""

    def some(*conditions: ColumnElement[bool]) -> bool:
        return bool(session.scalar(select(exists().where(*conditions))))

    if season.phase is not Phase.DRAFT:
        return Obstacle.NOT_DRAFT
    if some(Contact.season_id == season.id) or some(
        Child.season_id == season.id,
        or_(
            Child.origin != RequestOrigin.DATASET,
            Child.requests_changed_at.is_not(None),
            Child.withdrawn_at.is_not(None),
        ),
    ):
        return Obstacle.HAS_REQUESTS
    if some(PlanningRun.season_id == season.id, PlanningRun.status.in_(_BUSY)):
        return Obstacle.IS_PLANNED
    return None


def _remove(session: Session, season_id: int) -> None:
    """Everything of a season goes with it."""
    try:
        with session.begin_nested():
            session.execute(delete(Season).where(Season.id == season_id))
    except IntegrityError:
        raise CannotImport(Obstacle.IN_USE) from None


def _renamed(run: Run, dataset: Dataset, name: str | None) -> Dataset:
    if name is None:
        return dataset
    wanted = name.strip()
    if not wanted or has_control(wanted):
        raise halted(run, "bad_name", exchange_texts.BAD_NAME)
    return replace(dataset, season=replace(dataset.season, name=wanted))


def _slug(run: Run, dataset: Dataset, asked: str | None) -> str:
    """The season's name in addresses; a name without Latin letters gives the year."""
    if asked is None:
        return slug_of(dataset.season.name) or str(dataset.season.first_day.year)
    if not asked or slug_of(asked) != asked:
        raise halted(run, "bad_slug", exchange_texts.BAD_SLUG, slug_of(asked), slug=asked)
    return asked


def _tell(run: Run, dataset: Dataset, home: Municipality, slug: str, done: Imported) -> None:
    is_elsewhere = bool(dataset.season.nis) and home.nis not in dataset.season.nis
    if run.as_json:
        if dataset.warnings:
            say_json(issues_message(run, dataset.warnings))
        say_json(
            {
                "event": "imported",
                "municipality": home.slug,
                "season": slug,
                "id": done.season_id,
                "replaced": done.has_replaced,
                "other_municipality": is_elsewhere,
                "counts": counts_of(dataset),
                "dataset_sha256": dataset.sha256,
            }
        )
        return
    if dataset.warnings:
        counts = issue_counts(run, dataset.warnings)
        tell(texts.SEE_WARNINGS.said(run.language, warnings=counts))
    if is_elsewhere:
        codes = ", ".join(dataset.season.nis)
        tell(exchange_texts.OTHER_NIS.said(run.language, nis=codes))
    text = exchange_texts.REPLACED if done.has_replaced else exchange_texts.IMPORTED
    counts = told_counts(run, dataset)
    say(text.said(run.language, season=slug, municipality=home.name, counts=counts))
