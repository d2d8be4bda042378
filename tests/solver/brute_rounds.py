"""Policy `draw` once more, plainly: by id, every rule asked anew, every possibility tried.

Written from the contract (section 5) and docs/draw-policy.md, sharing nothing with
`solver.fairness`; what one person may do is read as the referee reads it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from hashlib import sha256
from itertools import combinations, product

from ortools.sat.python import cp_model

from solver.check.permission import Permission
from solver.plan import Assignment, Group, Place, Plan
from solver.problem import LinkKind, Pin, Problem, Wish

Seat = tuple[str, Group]
Party = list[list[str]]
Columns = dict[Seat, cp_model.IntVar]
Duty = tuple[str, tuple[Group, ...], Group | None]


class Brute:
    """One problem with open groups and their tutors; `rounds` gives the places out."""

    def __init__(
        self, problem: Problem, groups: Iterable[Group], assignments: Iterable[Assignment]
    ) -> None:
        self.problem = problem
        self.open = sorted(groups, key=lambda group: group.id)
        self.assignments = list(assignments)
        self.permission = Permission(problem)
        seed = problem.season.draw_seed
        self.pupils = sorted(
            problem.pupil_by_id, key=lambda p: sha256(f"{seed}|{p}".encode()).hexdigest()
        )
        self.rank = {
            (pupil, group): wish.rank
            for pupil in self.pupils
            for group in self.open
            if (wish := self._best_wish(pupil, group)) is not None
        }
        self.held = {
            group
            for group in self.open
            if any(pin.must and self._about(pin, group) for pin in problem.pins)
        }
        self.parties = [
            self._circles(party, {LinkKind.SAME_GROUP})
            for party in self._circles(self.pupils, set(LinkKind))
        ]

    @staticmethod
    def _about(pin: Pin, group: Group) -> bool:
        return (pin.offer_id, pin.block_id, pin.room_id) == group

    def spot(self, group: Group) -> tuple[str, str]:
        return group.block_id, self.problem.room_by_id[group.room_id].location_id

    def _best_wish(self, pupil_id: str, group: Group) -> Wish | None:
        pupil, room = self.problem.pupil_by_id[pupil_id], self.problem.room_by_id[group.room_id]
        skills = {
            skill
            for post in self.assignments
            if post.group == group
            for skill in self.problem.tutor_by_id[post.tutor_id].skills
        }
        wishes = self.permission.matching(pupil_id, group.offer_id, *self.spot(group))
        offer = self.problem.offer_by_id[group.offer_id]
        barred = any(
            not pin.must and pin.pupil_id == pupil_id and self._about(pin, group)
            for pin in self.problem.pins
        )
        if (
            not wishes
            or barred
            or not self.permission.pupil_may_come(pupil, offer, *self.spot(group))
            or not self.permission.place_needs_met(pupil, room)
            or not pupil.support_needs <= skills
        ):
            return None
        return min(wishes, key=lambda wish: wish.rank)

    def _circles(self, pupils: Sequence[str], kinds: set[LinkKind]) -> Party:
        circles = [[pupil] for pupil in pupils]
        for link in self.problem.links:
            if link.strict and link.kind in kinds:
                joined = [c for c in circles if link.pupil_a in c or link.pupil_b in c]
                if len(joined) == 2:
                    circles = [c for c in circles if c not in joined] + [joined[0] + joined[1]]
        ordered = [sorted(circle, key=self.pupils.index) for circle in circles]
        return sorted(ordered, key=lambda circle: self.pupils.index(circle[0]))

    def holds(self, seats: Collection[Seat]) -> bool:
        """Whether these places keep every rule about places, minimum sizes and links aside."""
        for pupil_id in {pupil for pupil, _ in seats}:
            pupil = self.problem.pupil_by_id[pupil_id]
            mine = [group for who, group in seats if who == pupil_id]
            if len(mine) > pupil.max_places or any(
                self.bars(pupil_id, *p) for p in combinations(mine, 2)
            ):
                return False
        for group in {group for _, group in seats}:
            inside = [self.problem.pupil_by_id[who] for who, where in seats if where == group]
            capacity = self.problem.room_by_id[group.room_id].capacity
            if (
                len(inside) > self.problem.offer_by_id[group.offer_id].max_size
                or len(inside) + sum(pupil.companion for pupil in inside) > capacity
                or (len(inside) > 8 and any(pupil.small_group for pupil in inside))
            ):
                return False
        return True

    def bars(self, pupil_id: str, one: Group, other: Group) -> bool:
        mode = self.problem.pupil_by_id[pupil_id].mode
        return one.offer_id == other.offer_id or self.permission.hours.clash(
            self.spot(one), self.spot(other), mode
        )

    def at_spots(
        self, party: Party, seats: set[Seat], closed: set[Group]
    ) -> dict[tuple[str, str], list[tuple[Group, ...]]]:
        """For every (block, location) what a party can take there, one group for each crew."""
        found = {}
        for spot in sorted({self.spot(group) for group in self.open}):
            here = [g for g in self.open if self.spot(g) == spot and g not in closed]
            found[spot] = [
                choice
                for choice in product(here, repeat=len(party))
                if all(
                    (pupil, group) in self.rank
                    for crew, group in zip(party, choice, strict=True)
                    for pupil in crew
                )
                and self.holds(seats | self.taken(party, choice))
                and not seats & self.taken(party, choice)
            ]
        return found

    @staticmethod
    def taken(party: Party, choice: Sequence[Group]) -> set[Seat]:
        return {(p, g) for crew, g in zip(party, choice, strict=True) for p in crew}

    def dearest(
        self,
        party: Party,
        seats: set[Seat],
        closed: set[Group],
        duties: list[Duty],
        duty: Duty | None = None,
        *,
        whole: bool,
    ) -> tuple[Group, ...] | None:
        """What a party takes when it is its turn, or when it does a duty."""
        stays = None if duty is None else duty[2]
        size = {group: sum(g == group for _, g in seats) for group in self.open}

        def ranks(choice: tuple[Group, ...]) -> tuple[tuple[int, ...], ...]:
            pairs = zip(party, choice, strict=True)
            return tuple(tuple(self.rank[p, group] for p in crew) for crew, group in pairs)

        def within(choice: tuple[Group, ...]) -> list[object]:
            key: list[object] = []
            for at, group in enumerate(choice):
                before = sum(len(party[i]) for i in range(at) if choice[i] == group)
                key.append((group != stays, ranks(choice)[at], size[group] + before, group.id))
            return key

        def across(choice: tuple[Group, ...]) -> tuple[object, ...]:
            location = self.spot(choice[0])[1]
            pupils = [self.problem.pupil_by_id[p] for crew in party for p in crew]
            minutes = [self.permission.journeys.of_pupil(p, location) or 0 for p in pupils]
            return (
                stays is not None and stays not in choice,
                ranks(choice),
                sum(minutes),
                [size[group] for group in choice],
                [group.id for group in choice],
            )

        best = []
        for choices in self.at_spots(party, seats, closed).values():
            for choice in sorted(choices, key=within):
                after = seats | self.taken(party, choice)
                if duty is not None and not any((duty[0], g) in after for g in duty[1]):
                    continue
                if self.completable(after, closed, duties, whole=whole):
                    best.append(choice)
                    break
        return min(best, key=across, default=None)

    def completable(
        self, seats: set[Seat], closed: set[Group], duties: list[Duty], *, whole: bool
    ) -> bool:
        if not duties and not self.held:
            return True
        return self.kept(seats, closed, duties, [], whole=whole) is not None

    def kept(
        self,
        seats: set[Seat],
        closed: set[Group],
        duties: list[Duty],
        promises: list[Duty],
        *,
        whole: bool,
    ) -> int | None:
        """How many promises more can be kept beside all duties; None: not even the duties."""
        model = cp_model.CpModel()
        sits = {key: model.new_bool_var("") for key in self.rank if key[1] not in closed}
        for seat in seats:
            model.add(sits[seat] == 1)
        self._pupil_rules(model, sits)
        self._group_rules(model, sits, whole=whole)
        self._link_rules(model, sits)
        done = []
        for pupil_id, groups, _ in [*duties, *promises]:
            done.append(model.new_bool_var(""))
            model.add(sum(sits[pupil_id, g] for g in groups if (pupil_id, g) in sits) >= done[-1])
        for must in done[: len(duties)]:
            model.add(must == 1)
        kept = done[len(duties) :]
        if kept:
            model.maximize(sum(kept))
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = 1
        if solver.solve(model) != cp_model.OPTIMAL:
            return None
        return sum(solver.value(var) for var in kept)

    def _pupil_rules(self, model: cp_model.CpModel, sits: Columns) -> None:
        for pupil_id in self.pupils:
            mine = {g: v for (p, g), v in sits.items() if p == pupil_id}
            model.add(sum(mine.values()) <= self.problem.pupil_by_id[pupil_id].max_places)
            for one, other in combinations(mine, 2):
                if self.bars(pupil_id, one, other):
                    model.add(mine[one] + mine[other] <= 1)

    def _group_rules(self, model: cp_model.CpModel, sits: Columns, *, whole: bool) -> None:
        pupil_of = self.problem.pupil_by_id
        for group in self.open:
            offer = self.problem.offer_by_id[group.offer_id]
            inside = {p: v for (p, g), v in sits.items() if g == group}
            size = sum(inside.values())
            chairs = sum((1 + pupil_of[p].companion) * v for p, v in inside.items())
            model.add(size <= offer.max_size)
            model.add(chairs <= self.problem.room_by_id[group.room_id].capacity)
            for p, v in inside.items():
                if pupil_of[p].small_group:
                    model.add(size + 1000 * v <= 1008)
                if whole:
                    model.add(size >= offer.min_size * v)
            if group in self.held:
                model.add(size >= offer.min_size)

    def _link_rules(self, model: cp_model.CpModel, sits: Columns) -> None:
        spots = {self.spot(group) for group in self.open}
        for link in self.problem.links:
            for spot in spots if link.strict else ():
                here = [g for g in self.open if self.spot(g) == spot]
                pieces = [[g] for g in here] if link.kind is LinkKind.SAME_GROUP else [here]
                for piece in pieces:
                    a = [sits[link.pupil_a, g] for g in piece if (link.pupil_a, g) in sits]
                    b = [sits[link.pupil_b, g] for g in piece if (link.pupil_b, g) in sits]
                    model.add(sum(a) == sum(b))

    def duties(self, previous: Plan | None) -> list[Duty]:
        """Pins, and the promises that can be kept, in the order of the draw."""
        pins: list[Duty] = [
            (pupil, (group,), None)
            for pupil in self.pupils
            for group in self.open
            if any(
                pin.must and pin.pupil_id == pupil and self._about(pin, group)
                for pin in self.problem.pins
            )
        ]
        wanted: list[Duty] = []
        for pupil in self.pupils:
            for place in sorted(previous.places if previous else (), key=lambda p: p.group.id):
                room = self.problem.room_by_id.get(place.group.room_id)
                groups = tuple(
                    g
                    for g in self.open
                    if place.pupil_id == pupil
                    and (pupil, g) in self.rank
                    and g[:2] == place.group[:2]
                    and (room is None or self.spot(g)[1] == room.location_id)
                )
                if groups:
                    wanted.append((pupil, groups, place.group if place.group in groups else None))
        most = self.kept(set(), set(), pins, wanted, whole=True)
        chosen: list[Duty] = []
        for position, duty in enumerate(wanted):
            rest = wanted[position + 1 :]
            got = self.kept(set(), set(), [*pins, *chosen, duty], rest, whole=True)
            if got is not None and len(chosen) + 1 + got == most:
                chosen.append(duty)
        first = {p: n for n, party in enumerate(self.parties) for crew in party for p in crew}
        return sorted([*pins, *chosen], key=lambda duty: first[duty[0]])

    def rounds(self, previous: Plan | None = None) -> tuple[set[Group], set[Place]]:
        """The groups that stay open, and the places."""
        ground: set[Seat] = set()
        duties = self.duties(previous)
        for duty in duties:
            if not any((duty[0], group) in ground for group in duty[1]):
                party = next(p for p in self.parties if any(duty[0] in crew for crew in p))
                choice = self.dearest(party, ground, set(), duties, duty, whole=True)
                assert choice is not None
                ground |= self.taken(party, choice)
        self.held |= {group for _, group in ground}
        closed: set[Group] = set()
        while True:
            seats = self._all_rounds(set(ground), closed)
            short = [
                (size, group.id, group)
                for group in self.open
                if group not in closed
                and (size := sum(g == group for _, g in seats))
                < self.problem.offer_by_id[group.offer_id].min_size
            ]
            if not short:
                places = {Place(p, g, self.rank[p, g]) for p, g in seats}
                return set(self.open) - closed, places
            group = min(short)[2]
            if self.completable(ground, closed | {group}, [], whole=True):
                closed.add(group)
            else:
                self.held.add(group)

    def _all_rounds(self, seats: set[Seat], closed: set[Group]) -> set[Seat]:
        for number in range(1, 1 + max((p.max_places for p in self.problem.pupils), default=0)):
            for party in self.parties if number % 2 else reversed(self.parties):
                if sum(who == party[0][0] for who, _ in seats) == number - 1:
                    choice = self.dearest(party, seats, closed, [], whole=False)
                    if choice is not None:
                        seats |= self.taken(party, choice)
        return seats
