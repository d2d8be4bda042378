"""Tables in the terminal: text in the first column, numbers in the others."""

from __future__ import annotations

from collections.abc import Sequence

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table

_WIDEST = 1000
"""In columns; nothing is cut off to fit a screen, which a pipe does not have."""


def table_lines(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """The table as lines without blanks at their ends; "" without rows."""
    if not rows:
        return ""
    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    for number, head in enumerate(heads):
        table.add_column(head, justify="right" if number else "left", no_wrap=True)
    for row in rows:
        table.add_row(*row)
    console = Console(width=_WIDEST)
    with console.capture() as captured:
        console.print(table, highlight=False, markup=False)
    return "\n".join(line.rstrip() for line in captured.get().splitlines()).strip("\n")
