"""Weeks × locations: which card stands in which cell."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from web.staff.board.columns import Column
from web.staff.board.reading import Card, OnBoard, Space


@dataclass(frozen=True, slots=True)
class Piece:
    """A card in a cell. `first`: whole; else only that the group goes on. `start`: to sort by."""

    card: Card
    first: bool
    start: int


@dataclass(frozen=True, slots=True)
class Cell:
    """A room in a column; `row` and `column` are its place in the grid, from 1."""

    space: Space
    row: int
    column: int
    key: str
    pieces: Sequence[Piece]

    @property
    def id(self) -> str:
        """What it is called in the page."""
        return cell_id(self.space.id, self.key)


@dataclass(frozen=True, slots=True)
class Site:
    """A heading over the rooms of a site."""

    name: str
    row: int


@dataclass(frozen=True, slots=True)
class Grid:
    """All of it. `weeks`: each column with its cells, from top to bottom; `rows`: how many."""

    columns: Sequence[Column]
    sites: Sequence[Site]
    labels: Sequence[tuple[Space, int]]
    weeks: Sequence[tuple[Column, Sequence[Cell]]]
    rows: int
    cards: int
    kept: Mapping[int, Sequence[tuple[str, Piece]]] = field(default_factory=dict)


def cell_id(room_id: int, key: str) -> str:
    """What a cell is called in the page."""
    return f"cell-{room_id}-{key}"


def pieces_of(
    card: Card, found: OnBoard, columns: Sequence[Column]
) -> Iterable[tuple[Column, Piece]]:
    """Where a card stands."""
    times = found.blocks.get(card.block_id)
    if times is None:
        return
    for at, column in enumerate(times.columns(columns)):
        meeting = times.hours_in(column)
        yield column, Piece(card, at == 0, 0 if meeting is None else meeting.start)


def grid_of(
    found: OnBoard, columns: Sequence[Column], cards: Sequence[Card], *, only_used: bool
) -> Grid:
    """Lay the cards out; `only_used`: without rooms in which none of them is."""
    cells: dict[tuple[int, str], list[Piece]] = {}
    shown: set[int] = set()
    for card in cards:
        for column, piece in pieces_of(card, found, columns):
            cells.setdefault((card.room_id, column.key), []).append(piece)
            shown.add(card.id)
    used = {room for room, _ in cells}
    spaces = [space for space in found.rooms if not only_used or space.id in used]
    sites: list[Site] = []
    labels: list[tuple[Space, int]] = []
    row, last = 1, None
    for space in spaces:
        if space.location_id != last:
            row += 1
            sites.append(Site(space.location, row))
            last = space.location_id
        row += 1
        labels.append((space, row))
    weeks = [
        (
            column,
            [
                Cell(space, at, number, column.key, _sorted(cells.get((space.id, column.key), ())))
                for space, at in labels
            ],
        )
        for number, column in enumerate(columns, start=2)
    ]
    return Grid(columns, sites, labels, weeks, row, len(shown))


def _sorted(pieces: Iterable[Piece]) -> Sequence[Piece]:
    return sorted(pieces, key=lambda each: (each.start, each.card.title, each.card.id))
