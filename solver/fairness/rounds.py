"""Policy `draw`: given groups, rooms and tutors, places are given out in rounds (section 5).

The rules as they are carried out here are in docs/draw-policy.md.
"""

from __future__ import annotations

from collections.abc import Sequence

from solver.eligibility import Eligibility
from solver.fairness.completion import complete
from solver.fairness.duties import GivenGroupsFail, seat_first
from solver.fairness.hall import Hall
from solver.fairness.lookahead import Lookahead
from solver.fairness.parties import Option, Party
from solver.fairness.seats import Seats, anything
from solver.plan import Assignment, Group, Place, Plan
from solver.problem import Problem

__all__ = ["GivenGroupsFail", "give_out"]

Parts = tuple[tuple[Group, ...], tuple[Assignment, ...], tuple[Place, ...]]


def give_out(
    problem: Problem,
    groups: Sequence[Group],
    assignments: Sequence[Assignment],
    *,
    eligibility: Eligibility,
    previous: Plan | None = None,
) -> Parts:
    """Give out the places of open groups by the draw (contract, section 5, policy `draw`).

    Args:
        problem: what is planned; the order of its parts does not matter.
        groups: the open groups, those of a plan that keeps section 3.
        assignments: the tutors of those groups.
        eligibility: the problem's.
        previous: an earlier plan whose places are promises (3.11), kept before any round.

    Returns:
        The groups that stay open, their tutors, and the places, each sorted by name.

    Raises:
        GivenGroupsFail: the groups given cannot hold the pins; never for those of a plan that
            keeps section 3.
    """
    hall = Hall(problem, groups, assignments, eligibility)
    ground, held = seat_first(hall, previous)
    closed: set[int] = set()
    rounds = _Rounds(ground, held)
    while short := [
        group
        for group, size in enumerate(rounds.seats.size)
        if size < hall.least[group] and group not in closed
    ]:
        size, order = rounds.seats.size, hall.place_in_order
        least = min(short, key=lambda group: (size[group], order[group]))
        if not _concerns_held(ground, held, least):
            closed.add(least)
            ground.close(least)
            rounds.close(least)
            continue
        without = ground.copy()
        without.close(least)
        if complete(without, held=held, whole=True) is None:
            held.add(least)
        else:
            closed.add(least)
            ground.close(least)
        rounds = _Rounds(ground, held)
    names = {group for position, group in enumerate(hall.groups) if position not in closed}
    return (
        tuple(sorted(names)),
        tuple(sorted(post for post in assignments if post.group in names)),
        tuple(sorted(_places(rounds.seats))),
    )


def _concerns_held(ground: Seats, held: set[int], group: int) -> bool:
    """Whether closing a group could keep a held one from being filled.

    Only where somebody may have to sit here because of a strict link to somebody in a held group
    that is short, at the same site.
    """
    hall = ground.hall
    spot = hall.spot_of[group]
    return any(
        hall.spot_of[other] == spot and ground.size[other] < hall.least[other] for other in held
    ) and any(len(party.crews) > 1 for party in hall.parties_at[spot])


class _Rounds:
    """Round after round until nobody comes to the table any more, from the seats on the ground.

    In round k those who have k − 1 places take one more: in the order of the draw in the first,
    third, … round, in reverse order in the second, fourth, …
    """

    def __init__(self, ground: Seats, held: set[int]) -> None:
        self.seats = ground.copy()
        self._held = held
        self._in_line = [party for party in ground.hall.parties if party.sites]
        self._taken: list[tuple[int, int, Party, Option]] = []
        self._go_on(0, 0)

    def close(self, group: int) -> None:
        """Close a group; all that was taken from its first taker on is taken anew.

        Whoever came before did without it, and would again.
        """
        self.seats.close(group)
        for first, (had, at, _, option) in enumerate(self._taken):
            if group in option:
                for _, _, party, given in reversed(self._taken[first:]):
                    self.seats.stand(party, given)
                del self._taken[first:]
                self._go_on(had, at)
                return

    def _go_on(self, had: int, at: int) -> None:
        """From a turn (those who had so many places, and where in that round's order) on."""
        seats, hall = self.seats, self.seats.hall
        lookahead = None
        if any(seats.size[group] < hall.least[group] for group in self._held):
            lookahead = Lookahead(seats, self._held)
        test = anything if lookahead is None else lookahead.allows
        while any(len(options) >= had for options in seats.held):
            order = self._in_line if had % 2 == 0 else self._in_line[::-1]
            for turn in range(at, len(order)):
                party = order[turn]
                if len(seats.held[party.index]) != had or party.most <= had:
                    continue
                option = seats.dearest(party, test)
                if option is not None:
                    if lookahead is not None:
                        lookahead.took(party, option)
                    seats.sit(party, option)
                    self._taken.append((had, turn, party, option))
            had, at = had + 1, 0


def _places(seats: Seats) -> list[Place]:
    hall = seats.hall
    return [
        Place(hall.problem.pupils[pupil].id, hall.groups[group], crew.could[group][position])
        for party in hall.parties
        for option in seats.held[party.index]
        for crew, group in zip(party.crews, option, strict=True)
        for position, pupil in enumerate(crew.members)
    ]
