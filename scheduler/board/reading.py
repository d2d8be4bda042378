"""All that is needed to judge what can be done with one thing on the board."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Group, Place, PlanVersion, Season
from models.enums import PlaceStatus
from scheduler.board.judging import Position, Verdict, cost_of, judged
from scheduler.board.moves import CloseGroup, Move, MoveChild, MoveGroup, MoveTutor, OpenGroup
from scheduler.board.names import Kind, group_named, named
from scheduler.board.part_of_season import part_of_season
from scheduler.board.standing import (
    Held,
    Standing,
    bound_to,
    held_in,
    linked_with,
    pins_of,
    plan_from,
)
from scheduler.board.steps import Step, step_of
from scheduler.season.refusals import NotHere
from solver.plan import Group as GroupOf
from solver.plan import Place as PlaceOf
from solver.plan import Plan, Status
from solver.problem import Pin, Policy, Problem


@dataclass(frozen=True, slots=True)
class Reach:
    """What a move, or any of several, can touch: groups, children that may move.

    `party`: the child that is moved, with all who are strictly bound to it.
    """

    groups: frozenset[int] = frozenset()
    children: frozenset[int] = frozenset()
    party: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Table:
    """What lies on the table while something is moved.

    `movers` are the children that may move, and to whom a strict link ties them; `held` knows
    all their places, and everybody in the groups within reach. `previous` is what was promised
    to them, `whole_cost` that of all groups in cents times minutes.
    """

    season: Season
    standing: Standing
    held: Held
    problem: Problem
    called: Mapping[str, str]
    pins: tuple[Pin, ...]
    movers: frozenset[int]
    party: frozenset[int]
    previous: Plan | None
    whole_cost: int

    def step(self, move: Move) -> Step:
        """The move by names.

        Raises:
            NotHere: it names what the version has not.
        """
        try:
            return step_of(move, self.standing, self.held, self.party)
        except KeyError as error:
            raise NotHere from error

    def verdict(self, move: Move) -> Verdict:
        """Whether the move may be made, looking at what it can touch and no further.

        Raises:
            NotHere: as `step`.
        """
        step = self.step(move)
        groups = self._touched(step)
        plan = plan_from(self.standing, self.held, groups)
        budget = self.season.budget_cents
        position = Position(
            self.problem,
            plan,
            self._pins_on(groups, step),
            budget,
            0 if budget is None else self.whole_cost - cost_of(self.problem, plan),
            self.previous,
        )
        return judged(position, step)

    def _pins_on(self, groups: set[int], step: Step) -> tuple[Pin, ...]:
        mine = {self.standing.groups[number] for number in groups}
        mine |= {each for each in (step.opened, *(step.renamed or ())) if each is not None}
        return tuple(p for p in self.pins if GroupOf(p.offer_id, p.block_id, p.room_id) in mine)

    def _touched(self, step: Step) -> set[int]:
        """The groups that a move changes, and those that share something with what it changes."""
        standing = self.standing
        changed = {each for each in (step.opened, step.closed) if each is not None}
        changed |= set(step.renamed or ())
        here = {group for group, _ in (*step.tutors_out, *step.children_out, *step.children_in)}
        here |= {each.group for each in step.tutors_in}
        numbers = {standing.number[each] for each in here | changed if each in standing.number}
        tutors = {each for _, each in step.tutors_out} | {a.tutor_id for a in step.tutors_in}
        for group in changed & standing.number.keys():
            team = standing.teams.get(standing.number[group], ())
            tutors |= {named(Kind.TUTOR, tutor) for tutor, _ in team}
        for tutor, groups in standing.of_tutor.items():
            if named(Kind.TUTOR, tutor) in tutors:
                numbers.update(groups)
        rooms, offers = {each.room_id for each in changed}, {each.offer_id for each in changed}
        for number, group in standing.groups.items():
            if group.room_id in rooms or group.offer_id in offers:
                numbers.add(number)
        if not (step.tutors_in or step.tutors_out or step.opened):
            held = self.held.items()
            numbers |= {n for n, children in held if not self.movers.isdisjoint(children)}
        return numbers


def reach_of(session: Session, season: Season, standing: Standing, move: Move) -> Reach:
    """What this move can touch.

    Raises:
        NotHere: it names a group that the version has not.
    """
    match move:
        case MoveGroup(group_id=number) | CloseGroup(group_id=number):
            _require(standing, number)
            there = held_in(session, standing, groups=(number,)).get(number, {})
            return Reach(frozenset({number}), frozenset(there))
        case MoveTutor(from_id=gone, to_id=there_id):
            return Reach(_known(standing, gone, there_id))
        case MoveChild(child_id=child, from_id=gone, to_id=there_id):
            party = bound_to(session, season, (child,))
            return Reach(_known(standing, gone, there_id), party, party)
        case OpenGroup():
            return Reach()


def _known(standing: Standing, *numbers: int | None) -> frozenset[int]:
    found = frozenset(number for number in numbers if number is not None)
    for number in found:
        _require(standing, number)
    return found


def _require(standing: Standing, number: int) -> None:
    if number not in standing.groups:
        raise NotHere


def set_table(
    session: Session, season: Season, version: PlanVersion, standing: Standing, reach: Reach
) -> Table:
    """Read what is needed for moves within this reach."""
    movers = linked_with(session, season, reach.children)
    held = held_in(session, standing, groups=reach.groups, children=movers)
    others = {child for number in reach.groups for child in held.get(number, ())}
    part = part_of_season(session, season, movers=movers, others=others)
    budget = season.budget_cents
    problem = part.problem
    if budget is not None:
        problem = replace(problem, season=replace(problem.season, budget_cents=None))
    whole = None if budget is None else plan_from(standing, {}, standing.groups)
    return Table(
        season,
        standing,
        held,
        problem,
        part.called,
        tuple(pins_of(session, season).values()),
        movers,
        reach.party,
        _promised(session, season, version, movers),
        0 if whole is None else cost_of(problem, whole),
    )


def _promised(
    session: Session, season: Season, version: PlanVersion, children: frozenset[int]
) -> Plan | None:
    """What the plan that families see promised to these children; None: nothing, or it is this."""
    found = session.execute(
        select(Place.child_id, Place.rank, Group.offer_id, Group.block_id, Group.room_id)
        .join(Group, Group.id == Place.group_id)
        .join(PlanVersion, PlanVersion.id == Group.version_id)
        .where(
            PlanVersion.season_id == season.id,
            PlanVersion.is_current,
            PlanVersion.id != version.id,
            Group.cancelled_at.is_(None),
            Place.status == PlaceStatus.HELD,
            Place.child_id.in_(children),
        )
    ).all()
    if not found:
        return None
    places = tuple(
        PlaceOf(named(Kind.CHILD, child), group_named(offer, block, room), rank)
        for child, rank, offer, block, room in found
    )
    return Plan(Policy.BEST, Status.FEASIBLE, groups=(), assignments=(), places=places)
