"""What a start in production refuses, because families would pay for it."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final, NamedTuple

from data.issues import Language
from scheduler.configuration import texts
from scheduler.configuration.addresses import stays_here
from scheduler.configuration.loading import Loaded
from scheduler.configuration.settings import DEVELOPMENT_KEY, Configuration, Security
from scheduler.configuration.sources import variable
from scheduler.output import Json

_SHORTEST_KEY: Final = 32
_FEWEST_CHARACTERS: Final = 10
"""Different characters in a key: one drawn by chance has more, one that was typed may not."""

_ENCRYPTED: Final = frozenset({"require", "verify-ca", "verify-full"})


class Danger(NamedTuple):
    """A reason not to start. `values` fill in the sentence; none of them is a secret."""

    code: str
    values: Json

    def sentence(self, language: Language) -> str:
        """The reason, and what to do."""
        return texts.DANGERS[self.code].said(language, **self.values)


class UnsafeConfiguration(Exception):
    """A production start was refused. `dangers` are all the reasons."""

    def __init__(self, dangers: Sequence[Danger]) -> None:
        super().__init__("; ".join(danger.sentence("en") for danger in dangers))
        self.dangers = tuple(dangers)


def dangers(loaded: Loaded) -> tuple[Danger, ...]:
    """Every reason not to start in production; none in development."""
    if not loaded.configuration.is_production:
        return ()
    return (*_of_settings(loaded.configuration), *_of_file(loaded))


def refuse_unsafe(loaded: Loaded) -> None:
    """Let a start go on, or not. Web and worker call this first.

    Raises:
        UnsafeConfiguration: it is production, and something is not safe.
    """
    found = dangers(loaded)
    if found:
        raise UnsafeConfiguration(found)


def _of_settings(configuration: Configuration) -> Iterator[Danger]:
    key = configuration.secret_key.get_secret_value()
    if key == DEVELOPMENT_KEY:
        yield _of_key("default_secret_key", "secret_key")
    elif len(key) < _SHORTEST_KEY or len(set(key)) < _FEWEST_CHARACTERS:
        yield _of_key("weak_secret_key", "secret_key")
    if not configuration.base_url.startswith("https://"):
        yield _of_key("http_base_url", "base_url")
    if configuration.oidc.issuer and not configuration.oidc.issuer.startswith("https://"):
        yield _of_key("http_issuer", "oidc.issuer")
    mail = configuration.mail
    if mail.host and mail.security is Security.NONE and not stays_here(mail.host):
        yield _of_key("open_mail", "mail.security")
    if _crosses_open(configuration):
        yield _of_key("open_database", "database_url")
    if configuration.debug:
        yield _of_key("debug", "debug")


def _crosses_open(configuration: Configuration) -> bool:
    """Whether rows of families would cross the network without encryption being required."""
    url = configuration.database
    if url.get_backend_name() != "postgresql":
        return False
    asked = url.query.get("host", ())
    hosts = [url.host, *((asked,) if isinstance(asked, str) else asked)]
    named = [host for each in hosts if each for host in each.split(",")]
    mode = url.query.get("sslmode") or os.environ.get("PGSSLMODE")
    return mode not in _ENCRYPTED and not all(stays_here(host) for host in named)


def _of_file(loaded: Loaded) -> Iterator[Danger]:
    if loaded.file is None or not loaded.secrets_in_file or os.name != "posix":
        return
    if others_may_read(loaded.file):
        keys = ", ".join(sorted(loaded.secrets_in_file))
        yield Danger("readable_secrets", {"file": str(loaded.file), "keys": keys})


def others_may_read(path: Path) -> bool:
    """Whether everybody on this machine may read the file or folder."""
    return bool(path.stat().st_mode & (stat.S_IROTH | stat.S_IWOTH))


def _of_key(code: str, key: str) -> Danger:
    return Danger(code, {"variable": variable(key)})
