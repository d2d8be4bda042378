"""Backs the configured database up, or restores it, and tells how that went."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Engine, func, select
from sqlalchemy.exc import DBAPIError

from models import Message
from models.database import reading
from models.migrating import BrokenReferences, current_revision, revisions
from scheduler import database_texts
from scheduler.backup import texts
from scheduler.backup.archive import BadBackup, open_backup
from scheduler.backup.making import NoTables, UpgradedMeanwhile, make_backup
from scheduler.backup.manifest import Manifest
from scheduler.backup.restoring import NotEmpty, NotOurs, Refused, UnknownRevision, restore
from scheduler.configuration.asked import configured
from scheduler.exit_status import ExitStatus
from scheduler.opening import open_database, reason
from scheduler.output import Json, say, say_json, tell
from scheduler.run import Halted, Run
from scheduler.text import Text
from scheduler.upgrading import make_folders


def run_backup(run: Run, path: Path) -> ExitStatus:
    """Write a backup to `path`.

    Raises:
        Halted: the configuration is wrong, the database does not answer or is empty, or the file
            is there already.
    """
    configuration = configured(run).configuration
    with open_database(run, configuration, any_revision=True) as engine:
        try:
            manifest = make_backup(engine, path)
        except FileExistsError:
            raise _halted(run, ExitStatus.BAD_INPUT, "exists", texts.EXISTS, file=path) from None
        except NoTables:
            raise _halted(run, ExitStatus.FAILED, "empty_database", database_texts.EMPTY) from None
        except UpgradedMeanwhile:
            raise _halted(run, ExitStatus.FAILED, "upgraded_meanwhile", texts.MEANWHILE) from None
        except DBAPIError as error:
            raise _no_answer(run, error) from None
    if run.as_json:
        say_json(_message("backup", path, manifest))
    else:
        say(
            texts.MADE.said(run.language, file=path, rows=manifest.rows, revision=manifest.revision)
        )
    return ExitStatus.DONE


def run_restore(run: Run, path: Path, *, replace: bool) -> ExitStatus:
    """Put the backup at `path` back.

    Raises:
        Halted: the configuration or the backup is wrong, or the database does not answer, is not
            empty or refuses it; nothing was changed then.
    """
    configuration = configured(run).configuration
    try:
        with open_backup(path) as archive:
            make_folders(configuration)
            with open_database(run, configuration, any_revision=True) as engine:
                restore(engine, archive, replace=replace)
                _tell_restored(run, path, archive.manifest, engine)
    except BadBackup as bad:
        text = texts.DAMAGES[bad.damage]
        values = {"file": str(path), "part": bad.part}
        raise _halted(run, ExitStatus.BAD_INPUT, bad.damage.value, text, **values) from None
    except UnknownRevision as newer:
        raise _halted(
            run,
            ExitStatus.BAD_INPUT,
            "newer_backup",
            texts.NEWER,
            revision=newer.revision,
            newest=revisions()[-1],
        ) from None
    except (NotEmpty, NotOurs) as there:
        not_empty = isinstance(there, NotEmpty)
        raise _halted(
            run,
            ExitStatus.FAILED,
            "not_empty" if not_empty else "not_ours",
            texts.NOT_EMPTY if not_empty else texts.NOT_OURS,
            database=configuration.database_shown,
        ) from None
    except Refused as refused:
        raise _halted(
            run, ExitStatus.FAILED, "refused", texts.REFUSED, table=refused.table
        ) from None
    except DBAPIError as error:
        raise _no_answer(run, error) from None
    except BrokenReferences:
        values = {"file": str(path), "part": ""}
        text = texts.DAMAGES["damaged"]
        raise _halted(run, ExitStatus.BAD_INPUT, "damaged", text, **values) from None
    return ExitStatus.DONE


def _tell_restored(run: Run, path: Path, manifest: Manifest, engine: Engine) -> None:
    now = current_revision(engine)
    with reading(engine)() as session:
        waiting = session.scalar(
            select(func.count()).where(Message.sent_at.is_(None), Message.dead_at.is_(None))
        )
    if run.as_json:
        more: Json = {"database": now, "messages_waiting": waiting}
        say_json(_message("restored", path, manifest) | more)
        return
    made_at = manifest.made_at.astimezone().strftime("%Y-%m-%d %H:%M:%S")
    say(texts.RESTORED.said(run.language, file=path, rows=manifest.rows, made_at=made_at, now=now))
    if waiting:
        tell(texts.WAITING.said(run.language, count=waiting))


def _message(event: str, path: Path, manifest: Manifest) -> Json:
    return {
        "event": event,
        "file": str(path),
        "made_at": manifest.made_at.isoformat(),
        "revision": manifest.revision,
        "rows": {table.name: table.rows for table in manifest.tables},
    }


def _no_answer(run: Run, error: DBAPIError) -> Halted:
    """The error without its text, which may show a row."""
    return _halted(run, ExitStatus.FAILED, "no_answer", texts.NO_ANSWER, reason=reason(error))


def _halted(run: Run, status: ExitStatus, event: str, text: Text, **values: object) -> Halted:
    plain = {name: str(value) for name, value in values.items()}
    return Halted(status, text.said(run.language, **plain), message={"event": event, **plain})
