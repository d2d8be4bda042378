"""Draw envy, counted straight from section 5 of the contract, apart from every search.

A pupil A envies B for B's place in a group g when A's draw number is lower and one exchange of
that seat costs nothing: B hands it to A, A gives up at most one place h of their own (one that
clashes, or one too many), B takes h if they wished it and may have it, else h's seat stays empty.
Every hard rule still holds, levels 1 to 3 are as they were, and A is better off.
"""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256

from solver.check.agreements import pin_group
from solver.check.case import Case
from solver.check.promises import Promised
from solver.check.violation import Violation
from solver.check.waste import Seats
from solver.plan import Group
from solver.problem import LinkKind, Pupil, further_gain, loss

LISTED = 50
"""So many pairs are told one by one; of more, only how many."""

Pair = tuple[str, str, Group]
Worth = tuple[int, int, int]


def draw_order(draw_seed: str, pupil_ids: list[str]) -> dict[str, int]:
    """The draw number of every pupil, as anyone can recompute it."""
    drawn = sorted(
        (sha256(f"{draw_seed}|{pupil_id}".encode()).hexdigest(), pupil_id) for pupil_id in pupil_ids
    )
    return {pupil_id: number for number, (_, pupil_id) in enumerate(drawn, start=1)}


def envious(case: Case, seats: Seats, promised: Promised | None) -> list[Pair]:
    """Every (A, B, a seat of B) with draw envy, one row for each pair, in the order of the draw.

    The plan keeps every hard rule. `promised` holds the earlier promises, where there are any.
    """
    return list(_Exchanges(case, seats, promised).all())


def check_envy(pairs: list[Pair]) -> Iterator[Violation]:
    """A violation for each envious pair, up to `LISTED`, and one that counts the others."""
    for envious_id, envied_id, group in pairs[:LISTED]:
        yield Violation(
            "5",
            f"{envious_id} {envied_id} {group.id}",
            f"{envious_id} gaat in de loting voor op {envied_id} en had de plaats in {group.id} "
            "kunnen krijgen zonder nadeel voor het geheel.",
            f"{envious_id} comes before {envied_id} in the draw and could have had the place in "
            f"{group.id} at no cost to the whole.",
        )
    more = len(pairs) - LISTED
    if more > 0:
        yield Violation(
            "5",
            "draw",
            f"Zo zijn er nog {more} paren: {len(pairs)} in totaal.",
            f"There are {more} more such pairs: {len(pairs)} in all.",
        )


class _Exchanges:
    """The places of a plan by pupil and by group, and every exchange of two children in it."""

    def __init__(self, case: Case, seats: Seats, promised: Promised | None) -> None:
        self._case, self._seats, self._promised = case, seats, promised
        self._number = draw_order(case.problem.season.draw_seed, list(case.problem.pupil_by_id))
        self._options: dict[str, dict[Group, int]] = {}
        self._had: dict[str, dict[Group, int]] = {
            pupil_id: {
                place.group: self.options(pupil_id).get(place.group, place.rank) for place in places
            }
            for pupil_id, places in case.places_of.items()
        }
        self._held_fast = {
            (pin.pupil_id, pin_group(pin)) for pin in case.problem.pins if pin.must and pin.pupil_id
        }
        self._taken = {group: case.seats_taken(group) for group in case.groups}
        self._losses: dict[tuple[str, Group], Worth] = {}

    def options(self, pupil_id: str) -> dict[Group, int]:
        """The open groups that a pupil wished and may be in, as far as that is theirs alone."""
        if pupil_id not in self._options:
            pupil, found = self._case.problem.pupil_by_id[pupil_id], dict[Group, int]()
            for wish in self._case.problem.wishes_by_pupil.get(pupil_id, ()):
                for group in self._seats.groups_of(wish.offer_id):
                    if (
                        group not in found
                        and wish.matches(group.offer_id, *self._case.spot(group))
                        and self._seats.welcome(pupil, group)
                        and self._seats.supports(pupil, group)
                    ):
                        found[group] = wish.rank
            self._options[pupil_id] = found
        return self._options[pupil_id]

    def all(self) -> Iterator[Pair]:
        """One row for each envious pair."""
        for a in sorted(self._case.problem.wishes_by_pupil, key=self._number.__getitem__):
            found: dict[str, Group] = {}
            for b, group in self._of(a):
                found.setdefault(b, group)
            for b in sorted(found, key=self._number.__getitem__):
                yield a, b, found[b]

    def _of(self, a: str) -> Iterator[tuple[str, Group]]:
        had = self._had.get(a, {})
        before = list(had.values())
        for g, rank in self.options(a).items():
            if g in had:
                continue
            for h in self._could_give_up(a, g):
                after = [r for group, r in had.items() if group != h] + [rank]
                if not better_off(before, after):
                    continue
                gain = _minus(_worth(after), _worth(before))
                for pupil in self._case.pupils_in[g]:
                    b = pupil.id
                    if self._number[a] < self._number[b] and self._costs_nothing(a, b, g, h, gain):
                        yield b, g

    def _could_give_up(self, a: str, g: Group) -> list[Group | None]:
        """What A may give up for g: the one that clashes, one too many, or nothing."""
        pupil, had = self._case.problem.pupil_by_id[a], self._had.get(a, {})
        in_the_way = [own for own in had if self._clash(pupil, own, g)]
        if len(in_the_way) > 1:
            return []
        choices: list[Group | None] = [*in_the_way]
        if not in_the_way:
            choices = [*had] if len(had) >= pupil.max_places else [None]
        return [h for h in choices if h is None or (a, h) not in self._held_fast]

    def _costs_nothing(self, a: str, b: str, g: Group, h: Group | None, gain: Worth) -> bool:
        """Whether levels 1 to 3 stay as they were and every hard rule holds after the exchange."""
        rank = None if h is None else self.options(b).get(h)
        can_pass = h is not None and rank is not None and h not in self._had[b]
        left = self._loss(b, g)
        if not can_pass and _plus(gain, left) != (0, 0, 0):
            return False
        if (b, g) in self._held_fast or not self._seat_passes(g, b, a):
            return False
        mine = self._had.get(a, {}).keys() - {h} | {g}
        theirs = self._had[b].keys() - {g}
        if can_pass and h is not None and rank is not None and self._takes(b, g, h, a):
            both = theirs | {h}
            if self._bonds_hold({a: mine, b: both}):
                ranks = [*(r for group, r in self._had[b].items() if group != g), rank]
                change = _minus(_worth(ranks), _worth([*self._had[b].values()]))
                return _plus(gain, change) == (0, 0, 0)
        if _plus(gain, left) != (0, 0, 0):
            return False
        if h is not None and len(self._case.pupils_in[h]) <= self._case.offer(h).min_size:
            return False
        return self._bonds_hold({a: mine, b: theirs})

    def _loss(self, b: str, g: Group) -> Worth:
        """What levels 1 to 3 change by when B just leaves g."""
        key = (b, g)
        if key not in self._losses:
            had = self._had[b]
            rest = [rank for group, rank in had.items() if group != g]
            self._losses[key] = _minus(_worth(rest), _worth([*had.values()]))
        return self._losses[key]

    def _takes(self, b: str, g: Group, h: Group, a: str) -> bool:
        pupil = self._case.problem.pupil_by_id[b]
        rest = self._had[b].keys() - {g}
        return self._seat_passes(h, a, b) and not any(self._clash(pupil, own, h) for own in rest)

    def _seat_passes(self, group: Group, giver: str, taker: str) -> bool:
        """Whether the seat that one leaves does for the other: chairs, and a small group (3.7)."""
        pupils = self._case.problem.pupil_by_id
        taken = self._taken[group] + pupils[taker].companion - pupils[giver].companion
        return taken <= self._case.room(group).capacity and self._case.permission.small_group_fits(
            pupils[taker], len(self._case.pupils_in[group])
        )

    def _clash(self, pupil: Pupil, one: Group, other: Group) -> bool:
        """Whether a pupil cannot have both places (3.1, 3.6)."""
        return one.offer_id == other.offer_id or self._case.permission.hours.clash(
            self._case.spot(one), self._case.spot(other), pupil.mode
        )

    def _bonds_hold(self, after: dict[str, set[Group]]) -> bool:
        """Whether strict links (3.8) and kept promises (3.11) of these pupils hold."""
        for pupil_id, mine in after.items():
            if self._promised is not None and not self._promised.still_kept(pupil_id, mine):
                return False
            for partner_id, kind in self._seats.partners(pupil_id):
                theirs = after.get(partner_id, set(self._had.get(partner_id, ())))
                if kind is LinkKind.SAME_GROUP and mine != theirs:
                    return False
                if kind is LinkKind.SAME_SITE and {*map(self._case.spot, mine)} != {
                    *map(self._case.spot, theirs)
                }:
                    return False
        return True


def better_off(before: list[int], after: list[int]) -> bool:
    """Whether a pupil with places of these ranks is better off than with those before."""
    if not before or not after:
        return bool(after) and not before
    return (min(after), -len(after), sum(after)) < (min(before), -len(before), sum(before))


def _worth(ranks: list[int]) -> Worth:
    """What a pupil with places of these ranks adds to levels 1 to 3."""
    return (1, loss(min(ranks)), further_gain(len(ranks))) if ranks else (0, 0, 0)


def _plus(one: Worth, other: Worth) -> Worth:
    return one[0] + other[0], one[1] + other[1], one[2] + other[2]


def _minus(one: Worth, other: Worth) -> Worth:
    return one[0] - other[0], one[1] - other[1], one[2] - other[2]
