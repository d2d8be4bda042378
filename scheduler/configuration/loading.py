"""Reads the configuration as a whole, or says everything that is wrong with it."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final, NamedTuple

from pydantic import ValidationError
from pydantic_core import ErrorDetails
from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

from data.nearest import Nearest
from scheduler.configuration import settings, texts
from scheduler.configuration.faults import BadConfiguration, Fault, FaultKind
from scheduler.configuration.settings import Configuration
from scheduler.configuration.sources import (
    FILE_NAME,
    FILE_VARIABLE,
    Given,
    from_environment,
    from_file,
    variable,
)

SECRETS: Final = frozenset(
    {"secret_key", "database_url", "mail.password", "oidc.client_secret"},
)
"""Settings that hold a secret."""

_NOT_SHOWN: Final = SECRETS | {"base_url", "oidc.issuer", "executor.address"}
"""Addresses too: somebody may have written a password in one."""

_CHOICES: Final[Mapping[str, type[Any]]] = {
    "environment": settings.Environment,
    "mail.security": settings.Security,
    "executor.kind": settings.ExecutorKind,
    "log.level": settings.LogLevel,
    "log.format": settings.LogFormat,
}

_LONGEST: Final = 60


class Loaded(NamedTuple):
    """The configuration, the file (None: there is none), and the keys of secrets in that file.

    A secret in the file counts also where the environment gives another: it may still open
    something.
    """

    configuration: Configuration
    file: Path | None
    secrets_in_file: frozenset[str]


def load(environment: Mapping[str, str] | None = None, folder: Path | None = None) -> Loaded:
    """The configuration of this process.

    Args:
        environment: the variables; default: those of the process.
        folder: where `zomerwijzer.toml` is looked for; default: the working folder.

    Raises:
        BadConfiguration: something is wrong; it names all that is.
    """
    environment = os.environ if environment is None else environment
    folder = (Path.cwd() if folder is None else folder).resolve()
    faults: list[Fault] = []
    named = environment.get(FILE_VARIABLE, "")
    file = folder / (named or FILE_NAME)
    in_file = from_file(file, named=bool(named), faults=faults)
    given = in_file | from_environment(environment, folder, faults)
    configuration = _built(given, folder, faults)
    if configuration is None:
        raise BadConfiguration(faults)
    return Loaded(
        configuration, file if file.is_file() else None, frozenset(SECRETS & in_file.keys())
    )


def _built(given: Mapping[str, Given], folder: Path, faults: list[Fault]) -> Configuration | None:
    """The configuration; None, and more faults, where something is wrong."""
    nested: dict[str, Any] = {"storage": str(folder / settings.Configuration().storage)}
    for key, each in given.items():
        *section, name = key.split(".")
        target = nested.setdefault(section[0], {}) if section else nested
        target[name] = _anchored(key, each)
    try:
        configuration = Configuration.model_validate(nested)
    except ValidationError as error:
        # Without its text, which pydantic may fill with what was written.
        faults += [_fault(details, given) for details in error.errors(include_input=False)]
        return None
    return None if faults else configuration


def _anchored(key: str, given: Given) -> Any:
    """The value; a path that is relative starts at the file's folder, not where a process runs."""
    if not isinstance(given.value, str):
        return given.value
    if key in {"storage", "mail.ca_file"}:
        return str(given.base / Path(given.value).expanduser())
    if key == "database_url":
        try:
            url = make_url(given.value)
        except (ArgumentError, ValueError):
            return given.value
        if url.get_backend_name() == "sqlite" and url.database not in {None, "", ":memory:"}:
            anchored = url.set(database=str(given.base / str(url.database)))
            return anchored.render_as_string(hide_password=False)
    return given.value


def _fault(details: ErrorDetails, given: Mapping[str, Given]) -> Fault:
    named = [str(part) for part in details["loc"]]
    if details["type"] in texts.TOGETHER:
        section = ".".join(named)
        places = [each.place for key, each in given.items() if key.startswith(f"{section}.")]
        # Of a section that contradicts itself, the first of its own variables, or the file.
        place = places[0] if places else section
        return Fault(FaultKind.TOGETHER, place, section, detail=details["type"])
    key = ".".join(named[:2])
    if key not in texts.EXPECTED:
        key = named[0]  # deeper: an item of a list
    each = given[key]
    shown = None if key in _NOT_SHOWN else _short(each.value)
    near = ""
    if key in _CHOICES and isinstance(each.value, str):
        near = Nearest(word.value for word in _CHOICES[key]).to(each.value)
    return Fault(FaultKind.WRONG, each.place, key, value=shown, suggestion=near)


def _short(value: object) -> str:
    text = str(value)
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


__all__ = ["SECRETS", "Loaded", "load", "variable"]
