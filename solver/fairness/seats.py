"""Who sits where while places are given out, and what is still possible for a party."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from types import MappingProxyType

from solver.fairness.hall import Hall
from solver.fairness.parties import Crew, Option, Party
from solver.problem import SMALL_GROUP

Filled = tuple[int, int, bool]
"""Pupils, chairs (companions too), and whether one of them needs a small group."""
NOBODY: Filled = (0, 0, False)
NO_LIMIT: Mapping[int, frozenset[int]] = MappingProxyType({})

Test = Callable[[Party, Option], bool]
"""Whether an option for which there are seats may be taken, as far as others are concerned."""


def anything(party: Party, option: Option) -> bool:  # noqa: ARG001  (the signature of a test)
    """Nobody else is concerned."""
    return True


class Seats:
    """The seats of the open groups; `held[party]` are the options a party has taken so far."""

    def __init__(self, hall: Hall) -> None:
        self.hall = hall
        self.size = [0] * len(hall.groups)
        self.chairs = [0] * len(hall.groups)
        self.small = [0] * len(hall.groups)
        self.most = list(hall.most)
        self.held: list[list[Option]] = [[] for _ in hall.parties]

    def copy(self) -> Seats:
        """The same seats, to go on from."""
        other = Seats.__new__(Seats)
        other.hall = self.hall
        other.size, other.chairs, other.small = self.size[:], self.chairs[:], self.small[:]
        other.most = self.most[:]
        other.held = [taken[:] for taken in self.held]
        return other

    def close(self, group: int) -> None:
        """Nobody can sit here any more."""
        self.most[group] = 0

    def fits(self, crew: Crew, group: int, before: Filled = NOBODY) -> bool:
        """Whether a group has seats for a crew (3.2) and their companions, and stays small (3.7).

        A group with a child who needs a small one takes nobody above that size. `before` is what
        others of the same party are about to fill.
        """
        pupils, chairs, small = before
        size = self.size[group] + pupils + len(crew.members)
        return (
            size <= self.most[group]
            and self.chairs[group] + chairs + crew.chairs <= self.hall.chairs[group]
            and (size <= SMALL_GROUP or not (crew.small or small or self.small[group]))
        )

    def sit(self, party: Party, option: Option) -> None:
        """A party takes an option."""
        self.held[party.index].append(option)
        for crew, group in zip(party.crews, option, strict=True):
            self._fill(crew, group)

    def stand(self, party: Party, option: Option) -> None:
        """A party gives an option back."""
        self.held[party.index].remove(option)
        for crew, group in zip(party.crews, option, strict=True):
            self._fill(crew, group, sign=-1)

    def _fill(self, crew: Crew, group: int, *, sign: int = 1) -> None:
        self.size[group] += sign * len(crew.members)
        self.chairs[group] += sign * crew.chairs
        self.small[group] += sign * crew.small

    def has_time(self, party: Party, spot: int) -> bool:
        """Whether a party may have one place more, then and there (3.1, 3.6)."""
        taken = self.held[party.index]
        hall = self.hall
        return len(taken) < party.most and not any(
            hall.clash(hall.spot_of[option[0]], spot, party.modes) for option in taken
        )

    def is_new(self, party: Party, position: int, group: int) -> bool:
        """Whether a crew has no place in this offer yet (3.1)."""
        offers = self.hall.offer_of
        return all(offers[option[position]] != offers[group] for option in self.held[party.index])

    def can_take(self, party: Party, option: Option) -> bool:
        """Whether a party may take an option as things stand, its seats included."""
        if not self.has_time(party, self.hall.spot_of[option[0]]):
            return False
        return all(
            self.is_new(party, at, group)
            and self.fits(party.crews[at], group, self._filled(party, option[:at], group))
            for at, group in enumerate(option)
        )

    def dearest(self, party: Party, test: Test = anything) -> Option | None:
        """The dearest option that a party can take and that passes the test, if there is one.

        In order: the ranks of the crews one by one (within a crew in the order of the draw), the
        minutes from home of all together, how many sit in the groups, group_id.
        """
        if len(party.crews) > 1:
            return self.dearest_at(party, party.sites, test)
        (crew,) = party.crews
        size, order, spot_of = self.size, self.hall.place_in_order, self.hall.spot_of
        several = bool(self.held[party.index])
        for run in party.runs:
            free = [group for group in run if self.fits(crew, group)]
            if several:
                free = [
                    group
                    for group in free
                    if self.is_new(party, 0, group) and self.has_time(party, spot_of[group])
                ]
            if len(free) > 1:
                free.sort(key=lambda group: (size[group], order[group]))
            for group in free:
                if test(party, (group,)):
                    return (group,)
        return None

    def dearest_at(
        self,
        party: Party,
        spots: Iterable[int],
        test: Test = anything,
        *,
        only: Mapping[int, frozenset[int]] = NO_LIMIT,
        stays: int | None = None,
    ) -> Option | None:
        """The dearest option at some spots.

        At each spot the crews sit down one after another, each in its dearest group such that
        those after it can still sit there; of the spots, the dearest by `dearest`'s order.

        Args:
            party: who looks for it.
            spots: sites of the party, by number.
            test: what an option has to pass.
            only: groups that a crew is bound to, by the position of the crew.
            stays: a group that comes before all others, whatever its rank.
        """
        found: list[tuple[object, Option]] = []
        for spot in spots:
            if self.has_time(party, spot):
                for option in self._options_at(party, spot, only, stays):
                    if test(party, option):
                        found.append((self._key(party, option, stays), option))
                        break
        return min(found)[1] if found else None

    def _key(self, party: Party, option: Option, stays: int | None) -> tuple[object, ...]:
        ranks = tuple(crew.could[group] for crew, group in zip(party.crews, option, strict=True))
        return (
            stays is not None and stays not in option,
            ranks,
            party.sites[self.hall.spot_of[option[0]]][1],
            tuple(self.size[group] for group in option),
            tuple(self.hall.place_in_order[group] for group in option),
        )

    def _options_at(
        self, party: Party, spot: int, only: Mapping[int, frozenset[int]], stays: int | None
    ) -> Iterator[Option]:
        """Every option at a spot, crew by crew in the order of what they would rather have.

        Nothing is seated while an option is handed out.
        """
        wanted = party.sites[spot][0]
        order = self.hall.place_in_order
        dead: set[object] = set()

        def options(begun: Option) -> Iterator[Option]:
            position = len(begun)
            if position == len(wanted):
                yield begun
                return
            # for those who come after, only the seats that are left count: a state that failed
            # once fails again, however the crews before are shared out
            filled = {group: self._filled(party, begun, group) for group in set(begun)}
            state = (position, frozenset(filled.items()))
            if state in dead:
                return
            crew = party.crews[position]
            free = [
                group
                for group in wanted[position]
                if group in only.get(position, (group,))
                and self.is_new(party, position, group)
                and self.fits(crew, group, filled.get(group, NOBODY))
            ]
            free.sort(
                key=lambda group: (
                    group != stays,
                    crew.could[group],
                    self.size[group] + filled.get(group, NOBODY)[0],
                    order[group],
                )
            )
            found = False
            for group in free:
                for option in options((*begun, group)):
                    found = True
                    yield option
            if not found:
                dead.add(state)

        yield from options(())

    @staticmethod
    def _filled(party: Party, begun: Option, group: int) -> Filled:
        inside = [crew for crew, at in zip(party.crews, begun, strict=False) if at == group]
        return (
            sum(len(crew.members) for crew in inside),
            sum(crew.chairs for crew in inside),
            any(crew.small for crew in inside),
        )
