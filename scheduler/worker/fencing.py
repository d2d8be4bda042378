"""What every change of the worker begins with."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy.orm import Session

Fence = Callable[[Session], None]
"""Called first in every transaction: raises where this worker may not act any more."""
