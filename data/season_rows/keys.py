"""The numbers that the database gives to what a dataset knows by its id."""

from __future__ import annotations

from collections.abc import Iterable


class LeftOut(LookupError):
    """A row names what the dataset leaves out, such as a child that withdrew: it goes too."""


class Keys:
    """Ids of datasets ⇄ numbers of the database, per table of the dataset."""

    def __init__(self) -> None:
        self._numbers: dict[str, dict[str, int]] = {}
        self._codes: dict[str, dict[int, str]] = {}

    def add(self, table: str, pairs: Iterable[tuple[str, int]]) -> None:
        """Note (id, number) of everything in a table."""
        self._numbers[table] = dict(pairs)
        self._codes[table] = {number: code for code, number in self._numbers[table].items()}

    def has(self, table: str, code: str) -> bool:
        """Whether something in the table bears that id."""
        return code in self._numbers[table]

    def number(self, table: str, code: str) -> int:
        """The number of an id.

        Raises:
            KeyError: nothing bears that id.
        """
        return self._numbers[table][code]

    def code(self, table: str, number: int) -> str:
        """The id of a number.

        Raises:
            LeftOut: what bears that number is not in the dataset.
        """
        code = self._codes[table].get(number)
        if code is None:
            raise LeftOut(table)
        return code

    def find(self, table: str, number: int) -> str | None:
        """The id of a number; None where what bears it is not in the dataset."""
        return self._codes[table].get(number)
