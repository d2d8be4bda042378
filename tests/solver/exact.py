"""The planning problem as a plainly written exact model, the way it reads in the contract.

One 0/1 variable per pupil × group and per tutor × group × role, in CP-SAT; levels 1 to 3 one after
the other. It is meant to be obviously right, not fast, and shares no code with the search or with
`check`: it reads sections 2 to 4 of the contract for itself.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

from ortools.sat.python import cp_model

from solver.plan import Assignment, Group, Place, Plan, Status
from solver.problem import Block, LinkKind, Offer, Policy, Problem, Pupil, Role, Tutor
from tests.solver.exact_rules import ExactRules, minutes_per_week


class NotProvenError(RuntimeError):
    """The exact model was not solved to the end in the time it was given."""


@dataclass
class ExactModel:
    """The model of a problem, with the variables that read a plan back.

    `taken` is (pupil id, group), `serves` is (tutor id, group, role); what cannot be is not there.
    """

    model: cp_model.CpModel
    opened: dict[Group, cp_model.IntVar]
    taken: dict[tuple[str, Group], cp_model.IntVar]
    serves: dict[tuple[str, Group, Role], cp_model.IntVar]
    ranks: dict[tuple[str, Group], int]
    placed: dict[str, cp_model.IntVar]
    levels: dict[str, tuple[cp_model.LinearExprT, bool]]
    """Name, expression, and whether it is maximised; in the order in which they count."""

    def plan(self, solver: cp_model.CpSolver) -> Plan:
        """The groups, tutors and places of the solution that a solver holds."""
        return Plan(
            Policy.BEST,
            Status.FEASIBLE,
            tuple(sorted(g for g, var in self.opened.items() if solver.value(var))),
            tuple(
                sorted(
                    Assignment(group, tutor_id, role)
                    for (tutor_id, group, role), var in self.serves.items()
                    if solver.value(var)
                )
            ),
            tuple(
                sorted(
                    Place(pupil_id, group, self.ranks[pupil_id, group])
                    for (pupil_id, group), var in self.taken.items()
                    if solver.value(var)
                )
            ),
        )


def exact_levels(
    problem: Problem, previous: Plan | None = None, *, workers: int = 1, seconds: float = 600
) -> dict[str, int] | None:
    """The best values of `placed`, `loss` and `further`, one after the other; None: impossible.

    With `previous` there is a level before them, `kept`: how many promised places can be kept.

    Raises:
        NotProvenError: a level was not proven in `seconds`.
    """
    solved = exact_plan(problem, previous, workers=workers, seconds=seconds)
    return None if solved is None else solved[1]


def exact_plan(
    problem: Problem, previous: Plan | None = None, *, workers: int = 1, seconds: float = 600
) -> tuple[Plan, dict[str, int]] | None:
    """A best plan (without refusals and levels) and its values; see `exact_levels`."""
    exact = build(problem, previous)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = workers
    solver.parameters.max_time_in_seconds = seconds
    values: dict[str, int] = {}
    for name, (expression, maximise) in exact.levels.items():
        if maximise:
            exact.model.maximize(expression)
        else:
            exact.model.minimize(expression)
        outcome = solver.solve(exact.model)
        if outcome == cp_model.INFEASIBLE:
            return None
        if outcome != cp_model.OPTIMAL:
            raise NotProvenError(name)
        values[name] = round(solver.objective_value)
        exact.model.add(expression == values[name])
    return exact.plan(solver), values


def build(problem: Problem, previous: Plan | None = None) -> ExactModel:
    """Write down every rule of section 3 and the levels of section 4."""
    return _Builder(problem).build(previous)


class _Builder:
    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.rules = ExactRules(problem)
        self.model = cp_model.CpModel()
        self.site = {room.id: room.location_id for room in problem.rooms}
        self.opened: dict[Group, cp_model.IntVar] = {}
        self.taken: dict[tuple[str, Group], cp_model.IntVar] = {}
        self.serves: dict[tuple[str, Group, Role], cp_model.IntVar] = {}
        self.ranks: dict[tuple[str, Group], int] = {}
        self.of_pupil: dict[str, list[Group]] = defaultdict(list)
        self.in_group: dict[Group, list[Pupil]] = defaultdict(list)
        self.of_tutor: dict[str, list[tuple[Group, Role]]] = defaultdict(list)
        self.team: dict[tuple[Group, Role], list[Tutor]] = defaultdict(list)

    def build(self, previous: Plan | None) -> ExactModel:
        self.variables()
        for group in self.opened:
            self.group_rules(group)
        self.offers_rooms_and_budget()
        for tutor in self.problem.tutors:
            self.tutor_time(tutor)
        for pupil in self.problem.pupils:
            self.pupil_rules(pupil)
        self.links()
        self.pins()
        placed, levels = self.levels(previous)
        return ExactModel(
            self.model, self.opened, self.taken, self.serves, self.ranks, placed, levels
        )

    def variables(self) -> None:
        wishers: dict[str, list[Pupil]] = defaultdict(list)
        for pupil in self.problem.pupils:
            wishes = self.problem.wishes_by_pupil.get(pupil.id, ())
            for offer_id in dict.fromkeys(wish.offer_id for wish in wishes):
                wishers[offer_id].append(pupil)
        for offer in self.problem.offers:
            for block_id in offer.blocks:
                for room in self.problem.rooms:
                    if not self.rules.room_allowed(offer, block_id, room):
                        continue
                    group = Group(offer.id, block_id, room.id)
                    self.opened[group] = self.model.new_bool_var("")
                    for pupil in wishers[offer.id]:
                        rank = self.rules.rank(pupil, offer, block_id, room)
                        if rank is not None:
                            self.ranks[pupil.id, group] = rank
                            self.taken[pupil.id, group] = self.model.new_bool_var("")
                            self.of_pupil[pupil.id].append(group)
                            self.in_group[group].append(pupil)
                    self.tutor_variables(offer, group)

    def tutor_variables(self, offer: Offer, group: Group) -> None:
        for tutor in self.problem.tutors:
            if not self.rules.tutor_allowed(tutor, offer, group.block_id, self.site[group.room_id]):
                continue
            for role in Role:
                if self.rules.role_allowed(tutor, offer, role):
                    self.serves[tutor.id, group, role] = self.model.new_bool_var("")
                    self.of_tutor[tutor.id].append((group, role))
                    self.team[group, role].append(tutor)

    def group_rules(self, group: Group) -> None:
        """3.2 sizes, 3.4 teams, 3.7 needs."""
        offer = self.problem.offer_by_id[group.offer_id]
        capacity = self.problem.room_by_id[group.room_id].capacity
        opened, pupils = self.opened[group], self.in_group[group]
        size = sum(self.taken[pupil.id, group] for pupil in pupils)
        companions = sum(self.taken[p.id, group] for p in pupils if p.companion)
        self.model.add(size >= offer.min_size * opened)
        self.model.add(size <= min(offer.max_size, capacity) * opened)
        self.model.add(size + companions <= capacity * opened)
        for pupil in pupils:
            self.model.add_implication(self.taken[pupil.id, group], opened)
        for role, count in ((Role.LEAD, offer.leads), (Role.ASSISTANT, offer.assistants)):
            team = [self.serves[tutor.id, group, role] for tutor in self.team[group, role]]
            self.model.add(sum(team) == count * opened)
        for tutor in self.team[group, Role.LEAD]:
            if (tutor.id, group, Role.ASSISTANT) in self.serves:
                self.model.add_at_most_one(self.serves[tutor.id, group, role] for role in Role)
        for pupil in pupils:
            for need in pupil.support_needs:
                helpers = [
                    self.serves[tutor.id, group, role]
                    for role in Role
                    for tutor in self.team[group, role]
                    if need in tutor.skills
                ]
                self.model.add(self.taken[pupil.id, group] <= sum(helpers))
            if pupil.small_group:
                self.model.add(size <= 8).only_enforce_if(self.taken[pupil.id, group])

    def offers_rooms_and_budget(self) -> None:
        """3.2 the number of groups, 3.3 rooms in use, 3.10."""
        by_offer: dict[str, list[Group]] = defaultdict(list)
        by_room: dict[str, list[Group]] = defaultdict(list)
        for group in self.opened:
            by_offer[group.offer_id].append(group)
            by_room[group.room_id].append(group)
        for offer_id, groups in by_offer.items():
            most = self.problem.offer_by_id[offer_id].max_groups
            self.model.add(sum(self.opened[group] for group in groups) <= most)
        for groups in by_room.values():
            self.never_at_once([(group, self.opened[group]) for group in groups])
        if self.problem.season.budget_cents is not None:
            fixed = sum(
                self.problem.offer_by_id[group.offer_id].group_cents * 60 * var
                for group, var in self.opened.items()
            )
            hourly = sum(
                self.problem.tutor_by_id[tutor_id].hourly_cents * self.length(group) * var
                for (tutor_id, group, _), var in self.serves.items()
            )
            self.model.add(fixed + hourly <= 60 * self.problem.season.budget_cents)

    def tutor_time(self, tutor: Tutor) -> None:
        """3.5."""
        mine = [
            (group, self.serves[tutor.id, group, role]) for group, role in self.of_tutor[tutor.id]
        ]
        self.never_at_once(mine)
        self.never_too_far_apart(mine, tutor)
        if tutor.minutes_week is not None:
            weeks: dict[tuple[int, int], list[cp_model.LinearExprT]] = defaultdict(list)
            for group, var in mine:
                for week, minutes in minutes_per_week(self.block(group)).items():
                    weeks[week].append(minutes * var)
            for terms in weeks.values():
                self.model.add(sum(terms) <= tutor.minutes_week)

    def pupil_rules(self, pupil: Pupil) -> None:
        """3.1 and 3.6."""
        mine = [(group, self.taken[pupil.id, group]) for group in self.of_pupil[pupil.id]]
        if not mine:
            return
        self.model.add(sum(var for _, var in mine) <= pupil.max_places)
        if pupil.max_places == 1:
            return  # nothing of theirs can meet anything else of theirs
        by_offer: dict[str, list[cp_model.IntVar]] = defaultdict(list)
        for group, var in mine:
            by_offer[group.offer_id].append(var)
        for variables in by_offer.values():
            self.model.add_at_most_one(variables)
        self.never_at_once(mine)
        self.never_too_far_apart(mine, pupil)

    def never_at_once(self, mine: Sequence[tuple[Group, cp_model.IntVar]]) -> None:
        """At each start of a session, at most one of these groups has a session going on."""
        written: set[frozenset[int]] = set()
        blocks = {group.block_id: self.block(group) for group, _ in mine}
        for moment in {(s.day, s.start) for block in blocks.values() for s in block.sessions}:
            busy = {
                block.id
                for block in blocks.values()
                if any(s.day == moment[0] and s.start <= moment[1] < s.end for s in block.sessions)
            }
            variables = [var for group, var in mine if group.block_id in busy]
            key = frozenset(var.index for var in variables)
            if len(key) > 1 and key not in written:
                written.add(key)
                self.model.add_at_most_one(variables)

    def never_too_far_apart(
        self, mine: Iterable[tuple[Group, cp_model.IntVar]], person: Pupil | Tutor
    ) -> None:
        spots: dict[tuple[str, str], list[cp_model.IntVar]] = defaultdict(list)
        for group, var in mine:
            spots[group.block_id, self.site[group.room_id]].append(var)
        for one, other in combinations(spots, 2):
            if one[1] != other[1] and self.rules.unreachable(one, other, person.mode):
                self.model.add_at_most_one(spots[one] + spots[other])

    def links(self) -> None:
        """3.8."""
        for link in self.problem.links:
            if not link.strict:
                continue
            keys: dict[tuple[str, ...], tuple[list[cp_model.IntVar], list[cp_model.IntVar]]] = {}
            for side, pupil_id in enumerate((link.pupil_a, link.pupil_b)):
                for group in self.of_pupil[pupil_id]:
                    spot = (group.block_id, self.site[group.room_id])
                    key = tuple(group) if link.kind is LinkKind.SAME_GROUP else spot
                    keys.setdefault(key, ([], []))[side].append(self.taken[pupil_id, group])
            for ours, theirs in keys.values():
                # sessions of one block overlap themselves, so each sum is 0 or 1
                self.model.add(sum(ours) == sum(theirs))

    def pins(self) -> None:
        """3.9; a variable that is not there is one that the other rules keep at 0."""
        for pin in self.problem.pins:
            group = Group(pin.offer_id, pin.block_id, pin.room_id)
            asked: list[cp_model.LinearExprT] = []
            if pin.tutor_id is not None:
                asked.append(
                    sum(
                        self.serves[pin.tutor_id, group, role]
                        for role in Role
                        if (pin.tutor_id, group, role) in self.serves
                    )
                )
            if pin.pupil_id is not None:
                asked.append(self.taken.get((pin.pupil_id, group), 0))
            if pin.must or not asked:
                asked.append(self.opened.get(group, 0))
            for expression in asked:
                if isinstance(expression, int):
                    if expression != pin.must:
                        self.model.add_bool_or([])
                else:
                    self.model.add(expression == int(pin.must))

    def levels(
        self, previous: Plan | None
    ) -> tuple[dict[str, cp_model.IntVar], dict[str, tuple[cp_model.LinearExprT, bool]]]:
        """Level 1 to 3 of section 4, after the number of promises kept (3.11)."""
        levels: dict[str, tuple[cp_model.LinearExprT, bool]] = {}
        if previous is not None:
            levels["kept"] = (cp_model.LinearExpr.sum(self.kept(previous)), True)
        placed: dict[str, cp_model.IntVar] = {}
        losses: list[cp_model.LinearExprT] = []
        gains: list[cp_model.LinearExprT] = []
        for pupil_id, groups in self.of_pupil.items():
            if not groups:
                continue
            one = placed[pupil_id] = self.model.new_bool_var("")
            places = sum(self.taken[pupil_id, group] for group in groups)
            self.model.add(places >= one)
            for group in groups:
                self.model.add_implication(self.taken[pupil_id, group], one)
            best = []
            for rank in sorted({self.ranks[pupil_id, group] for group in groups}):
                granted = self.model.new_bool_var("")
                ranked = [g for g in groups if self.ranks[pupil_id, g] == rank]
                self.model.add(granted <= sum(self.taken[pupil_id, group] for group in ranked))
                best.append(granted)
                losses.append(min(28, rank * (rank - 1) // 2) * granted)
            self.model.add(sum(best) == one)
            further = []
            for gain in (4, 3, 2, 1)[: self.problem.pupil_by_id[pupil_id].max_places - 1]:
                more = self.model.new_bool_var("")
                further.append(more)
                gains.append(gain * more)
            self.model.add(sum(further) <= places - one)
        levels["placed"] = (cp_model.LinearExpr.sum(list(placed.values())), True)
        levels["loss"] = (cp_model.LinearExpr.sum(losses), False)
        levels["further"] = (cp_model.LinearExpr.sum(gains), True)
        return placed, levels

    def kept(self, previous: Plan) -> list[cp_model.LinearExprT]:
        kept: list[cp_model.LinearExprT] = []
        for place in previous.places:
            promised = place.group
            here = [
                self.taken[place.pupil_id, group]
                for group in self.of_pupil.get(place.pupil_id, ())
                if group[:2] == promised[:2]
                and self.site[group.room_id] == self.site.get(promised.room_id)
            ]
            if here:
                var = self.model.new_bool_var("")
                self.model.add(var <= sum(here))
                kept.append(var)
        return kept

    def block(self, group: Group) -> Block:
        return self.problem.block_by_id[group.block_id]

    def length(self, group: Group) -> int:
        return sum(session.end - session.start for session in self.block(group).sessions)
