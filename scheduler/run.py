"""One run of the command line: how it was asked to speak, and when it began."""

from __future__ import annotations

import time
from dataclasses import dataclass, field

from data.issues import Language
from scheduler.exit_status import ExitStatus
from scheduler.output import Json


@dataclass(slots=True)
class Run:
    """What every command knows. The options of a command fill it in while they are parsed."""

    language: Language = "nl"
    as_json: bool = False
    debug: bool = False
    started: float = field(default_factory=time.monotonic)

    def elapsed(self) -> float:
        """Seconds since the command began."""
        return time.monotonic() - self.started


class Halted(Exception):
    """A command cannot go on, for a reason that the planner can do something about.

    `sentences` are in the run's language; `message` is the same for `--json`.
    """

    def __init__(self, status: ExitStatus, *sentences: str, message: Json) -> None:
        super().__init__(*sentences)
        self.status = status
        self.sentences = sentences
        self.message = message
