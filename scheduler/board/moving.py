"""A move on the board: judged, written in the version's rows, pinned, and kept to be undone."""
# ruff: noqa: PLR0913  (verbs take everything by name)

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from models import (
    Block,
    Child,
    Group,
    GroupTutor,
    Offer,
    Pin,
    PinSet,
    Place,
    PlanVersion,
    Room,
    Season,
    SeasonChange,
    Tutor,
    WaitingEntry,
)
from models.enums import PlaceStatus, TutorRole, WaitingStatus
from models.seats import give_back, take_seat
from scheduler.board.images import Recorder
from scheduler.board.moves import CloseGroup, Move, MoveChild, MoveGroup, MoveTutor, OpenGroup
from scheduler.board.names import Kind, number_of, numbers_of
from scheduler.board.reading import Table, reach_of, set_table
from scheduler.board.reasons import Touched
from scheduler.board.refusals import NothingMoves, RuleBroken
from scheduler.board.retelling import PassedOver, Retelling
from scheduler.board.sentences import readable
from scheduler.board.standing import Standing, pins_of, standing_of
from scheduler.board.steps import Step, pins_after, rank_of
from scheduler.board.versions_held import hold_version, stamp_of
from scheduler.rights import Actor, admit
from scheduler.season.noting import note
from scheduler.season.rows import find, home, put, require, saving
from scheduler.text import Text

_FULL: Final = Text(nl="In deze groep is geen plaats meer vrij.", en="This group has no free seat.")
_LEFT: Final = Text(
    nl="Er komt een plaats vrij waar iemand op wacht. Plan de rest opnieuw om ze te geven.",
    en="A seat comes free that somebody waits for. Plan the rest again to give it.",
)


@dataclass(frozen=True, slots=True)
class Moved:
    """What a move did. `groups`: those that look different now, with the one that is new.

    `passed_over`: the wishes that others now have the place of, though the draw said otherwise.
    """

    groups: tuple[int, ...]
    notes: tuple[Text, ...]
    stamp: int
    passed_over: tuple[PassedOver, ...] = ()


def part_of(version_id: int) -> str:
    """Where changes of a version are kept (`SeasonChange.part`)."""
    return f"board/{version_id}"


def move_on_board(
    session: Session,
    *,
    actor: Actor,
    season_id: int,
    version_id: int,
    expected: int,
    move: Move,
    now: datetime,
) -> Moved:
    """Make a move in a version that is not published, and pin it.

    `expected` is the version's stamp (`versions_held.stamp_of`) when the page was made. All of it
    happens or none: rows, seats, ranks, pins, reasons and waiting lists; it can be undone.

    Raises:
        NotHere, NotAllowed: as `admit`; the move names what is not in this season or version.
        WrongPhase, VersionIsFrozen, ChangedMeanwhile: as `hold_version`.
        NothingMoves: it changes nothing.
        RuleBroken: it would break a rule that is kept now; the sentence says which.
    """
    admitted = admit(session, actor=actor, season_id=season_id, verb="move_on_board")
    season = admitted.season
    version = hold_version(session, admitted, version_id, expected)
    _require(session, season, move)
    standing = standing_of(session, season, version.id)
    table = set_table(session, season, version, standing, reach_of(session, season, standing, move))
    require_change(table, move)
    step, verdict = table.step(move), table.verdict(move)
    if not verdict.allowed:
        raise RuleBroken(tuple(told(table, verdict.broken)))
    writing = _Writing(session, season, version, table, now)
    groups = writing.write(move, step)
    left = writing.retell(step, groups)
    writing.keep(move, actor)
    note(session, admitted, version, now)
    return Moved(
        tuple(sorted(groups)),
        (*told(table, verdict.unfinished), *([_LEFT] if left else [])),
        stamp_of(session, season, version.id),
        writing.passed_over(step, groups),
    )


def told(table: Table, violations: Iterable[Any]) -> list[Text]:
    """Rules in words, each sentence once."""
    found = (readable(each, table.problem, table.called) for each in violations)
    return list(dict.fromkeys(found))


def require_change(table: Table, move: Move) -> None:
    """Nothing, if the move changes something.

    Raises:
        NothingMoves: it does not.
        NotHere: who is to leave a group is not in it.
    """
    standing = table.standing
    match move:
        case MoveGroup(group_id, block_id, room_id):
            if numbers_of(standing.groups[group_id])[1:] == (block_id, room_id):
                raise NothingMoves
        case MoveTutor(tutor_id, from_id, to_id, role):
            _require_way(from_id, to_id, there=from_id in standing.of_tutor.get(tutor_id, ()))
            if to_id is not None and role is None:
                raise NothingMoves
        case MoveChild(child_id, from_id, to_id):
            there = from_id is not None and child_id in table.held.get(from_id, {})
            _require_way(from_id, to_id, there=there)


def _require_way(from_id: int | None, to_id: int | None, *, there: bool) -> None:
    if from_id == to_id or (from_id is not None and not there):
        raise NothingMoves


def _require(session: Session, season: Season, move: Move) -> None:
    match move:
        case MoveGroup(_, block_id, room_id):
            require(session, Block, season, (block_id,))
            require(session, Room, season, (room_id,))
        case OpenGroup(offer_id, block_id, room_id):
            require(session, Offer, season, (offer_id,))
            require(session, Block, season, (block_id,))
            require(session, Room, season, (room_id,))
        case MoveTutor(tutor_id=tutor_id):
            require(session, Tutor, season, (tutor_id,))
        case MoveChild(child_id=child_id):
            require(session, Child, season, (child_id,))
        case CloseGroup():
            pass


class _Writing:
    """Writes a move that may be made."""

    def __init__(
        self, session: Session, season: Season, version: PlanVersion, table: Table, now: datetime
    ) -> None:
        self._session, self._season, self._version = session, season, version
        self._table, self._now = table, now
        self._standing: Standing = table.standing
        self._recorder = Recorder(session)
        self._retelling = Retelling(session, season, version)

    def write(self, move: Move, step: Step) -> set[int]:
        """Change groups, tutors, places and pins; the groups that were touched."""
        groups = self._touched(step)
        self._before(groups)
        with saving(self._session):
            match move:
                case MoveGroup(group_id, block_id, room_id):
                    self._move_group(group_id, block_id, room_id, step)
                case MoveTutor(tutor_id, from_id, to_id, role):
                    self._move_tutor(tutor_id, from_id, to_id, role)
                case MoveChild():
                    self._move_children(step)
                case OpenGroup(offer_id, block_id, room_id):
                    groups = {self._open(offer_id, block_id, room_id)}
                case CloseGroup(group_id):
                    self._close(group_id)
        self._pins(step)
        return groups

    def retell(self, step: Step, groups: set[int]) -> bool:
        """Tell reasons and waiting lists anew; whether somebody waits for a seat left free."""
        moving = self._moving(step, groups)
        changed = [each for each in (step.opened, step.closed, *(step.renamed or ())) if each]
        known = groups & self._standing.groups.keys()
        offers = {numbers_of(self._standing.groups[number])[0] for number in known}
        offers |= {numbers_of(each)[0] for each in changed}
        touched = Touched(frozenset(moving), frozenset(offers))
        self._retelling.tell(touched, frozenset(groups), self._recorder, self._now)
        left = [self._standing.number[group] for group, _ in step.children_out]
        return bool(
            self._session.scalar(
                select(func.count()).where(
                    WaitingEntry.group_id.in_(left),
                    WaitingEntry.child_id.not_in(moving),
                    WaitingEntry.status == WaitingStatus.WAITING,
                )
            )
        )

    def passed_over(self, step: Step, groups: set[int]) -> tuple[PassedOver, ...]:
        """The wishes that are passed over against the draw since the move; for after `retell`."""
        return self._retelling.passed_over(
            frozenset(self._moving(step, groups)),
            frozenset(groups),
            by_hand=bool(step.children_out or step.children_in),
        )

    def _moving(self, step: Step, groups: set[int]) -> set[int]:
        """The children whose places change."""
        moving = {number_of(child) for _, child in (*step.children_out, *step.children_in)}
        if step.renamed is not None or step.closed is not None:
            moving |= {c for n in groups for c in self._table.held.get(n, {})}
        return moving

    def keep(self, move: Move, actor: Actor) -> None:
        """Keep what changed; what was undone before can no longer be done again."""
        part = part_of(self._version.id)
        self._session.execute(
            delete(SeasonChange)
            .where(
                SeasonChange.season_id == self._season.id,
                SeasonChange.part == part,
                SeasonChange.undone_at.is_not(None),
            )
            .execution_options(synchronize_session=False)
        )
        self._session.add(
            SeasonChange(
                **home(self._season),
                at=self._now,
                part=part,
                what=_WHAT[type(move)],
                content=dict(self._recorder.differences()),
                account_id=actor.id,
            )
        )
        self._session.flush()

    def _touched(self, step: Step) -> set[int]:
        found = {group for group, _ in (*step.tutors_out, *step.children_out, *step.children_in)}
        found |= {each.group for each in step.tutors_in}
        found |= {each for each in (step.closed, *(step.renamed or ())) if each is not None}
        return {self._standing.number[each] for each in found if each in self._standing.number}

    def _before(self, groups: set[int]) -> None:
        self._recorder.before(Group, groups)
        for model in (GroupTutor, Place):
            numbers = select(model.id).where(model.group_id.in_(groups))
            self._recorder.before(model, self._session.scalars(numbers).all())

    def _move_group(self, group_id: int, block_id: int, room_id: int, step: Step) -> None:
        assert step.renamed is not None  # noqa: S101 - that is what this move is
        group = self._session.get_one(Group, group_id, populate_existing=True)
        self._size(group, group.offer_id, room_id)
        group.block_id, group.room_id = block_id, room_id
        for place in self._session.scalars(
            select(Place).where(Place.group_id == group_id, Place.status == PlaceStatus.HELD)
        ):
            child = f"{Kind.CHILD}:{place.child_id}"
            place.rank = rank_of(self._table.problem, child, step.renamed[1]) or place.rank

    def _size(self, group: Group, offer_id: int, room_id: int) -> None:
        offer = find(self._session, Offer, self._season, offer_id)
        room = find(self._session, Room, self._season, room_id)
        group.max_children = min(offer.max_size, room.capacity)
        group.max_seats = room.capacity

    def _move_tutor(
        self, tutor_id: int, from_id: int | None, to_id: int | None, role: TutorRole | None
    ) -> None:
        self._session.execute(
            delete(GroupTutor).where(
                GroupTutor.group_id == from_id, GroupTutor.tutor_id == tutor_id
            )
        )
        if to_id is not None and role is not None:
            joins = GroupTutor(**home(self._season), group_id=to_id, tutor_id=tutor_id, role=role)
            self._session.add(joins)
            self._session.flush()
            self._recorder.added(GroupTutor, (joins.id,))

    def _move_children(self, step: Step) -> None:
        for group, child in step.children_out:
            self._unseat(self._standing.number[group], (number_of(child),))
        for group, child in step.children_in:
            number, pupil = self._standing.number[group], self._table.problem.pupil_by_id[child]
            place = Place(
                **home(self._season),
                version_id=self._version.id,
                offer_id=number_of(group.offer_id),
                group_id=number,
                child_id=number_of(child),
                rank=rank_of(self._table.problem, child, group) or 1,
                given_at=self._now,
                seats=1 + pupil.companion,
                small_group=pupil.small_group,
            )
            if not take_seat(self._session, place):
                raise RuleBroken((_FULL,))
            self._recorder.added(Place, (place.id,))

    def _unseat(self, group_id: int, children: Iterable[int]) -> None:
        """Free their seats. No family gave anything back, so nothing stays behind."""
        places = self._session.scalars(
            select(Place.id).where(Place.group_id == group_id, Place.child_id.in_(children))
        ).all()
        for number in places:
            give_back(self._session, season_id=self._season.id, place_id=number, at=self._now)
        self._session.execute(delete(Place).where(Place.id.in_(places)))

    def _open(self, offer_id: int, block_id: int, room_id: int) -> int:
        group = Group(
            **home(self._season),
            version_id=self._version.id,
            offer_id=offer_id,
            block_id=block_id,
            room_id=room_id,
            max_children=1,
            max_seats=1,
        )
        self._size(group, offer_id, room_id)
        self._session.add(group)
        self._session.flush()
        self._recorder.added(Group, (group.id,))
        return group.id

    def _close(self, group_id: int) -> None:
        self._unseat(group_id, self._table.held.get(group_id, {}))
        waits = select(WaitingEntry.id).where(WaitingEntry.group_id == group_id)
        self._recorder.before(WaitingEntry, self._session.scalars(waits).all())
        for model in (WaitingEntry, GroupTutor, Place):
            self._session.execute(delete(model).where(model.group_id == group_id))
        self._session.execute(delete(Group).where(Group.id == group_id))

    def _pins(self, step: Step) -> None:
        there = pins_of(self._session, self._season)
        wanted = pins_after(there.values(), step)
        gone = [number for number, pin in there.items() if pin not in wanted]
        self._recorder.before(Pin, gone)
        if gone:
            self._session.execute(delete(Pin).where(Pin.id.in_(gone)))
        new = [
            Pin(
                **home(self._season),
                must=pin.must,
                offer_id=number_of(pin.offer_id),
                block_id=number_of(pin.block_id),
                room_id=number_of(pin.room_id),
                tutor_id=None if pin.tutor_id is None else number_of(pin.tutor_id),
                child_id=None if pin.pupil_id is None else number_of(pin.pupil_id),
            )
            for pin in wanted
            if pin not in there.values()
        ]
        self._session.add_all(new)
        pins = self._session.scalars(
            select(PinSet).where(PinSet.season_id == self._season.id).with_for_update()
        ).one()
        put(pins, {"changed_at": self._now})
        self._session.flush()
        self._recorder.added(Pin, (pin.id for pin in new))


_WHAT: Final = {
    MoveGroup: "move_group",
    MoveTutor: "move_tutor",
    MoveChild: "move_child",
    OpenGroup: "open_group",
    CloseGroup: "close_group",
}
"""What a move is called where it can be undone."""
