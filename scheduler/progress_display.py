"""Shows a search while it runs: a live line, plain lines, JSON, or nothing."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from rich.console import Console
from rich.live import Live
from rich.spinner import Spinner
from rich.text import Text as Line

from scheduler import texts
from scheduler.levels import level_name, percentage
from scheduler.output import say_json, tell
from scheduler.run import Run
from solver.progress import OnProgress, Progress

_PAUSE_SECONDS: Final = 5.0
_UNKNOWN: Final = "–"


@contextmanager
def progress_display(run: Run, *, quiet: bool) -> Iterator[OnProgress]:
    """The listener that fits how the command was asked to speak, open while the search runs.

    JSON goes to standard output, one object per event; everything else to standard error: a
    live line on a terminal, elsewhere a plain line for each new phase or level and at most
    every five seconds between them.
    """
    if run.as_json:
        yield _tell_machine
    elif quiet:
        yield _stay_silent
    elif sys.stderr.isatty():
        live_line = _LiveLine(run)
        with Live(live_line, console=Console(stderr=True), refresh_per_second=8, transient=True):
            yield live_line.note
    else:
        yield _PlainLines(run).note


def progress_sentence(run: Run, progress: Progress) -> str:
    """One line that tells where a search is."""
    known = texts.PHASES.get(progress.phase)
    phase = known.said(run.language) if known else progress.phase
    seconds = f"{progress.seconds:.0f}"
    if not progress.level:
        return texts.PROGRESS_BEFORE.said(run.language, phase=phase, seconds=seconds)
    return texts.PROGRESS.said(
        run.language,
        phase=phase,
        level=level_name(run.language, progress.level),
        best=_UNKNOWN if progress.best is None else progress.best,
        bound=_UNKNOWN if progress.bound is None else progress.bound,
        gap=_UNKNOWN if progress.gap is None else percentage(progress.gap),
        seconds=seconds,
    )


def _stay_silent(progress: Progress) -> None:
    del progress


def _tell_machine(progress: Progress) -> None:
    say_json(
        {
            "event": "progress",
            "phase": progress.phase,
            "level": progress.level,
            "best": progress.best,
            "bound": progress.bound,
            "gap": progress.gap,
            "seconds": round(progress.seconds, 3),
        }
    )


class _PlainLines:
    """Lines for a log: where the search is, without flooding it."""

    def __init__(self, run: Run) -> None:
        self._run = run
        self._stage: tuple[str, str] | None = None
        self._told = 0.0

    def note(self, progress: Progress) -> None:
        stage = (progress.phase, progress.level)
        now = time.monotonic()
        if stage == self._stage and now - self._told < _PAUSE_SECONDS:
            return
        self._stage = stage
        self._told = now
        tell(progress_sentence(self._run, progress))


class _LiveLine:
    """One line that is drawn again and again, with the seconds running on between events."""

    def __init__(self, run: Run) -> None:
        self._run = run
        self._spinner = Spinner("dots", text=Line(texts.STARTING.said(run.language)))
        self._last: Progress | None = None
        self._noted = time.monotonic()

    def note(self, progress: Progress) -> None:
        self._last = progress
        self._noted = time.monotonic()

    def __rich__(self) -> Spinner:
        last = self._last
        if last is not None:
            since = time.monotonic() - self._noted
            now = Progress(last.phase, last.level, last.best, last.bound, last.seconds + since)
            self._spinner.update(text=Line(progress_sentence(self._run, now), overflow="ellipsis"))
        return self._spinner
