"""What a worker writes down about each mail, so that another can tell what became of it.

A mail server makes a mail its own when it gets the end of it: three bytes. Whoever is killed
cannot say afterwards how far it came, unless it wrote that down. The journal is a file of one
process. It gets one line just before those three bytes go out and one as soon as the answer is
there, each by one call to the system and without waiting for the disk: a killed process loses
nothing of it, only a machine that stops does, and that shows (`_boot`). A lock that the system
takes away from a dead process tells whether its owner still lives.

What is left, see `sending.py`.
"""

from __future__ import annotations

import errno
import fcntl
import os
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path
from typing import Final
from uuid import uuid4

_BOOT: Final = Path("/proc/sys/kernel/random/boot_id")
_SUFFIX: Final = ".handovers"
_END, _ANSWER = "end", "answer"
SENT: Final = "sent"
"""The answer of a server that took a mail on; any other answer is a `Failure`."""

Attempt = tuple[int, int]
"""The id of a message, and which attempt it was: 1, 2, …"""

_ours: Final[dict[Path, Journal]] = {}
"""The journals of this process: its own locks do not stop it."""


class Gone(Enum):
    """Why nothing is known from a journal."""

    ALIVE = "alive"
    """Its owner lives, and will tell by itself."""
    LOST = "lost"
    """It is not on this machine, or the machine stopped since."""


@dataclass(frozen=True)
class Testimony:
    """What a journal says: which attempts came to their end, and what the server answered."""

    ended: frozenset[Attempt] = frozenset()
    answers: dict[Attempt, str] = field(default_factory=dict)


class Journal:
    """The journal of this process, in `folder`, from now on until `close`.

    `name` is what a message is claimed by. Without a way to tell whether the machine stopped,
    every end waits for the disk.

    Raises:
        OSError: the folder cannot be written to.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder = folder.resolve()
        self.name = uuid4().hex
        folder.mkdir(parents=True, exist_ok=True)
        self._path = folder / f"{self.name}{_SUFFIX}"
        making = self._path.with_suffix(".new")
        self._file = os.open(making, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
        boot = _boot()
        self._waits = not boot
        fcntl.lockf(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        self._write(f"boot {boot}\n".encode())
        making.rename(self._path)
        _ours[self._path] = self

    def ending(self, attempt: Attempt) -> None:
        """The end of this mail goes out now."""
        self._write(_line(_END, attempt))
        if self._waits:
            os.fsync(self._file)

    def answered(self, attempt: Attempt, answer: str) -> None:
        """The server's answer to this mail: `SENT`, or a failure in words."""
        self._write(_line(_ANSWER, attempt, answer))

    def _write(self, line: bytes) -> None:
        if os.write(self._file, line) != len(line):
            raise OSError(errno.ENOSPC, "the journal of the outbox has no room")

    def testimony(self) -> Testimony:
        """What it says so far."""
        # By the descriptor we have: closing another one of this file would give up its lock.
        return _read(os.pread(self._file, os.fstat(self._file).st_size, 0).decode())

    def close(self) -> None:
        """Throw it away; only when no message is claimed by it any more."""
        if _ours.pop(self._path, None) is not None:
            self._path.unlink(missing_ok=True)
            os.close(self._file)
            self._file = -1  # its number may be another file's by now


def ask(folder: Path, name: str) -> Testimony | Gone:
    """What the journal of another process says, once that process has gone."""
    path = folder.resolve() / f"{name}{_SUFFIX}"
    if path in _ours:
        return Gone.ALIVE
    try:
        file = os.open(path, os.O_RDWR | os.O_CLOEXEC)
    except OSError:
        return Gone.LOST
    try:
        if not _has_gone(file):
            return Gone.ALIVE
        first, _, rest = path.read_text(encoding="utf-8").partition("\n")
    finally:
        os.close(file)
    return _read(rest) if first == f"boot {_boot()}" else Gone.LOST


def left_behind(folder: Path) -> Iterator[str]:
    """The names of journals here whose owners have gone."""
    for path in sorted(folder.resolve().glob(f"*{_SUFFIX}")):
        if path in _ours:
            continue
        with suppress(OSError):
            file = os.open(path, os.O_RDWR | os.O_CLOEXEC)
            try:
                gone = _has_gone(file)
            finally:
                os.close(file)
            if gone:
                yield path.stem


def throw_away(folder: Path, name: str) -> None:
    """Remove the journal of a process that has gone, when all it knew is kept elsewhere."""
    (folder / f"{name}{_SUFFIX}").unlink(missing_ok=True)


def _has_gone(file: int) -> bool:
    try:
        fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _line(what: str, attempt: Attempt, *more: str) -> bytes:
    message_id, number = attempt
    return f"{' '.join((what, str(message_id), str(number), *more))}\n".encode()


def _read(text: str) -> Testimony:
    ended: set[Attempt] = set()
    answers: dict[Attempt, str] = {}
    for line in text.splitlines(keepends=True):
        what, *parts = line.split()
        if not line.endswith("\n"):
            continue  # the disk was full: what was to follow did not happen
        if what == _END:
            ended.add((int(parts[0]), int(parts[1])))
        elif what == _ANSWER:
            answers[int(parts[0]), int(parts[1])] = " ".join(parts[2:])
    return Testimony(frozenset(ended), answers)


def _boot() -> str:
    """What names this run of the machine, from when it was switched on; "" if it is not told."""
    with suppress(OSError):
        return _BOOT.read_text(encoding="ascii").strip()
    return ""
