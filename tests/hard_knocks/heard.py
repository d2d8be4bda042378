"""Everything that the site and its packages log, as an installation keeps it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from io import StringIO
from logging import getLogger

import structlog

from scheduler.configuration.settings import Log
from scheduler.journal import keep_journal
from tests.hard_knocks.ground import Ground


class Heard:
    """The log so far."""

    def __init__(self, stream: StringIO) -> None:
        self._stream = stream

    @property
    def lines(self) -> int:
        """How many lines there are."""
        return self.text.count("\n")

    @property
    def text(self) -> str:
        """All of it."""
        return self._stream.getvalue()

    def told(self, ground: Ground) -> list[str]:
        """What of any family stands in it: nothing should."""
        every = {text for texts in ground.secrets.values() for text in texts}
        return sorted(text for text in every if text in self.text)


@contextmanager
def listening() -> Iterator[Heard]:
    """Log as an installation does that tells all it can."""
    root = getLogger()
    handlers, level = root.handlers[:], root.level
    stream = StringIO()
    keep_journal(Log.model_validate({"level": "debug", "format": "json"}), stream)
    try:
        yield Heard(stream)
    finally:
        root.handlers[:] = handlers
        root.setLevel(level)
        structlog.reset_defaults()
