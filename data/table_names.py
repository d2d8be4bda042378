"""The tables of a dataset, by name (contract, section 1)."""

from __future__ import annotations

from typing import Final

REQUIRED: Final = (
    "season",
    "blocks",
    "sessions",
    "locations",
    "rooms",
    "tutors",
    "offers",
    "pupils",
    "wishes",
)
"""Tables that must be there, in the contract's order."""

OPTIONAL: Final = ("availability", "links", "pins", "travel")
"""Tables that may be left out: no rows."""

TABLE_NAMES: Final = REQUIRED + OPTIONAL
"""Every table, in the contract's order: the order of messages and of the canonical form."""
