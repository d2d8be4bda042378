"""The rest planned again: what a run's plan changes in a version, before it is kept."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import InstrumentedAttribute, Session

from data.problem import to_problem
from data.season_rows import plan_of, unpack_dataset, unpack_plan
from models import Child, PlanningRun, Season, Tutor
from models.enums import RunKind, RunStatus
from scheduler.season.refusals import NoPlanYet, NotHere
from solver.comparison.compare import Comparison, compare
from solver.plan import Group
from solver.problem import Problem


@dataclass(frozen=True, slots=True)
class GroupSaid:
    """A group in words."""

    offer: str
    block: str
    room: str
    location: str


@dataclass(frozen=True, slots=True)
class ChildChange:
    """A child whose places change: number, first name, its id; groups it leaves and joins."""

    number: int
    name: str
    ref: str
    leaves: tuple[GroupSaid, ...]
    joins: tuple[GroupSaid, ...]


@dataclass(frozen=True, slots=True)
class TeamChange:
    """A group that goes on with others: names of who leaves and who joins."""

    group: GroupSaid
    leave: tuple[str, ...]
    join: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Changes:
    """All that is different. `better`, `worse` and `elsewhere`: for whom it is so."""

    opened: tuple[GroupSaid, ...]
    closed: tuple[GroupSaid, ...]
    moved: tuple[tuple[GroupSaid, GroupSaid], ...]
    teams: tuple[TeamChange, ...]
    better: tuple[ChildChange, ...]
    worse: tuple[ChildChange, ...]
    elsewhere: tuple[ChildChange, ...]
    same: int
    placed: tuple[int, int]

    @property
    def nothing(self) -> bool:
        """Whether both plans are alike."""
        return not (
            self.opened
            or self.closed
            or self.moved
            or self.teams
            or self.better
            or self.worse
            or self.elsewhere
        )


def run_of(session: Session, season: Season, run_id: int) -> PlanningRun:
    """A run of this season that looks for a plan.

    Raises:
        NotHere: there is no such run.
    """
    run = session.scalars(
        select(PlanningRun).where(
            PlanningRun.season_id == season.id,
            PlanningRun.id == run_id,
            PlanningRun.kind == RunKind.PLAN,
        )
    ).one_or_none()
    if run is None:
        raise NotHere
    return run


def changes(session: Session, season: Season, version_id: int, run: PlanningRun) -> Changes:
    """What the plan of a run changes in a version of this season.

    Raises:
        NoPlanYet: the run has not ended, or found no plan.
    """
    if run.status not in {RunStatus.DONE, RunStatus.STOPPED} or run.plan is None:
        raise NoPlanYet
    problem = to_problem(unpack_dataset(run.dataset))
    before = plan_of(session, season_id=season.id, version_id=version_id)
    found = compare(problem, before, unpack_plan(run.plan))
    return _Saying(session, season, problem).all(found)


class _Saying:
    def __init__(self, session: Session, season: Season, problem: Problem) -> None:
        self._problem = problem
        self._tutors = _names(session, season, Tutor.code, Tutor.name)
        children = session.execute(
            select(Child.ref, Child.id, Child.first_name).where(Child.season_id == season.id)
        )
        self._children = {ref: (number, name) for ref, number, name in children}

    def all(self, found: Comparison) -> Changes:
        better = {pupil for pupils in found.gains.values() for pupil in pupils}
        worse = {pupil for pupils in found.losses.values() for pupil in pupils}
        leaves, joins = _by_pupil(found.dropped), _by_pupil(found.added)
        elsewhere = (leaves.keys() | joins.keys()) - better - worse

        def told(pupils: Iterable[str]) -> tuple[ChildChange, ...]:
            return tuple(self._child(pupil, leaves, joins) for pupil in sorted(pupils))

        placed = found.levels["placed"]
        groups = found.groups
        return Changes(
            opened=self._groups(groups.opened),
            closed=self._groups(groups.closed),
            moved=tuple((self._group(old), self._group(new)) for old, new in groups.moved),
            teams=tuple(
                TeamChange(
                    self._group(team.group),
                    tuple(self._tutor(tutor) for _, tutor in team.left),
                    tuple(self._tutor(tutor) for _, tutor in team.joined),
                )
                for team in groups.new_teams
            ),
            better=told(better),
            worse=told(worse),
            elsewhere=told(elsewhere),
            same=found.same - len(elsewhere),
            placed=(placed[0] or 0, placed[1] or 0),
        )

    def _child(
        self, ref: str, leaves: Mapping[str, list[Group]], joins: Mapping[str, list[Group]]
    ) -> ChildChange:
        number, name = self._children.get(ref, (0, ""))
        first = name.partition(" ")[0]
        gone, new = self._groups(leaves.get(ref, ())), self._groups(joins.get(ref, ()))
        return ChildChange(number, first or ref, ref, gone, new)

    def _tutor(self, code: str) -> str:
        return self._tutors.get(code) or code

    def _groups(self, groups: Iterable[Group]) -> tuple[GroupSaid, ...]:
        return tuple(self._group(group) for group in groups)

    def _group(self, group: Group) -> GroupSaid:
        offer = self._problem.offer_by_id.get(group.offer_id)
        block = self._problem.block_by_id.get(group.block_id)
        room = self._problem.room_by_id.get(group.room_id)
        site = None if room is None else self._problem.location_by_id[room.location_id]
        return GroupSaid(
            group.offer_id if offer is None else offer.title,
            group.block_id if block is None else block.label or block.id,
            group.room_id if room is None else room.name or room.id,
            "" if site is None else site.name,
        )


def _by_pupil(pairs: Iterable[tuple[str, Group]]) -> dict[str, list[Group]]:
    found: dict[str, list[Group]] = {}
    for pupil, group in pairs:
        found.setdefault(pupil, []).append(group)
    return found


def _names(
    session: Session,
    season: Season,
    code: InstrumentedAttribute[str],
    name: InstrumentedAttribute[str],
) -> Mapping[str, str]:
    mine: Any = code.class_.season_id == season.id
    return dict(session.execute(select(code, name).where(mine)).all())
