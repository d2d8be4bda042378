"""The log: structured lines in which nobody is named, whoever writes them.

Log ids and counts: `log.info("place_given", child=12, group=7)`. What looks like a person is
left out by the last step before a line is written, also in lines of other packages.
"""

from __future__ import annotations

import logging
import re
import sys
import traceback
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, Final, TextIO

import structlog
from structlog.typing import EventDict, Processor, WrappedLogger

from scheduler.configuration.settings import Log, LogFormat

LEFT_OUT: Final = "[left out]"
"""What stands where something personal stood."""

# fmt: off
_PERSONAL: Final = frozenset((
    "address", "addresses", "adres", "body", "birth", "birthday", "birthdate", "born",
    "diagnosis", "email", "emails", "emergency", "firstname", "geboorte", "geboortejaar",
    "geboortedatum", "gsm", "html", "iban", "insz", "lastname", "lat", "latitude", "lon",
    "longitude", "mails", "naam", "name", "names", "nationality", "need", "needs",
    "nickname", "note", "notes", "otp", "parent", "parents", "passphrase", "password",
    "phone", "phones", "point", "recipient", "recipients", "remark", "remarks",
    "rijksregisternummer", "secret", "secrets", "street", "subject", "surname", "telefoon",
    "telephone", "token", "tokens", "totp", "voornaam", "words",
))
# fmt: on
"""Keys, or parts of keys between underscores, of what is about a person or is a secret."""

_INNOCENT: Final = frozenset(
    ("job_name", "lease_name", "logger_name", "subject_id", "subject_kind", "table_name")
)
"""Keys that only look like that."""

_EMAIL: Final = re.compile(r"[^\s@<>\"'(),;:=]+@[^\s@<>\"'(),;:=]+\.[^\s@<>\"'(),;:=]+")
_PHONE: Final = re.compile(
    r"(?<![\w.:-])(?:\+|00)?(?:32|0)[\s./-]?\d(?:[\s./-]?\d){7,10}(?![\w:-])"
)
_LINK: Final = re.compile(r"(?P<way>https?://[^\s/]+/[^\s?#]*?)[A-Za-z0-9_-]{32,}")

_HOUSE: Final = Path(__file__).resolve().parents[1]


def keep_journal(settings: Log, stream: TextIO | None = None) -> None:
    """From now on log to `stream` (default: standard error), as the settings say.

    For what stays up: web and worker call this once, when they start. Lines of the standard
    library's `logging`, so of other packages, take the same way.
    """
    shared: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    as_json = settings.format is LogFormat.JSON
    renderer: Processor = (
        structlog.processors.JSONRenderer(ensure_ascii=False, default=_shown)
        if as_json
        else structlog.dev.ConsoleRenderer(colors=False, exception_formatter=_nothing)
    )
    handler = logging.StreamHandler(sys.stderr if stream is None else stream)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=[*shared, structlog.stdlib.ExtraAdder()],
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                plain_errors,
                without_people,
                renderer,
            ],
            keep_exc_info=False,
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(settings.level.upper())
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *shared,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=False,
    )


def journal(name: str) -> structlog.stdlib.BoundLogger:
    """A log to write to; pass `__name__`."""
    return structlog.stdlib.get_logger(name)


def without_people(logger: WrappedLogger, method: str, event: EventDict) -> EventDict:  # noqa: ARG001 - structlog's signature
    """Leave out what is told under a personal key, and whatever looks like an address or phone."""
    return {key: LEFT_OUT if is_personal(key) else _cleaned(event[key]) for key in event}


def plain_errors(logger: WrappedLogger, method: str, event: EventDict) -> EventDict:  # noqa: ARG001 - idem
    """An error as its type and where it happened: its text may quote what a family wrote."""
    given = event.pop("exc_info", None)
    event.pop("exc_text", None)
    event.pop("stack_info", None)
    error = sys.exc_info()[1] if given is True else given
    if isinstance(error, tuple):
        error = error[1]
    if isinstance(error, BaseException):
        event["error"] = _chain(error)
        event["where"] = _places(error.__traceback__)
    return event


def is_personal(key: str) -> bool:
    """Whether something by that name is about a person, or secret."""
    word = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", key).lower().replace("-", "_")
    if word in _INNOCENT:
        return False
    return not _PERSONAL.isdisjoint({word, *word.split("_")})


def _cleaned(value: Any) -> Any:
    if isinstance(value, str):
        linked = _LINK.sub(rf"\g<way>{LEFT_OUT}", value)
        return _PHONE.sub(LEFT_OUT, _EMAIL.sub(LEFT_OUT, linked))
    if isinstance(value, Mapping):
        return {
            key: LEFT_OUT if is_personal(str(key)) else _cleaned(each)
            for key, each in value.items()
        }
    if isinstance(value, list | tuple | set | frozenset):
        return [_cleaned(each) for each in value]
    if value is None or isinstance(value, bool | int | float):
        return value
    if isinstance(value, BaseException):
        return _chain(value)
    return _cleaned(str(value))


def _chain(error: BaseException) -> str:
    """The types of an error and of what caused it."""
    names: list[str] = []
    at: BaseException | None = error
    while at is not None and len(names) < 10:
        names.append(type(at).__name__)
        at = at.__cause__ or (None if at.__suppress_context__ else at.__context__)
    return " < ".join(names)


def _places(found: TracebackType | None) -> list[str]:
    """The lines of our own code on the way to the error, the last one last."""
    return [
        f"{Path(frame.filename).relative_to(_HOUSE)}:{frame.lineno}"
        for frame in traceback.extract_tb(found)
        if Path(frame.filename).is_relative_to(_HOUSE)
        and "site-packages" not in Path(frame.filename).parts
    ]


def _shown(value: object) -> str:
    """What JSON cannot write: its type, never its text."""
    return type(value).__name__


def _nothing(stream: TextIO, error: object) -> None:
    """No traceback: `plain_errors` told what may be told."""
