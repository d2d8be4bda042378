"""What people call the levels of a plan (contract, section 4), in Dutch and English."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from scheduler.text import Text

LEVELS: Final[Mapping[str, Text]] = {
    "placed": Text(nl="kinderen met een plaats", en="children with a place"),
    "loss": Text(nl="verlies aan lieve wensen", en="loss of dear wishes"),
    "further": Text(nl="tweede en volgende plaatsen", en="second and further places"),
    "draw": Text(nl="loting: paren met afgunst", en="draw: envious pairs"),
    "together": Text(nl="samen: paren die apart zijn", en="together: pairs apart"),
    "near": Text(nl="dicht bij huis: minuten", en="near home: minutes"),
    "cost": Text(nl="zuinig: eurocent", en="frugal: euro cents"),
    "groups": Text(nl="groepen", en="groups"),
}
