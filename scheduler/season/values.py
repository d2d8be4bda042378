"""The fields of what was filled in, by the names of their columns."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import fields
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from _typeshed import DataclassInstance


def values_of(filled_in: DataclassInstance, *, without: Collection[str] = ()) -> dict[str, Any]:
    """Column → value; spaces around texts go."""
    found = {
        each.name: getattr(filled_in, each.name)
        for each in fields(filled_in)
        if each.name not in without
    }
    return {name: value.strip() if type(value) is str else value for name, value in found.items()}
