"""What a move makes of a plan and of the pins: pure, by names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from scheduler.board.moves import CloseGroup, Move, MoveChild, MoveGroup, MoveTutor, OpenGroup
from scheduler.board.names import Kind, group_named, named
from scheduler.board.standing import Held, Standing
from solver.plan import Assignment, Group, Place, Plan
from solver.problem import Pin, Problem, Role


@dataclass(frozen=True, slots=True)
class Step:
    """A move by names. `renamed`: what a group was called and is called from now on."""

    renamed: tuple[Group, Group] | None = None
    opened: Group | None = None
    closed: Group | None = None
    tutors_out: tuple[tuple[Group, str], ...] = ()
    tutors_in: tuple[Assignment, ...] = ()
    children_out: tuple[tuple[Group, str], ...] = ()
    children_in: tuple[tuple[Group, str], ...] = ()

    @property
    def named_now(self) -> Mapping[str, str]:
        """Id of a group before → its id after."""
        return {} if self.renamed is None else {self.renamed[0].id: self.renamed[1].id}


def step_of(move: Move, standing: Standing, held: Held, party: Iterable[int] = ()) -> Step:
    """The move by names. `party`: the child that moves and all who are strictly bound to it."""
    match move:
        case MoveGroup(group_id, block_id, room_id):
            old = standing.groups[group_id]
            new = Group(old.offer_id, named(Kind.BLOCK, block_id), named(Kind.ROOM, room_id))
            return Step(renamed=(old, new))
        case MoveTutor(tutor_id, from_id, to_id, role):
            who = named(Kind.TUTOR, tutor_id)
            out = () if from_id is None else ((standing.groups[from_id], who),)
            if to_id is None or role is None:
                return Step(tutors_out=out)
            joins = Assignment(standing.groups[to_id], who, Role(role.value))
            return Step(tutors_out=out, tutors_in=(joins,))
        case MoveChild(child_id, from_id, to_id):
            coming = _coming(move, standing, held, {child_id, *party})
            names = [named(Kind.CHILD, child) for child in sorted(coming)]
            gone = () if from_id is None else tuple((standing.groups[from_id], n) for n in names)
            there = () if to_id is None else tuple((standing.groups[to_id], n) for n in names)
            return Step(children_out=gone, children_in=there)
        case OpenGroup(offer_id, block_id, room_id):
            return Step(opened=group_named(offer_id, block_id, room_id))
        case CloseGroup(group_id):
            return Step(closed=standing.groups[group_id])


def _coming(
    move: MoveChild, standing: Standing, held: Held, party: Iterable[int]
) -> frozenset[int]:
    """Who of the party goes along: who is in the group that is left, or not yet in the other."""
    if move.from_id is not None:
        there = held.get(move.from_id, {})
        return frozenset({move.child_id, *(child for child in party if child in there)})
    assert move.to_id is not None  # noqa: S101 - a move goes somewhere
    offer = standing.groups[move.to_id].offer_id
    seated = {
        child
        for number, children in held.items()
        if standing.groups[number].offer_id == offer
        for child in children
    }
    return frozenset({move.child_id, *(child for child in party if child not in seated)})


def plan_after(plan: Plan, step: Step, problem: Problem) -> Plan:
    """The plan when the move was made; ranks are those of the dearest wish that is granted."""
    groups, assignments, places = list(plan.groups), list(plan.assignments), list(plan.places)
    if step.renamed is not None:
        old, new = step.renamed
        groups = [new if each == old else each for each in groups]
        assignments = [a._replace(group=new) if a.group == old else a for a in assignments]
        places = [_place(problem, p.pupil_id, new, p.rank) if p.group == old else p for p in places]
    if step.closed is not None:
        groups.remove(step.closed)
        assignments = [each for each in assignments if each.group != step.closed]
        places = [each for each in places if each.group != step.closed]
    if step.opened is not None:
        groups.append(step.opened)
    assignments = [a for a in assignments if (a.group, a.tutor_id) not in step.tutors_out]
    places = [p for p in places if (p.group, p.pupil_id) not in step.children_out]
    assignments += step.tutors_in
    places += [_place(problem, child, group, 1) for group, child in step.children_in]
    return replace(
        plan,
        groups=tuple(sorted(groups)),
        assignments=tuple(sorted(assignments)),
        places=tuple(sorted(places)),
    )


def _place(problem: Problem, child: str, group: Group, otherwise: int) -> Place:
    return Place(child, group, rank_of(problem, child, group) or otherwise)


def rank_of(problem: Problem, child: str, group: Group) -> int | None:
    """The rank of the child's dearest wish for the group; None: it has no such wish."""
    room = problem.room_by_id.get(group.room_id)
    if room is None:
        return None
    wishes = problem.wishes_by_pupil.get(child, ())
    ranks = [wish.rank for wish in wishes if wish.matches(*group[:2], room.location_id)]
    return min(ranks, default=None)


def pins_after(pins: Iterable[Pin], step: Step) -> tuple[Pin, ...]:
    """The pins when the move was made: what it did is pinned, what said otherwise is gone.

    A group takes its pins along when it moves; when it closes, only that it is closed is pinned.
    """
    kept = list(pins)
    if step.renamed is not None:
        old, new = step.renamed
        taken = [_on(pin, new) for pin in kept if _group(pin) == old]
        said = {_about(pin) for pin in taken} | {_about(_pin(True, new))}
        kept = [p for p in kept if _group(p) != old and _about(p) not in said]
        kept += [pin for pin in taken if pin.tutor_id or pin.pupil_id]
        kept.append(_pin(True, new))
    if step.closed is not None:
        kept = [pin for pin in kept if _group(pin) != step.closed]
        kept.append(_pin(False, step.closed))
    made = [_pin(True, step.opened)] if step.opened is not None else []
    made += [_pin(False, group, tutor=tutor) for group, tutor in step.tutors_out]
    made += [_pin(True, each.group, tutor=each.tutor_id) for each in step.tutors_in]
    made += [_pin(False, group, child=child) for group, child in step.children_out]
    made += [_pin(True, group, child=child) for group, child in step.children_in]
    # A group with somebody pinned in it cannot be pinned shut.
    said = {_about(pin) for pin in made} | {_about(_pin(True, _group(p))) for p in made if p.must}
    kept = [pin for pin in kept if _about(pin) not in said or (pin.must and _is_group(pin))]
    return tuple(dict.fromkeys([*kept, *made]))


def _is_group(pin: Pin) -> bool:
    return pin.tutor_id is None and pin.pupil_id is None


def _pin(must: bool, group: Group, *, tutor: str | None = None, child: str | None = None) -> Pin:
    return Pin(must, *group, tutor, child)


def _group(pin: Pin) -> Group:
    return Group(pin.offer_id, pin.block_id, pin.room_id)


def _on(pin: Pin, group: Group) -> Pin:
    return Pin(pin.must, *group, pin.tutor_id, pin.pupil_id)


def _about(pin: Pin) -> tuple[Group, str | None, str | None]:
    return _group(pin), pin.tutor_id, pin.pupil_id
