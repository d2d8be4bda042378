"""Why no group of an offer is open in a block: proven for every plan, or so in this one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from scheduler.gaps.openable import Shortage, Verdict, verdicts
from scheduler.gaps.supply import Supply
from scheduler.reasons.case import Case
from solver.reasons.openings import Cell


class Why(StrEnum):
    """The first that holds. Those up to `TOO_FEW` hold in every plan, the others in this one."""

    CANNOT = "cannot"
    """No group can open there, whatever else is open; the shortages say what lacks."""
    TOO_FEW = "too_few"
    """Fewer children asked for it, and could come, than its smallest group has."""
    MAX_GROUPS = "max_groups"
    """All groups that the offer may have are open in other blocks."""
    NO_ROOM = "no_room"
    """Every room that suits it is taken then."""
    NO_TEAM = "no_team"
    """The tutors who suit it have other groups, have no hours left, or not all are free."""
    NOT_TOGETHER = "not_together"
    """A room and tutors are free, but not for the same group."""
    BUDGET = "budget"
    """What is left of the budget is less than one more group costs."""
    ELSEWHERE = "elsewhere"
    """Too few of those who asked have nothing else then."""
    NOT_CHOSEN = "not_chosen"
    """Room, tutors and children are there; the best plan that was found does without it."""

    @property
    def always(self) -> bool:
        """Whether it holds in every plan of the season as it is."""
        return self in {Why.CANNOT, Why.TOO_FEW}


@dataclass(frozen=True, slots=True)
class Unopened:
    """An offer and a block by index. Numbers are of the site at which most children could come.

    `asked`: children who asked for it and could come; `free`: those of them who could come beside
    what they have; `least`: children in its smallest group; `groups`: open in other blocks.
    """

    offer: int
    block: int
    why: Why
    shortages: tuple[Shortage, ...] = ()
    asked: int = 0
    free: int = 0
    least: int = 0
    groups: int = 0


def unopened(case: Case, offer_id: str | None = None) -> tuple[Unopened, ...]:
    """One for every offer (or that one) and each of its blocks without a group in the plan."""
    there = {(group.offer, group.block) for group in case.standing.open.values()}
    problem = replace(
        case.problem,
        pupils=(),
        wishes=(),
        links=(),
        pins=tuple(
            replace(pin, pupil_id=None)
            for pin in case.problem.pins
            if pin.pupil_id is None or pin.tutor_id is not None
        ),
    )
    wanted = None if offer_id is None else case.tables.offer_index[offer_id]
    return tuple(
        _why(case, verdict)
        for verdict in verdicts(Supply(problem), only=wanted)
        if (verdict.offer, verdict.block) not in there
    )


def _why(case: Case, verdict: Verdict) -> Unopened:
    offer = case.problem.offers[verdict.offer]
    open_now = case.standing.by_offer.get(verdict.offer, ())
    cells = verdict.cells or tuple(_cells(case, verdict))
    asked = max((case.possible.interest(cell) for cell in cells), default=0)
    free = max((_free(case, cell) for cell in cells), default=0)
    found = Unopened(
        verdict.offer,
        verdict.block,
        Why.CANNOT,
        verdict.shortages,
        asked,
        free,
        offer.min_size,
        len(open_now),
    )
    if not verdict.opens:
        return found
    wanted = [c for c in verdict.cells if case.possible.interest(c) >= offer.min_size]
    if not wanted:
        return replace(found, why=Why.TOO_FEW)
    if len(open_now) >= offer.max_groups:
        return replace(found, why=Why.MAX_GROUPS)
    return replace(found, why=_beside(case, wanted, offer.min_size))


def _cells(case: Case, verdict: Verdict) -> Iterator[Cell]:
    for name in case.problem.offers[verdict.offer].locations:
        yield Cell(verdict.offer, verdict.block, case.tables.location_index[name])


def _beside(case: Case, cells: Sequence[Cell], least: int) -> Why:
    """What stands in the way of one more group beside the plan."""
    housed = [(cell, room) for cell in cells for room in _free_rooms(case, cell)]
    staffed = [
        (cell, room)
        for cell in cells
        for room in _rooms(case, cell)
        if _team(case, cell, room) is not None
    ]
    both = [pair for pair in housed if pair in staffed]
    paid = [(cell, room) for cell, room in both if _paid(case, cell, room)]
    if not housed:
        return Why.NO_ROOM
    if not staffed:
        return Why.NO_TEAM
    if not both:
        return Why.NOT_TOGETHER
    if not paid:
        return Why.BUDGET
    if all(_free(case, cell) < least for cell, _ in paid):
        return Why.ELSEWHERE
    return Why.NOT_CHOSEN


def _rooms(case: Case, cell: Cell) -> list[int]:
    closed = case.closures.groups
    return [r for r in case.possible.rooms(cell) if (cell.offer, cell.block, r) not in closed]


def _free_rooms(case: Case, cell: Cell) -> list[int]:
    return [r for r in _rooms(case, cell) if case.standing.room_free[r, cell.block]]


def _team(case: Case, cell: Cell, room: int) -> int | None:
    return case.beside.team(cell, barred=case.closures.barred_tutors(cell, room))


def _paid(case: Case, cell: Cell, room: int) -> bool:
    price = _team(case, cell, room)
    return price is not None and case.beside.affordable(cell, price)


def _free(case: Case, cell: Cell) -> int:
    """Of those who asked and could come, how many could beside the places they have."""
    problem, places = case.problem, case.standing.places
    return sum(
        len(places.get(pupil, ())) < problem.pupils[pupil].max_places
        and not any(
            own.offer == cell.offer
            or case.tables.clash(
                own.block,
                own.location,
                cell.block,
                cell.location,
                problem.pupils[pupil].mode,
            )
            for own in places.get(pupil, ())
        )
        for pupil in case.possible.interested(cell).tolist()
    )
