"""Keeping groups that have to stay open alive while others choose before them."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from solver.fairness.completion import Additions, Duty, complete
from solver.fairness.parties import Option, Party
from solver.fairness.seats import NOBODY, Filled, Seats


class Lookahead:
    """Whether a choice leaves enough: duties that can be done, held groups that can be filled.

    Holds one way to complete the places so far, and looks for another only where a choice spoils
    it, so that most questions cost next to nothing. The answers are exact.

    Raises:
        LookupError: nothing completes the places as they are.
    """

    def __init__(
        self,
        seats: Seats,
        held: Collection[int],
        duties: Sequence[Duty] = (),
        *,
        whole: bool = False,
    ) -> None:
        self._seats = seats
        self._held = held
        self._duties = duties
        self._whole = whole
        self._allowed: tuple[int, Option] | None = None
        self._next: Additions = {}
        self._additions: Additions = {}
        found = None if whole else self._spared()
        if found is None:
            found = complete(seats, held=held, duties=duties, whole=whole)
        if found is None:
            raise LookupError("nothing completes the places given so far")
        self._use(found)

    def _use(self, additions: Additions) -> None:
        self._additions = {party: list(options) for party, options in additions.items() if options}
        self._filled: dict[int, Filled] = {}
        for index, options in self._additions.items():
            for option in options:
                for crew, group in zip(self._seats.hall.parties[index].crews, option, strict=True):
                    pupils, chairs, small = self._filled.get(group, NOBODY)
                    self._filled[group] = (
                        pupils + len(crew.members),
                        chairs + crew.chairs,
                        small or crew.small,
                    )

    def allows(self, party: Party, option: Option) -> bool:
        """Whether the rest can still be completed when this party, who can, takes this option."""
        self._allowed = None
        if party.index not in self._additions and self._leaves_seats(party, option):
            self._next = self._additions
        else:
            self._seats.sit(party, option)
            spared = self._spared((party.index, option))
            found = (
                spared
                if spared is not None
                else complete(self._seats, held=self._held, duties=self._duties, whole=self._whole)
            )
            self._seats.stand(party, option)
            if found is None:
                return False
            self._next = found
        self._allowed = party.index, option
        return True

    def _leaves_seats(self, party: Party, option: Option) -> bool:
        """Whether the known additions still have their seats beside this option."""
        if self._filled.keys().isdisjoint(option):
            return True
        (crew, *others), (group, *_) = party.crews, option
        return not others and self._seats.fits(crew, group, self._filled[group])

    def took(self, party: Party, option: Option) -> None:
        """A party is about to take an option that was allowed; called before it sits."""
        if self._allowed != (party.index, option) and not self.allows(party, option):
            raise ValueError(f"not an option that was allowed: {option}")
        if self._next is not self._additions:
            self._use(self._next)

    def _spared(self, taken: tuple[int, Option] | None = None) -> Additions | None:
        """The known additions, less one just taken and what no longer goes with it, filled up.

        None where that does not complete the places.
        """
        seats, hall = self._seats, self._seats.hall
        parties = hall.parties
        wanted = {
            index: [option for option in options if (index, option) != taken]
            for index, options in self._additions.items()
        }
        seated: list[tuple[Party, Option]] = []
        lost = not self._additions
        for index, options in wanted.items():
            for other in options:
                if not self._whole and all(seats.size[g] >= hall.least[g] for g in other):
                    continue
                if seats.can_take(parties[index], other):
                    seats.sit(parties[index], other)
                    seated.append((parties[index], other))
                else:
                    lost = True
        if lost and not self._whole:
            seated += self._fill_up()
        good = self._whole_now()
        left: Additions = {}
        for one, other in seated:
            left.setdefault(one.index, []).append(other)
            seats.stand(one, other)
        return left if good else None

    def _fill_up(self) -> list[tuple[Party, Option]]:
        """Fill what is short with whoever can sit there, those last in the draw first.

        A quick try: where it fails, there may still be a way.
        """
        seats, hall = self._seats, self._seats.hall
        seated: list[tuple[Party, Option]] = []
        for group in sorted(self._held):
            for party in reversed(hall.alone_in[group]):
                if seats.size[group] >= hall.least[group]:
                    break
                if seats.can_take(party, (group,)):
                    seats.sit(party, (group,))
                    seated.append((party, (group,)))
        return seated

    def _whole_now(self) -> bool:
        seats, hall = self._seats, self._seats.hall
        if any(seats.size[group] < hall.least[group] for group in self._held):
            return False
        if self._whole and any(0 < size < hall.least[g] for g, size in enumerate(seats.size)):
            return False
        return all(is_done(seats, duty) for duty in self._duties)


def is_done(seats: Seats, duty: Duty) -> bool:
    """Whether a pupil sits in one of the groups of a duty."""
    party, position = seats.hall.seat_of[duty.pupil]
    return any(option[position] in duty.groups for option in seats.held[party])
