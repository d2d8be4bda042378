"""Solves runs on Dask workers, which see a pseudonymised dataset and no database."""

from __future__ import annotations

import time
from collections.abc import Iterator
from concurrent.futures import CancelledError, Executor, Future
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, field
from typing import Any, Final
from uuid import uuid4

import distributed
from distributed.client import FutureCancelledError
from distributed.comm.core import CommClosedError
from distributed.scheduler import KilledWorker

from scheduler.worker.solvers import SolverDied
from scheduler.worker.solving import NotSolved, Solved, Task, solve_task
from solver.progress import Progress

_dask: Any = distributed
"""Dask has types for some of its functions only."""

_AWAY: Final = (OSError, TimeoutError, CommClosedError, RuntimeError)
"""What Dask raises where its scheduler does not answer."""

_DIED: Final = (KilledWorker, FutureCancelledError, CancelledError, CommClosedError)

_ANSWER_SECONDS: Final = 5.0
_CONNECT_SECONDS: Final = 10.0


@dataclass(frozen=True)
class DaskLine:
    """A line over the Dask scheduler: one variable for each way.

    The way in holds a number that grows as long as somebody waits for the search, and whether it
    is to stop. Where it has not grown for `patience` seconds, nobody waits any more.
    """

    name: str
    patience: float

    def open(self) -> DaskEar:
        """The end for the search; called by the Dask task."""
        client = _dask.get_client()
        return DaskEar(
            _dask.Variable(f"{self.name}-in", client=client),
            _dask.Variable(f"{self.name}-out", client=client),
            self.patience,
        )

    @contextmanager
    def side_by_side(self, workers: int) -> Iterator[Executor]:
        """All Dask workers; this one too, since the task steps aside meanwhile."""
        del workers
        with _dask.worker_client() as client:
            yield client.get_executor(pure=False)


@dataclass
class DaskEar:
    """The search's end of a `DaskLine`; used by one thread."""

    way_in: Any
    way_out: Any
    patience: float
    _last: int = -1
    _grew: float = field(default_factory=time.monotonic)

    def tell(self, progress: Progress) -> None:
        """Where the search is; lost where the scheduler does not answer."""
        with suppress(*_AWAY):
            self.way_out.set(asdict(progress), timeout=_ANSWER_SECONDS)

    def asked(self) -> bool:
        """Whether somebody asked, or nobody has waited for it for too long."""
        try:
            said: dict[str, Any] = self.way_in.get(timeout=_ANSWER_SECONDS)
        except _AWAY:
            said = {"beat": self._last, "stop": False}
        now = time.monotonic()
        if said["beat"] != self._last:
            self._last, self._grew = said["beat"], now
        return bool(said["stop"]) or now - self._grew > self.patience


class OnDask:
    """Solves runs on the Dask cluster whose scheduler is at `address`.

    Up to `workers` at once; None: as many as Dask's workers have threads at that time. A search
    stops by itself when nobody has waited for it for `patience` seconds.
    """

    def __init__(
        self,
        address: str,
        *,
        workers: int | None,
        patience: float,
        connect_seconds: float = _CONNECT_SECONDS,
    ) -> None:
        self._address = address
        self._most = workers
        self._patience = patience
        self._connect_seconds = connect_seconds
        self._client: Any = None

    def room(self) -> int:
        """As many as there are threads on all workers now; no more than `workers`."""
        client = self._connected()
        if client is None:
            return 0
        try:
            there = client.scheduler_info(n_workers=-1)["workers"].values()
        except _AWAY:
            return 0
        threads = sum(int(worker["nthreads"]) for worker in there)
        return threads if self._most is None else min(self._most, threads)

    def busy(self) -> int:
        """How many tasks Dask's workers are at now, of whomever."""
        client = self._connected()
        return 0 if client is None else sum(len(tasks) for tasks in client.processing().values())

    def start(self, task: Task) -> OnDaskSolving:
        """A task for the cluster."""
        client = self._connected()
        if client is None:
            raise SolverDied
        try:
            return OnDaskSolving(client, task, self._patience)
        except _AWAY as error:
            raise SolverDied from error

    def close(self) -> None:
        """Leave the cluster."""
        if self._client is not None:
            self._client.close(timeout=_ANSWER_SECONDS)
            self._client = None

    def _connected(self) -> Any:
        client = self._client
        if client is not None and client.status == "running":
            return client
        self.close()
        try:
            self._client = _dask.Client(
                self._address,
                timeout=self._connect_seconds,
                set_as_default=False,
                name="zomerwijzer",
            )
        except _AWAY:
            return None
        return self._client


class OnDaskSolving:
    """A run that is being solved on Dask. Where its worker is lost, Dask gives it to another."""

    def __init__(self, client: Any, task: Task, patience: float) -> None:
        name = f"zomerwijzer-{uuid4().hex}"
        self._in = _dask.Variable(f"{name}-in", client=client)
        self._out = _dask.Variable(f"{name}-out", client=client)
        self._beats = 0
        self._stop = False
        self._set()
        self._out.set(None, timeout=_ANSWER_SECONDS)
        executor = client.get_executor(pure=False)
        self._future: Future[Solved | NotSolved] = executor.submit(
            solve_task, task, DaskLine(name, patience)
        )

    def done(self) -> bool:
        """Whether there is an outcome."""
        return self._future.done()

    def outcome(self) -> Solved | NotSolved:
        """What came of it."""
        try:
            return self._future.result()
        except _DIED as died:
            raise SolverDied from died

    def progress(self) -> Progress | None:
        """Where the search is."""
        try:
            told = self._out.get(timeout=_ANSWER_SECONDS)
        except _AWAY:
            return None
        return None if told is None else Progress(**told)

    def ask_to_stop(self) -> None:
        """Let it stop."""
        if not self._stop:
            self._stop = True
            self.beat()

    def beat(self) -> None:
        """Let it know that somebody still waits."""
        self._beats += 1
        with suppress(*_AWAY):
            self._set()

    def forget(self) -> None:
        """Let it stop if it has not; whoever looks at its variables later finds none."""
        with suppress(*_AWAY):
            self._stop = True
            self._set()
            self._future.cancel()
            for variable in (self._in, self._out):
                variable.delete()

    def _set(self) -> None:
        self._in.set({"beat": self._beats, "stop": self._stop}, timeout=_ANSWER_SECONDS)
