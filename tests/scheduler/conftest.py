"""The real command, run as people run it: in a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.scheduler import tiny_season

HOUSE = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Command:
    """`zomerwijzer`, in a folder of its own, with nothing of the caller's wishes around it."""

    folder: Path
    settings: Mapping[str, str] = field(default_factory=dict)

    @property
    def environment(self) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if name != "ZOMERWIJZER_LANGUAGE"}
        ours = {"PYTHONPATH": str(HOUSE), "PYTHONWARNINGS": "error", "COLUMNS": "100"}
        return {**kept, **ours, **self.settings}

    def line(self, *arguments: object) -> list[str]:
        return [sys.executable, "-m", "scheduler", *map(str, arguments)]

    def __call__(self, *arguments: object) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            self.line(*arguments),
            cwd=self.folder,
            env=self.environment,
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=120,
            check=False,
        )

    def start(self, *arguments: object) -> subprocess.Popen[str]:
        return subprocess.Popen(
            self.line(*arguments),
            cwd=self.folder,
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )


@pytest.fixture
def zomerwijzer(tmp_path: Path) -> Command:
    return Command(tmp_path)


@pytest.fixture
def speaking(tmp_path: Path) -> Callable[[str], Command]:
    """The command where the environment names a language."""
    return lambda language: Command(tmp_path, {"ZOMERWIJZER_LANGUAGE": language})


@pytest.fixture
def season(tmp_path: Path) -> Path:
    """The tiny season, ready to be changed by a test."""
    folder = tmp_path / "season"
    tiny_season.write(folder)
    return folder


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    """A plan of the tiny season, written by hand."""
    folder = tmp_path / "plan"
    tiny_season.write_plan(folder)
    return folder


@pytest.fixture
def sampled(zomerwijzer: Command) -> Callable[[int], Path]:
    """Makes a fictional season of so many children."""

    def make(pupils: int) -> Path:
        done = zomerwijzer("sample", "sampled", "--pupils", pupils, "--seed", 2027)
        assert done.returncode == 0, done.stderr
        return zomerwijzer.folder / "sampled"

    return make
