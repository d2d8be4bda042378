"""The end of the process, also while a search is still inside foreign code."""

from __future__ import annotations

import os
import sys
import threading
from contextlib import suppress


def leave(status: int) -> int:
    """End the process at once where other threads still work; else give the status back.

    A search that was told to stop may be deep in a solver that answers later. Python's own way
    out waits for nobody of ours, but then takes the ground from under such a thread, which ends
    in a crash with another exit status. All that had to be written is written by now.
    """
    if threading.active_count() == 1:
        return status
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError):
            stream.flush()
    os._exit(status)
