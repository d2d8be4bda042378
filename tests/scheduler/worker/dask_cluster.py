"""A Dask scheduler and its workers, as processes of their own on loopback."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

from tests.scheduler.conftest import HOUSE
from tests.scheduler.worker.summer import eventually


@dataclass
class DaskCluster:
    """Logs and addresses are in `folder`; everything ends by its own process id."""

    folder: Path
    address: str = ""
    processes: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def start(self, workers: int) -> None:
        self.folder.mkdir()
        about = self.folder / "scheduler.json"
        scheduler = self._start(
            *("scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard"),
            *("--scheduler-file", about),
        )

        def told() -> bool:
            assert scheduler.poll() is None, self.log(0)
            try:
                self.address = json.loads(about.read_text(encoding="utf-8"))["address"]
            except (OSError, ValueError):
                return False
            return True

        eventually(told, "Dask's scheduler is there")
        for _ in range(workers):
            self.add_worker()

    def add_worker(self) -> subprocess.Popen[bytes]:
        return self._start(
            *("worker", self.address, "--nthreads", 2, "--no-nanny", "--no-dashboard"),
            *("--host", "127.0.0.1", "--local-directory", self.folder, "--memory-limit", "0"),
        )

    def log(self, number: int) -> str:
        return (self.folder / f"{number}.log").read_text(encoding="utf-8", errors="replace")

    def stop(self) -> None:
        for process in reversed(self.processes):
            process.kill()
            process.wait()

    def _start(self, *arguments: object) -> subprocess.Popen[bytes]:
        with (self.folder / f"{len(self.processes)}.log").open("wb") as log:
            process = subprocess.Popen(
                [sys.executable, "-m", "dask", *map(str, arguments)],
                cwd=self.folder,
                env={**os.environ, "PYTHONPATH": str(HOUSE)},
                stdout=log,
                stderr=log,
            )
        self.processes.append(process)
        return process
