"""What Ctrl-C means while a plan is sought: first keep the best, then stop at once."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Final

from solver.stopping import Requested

_SIGNALS: Final = (signal.SIGINT, signal.SIGTERM)


@contextmanager
def graceful(requested: Requested) -> Iterator[None]:
    """Turn the first SIGINT or SIGTERM into a request, and the second into KeyboardInterrupt.

    Works in the main thread only, which must not sit in long foreign calls meanwhile: Python
    hears signals between its own instructions. Afterwards signals mean what they meant before.
    """

    def hear(number: int, frame: FrameType | None) -> None:
        del number, frame
        if requested.asked:
            raise KeyboardInterrupt
        requested.request()

    before = {number: signal.signal(number, hear) for number in _SIGNALS}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
