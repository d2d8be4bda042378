"""What the address asks of a board: which weeks, which sites, which groups."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask import request

from models import Season
from web.forms import whole_number
from web.staff.board.columns import Column, days_of, weeks_of
from web.staff.board.reading import Card, OnBoard

TOO_FEW = "minimum"
NO_TUTOR = "begeleider"
_LONGEST_SEARCH = 100


@dataclass(frozen=True, slots=True)
class Asked:
    """The filters. `flags`: `TOO_FEW`, `NO_TUTOR`; `search` is for the lists beside the board."""

    week: str
    location: int | None
    offer: int | None
    flags: frozenset[str]
    search: str

    @property
    def narrows(self) -> bool:
        """Whether some groups of the rooms in sight are not shown."""
        return self.offer is not None or bool(self.flags)

    def wants(self, card: Card) -> bool:
        """Whether a group is shown."""
        if self.offer is not None and card.offer_id != self.offer:
            return False
        if self.flags:
            return (TOO_FEW in self.flags and card.too_few) or (
                NO_TUTOR in self.flags and card.missing > 0
            )
        return True


def asked() -> Asked:
    """What this request asks for; what makes no sense is as if not asked."""
    flags = frozenset(request.args.getlist("let")) & {TOO_FEW, NO_TUTOR}
    return Asked(
        week=request.args.get("week", ""),
        location=whole_number(request.args.get("locatie")),
        offer=whole_number(request.args.get("aanbod")),
        flags=flags,
        search=request.args.get("zoek", "").strip()[:_LONGEST_SEARCH],
    )


def columns_for(wanted: Asked, season: Season, found: OnBoard) -> Sequence[Column]:
    """The weeks, or the days of the week that is asked for."""
    weeks = weeks_of(season)
    chosen = next((week for week in weeks if week.key == wanted.week), None)
    if chosen is None:
        return weeks
    days = {meeting.day for block in found.blocks.values() for meeting in block.meetings}
    return days_of(chosen, days)
