"""What the planners are tried on: a made-up season, or a dataset that is at hand."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from data.dataset import read_dataset
from data.problem import to_problem
from data.sample import sample_tables
from data.write_tables import write_tables
from solver.problem import Problem


@dataclass(frozen=True, slots=True)
class Sampled:
    """The fictional season that `zomerwijzer sample` makes of this size and seed."""

    pupils: int
    seed: int

    @property
    def name(self) -> str:
        """How the table calls it."""
        return f"{self.pupils}, seed {self.seed}"

    def problem(self) -> Problem:
        """The season, by way of files, as a planner's would come."""
        with TemporaryDirectory() as folder:
            path = Path(folder) / "season"
            write_tables(sample_tables(self.pupils, self.seed), path)
            return to_problem(read_dataset(path))


@dataclass(frozen=True, slots=True)
class AtHand:
    """A dataset in a folder or workbook."""

    path: Path

    @property
    def name(self) -> str:
        """How the table calls it: without the path."""
        return self.path.stem

    def problem(self) -> Problem:
        """The dataset as a problem."""
        return to_problem(read_dataset(self.path))


Instance = Sampled | AtHand
