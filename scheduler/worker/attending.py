"""Processes that solve go when whoever they solve for has gone."""

from __future__ import annotations

import os
import signal
from multiprocessing import connection, parent_process
from pathlib import Path
from threading import Thread
from typing import Final

_LOOK_SECONDS: Final = 0.5


def attend(folder: Path) -> None:
    """In a new process: end it as soon as its parent has ended, or `folder` has gone.

    A pool's processes wait for work on a pipe that they hold open themselves; without this those
    of a killed worker would wait, or solve, for ever. Signals are for the worker to answer: a
    terminal, or whoever stops a service, sends them to all at once.
    """
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_IGN)
    Thread(target=_look, args=(folder,), name="attend", daemon=True).start()


def _look(folder: Path) -> None:
    parent = parent_process()
    watched = [] if parent is None else [parent.sentinel]
    while folder.exists() and not connection.wait(watched, timeout=_LOOK_SECONDS):
        pass
    os._exit(0)
