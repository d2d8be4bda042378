"""What became of the groups of one plan in another: opened, closed, moved, with other tutors."""

from __future__ import annotations

from dataclasses import dataclass

from solver.plan import Assignment, Group, Plan
from solver.problem import Problem, Role

Team = tuple[tuple[Role, str], ...]
"""Who does what in a group: (role, tutor id), sorted."""


@dataclass(frozen=True, slots=True)
class NewTeam:
    """A group that goes on, by its name in the second plan, and who left and joined its team."""

    group: Group
    left: Team
    joined: Team


@dataclass(frozen=True, slots=True)
class GroupChanges:
    """Groups by what became of them, each sorted.

    `moved`: (before, after), the same offer, block and location in another room. `new_teams`:
    groups that stayed or moved, with other tutors or other roles. `same`: how many stayed in
    their room, with whatever team.
    """

    same: int
    opened: tuple[Group, ...]
    closed: tuple[Group, ...]
    moved: tuple[tuple[Group, Group], ...]
    new_teams: tuple[NewTeam, ...]


def group_changes(problem: Problem, first: Plan, second: Plan) -> GroupChanges:
    """What became of the groups of the first plan in the second.

    Where several groups of one offer, block and location could have swapped rooms, those that
    share most pupils are taken to be the same group.
    """
    had, has = set(first.groups), set(second.groups)
    moved = _moved(problem, first, second)
    stayed = [(group, group) for group in sorted(had & has)]
    teams = [_new_team(first, second, before, after) for before, after in [*stayed, *moved]]
    return GroupChanges(
        same=len(stayed),
        opened=tuple(sorted(has - had - {after for _, after in moved})),
        closed=tuple(sorted(had - has - {before for before, _ in moved})),
        moved=tuple(moved),
        new_teams=tuple(
            sorted((team for team in teams if team.left or team.joined), key=lambda t: t.group)
        ),
    )


def same_site(problem: Problem, before: Group, after: Group) -> bool:
    """Whether two groups are of one offer, block and location (3.11).

    A room that is not in the problem was at a location that nobody knows: offer and block count.
    """
    if before[:2] != after[:2]:
        return False
    one, other = problem.room_by_id.get(before.room_id), problem.room_by_id.get(after.room_id)
    return one is None or other is None or one.location_id == other.location_id


def _moved(problem: Problem, first: Plan, second: Plan) -> list[tuple[Group, Group]]:
    gone = sorted(set(first.groups) - set(second.groups))
    fresh = sorted(set(second.groups) - set(first.groups))
    pairs = sorted(
        (-_shared(first, second, before, after), before, after)
        for before in gone
        for after in fresh
        if same_site(problem, before, after)
    )
    found: list[tuple[Group, Group]] = []
    for _, before, after in pairs:
        if before in gone and after in fresh:
            gone.remove(before)
            fresh.remove(after)
            found.append((before, after))
    return sorted(found)


def _shared(first: Plan, second: Plan, before: Group, after: Group) -> int:
    had = {place.pupil_id for place in first.places_by_group[before]}
    return sum(place.pupil_id in had for place in second.places_by_group[after])


def _new_team(first: Plan, second: Plan, before: Group, after: Group) -> NewTeam:
    had = _team(first.tutors_by_group[before])
    has = _team(second.tutors_by_group[after])
    return NewTeam(after, tuple(sorted(had - has)), tuple(sorted(has - had)))


def _team(assignments: tuple[Assignment, ...]) -> set[tuple[Role, str]]:
    return {(assignment.role, assignment.tutor_id) for assignment in assignments}
