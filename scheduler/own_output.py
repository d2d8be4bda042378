"""Standard output for our own words alone, whatever foreign code prints."""

from __future__ import annotations

import os
import sys
from typing import Final

_STANDARD_OUTPUT: Final = 1


def keep_output_our_own() -> None:
    """From here on only `sys.stdout` reaches standard output; foreign code prints to nowhere.

    Solvers print lines of their own now and then, past Python. Those would spoil `--json` and
    every pipe. It is for the rest of the process: C buffers its output and flushes it at the very
    end, and a search may still be working then, so there is no safe moment to go back.

    Where standard output was closed, our words go nowhere too. Otherwise the next file that is
    opened would take its place, and get the lines that solvers print.
    """
    closed = sys.stdout is None
    if not closed:
        sys.stdout.flush()
    ours = None if closed else os.dup(_STANDARD_OUTPUT)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    if nowhere != _STANDARD_OUTPUT:
        os.dup2(nowhere, _STANDARD_OUTPUT)
        os.close(nowhere)
    sys.stdout = open(  # noqa: SIM115 - it stays open as long as the process lives
        _STANDARD_OUTPUT if ours is None else ours,
        "w",
        encoding="utf-8" if closed else sys.stdout.encoding,
        errors="replace" if closed else sys.stdout.errors,
        closefd=False,
    )
