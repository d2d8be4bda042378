"""Brings the configured database to the tables of today, and tells where it is."""

from __future__ import annotations

from sqlalchemy import Engine

from models.migrating import (
    BrokenReferences,
    NewerDatabase,
    current_revision,
    revisions,
    upgrade,
)
from scheduler import database_texts as texts
from scheduler.configuration.asked import configured
from scheduler.configuration.settings import Configuration
from scheduler.exit_status import ExitStatus
from scheduler.opening import open_database, sqlite_file
from scheduler.output import say, say_json
from scheduler.run import Halted, Run


def run_upgrade(run: Run) -> ExitStatus:
    """Upgrade, and tell from where to where.

    Raises:
        Halted: the configuration is wrong, or the database does not answer, is newer than this
            program, or holds rows that point to nothing. Nothing was changed then.
    """
    configuration = configured(run).configuration
    make_folders(configuration)
    with open_database(run, configuration, any_revision=True) as engine:
        before = current_revision(engine)
        try:
            upgrade(engine)
        except NewerDatabase:
            values = {"revision": before, "newest": revisions()[-1]}
            raise Halted(
                ExitStatus.FAILED,
                texts.NEWER.said(run.language, **values),
                message={"event": "database_revision", **values},
            ) from None
        except BrokenReferences:
            raise Halted(
                ExitStatus.FAILED,
                texts.BROKEN.said(run.language),
                message={"event": "broken_references"},
            ) from None
        _tell(run, configuration, engine, before)
    return ExitStatus.DONE


def run_status(run: Run) -> ExitStatus:
    """Tell where the database is: done where it is up to date.

    Raises:
        Halted: the configuration is wrong, or the database does not answer or is not up to date.
    """
    configuration = configured(run).configuration
    with open_database(run, configuration) as engine:
        _tell(run, configuration, engine, revisions()[-1])
    return ExitStatus.DONE


def make_folders(configuration: Configuration) -> None:
    """Make the storage folder, and that of an SQLite file; only the owner may look into them."""
    file = sqlite_file(configuration)
    for folder in (configuration.storage, *([] if file is None else [file.parent])):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)


def _tell(run: Run, configuration: Configuration, engine: Engine, before: str | None) -> None:
    after, shown = current_revision(engine), configuration.database_shown
    if run.as_json:
        say_json({"event": "database", "before": before, "after": after, "database": shown})
        return
    text = texts.CREATED if before is None else texts.UPGRADED
    if before == after:
        text = texts.UP_TO_DATE
    say(text.said(run.language, before=before, after=after, revision=after, database=shown))
