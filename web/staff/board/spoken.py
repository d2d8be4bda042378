"""Where things may go, in words and with the place in the page where it is shown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask_babel import gettext

from models.enums import TutorRole
from scheduler.board.reading import Table
from scheduler.board.targets import OUT, ROLES, Targets
from scheduler.text import Text
from web.languages import said_in
from web.staff.board.columns import BlockTimes, Column, column_of
from web.staff.board.grid import cell_id
from web.staff.board.lifted import CHILD, GROUP, OFFER, Lifted
from web.staff.board.reading import Card, OnBoard, Space


@dataclass(frozen=True, slots=True)
class Goal:
    """A target: what is sent, where it lights up, what it is called there and in a list."""

    target: str
    host: str
    label: str
    full: str
    note: str


@dataclass(frozen=True)
class Words:
    """Names of everything on a board."""

    lifted: Lifted
    cards: Mapping[int, Card]
    rooms: Mapping[int, Space]
    blocks: Mapping[int, BlockTimes]
    columns: Sequence[Column]

    @classmethod
    def of(cls, lifted: Lifted, found: OnBoard, columns: Sequence[Column]) -> Words:
        """The names of what is on this board."""
        return cls(
            lifted,
            {card.id: card for card in found.cards},
            {space.id: space for space in found.rooms},
            found.blocks,
            columns,
        )

    def goals(self, targets: Targets) -> list[Goal]:
        """The targets that are allowed, in the order of the board."""
        notes = targets.notes
        found = [
            Goal(
                target,
                self._host(target),
                *self._names(target),
                _joined(notes.get(target, ())),
            )
            for target in targets.allowed
        ]
        return sorted(found, key=lambda goal: self._order(goal.target))

    def refused(self, targets: Targets) -> Mapping[str, str]:
        """Place in the page → why not there."""
        open_hosts = {self._host(target) for target in targets.allowed}
        found: dict[str, str] = {}
        for target, why in targets.refused.items():
            host = self._host(target)
            if host and host not in open_hosts:
                found.setdefault(host, why.said(said_in()))
        return found

    def refused_in_words(self, targets: Targets) -> list[tuple[str, list[str]]]:
        """Why not → the names of the targets that it holds for."""
        found: dict[str, list[str]] = {}
        for target in sorted(targets.refused, key=self._order):
            why = targets.refused[target].said(said_in())
            found.setdefault(why, []).append(self._names(target)[1])
        return list(found.items())

    def thing(self, table: Table) -> str:
        """What was picked up."""
        if self.lifted.kind == GROUP:
            return self._group(self.lifted.number)
        kind = {CHILD: "child", OFFER: "offer"}.get(self.lifted.kind, "tutor")
        return table.called.get(f"{kind}:{self.lifted.number}", "") or "–"

    def _host(self, target: str) -> str:
        first, _, second = target.partition("-")
        if target == OUT:
            return f"out-{self.lifted.kind}"
        if self.lifted.kind not in {GROUP, OFFER}:
            return f"group-{first}"
        column = column_of(self.blocks.get(int(first)), self.columns)
        return "" if column is None else cell_id(int(second), column.key)

    def _names(self, target: str) -> tuple[str, str]:
        first, _, second = target.partition("-")
        if target == OUT:
            out = (
                gettext("Zonder plaats")
                if self.lifted.kind == CHILD
                else gettext("Uit de groep, vrij voor een andere")
            )
            return out, out
        if self.lifted.kind in {GROUP, OFFER}:
            times, space = self.blocks.get(int(first)), self.rooms[int(second)]
            label = times.label if times else gettext("Zonder momenten")
            return label, f"{label} – {space.name}, {space.location}"
        if second:
            role = ROLES[TutorRole(second)].said(said_in())
            return role[:1].upper() + role[1:], f"{self._group(int(first))}, {role}"
        return gettext("Plaats hier"), self._group(int(first))

    def _group(self, number: int) -> str:
        card = self.cards[number]
        times, space = self.blocks.get(card.block_id), self.rooms[card.room_id]
        when = times.label if times else gettext("Zonder momenten")
        return f"{card.title} ({when}, {space.name}, {space.location})"

    def _order(self, target: str) -> tuple[bool, tuple[object, ...], str]:
        first, _, second = target.partition("-")
        if target == OUT:
            return True, (), ""
        if self.lifted.kind in {GROUP, OFFER}:
            space = self.rooms[int(second)]
            return False, (self._begins(int(first)), space.location, space.name), target
        card = self.cards[int(first)]
        return False, (self._begins(card.block_id), card.title), target

    def _begins(self, block: int) -> str:
        times = self.blocks.get(block)
        return times.meetings[0].day.isoformat() if times else "9"


def _joined(texts: Sequence[Text]) -> str:
    return " ".join(each.said(said_in()) for each in texts)
