"""Shows that a process lives, and tells of another whether it has gone for certain.

A process holds a lock on a file of its own. The system takes the lock away when the process
ends, however it ends. So a worker that is started again on the machine where another was killed
need not wait until everything of that one has run out.
"""

from __future__ import annotations

import fcntl
import os
import socket
from contextlib import suppress
from pathlib import Path
from typing import Final
from uuid import uuid4

_SUFFIX: Final = ".alive"


class Presence:
    """This process, in `folder`, from now on until `close`; `name` is what it is known by.

    Raises:
        OSError: the folder cannot be written to.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder.resolve()
        self.name = f"{socket.gethostname()}-{uuid4().hex}"
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._path = self._file_of(self.name)
        making = self._path.with_suffix(".new")
        self._file = os.open(making, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
        fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        # Under its own name only once it is locked: before, it would look like one that has gone.
        making.rename(self._path)

    def has_gone(self, name: str) -> bool:
        """Whether the process of that name has gone; False where that is not known here."""
        try:
            file = os.open(self._file_of(name), os.O_RDWR | os.O_CLOEXEC)
        except OSError:
            return False
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        finally:
            os.close(file)
        return True

    def tidy(self, keep: frozenset[str]) -> None:
        """Remove the files of processes that have gone, but for those named in `keep`."""
        for path in self.folder.glob(f"*{_SUFFIX}"):
            if path.stem not in keep and self.has_gone(path.stem):
                path.unlink(missing_ok=True)

    def close(self) -> None:
        """This process does nothing more under that name."""
        with suppress(OSError):
            os.close(self._file)

    def _file_of(self, name: str) -> Path:
        return self.folder / f"{name}{_SUFFIX}"
