"""Draw envy: who could take a seat from somebody later in the draw at no cost (section 5)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from solver.eligibility import Eligibility
from solver.fairness.outcome import Outcome, outcome
from solver.fairness.seating import Seating
from solver.plan import Group, Plan
from solver.problem import Problem


class Move(NamedTuple):
    """What one pupil does in an exchange: leave a group, take another, or both."""

    pupil_id: str
    leaves: Group | None
    takes: Group | None


@dataclass(frozen=True, slots=True)
class Envy:
    """Pupil A envies pupil B, and the exchange that shows it.

    B hands the seat in `seat` to A. A gives up `given_up`, if anything; B takes it where
    `passed_on`, else that seat stays empty. `outcome` is what A has afterwards.
    """

    pupil_a: str
    number_a: int
    pupil_b: str
    number_b: int
    seat: Group
    given_up: Group | None
    passed_on: bool
    outcome: Outcome

    @property
    def moves(self) -> tuple[Move, Move]:
        """Who moves where: A first, then B."""
        return (
            Move(self.pupil_a, self.given_up, self.seat),
            Move(self.pupil_b, self.seat, self.given_up if self.passed_on else None),
        )


def envious_pairs(
    problem: Problem,
    plan: Plan,
    *,
    eligibility: Eligibility | None = None,
    previous: Plan | None = None,
    freely: bool = False,
) -> tuple[Envy, ...]:
    """Every pair (A, B) with draw envy, by draw number of A and then of B (contract, section 5).

    A pair counts once, however many exchanges show it; the one given leaves A best off (then
    the least ids of the seat and of what is given up).

    Args:
        problem: what the plan is for.
        plan: keeps every hard rule of section 3.
        eligibility: the problem's, where it is there already.
        previous: an earlier plan: its promises that this plan keeps are hard rules too (3.11).
        freely: A may also give up a place that neither clashes nor is one too many. That is
            wider than the contract: a plan without such envy has no draw envy either.
    """
    seating = Seating(problem, plan, eligibility=eligibility, previous=previous)
    found: dict[tuple[int, int], Envy] = {}
    for pupil in range(len(problem.pupils)):
        for envy in exchanges(seating, pupil, freely=freely):
            pair = (envy.number_a, envy.number_b)
            if pair not in found or _before(envy, found[pair]):
                found[pair] = envy
    return tuple(found[pair] for pair in sorted(found))


def _before(one: Envy, other: Envy) -> bool:
    if one.outcome != other.outcome:
        return one.outcome > other.outcome
    return (one.seat, one.given_up or ()) < (other.seat, other.given_up or ())


def exchanges(seating: Seating, pupil: int, *, freely: bool = False) -> Iterator[Envy]:
    """Every exchange that shows that this pupil envies somebody, in no particular order.

    "B takes h if B wished it and may have it" is read as: B takes it wherever every hard rule
    holds with B in it.
    """
    before = outcome(seating.held[pupil].values())
    for seat, rank in seating.could[pupil].items():
        if seat in seating.held[pupil]:
            continue
        for given_up in _what_to_give_up(seating, pupil, seat, freely=freely):
            kept = [r for group, r in seating.held[pupil].items() if group != given_up]
            after = outcome([*kept, rank])
            if after <= before:
                continue
            for other in seating.members[seat]:
                if seating.number[other] > seating.number[pupil]:
                    exchange = _Exchange(pupil, other, seat, given_up)
                    passed_on = _cost_nothing(seating, exchange, before, after)
                    if passed_on is not None:
                        yield _envy(seating, exchange, after, passed_on=passed_on)


def carry_out(seating: Seating, envy: Envy) -> None:
    """Make an exchange, so that A no longer envies B for this seat."""
    for pupil_id, leaves, takes in envy.moves:
        seating.move(
            seating.tables.pupil_index[pupil_id],
            None if leaves is None else seating.group_index[leaves],
            None if takes is None else seating.group_index[takes],
        )


class _Exchange(NamedTuple):
    """By index: `pupil` takes the seat of `other` and gives up one of their own, or none."""

    pupil: int
    other: int
    seat: int
    given_up: int | None


def _what_to_give_up(seating: Seating, pupil: int, seat: int, *, freely: bool) -> list[int | None]:
    """The choices of h: what clashes; where nothing does, none or, at `max_places`, any."""
    own = seating.held[pupil]
    clashing = seating.in_the_way(pupil, seat)
    if len(clashing) > 1:
        return []
    if clashing:
        choices: list[int | None] = [clashing[0]]
    elif len(own) < seating.problem.pupils[pupil].max_places:
        choices = [None, *own] if freely else [None]
    else:
        choices = [*own]
    return [group for group in choices if group is None or (pupil, group) not in seating.kept_in]


def _cost_nothing(
    seating: Seating, exchange: _Exchange, before: Outcome, after: Outcome
) -> bool | None:
    """Whether B takes what A gives up, where the exchange is allowed and levels 1 to 3 stay.

    None where it is not allowed or costs something.
    """
    pupil, other, seat, given_up = exchange
    if (other, seat) in seating.kept_in or not seating.seats_instead(pupil, other, seat):
        return None
    mine, theirs = set(seating.held[pupil]), set(seating.held[other])
    mine.add(seat)
    theirs.remove(seat)
    if given_up is not None:
        mine.remove(given_up)
    ranks = [seating.held[other][group] for group in theirs]
    passed_on = (
        given_up is not None
        and _may_take(seating, exchange)
        and seating.bonds_hold({pupil: mine, other: theirs | {given_up}})
    )
    if passed_on and given_up is not None:
        ranks.append(seating.could[other][given_up])
    elif given_up is not None and len(seating.members[given_up]) <= seating.least[given_up]:
        return None
    had, has = outcome(seating.held[other].values()), outcome(ranks)
    worths = zip(before.worth, had.worth, after.worth, has.worth, strict=True)
    if any(a + b != c + d for a, b, c, d in worths):
        return None
    if not passed_on and not seating.bonds_hold({pupil: mine, other: theirs}):
        return None
    return passed_on


def _may_take(seating: Seating, exchange: _Exchange) -> bool:
    """Whether B wished what A gives up and may have it, strict links and promises aside."""
    pupil, other, seat, given_up = exchange
    return (
        given_up is not None
        and given_up in seating.could[other]
        and given_up not in seating.held[other]
        and seating.seats_instead(other, pupil, given_up)
        and not seating.in_the_way(other, given_up, leaving=seat)
    )


def _envy(seating: Seating, exchange: _Exchange, after: Outcome, *, passed_on: bool) -> Envy:
    pupil, other, seat, given_up = exchange
    pupils, groups = seating.problem.pupils, seating.groups
    return Envy(
        pupil_a=pupils[pupil].id,
        number_a=seating.number[pupil],
        pupil_b=pupils[other].id,
        number_b=seating.number[other],
        seat=groups[seat],
        given_up=None if given_up is None else groups[given_up],
        passed_on=passed_on,
        outcome=after,
    )
