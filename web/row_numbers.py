"""Numbers of rows in addresses."""

from __future__ import annotations

from typing import Final

from werkzeug.routing import IntegerConverter, Map

MOST: Final = 2**31 - 1
"""What the databases keep as the number of a row."""


class RowNumber(IntegerConverter):
    """Stands for `int` in every address. A number that no row can have is no such address: 404.

    The databases would stumble over it, each in its own way, and Python over one of 5000 digits.
    """

    regex = "[0-9]{1,10}"

    def __init__(self, map: Map) -> None:  # noqa: A002  (Werkzeug passes it by position)
        super().__init__(map, max=MOST)
