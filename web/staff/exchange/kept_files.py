"""A file between its preview and its import: on the server, for one account, for an hour."""

from __future__ import annotations

import hashlib
import json
import os
import secrets
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final

from flask import current_app

from scheduler.configuration.settings import Configuration
from scheduler.exchange.uploading import Upload
from web.clock import as_moment, as_number, now

KEPT_FOR: Final = timedelta(hours=1)

_TOKEN_BYTES: Final = 24


def keep(upload: Upload, *, account_id: int, season_id: int) -> str:
    """Keep a file; the word with which this account finds it again in this season."""
    sweep()
    token = secrets.token_urlsafe(_TOKEN_BYTES)
    path = _path(token, account_id, season_id)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    about = {
        "until": as_number(now() + KEPT_FOR),
        "name": upload.name,
        "tables": sorted(upload.tables),
        "removing": upload.removing,
    }
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(json.dumps(about).encode() + b"\n" + upload.content)
    return token


def kept(token: str, *, account_id: int, season_id: int) -> Upload | None:
    """The file, while it is kept; None for anybody else, and for another season."""
    try:
        head, _, content = _path(token, account_id, season_id).read_bytes().partition(b"\n")
    except OSError:
        return None
    about = json.loads(head)
    if _until(about) <= now():
        return None
    return Upload(about["name"], content, frozenset(about["tables"]), bool(about["removing"]))


def forget(token: str, *, account_id: int, season_id: int) -> None:
    """Delete a file; nothing, if it is not there (any more)."""
    with suppress(OSError):
        _path(token, account_id, season_id).unlink()


def sweep() -> None:
    """Delete every file whose hour is over, whoever sent it."""
    for path in _all():
        with suppress(OSError, ValueError):
            with path.open("rb") as file:
                about = json.loads(file.readline())
            if _until(about) <= now():
                path.unlink()


def _until(about: dict[str, Any]) -> datetime:
    return as_moment(int(about["until"]))


def _folder() -> Path:
    configuration: Configuration = current_app.extensions["zomerwijzer-configuration"]
    return configuration.storage / "imports"


def _all() -> Iterator[Path]:
    folder = _folder()
    return folder.glob("*.import") if folder.is_dir() else iter(())


def _path(token: str, account_id: int, season_id: int) -> Path:
    """The name tells neither the word nor whose it is, and no word leads out of the folder."""
    name = hashlib.sha256(f"{account_id} {season_id} {token}".encode()).hexdigest()
    return _folder() / f"{name}.import"
