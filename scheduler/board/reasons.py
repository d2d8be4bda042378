"""After a move: why wishes are refused, and who waits, told anew.

Reasons look at the whole plan (is another tutor free, another room?), so they are found on the
whole season; only for those wishes whose reason can have changed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from data.problem import to_problem
from data.season_rows import dataset_of, waiting
from data.season_rows.codes import codes_of_season
from data.season_rows.keys import Keys
from models import Group as GroupRow
from models import GroupTutor, PlanVersion, Season, WaitingEntry
from models import Place as PlaceRow
from models import Refusal as RefusalRow
from models.base import Base
from models.enums import PlaceStatus, RefusalReason, WaitingStatus
from scheduler.board.images import Recorder
from scheduler.season.rows import home
from solver.eligibility import Eligibility
from solver.plan import Assignment, Group, Place, Plan, Status
from solver.problem import Policy, Role, Wish
from solver.reasons.refusing import Refuser
from solver.reasons.sentences import refusal_detail
from solver.reasons.standing import Standing

BESIDE: Final = (
    RefusalReason.NO_TUTOR,
    RefusalReason.NO_ROOM,
    RefusalReason.BUDGET,
    RefusalReason.TOO_FEW,
    RefusalReason.LINKED,
    RefusalReason.TRADED,
)
"""Reasons that look at which tutors and rooms are free and what everything costs."""

_CHUNK: Final = 500
_Asked = tuple[int, int, int, int | None, int | None]
_Told = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Touched:
    """Children whose places changed, offers whose groups did; whether tutors or rooms did too."""

    children: frozenset[int]
    offers: frozenset[int]
    supply: bool


class Retelling:
    """Brings what is told about a version up to date with its groups, tutors and places."""

    def __init__(
        self, session: Session, season: Season, version: PlanVersion, recorder: Recorder
    ) -> None:
        self._session, self._season, self._version = session, season, version
        self._recorder = recorder
        self._keys = codes_of_season(session, season_id=season.id)
        self._problem = to_problem(dataset_of(session, season_id=season.id))
        self._numbers, self._plan = self._read_plan()

    def refusals(self, touched: Touched) -> None:
        """Write the reasons anew that can be others now."""
        there = self._refusals_there(touched)
        wanted = self._refusals_now(touched, there.keys())
        gone: list[int] = []
        new: list[dict[str, Any]] = []
        for asked in there.keys() | wanted.keys():
            old, now = there.get(asked, []), wanted.get(asked, [])
            if sorted(told for _, told in old) != sorted(_told(each) for each in now):
                gone += [number for number, _ in old]
                new += now
        self._replace(RefusalRow, gone, sorted(new, key=_order))

    def waiting_lists(self, now: datetime) -> None:
        """Let those wait who wait now."""
        number, found = self._keys.number, {}
        for each in waiting(self._plan, self._problem):
            found[self._numbers[each.group], number("pupils", each.pupil_id)] = each
        there = {
            (group, child): (entry, rank)
            for entry, group, child, rank in self._session.execute(
                select(
                    WaitingEntry.id,
                    WaitingEntry.group_id,
                    WaitingEntry.child_id,
                    WaitingEntry.rank,
                )
                .join(GroupRow, GroupRow.id == WaitingEntry.group_id)
                .where(
                    GroupRow.version_id == self._version.id,
                    WaitingEntry.status == WaitingStatus.WAITING,
                )
            )
        }
        moved = [
            (entry, found[key].rank)
            for key, (entry, rank) in there.items()
            if key in found and found[key].rank != rank
        ]
        self._recorder.before(WaitingEntry, (entry for entry, _ in moved))
        for entry, rank in moved:
            self._session.execute(
                update(WaitingEntry)
                .where(WaitingEntry.id == entry)
                .values(rank=rank)
                .execution_options(synchronize_session=False)
            )
        new = [
            {
                "group_id": group,
                "child_id": child,
                "rank": found[group, child].rank,
                "draw_digest": found[group, child].digest,
                "draw_number": found[group, child].number,
                "joined_at": now,
            }
            for group, child in sorted(found.keys() - there.keys())
        ]
        self._replace(
            WaitingEntry, [entry for k, (entry, _) in there.items() if k not in found], new
        )

    def _replace(self, model: type[Base], gone: list[int], new: list[dict[str, Any]]) -> None:
        number: Any = model.__table__.columns["id"]
        self._recorder.before(model, gone)
        for begin in range(0, len(gone), _CHUNK):
            self._session.execute(
                delete(model)
                .where(number.in_(gone[begin : begin + _CHUNK]))
                .execution_options(synchronize_session=False)
            )
        if new:
            own = [home(self._season) | each for each in new]
            made = self._session.execute(insert(model).returning(number), own).scalars()
            self._recorder.added(model, list(made))

    def _refusals_there(self, touched: Touched) -> dict[_Asked, list[tuple[int, _Told]]]:
        row = RefusalRow
        found: dict[_Asked, list[tuple[int, _Told]]] = defaultdict(list)
        for number, child, rank, offer, block, site, reason, detail in self._session.execute(
            select(
                row.id, row.child_id, row.rank, row.offer_id, row.block_id, row.location_id,
                row.reason, row.detail,
            ).where(row.version_id == self._version.id)
        ):  # fmt: skip
            if (
                child in touched.children
                or offer in touched.offers
                or (touched.supply and reason in BESIDE)
            ):
                told = (reason.value, str(sorted(detail.items())))
                found[child, rank, offer, block, site].append((number, told))
        return found

    def _refusals_now(
        self, touched: Touched, asked_then: Iterable[_Asked]
    ) -> dict[_Asked, list[dict[str, Any]]]:
        then = set(asked_then)
        granted: dict[str, list[tuple[str, str, str]]] = defaultdict(list)
        rooms = self._problem.room_by_id
        for place in self._plan.places:
            offer, block, room = place.group
            granted[place.pupil_id].append((offer, block, rooms[room].location_id))
        refuser = self._refuser()
        found: dict[_Asked, list[dict[str, Any]]] = defaultdict(list)
        for wish in self._problem.wishes:
            asked = self._asked(wish)
            if (
                asked[0] in touched.children or asked[2] in touched.offers or asked in then
            ) and not any(wish.matches(*where) for where in granted.get(wish.pupil_id, ())):
                finding = refuser.find(wish)
                found[asked].append(
                    {
                        "version_id": self._version.id,
                        **dict(zip(_COLUMNS, asked, strict=True)),
                        "reason": RefusalReason(finding.reason.value),
                        "detail": dict(refusal_detail(self._problem, wish, *finding)),
                    }
                )
        return found

    def _asked(self, wish: Wish) -> _Asked:
        number = self._keys.number
        return (
            number("pupils", wish.pupil_id),
            wish.stated_rank,
            number("offers", wish.offer_id),
            None if wish.block_id is None else number("blocks", wish.block_id),
            None if wish.location_id is None else number("locations", wish.location_id),
        )

    def _refuser(self) -> Refuser:
        tables = Eligibility(self._problem)
        plan = self._plan
        standing = Standing(tables, plan.groups, plan.assignments, plan.places)
        return Refuser(tables, standing, self._promised(tables))

    def _promised(self, tables: Eligibility) -> frozenset[tuple[int, int, int, int]]:
        """Pupil, offer, block and location of what families see as theirs."""
        found = self._session.execute(
            select(PlaceRow.child_id, GroupRow.offer_id, GroupRow.block_id, GroupRow.room_id)
            .join(GroupRow, GroupRow.id == PlaceRow.group_id)
            .join(PlanVersion, PlanVersion.id == GroupRow.version_id)
            .where(
                PlanVersion.season_id == self._season.id,
                PlanVersion.is_current,
                GroupRow.cancelled_at.is_(None),
                PlaceRow.status == PlaceStatus.HELD,
            )
        )
        indexes = (
            tables.pupil_index, tables.offer_index, tables.block_index, tables.room_index,
        )  # fmt: skip
        promised = set()
        for numbers in found:
            at = [
                index.get(self._keys.code(table, number))
                for index, table, number in zip(indexes, _NAMED, numbers, strict=True)
            ]
            if all(each is not None for each in at):
                pupil, offer, block, room = (each for each in at if each is not None)
                promised.add((pupil, offer, block, int(tables.room_location[room])))
        return frozenset(promised)

    def _read_plan(self) -> tuple[Mapping[Group, int], Plan]:
        problem, keys, version = self._problem, self._keys, self._version.id
        rows = self._session.execute(
            select(GroupRow.id, GroupRow.offer_id, GroupRow.block_id, GroupRow.room_id).where(
                GroupRow.version_id == version, GroupRow.cancelled_at.is_(None)
            )
        )
        groups = {number: _group(keys, *parts) for number, *parts in rows}
        groups = {n: each for n, each in groups.items() if each.offer_id in problem.offer_by_id}
        team = self._session.execute(
            select(GroupTutor.group_id, GroupTutor.tutor_id, GroupTutor.role)
            .join(GroupRow, GroupRow.id == GroupTutor.group_id)
            .where(GroupRow.version_id == version, GroupTutor.given_back_at.is_(None))
        )
        held = self._session.execute(
            select(PlaceRow.group_id, PlaceRow.child_id, PlaceRow.rank).where(
                PlaceRow.version_id == version, PlaceRow.status == PlaceStatus.HELD
            )
        )
        plan = Plan(
            Policy.BEST,
            Status.FEASIBLE,
            groups=tuple(sorted(groups.values())),
            assignments=tuple(
                sorted(
                    Assignment(groups[group], keys.code("tutors", tutor), Role(role.value))
                    for group, tutor, role in team
                    if group in groups
                )
            ),
            places=tuple(
                sorted(
                    Place(code, groups[group], rank)
                    for group, child, rank in held
                    if group in groups
                    and (code := keys.code("pupils", child)) in problem.pupil_by_id
                )
            ),
        )
        return {group: number for number, group in groups.items()}, plan


_COLUMNS: Final = ("child_id", "rank", "offer_id", "block_id", "location_id")
_NAMED: Final = ("pupils", "offers", "blocks", "rooms")


def _group(keys: Keys, offer: int, block: int, room: int) -> Group:
    return Group(keys.code("offers", offer), keys.code("blocks", block), keys.code("rooms", room))


def _told(record: Mapping[str, Any]) -> _Told:
    return record["reason"].value, str(sorted(record["detail"].items()))


def _order(record: Mapping[str, Any]) -> tuple[int, ...]:
    return tuple(record[name] or 0 for name in _COLUMNS)
