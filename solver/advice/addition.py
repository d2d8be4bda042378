"""What could be added to a season, and the season with it. Every addition only makes room.

A plan of the season is a plan of the season with an addition too: rules about the new tutor or
room alone are added, and a limit of an offer is relaxed.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, timedelta
from statistics import median_high

from solver.problem import Block, Offer, Problem, Role, Room, Tutor, Window


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """When somebody or something new is there: one whole ISO week, or the sessions of a block.

    `first_day` and `last_day` are the Monday and Sunday of the week, or the first and last day of
    the block, which then has its id in `block_id`: a block of several weeks.
    """

    first_day: date
    last_day: date
    block_id: str | None = None

    def windows(self, problem: Problem) -> tuple[Window, ...]:
        """When that is, exactly.

        Raises:
            KeyError: the block is not there.
        """
        if self.block_id is None:
            return (Window(self.first_day, self.last_day),)
        sessions = problem.block_by_id[self.block_id].sessions
        return tuple(Window(s.day, s.day, s.start, s.end) for s in sessions)


def period_of(block: Block) -> Period:
    """The ISO week of a block that keeps within one, else the sessions of the block itself.

    Raises:
        ValueError: the block has no sessions.
    """
    days = [session.day for session in block.sessions]
    first, last = min(days), max(days)
    monday = first - timedelta(first.weekday())
    sunday = monday + timedelta(6)
    return Period(monday, sunday) if last <= sunday else Period(first, last, block.id)


@dataclass(frozen=True, slots=True)
class MoreLead:
    """One more tutor who can lead these goals (none: offers that ask none), in that period."""

    goals: frozenset[str]
    period: Period


@dataclass(frozen=True, slots=True)
class MoreAssistant:
    """One more tutor who can assist, in that period."""

    period: Period


@dataclass(frozen=True, slots=True)
class MoreRoom:
    """One more room for so many pupils, with these features beside the site's, in that period."""

    location_id: str
    features: frozenset[str]
    capacity: int
    period: Period


@dataclass(frozen=True, slots=True)
class MoreGroup:
    """`max_groups` of an offer one higher."""

    offer_id: str


@dataclass(frozen=True, slots=True)
class LowerMinimum:
    """`min_size` of an offer lowered to this."""

    offer_id: str
    min_size: int


@dataclass(frozen=True, slots=True)
class MoreBlock:
    """An offer may also run in this block of the season."""

    offer_id: str
    block_id: str


Addition = MoreLead | MoreAssistant | MoreRoom | MoreGroup | LowerMinimum | MoreBlock


def with_addition(problem: Problem, addition: Addition) -> Problem:
    """The same season with one addition.

    A new tutor travels anywhere, works with all ages, speaks what is asked, has no skills for
    support needs and no weekly limit, and costs what tutors of that role mostly cost: the median
    (the higher of two). A new tutor or room has an id that no other has.

    Raises:
        ValueError: the addition adds nothing: a minimum that is not lower (and at least 1), or a
            block in which the offer may run already.
        KeyError: it names an offer, or a period names a block, that is not there.
        MalformedProblem: it names a location or block that is not there.
    """
    match addition:
        case MoreLead(goals, period):
            tutor = _tutor(problem, Role.LEAD, goals, period)
            return replace(problem, tutors=(*problem.tutors, tutor))
        case MoreAssistant(period):
            tutor = _tutor(problem, Role.ASSISTANT, frozenset(), period)
            return replace(problem, tutors=(*problem.tutors, tutor))
        case MoreRoom(location_id, features, capacity, period):
            room = Room(
                _fresh("room", problem.room_by_id),
                location_id,
                capacity,
                features=features,
                windows=period.windows(problem),
            )
            return replace(problem, rooms=(*problem.rooms, room))
        case MoreGroup(offer_id):
            offer = problem.offer_by_id[offer_id]
            return _with_offer(problem, replace(offer, max_groups=offer.max_groups + 1))
        case LowerMinimum(offer_id, min_size):
            offer = problem.offer_by_id[offer_id]
            if not 0 < min_size < offer.min_size:
                raise ValueError(f"{min_size} is not from 1 to less than {offer.min_size}")
            return _with_offer(problem, replace(offer, min_size=min_size))
        case MoreBlock(offer_id, block_id):
            offer = problem.offer_by_id[offer_id]
            if block_id in offer.blocks:
                raise ValueError(f"{offer_id} may run in {block_id} already")
            return _with_offer(problem, replace(offer, blocks=(*offer.blocks, block_id)))


def _tutor(problem: Problem, role: Role, goals: frozenset[str], period: Period) -> Tutor:
    wages = [tutor.hourly_cents for tutor in problem.tutors if role in tutor.roles]
    return Tutor(
        _fresh("tutor", problem.tutor_by_id),
        frozenset({role}),
        goals,
        hourly_cents=median_high(wages) if wages else 0,
        windows=period.windows(problem),
    )


def _fresh(kind: str, taken: Collection[str]) -> str:
    name = f"new-{kind}"
    while name in taken:
        name += "+"
    return name


def _with_offer(problem: Problem, changed: Offer) -> Problem:
    offers = tuple(changed if offer.id == changed.id else offer for offer in problem.offers)
    return replace(problem, offers=offers)
