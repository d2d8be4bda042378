"""A child's whole request as it is, with one thing changed: the verb takes all of it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from models import Child
from scheduler.season.requests import ChildDraft, request_of
from web.database import reading


def changed_request(child: Child, **changes: Any) -> ChildDraft:
    """The request with other values."""
    return replace(request_of(reading(), child), **changes)
