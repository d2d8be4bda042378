"""Who plans the pieces of a region: processes of this machine, or Dask workers by address."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from concurrent.futures import Executor
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final, NamedTuple
from uuid import uuid4

from scheduler.worker.lines import FileLine
from solver.region.halt import Halt

_CONNECT_SECONDS: Final = 10.0

_AT_A_SUDDEN_END: Final = "ignore:resource_tracker:UserWarning"
"""Who stops at once leaves locks to Python's own tracker, which cleans up, but complains aloud."""


class NoDask(Exception):
    """No Dask scheduler answers, or it has no workers."""


class Pieces(NamedTuple):
    """An executor, how its tasks are told to stop, and how many it does at once."""

    executor: Executor
    halt: Halt
    workers: int


@dataclass(frozen=True)
class FileHalt:
    """A call to stop for processes of the same machine: a file."""

    line: FileLine

    def call(self) -> None:
        """Let everybody stop."""
        self.line.ask_to_stop()

    def called(self) -> bool:
        """Whether somebody called."""
        return self.line.open().asked()


@dataclass(frozen=True)
class DaskHalt:
    """A call to stop that the Dask scheduler passes on: an event."""

    name: str

    def call(self) -> None:
        """Let everybody stop."""
        self._event().set()

    def called(self) -> bool:
        """Whether somebody called."""
        return bool(self._event().is_set())

    def _event(self) -> Any:
        return _dask().Event(self.name)


def _dask() -> Any:
    """Dask, which takes a second to load and has types for some of its functions only."""
    return import_module("distributed")


@contextmanager
def own_processes(workers: int) -> Iterator[Pieces]:
    """So many processes of this machine, which end when this one ends."""
    if _AT_A_SUDDEN_END not in sys.warnoptions:
        sys.warnoptions.append(_AT_A_SUDDEN_END)
    with TemporaryDirectory(prefix="zomerwijzer-") as folder:
        line = FileLine(Path(folder))
        with line.side_by_side(workers) as executor:
            yield Pieces(executor, FileHalt(line), workers)


@contextmanager
def on_dask(address: str, workers: int | None) -> Iterator[Pieces]:
    """The Dask cluster whose scheduler is at `address`; `workers` at once, None: all of them.

    Raises:
        NoDask: nobody answers there, or there are no workers.
    """
    try:
        client = _dask().Client(address, timeout=_CONNECT_SECONDS, name="zomerwijzer")
    except (OSError, TimeoutError, ValueError) as error:
        raise NoDask(address) from error
    with client:
        there = len(client.scheduler_info(n_workers=-1)["workers"])
        if not there:
            raise NoDask(address)
        halt = DaskHalt(f"zomerwijzer-{uuid4().hex}")
        yield Pieces(client.get_executor(pure=False), halt, workers or there)
