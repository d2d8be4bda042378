"""What children ask for, beside the seats there could be at most."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from scheduler.gaps.coverage import Week, weeks_of
from scheduler.gaps.openable import Verdict
from scheduler.gaps.supply import Season, Supply


class Balance(StrEnum):
    """How what is asked stands to what there is, the first that holds."""

    CLOSED = "closed"
    """No group can open."""
    UNASKED = "unasked"
    """Nobody asked for it."""
    TOO_FEW = "too_few"
    """Fewer children ask for it than its smallest group has."""
    TOO_MANY = "too_many"
    """More children ask for it than there could be seats."""
    FITS = "fits"


@dataclass(frozen=True, slots=True)
class Demand:
    """Of one offer in one week, or in the whole summer (`week` None).

    `asked`: children with a wish for it that could be in that week; `dearest`: those who want
    nothing more than this. `seats`: no plan has more; `least`: the children in its smallest group.
    """

    offer: int
    week: Week | None
    asked: int
    dearest: int
    seats: int
    least: int

    @property
    def balance(self) -> Balance:
        """What that comes to."""
        if not self.seats:
            return Balance.CLOSED
        if not self.asked:
            return Balance.UNASKED
        if self.asked < self.least:
            return Balance.TOO_FEW
        return Balance.TOO_MANY if self.asked > self.seats else Balance.FITS


def demand(season: Season, verdicts: Sequence[Verdict]) -> tuple[Demand, ...]:
    """For every offer its whole summer, then each of its weeks, in the order of the season."""
    supply = season.supply
    index, weeks_in = supply.tables.offer_index, supply.tables.block_minutes_by_week
    dearest_rank: dict[str, int] = {}
    for wish in season.dataset.wishes:
        known = dearest_rank.get(wish.pupil_id, wish.rank)
        dearest_rank[wish.pupil_id] = min(known, wish.rank)
    asked: dict[tuple[int, Week | None], set[str]] = {}
    dearest: dict[tuple[int, Week | None], set[str]] = {}
    for wish in season.dataset.wishes:
        offer = index[wish.offer_id]
        named = supply.tables.block_index.get(wish.block_id or "")
        weeks = (
            _weeks(supply, offer)
            if wish.block_id is None
            else set()
            if named is None
            else set(weeks_in[named])
        )
        for week in (None, *weeks):
            asked.setdefault((offer, week), set()).add(wish.pupil_id)
            if wish.rank == dearest_rank[wish.pupil_id]:
                dearest.setdefault((offer, week), set()).add(wish.pupil_id)
    return tuple(
        Demand(
            offer,
            week,
            len(asked.get((offer, week), ())),
            len(dearest.get((offer, week), ())),
            _seats(supply, [v for v in verdicts if v.offer == offer], week),
            what.min_size,
        )
        for offer, what in enumerate(supply.problem.offers)
        for week in (None, *(w for w in weeks_of(supply) if w in _weeks(supply, offer)))
    )


def _weeks(supply: Supply, offer: int) -> set[Week]:
    index, weeks_in = supply.tables.block_index, supply.tables.block_minutes_by_week
    return {week for name in supply.problem.offers[offer].blocks for week in weeks_in[index[name]]}


def _seats(supply: Supply, verdicts: Sequence[Verdict], week: Week | None) -> int:
    """The seats of the largest rooms, one group in each room and block, at most `max_groups`."""
    if not verdicts:
        return 0
    offer = supply.problem.offers[verdicts[0].offer]
    sizes = [
        min(offer.max_size, supply.problem.rooms[room].capacity)
        for verdict in verdicts
        if week is None or week in supply.tables.block_minutes_by_week[verdict.block]
        for room in verdict.rooms
    ]
    return sum(sorted(sizes, reverse=True)[: offer.max_groups])
