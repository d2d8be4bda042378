"""Where settings come from: the environment, which wins, and one TOML file."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final, NamedTuple

from data.nearest import Nearest
from scheduler.configuration.faults import Fault, FaultKind
from scheduler.configuration.settings import keys

PREFIX: Final = "ZOMERWIJZER_"
FILE_VARIABLE: Final = "ZOMERWIJZER_CONFIG"
FILE_NAME: Final = "zomerwijzer.toml"

_OTHERS: Final = frozenset({FILE_VARIABLE, "ZOMERWIJZER_CHROMIUM", "ZOMERWIJZER_LANGUAGE"})
"""Variables that are no settings."""

_AT: Final = re.compile(r"\(at (line \d+, column \d+|end of document)\)$")


class Given(NamedTuple):
    """A setting as it was written, where, and the folder that relative paths start from."""

    value: Any
    place: str
    base: Path


def variable(key: str) -> str:
    """The variable of a setting: `ZOMERWIJZER_MAIL_PORT` for `mail.port`."""
    return PREFIX + key.replace(".", "_").upper()


def from_environment(
    environment: Mapping[str, str], folder: Path, faults: list[Fault]
) -> dict[str, Given]:
    """The settings by key. An empty variable counts as not set. Unknown ones become faults."""
    known = {variable(key): key for key in keys()}
    # Without what all begin with, which would make every name look like every other.
    nearest = Nearest(name.removeprefix(PREFIX) for name in (*known, *_OTHERS))
    given: dict[str, Given] = {}
    for name in sorted(environment):
        if not name.startswith(PREFIX) or name in _OTHERS:
            continue
        if name not in known:
            near = nearest.to(name.removeprefix(PREFIX))
            suggestion = near and PREFIX + near
            faults.append(Fault(FaultKind.UNKNOWN, name, name, suggestion=suggestion))
        elif environment[name]:
            given[known[name]] = Given(environment[name], name, folder)
    return given


def from_file(path: Path, *, named: bool, faults: list[Fault]) -> dict[str, Given]:
    """The settings by key; nothing where there is no file, which is a fault if it was `named`."""
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        if named:
            faults.append(Fault(FaultKind.NO_FILE, str(path)))
        return {}
    except OSError as error:
        faults.append(Fault(FaultKind.UNREADABLE_FILE, str(path), detail=error.strerror or ""))
        return {}
    except ValueError as error:
        # Only where: the rest of the message, or of the file, may hold a secret.
        at = _AT.search(str(error))
        faults.append(Fault(FaultKind.NOT_TOML, str(path), detail=at[1] if at else "UTF-8"))
        return {}
    return dict(_settings(content, path, faults))


def _settings(
    content: Mapping[str, Any], path: Path, faults: list[Fault]
) -> Iterator[tuple[str, Given]]:
    known = keys()
    sections = {key.split(".")[0] for key in known if "." in key}
    nearest = Nearest([*known, *sections])
    place, base = str(path), path.resolve().parent
    for name, value in content.items():
        if name in sections and not isinstance(value, dict):
            faults.append(Fault(FaultKind.NO_SECTION, place, name, detail=name))
            continue
        inner = {name: value}
        if name in sections:
            inner = {f"{name}.{part}": each for part, each in value.items()}
        for key, each in inner.items():
            if key in known:
                yield key, Given(each, place, base)
            else:
                faults.append(Fault(FaultKind.UNKNOWN, place, key, suggestion=nearest.to(key)))
