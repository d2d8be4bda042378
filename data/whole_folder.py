"""Writes a folder of files whole or not at all, also where the process is killed half-way.

The files are made in a hidden sibling folder and reach the disk before anything is renamed. An
older folder is renamed aside, the new one renamed in, and only then the older one removed. Who
is killed between the two renames leaves the older folder aside, under a fixed hidden name:
`standing` finds it there, and the next `write_whole` puts it back first.
"""

from __future__ import annotations

import os
import secrets
import shutil
import time
from collections.abc import Collection, Mapping
from contextlib import suppress
from pathlib import Path

STALE_SECONDS = 3600
"""Half-made folders of killed processes are swept away once nobody can be at work in them."""


def standing(path: Path) -> Path:
    """Where the folder can be read now: `path`, or aside where a replacement was cut short."""
    aside = _aside(path.resolve())
    return path if path.exists() or not aside.is_dir() else aside


def write_whole(out: Path, contents: Mapping[str, bytes], *, owned: Collection[str]) -> None:
    """Put files with these names and contents in the folder `out`, whole or not at all.

    `owned` names what an older folder may hold of ours: it goes. Whatever else stands in the
    older folder is somebody's and goes along. Missing parents are made; a link to a folder
    stays a link.

    Raises:
        OSError: the folder cannot be written; what was there is as it was.
    """
    out = out.resolve()
    missing = [parent for parent in out.parents if not parent.exists()]
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        _settle(out)
        fresh = out.with_name(f"{_prefix(out)}{secrets.token_hex(6)}")
        try:
            fresh.mkdir()
            _carry_over(out, fresh, owned)
            for name, content in contents.items():
                _write(fresh / name, content)
            _sync(fresh)
            _swap(fresh, out)
        finally:
            shutil.rmtree(fresh, ignore_errors=True)
    except OSError:
        with suppress(OSError):
            for parent in missing:
                parent.rmdir()
        raise


def _prefix(out: Path) -> str:
    return f".{out.name}.zomerwijzer-"


def _aside(out: Path) -> Path:
    return out.with_name(f"{_prefix(out)}old")


def _settle(out: Path) -> None:
    """Bring back a folder that a killed process left aside, and sweep what it left half-made."""
    aside = _aside(out)
    if aside.is_dir():
        if out.exists():
            shutil.rmtree(aside, ignore_errors=True)
        else:
            aside.rename(out)
    for entry in out.parent.iterdir():
        if entry.name.startswith(_prefix(out)) and entry != aside and _is_stale(entry):
            shutil.rmtree(entry, ignore_errors=True)


def _is_stale(entry: Path) -> bool:
    return entry.is_dir() and time.time() - entry.stat().st_mtime > STALE_SECONDS


def _carry_over(old: Path, fresh: Path, owned: Collection[str]) -> None:
    if not old.is_dir():
        return
    for entry in old.iterdir():
        if entry.name in owned:
            continue
        if entry.is_dir() and not entry.is_symlink():
            shutil.copytree(entry, fresh / entry.name, symlinks=True)
        else:
            shutil.copy2(entry, fresh / entry.name, follow_symlinks=False)


def _write(path: Path, content: bytes) -> None:
    with path.open("xb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _swap(fresh: Path, out: Path) -> None:
    aside = _aside(out)
    older = out.exists()
    if older:
        out.rename(aside)
    try:
        fresh.rename(out)
    except OSError:
        if older:
            aside.rename(out)
        raise
    _sync(out.parent)
    if older:
        # The new folder stands: what cannot be removed now is swept by the next write.
        shutil.rmtree(aside, ignore_errors=True)


def _sync(folder: Path) -> None:
    """Have a folder's names reach the disk, where the system knows such a thing."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
