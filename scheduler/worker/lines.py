"""The line between a worker and a search elsewhere: progress comes out, "stop" goes in.

Nothing else passes: whoever solves sees a pseudonymised dataset, and no database.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import Final, Protocol

from scheduler.worker.attending import attend
from solver.progress import Progress

_PROGRESS: Final = "progress.json"
_STOP: Final = "stop"


class Ear(Protocol):
    """The end of a line that is with the search."""

    def tell(self, progress: Progress) -> None:
        """Where the search is."""

    def asked(self) -> bool:
        """Whether the search is to stop: somebody asked, or nobody listens any more."""


class Line(Protocol):
    """A line that can be taken along: it pickles."""

    def open(self) -> Ear:
        """The end for whoever took it along."""

    @contextmanager
    def side_by_side(self, workers: int) -> Iterator[Executor]:
        """Where the pieces of a region are solved."""


@dataclass(frozen=True)
class FileLine:
    """A line to a process on the same machine: two small files in a folder of its own.

    Files need no third process, and nobody who is killed leaves a lock in them.
    """

    folder: Path

    def open(self) -> FileEar:
        """The end for the search."""
        return FileEar(self.folder)

    @contextmanager
    def side_by_side(self, workers: int) -> Iterator[Executor]:
        """Processes of this one, which go when it goes."""
        pool = ProcessPoolExecutor(
            workers, get_context("spawn"), initializer=attend, initargs=(self.folder,)
        )
        try:
            yield pool
        finally:
            pool.shutdown(wait=False, cancel_futures=True)

    def ask_to_stop(self) -> None:
        """Let the search stop, and keep the best so far."""
        with suppress(FileNotFoundError):
            (self.folder / _STOP).touch()

    def progress(self) -> Progress | None:
        """What was told last, if anything."""
        try:
            text = (self.folder / _PROGRESS).read_text(encoding="utf-8")
        except OSError:
            return None
        return Progress(**json.loads(text))


@dataclass(frozen=True)
class FileEar:
    """The search's end of a `FileLine`."""

    folder: Path

    def tell(self, progress: Progress) -> None:
        """Where the search is; as one file, which is there whole or not at all."""
        making = self.folder / f"{_PROGRESS}.new"
        with suppress(OSError):
            making.write_text(json.dumps(asdict(progress)), encoding="utf-8")
            making.replace(self.folder / _PROGRESS)

    def asked(self) -> bool:
        """Whether somebody asked, or the folder has gone with whoever made it."""
        return (self.folder / _STOP).exists() or not self.folder.exists()
