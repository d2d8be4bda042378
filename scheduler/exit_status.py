"""The exit statuses of the command line (contract, section 6)."""

from __future__ import annotations

from enum import IntEnum


class ExitStatus(IntEnum):
    """What a command's exit status means, the same for every command."""

    DONE = 0
    FAILED = 1
    BAD_INPUT = 2
    NO_PLAN = 3
    INTERRUPTED = 130
