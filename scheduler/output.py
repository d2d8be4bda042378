"""What commands tell: sentences and JSON, to people and to pipes."""

from __future__ import annotations

import json
import os
import sys
from typing import TextIO

Json = dict[str, object]


def say(text: str) -> None:
    """Write what was asked for to standard output."""
    _write(sys.stdout, text)


def say_json(message: Json) -> None:
    """Write one message for machines: one line, keys in the order given."""
    _write(sys.stdout, json.dumps(message, ensure_ascii=False))


def tell(text: str) -> None:
    """Write what happens, or went wrong, to standard error."""
    _write(sys.stderr, text)


def _write(stream: TextIO, text: str) -> None:
    try:
        stream.write(text + "\n")
        stream.flush()
    except OSError as error:
        # What is still in the buffer, and all that follows, goes nowhere instead of failing again.
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
        # Whoever read along may have left (`| head`): the work and its exit status stay the same.
        if not isinstance(error, BrokenPipeError):
            raise
