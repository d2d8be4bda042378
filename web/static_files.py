"""Stylesheets, scripts and pictures: kept by browsers for a year, under an address that changes.

All of them lie below one fingerprint of the whole folder, so that what a stylesheet or script
names beside itself is of the same day. Without one, or with an old one, browsers ask each time.
"""

from __future__ import annotations

from datetime import timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from flask import Flask, Response, send_from_directory

_A_YEAR: Final = int(timedelta(days=365).total_seconds())
_LETTERS: Final = 12


def keep_static_files(app: Flask, *, changing: bool) -> None:
    """Serve the folder `static`; while somebody is `changing` it, browsers keep nothing of it."""
    folder = Path(app.root_path, "static")
    today = None if changing else fingerprint(folder)

    def serve(filename: str, version: str | None = None) -> Response:
        keep = version is not None and version == today
        response = send_from_directory(folder, filename, max_age=_A_YEAR if keep else None)
        if keep:
            response.cache_control.public = True
            response.cache_control.immutable = True
        # Read here, for what compresses it afterwards would not close the file.
        response.direct_passthrough = False
        response.make_sequence()
        return response

    def name_version(endpoint: str, values: dict[str, Any]) -> None:
        if endpoint == "static" and today is not None:
            values.setdefault("version", today)

    app.view_functions["static"] = serve
    app.add_url_rule("/static/v-<version>/<path:filename>", endpoint="static")
    app.url_defaults(name_version)


def fingerprint(folder: Path) -> str:
    """Letters and digits that are others as soon as any file of the folder is."""
    found = sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            content = sha256(path.read_bytes()).hexdigest()
            found.update(f"{path.relative_to(folder).as_posix()} {content}\n".encode())
    return found.hexdigest()[:_LETTERS]
