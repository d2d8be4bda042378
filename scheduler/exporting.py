"""Writes a season of the database as a dataset, whole or not at all."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from data.dataset import BadDataset, Dataset, read_dataset
from data.nearest import Nearest
from data.season_rows import dataset_of, dataset_tables, pack_dataset, unpack_dataset
from data.write_tables import WontFit, WontOverwrite, write_tables
from models import Municipality, Season
from models.database import reading, writing
from scheduler import exchange_texts, texts
from scheduler.configuration.asked import configured
from scheduler.counting import counted
from scheduler.exchanging import counts_of, halted, municipality_meant, note, told_counts
from scheduler.exit_status import ExitStatus
from scheduler.opening import open_database
from scheduler.output import say, say_json, tell
from scheduler.run import Run


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportRequest:
    """What was asked: which season of which municipality, and where it goes."""

    municipality: str
    season: str
    out: Path


class _Lossy(Exception):
    """The files would not say what the database does."""


def run_export(run: Run, request: ExportRequest) -> ExitStatus:
    """Write the season as it is at this moment, also where it is not finished yet.

    Nothing leaves without its line in the audit: that is committed before the files take their
    place. Only the owner may look into them.

    Raises:
        Halted: the configuration or the request is wrong, the database does not answer, or
            something that is no dataset stands at `out`. Nothing was changed then.
        OSError: it cannot be written.
    """
    configuration = configured(run).configuration
    with open_database(run, configuration) as engine:
        with reading(engine)() as session:
            home = municipality_meant(run, session, request.municipality)
            season = _season_meant(run, session, home, request.season)
            dataset = dataset_of(session, season_id=season.id)
        writer = _Writer(engine, season, dataset)
        try:
            write_tables(dataset_tables(dataset), request.out, look=writer.look)
        except WontOverwrite:
            text, values = texts.NOT_A_DATASET, {"out": str(request.out)}
            raise halted(run, "out_taken", text, status=ExitStatus.FAILED, **values) from None
        except (WontFit, _Lossy):
            text = exchange_texts.WONT_FIT
            raise halted(run, "wont_fit", text, status=ExitStatus.FAILED) from None
    _tell(run, request, home, writer)
    return ExitStatus.DONE


class _Writer:
    """Sees whether the files say what the database does, and then writes down that they go."""

    def __init__(self, engine: Engine, season: Season, dataset: Dataset) -> None:
        self._engine = engine
        self.season = season
        self.dataset = dataset
        self.errors = 0

    def look(self, fresh: Path) -> None:
        """Read what was written.

        Raises:
            _Lossy: it says something else.
        """
        fresh.chmod(0o700 if fresh.is_dir() else 0o600)
        try:
            found = read_dataset(fresh)
        except BadDataset as unfinished:
            self.errors = len(unfinished.errors)
        else:
            # Blanks around a text do not count, wherever it stands.
            if found.sha256 != self.dataset.sha256:
                self.dataset = unpack_dataset(pack_dataset(self.dataset))
            if found.sha256 != self.dataset.sha256:
                raise _Lossy
        with writing(self._engine).begin() as session:
            note(
                session,
                municipality_id=self.season.municipality_id,
                season_id=self.season.id,
                verb="export_season",
                now=datetime.now(UTC),
            )


def _season_meant(run: Run, session: Session, home: Municipality, slug: str) -> Season:
    there = session.scalars(select(Season).where(Season.municipality_id == home.id)).all()
    for each in there:
        if each.slug == slug.strip():
            return each
    near = Nearest(each.slug for each in there).to(slug)
    text = exchange_texts.NO_SUCH_SEASON
    raise halted(run, "no_such_season", text, near, season=slug, municipality=home.name)


def _tell(run: Run, request: ExportRequest, home: Municipality, writer: _Writer) -> None:
    dataset, slug, out = writer.dataset, writer.season.slug, str(request.out)
    if run.as_json:
        say_json(
            {
                "event": "exported",
                "municipality": home.slug,
                "season": slug,
                "id": writer.season.id,
                "out": out,
                "errors": writer.errors,
                "counts": counts_of(dataset),
                "dataset_sha256": dataset.sha256,
            }
        )
        return
    counts, name = told_counts(run, dataset), home.name
    said = exchange_texts.EXPORTED.said
    say(said(run.language, season=slug, municipality=name, out=out, counts=counts))
    if writer.errors:
        errors = counted(run.language, texts.ERRORS, writer.errors)
        tell(exchange_texts.UNFINISHED.said(run.language, errors=errors))
    if dataset.pupils:
        tell(exchange_texts.PERSONAL.said(run.language))
