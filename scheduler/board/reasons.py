"""After a move: why wishes are refused, told anew where the reason can be another now.

That is for the children who moved and whom a strict link ties to them, for the offers whose groups
changed, and, where other tutors or rooms are free than before, for those whom that can concern
(`affected`). All others keep the reason that they have, which is still the first that holds.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from models import Group as GroupRow
from models import Place as PlaceRow
from models import PlanVersion, Season
from models import Refusal as RefusalRow
from models.enums import PlaceStatus, RefusalReason
from scheduler.board.affected import BESIDE, Affected
from scheduler.board.images import Recorder
from scheduler.board.replacing import replace_rows
from scheduler.reasons.known import Known, Pinned
from solver.eligibility import Eligibility
from solver.plan import Plan
from solver.problem import Wish
from solver.reasons.refusing import Refuser
from solver.reasons.sentences import refusal_detail
from solver.reasons.standing import Standing
from solver.reasons.strict_links import NOBODY_ELSE, StrictLinks

_CHUNK: Final = 500
_COLUMNS: Final = ("child_id", "rank", "offer_id", "block_id", "location_id")
_Asked = tuple[int, int, int, int | None, int | None]
_Told = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Touched:
    """Children whose places changed and offers whose groups did, by number."""

    children: frozenset[int]
    offers: frozenset[int]


class Refusals:
    """The refused wishes of a version, beside the plan before and after a move."""

    def __init__(  # noqa: PLR0913, PLR0917  (what a move is)
        self,
        session: Session,
        season: Season,
        version: PlanVersion,
        known: Known,
        pinned: Pinned,
        before: Plan,
        after: Plan,
    ) -> None:
        self._session, self._season, self._version = session, season, version
        self._known, self._pinned, self._plan = known, pinned, after
        self._tables: Eligibility = pinned.tables
        standing = Standing(self._tables, after.groups, after.assignments, after.places)
        self._then, self._now = known.beside(before), known.beside(after)
        self._refuser = Refuser(self._tables, standing, self._promised())
        # What others asked of the same season is not worked out again.
        self._refuser.possible, self._refuser.beside = pinned.possible, self._now
        self._links = StrictLinks(pinned.problem.links, self._tables.pupil_index)

    def retell(self, touched: Touched, recorder: Recorder) -> None:
        """Write the reasons anew that can be others now."""
        wishes = self._to_tell(touched)
        wanted = self._refused(wishes)
        there = self._there(set(wishes))
        gone: list[int] = []
        new: list[dict[str, Any]] = []
        for asked in there.keys() | wanted.keys():
            old, now = there.get(asked, []), wanted.get(asked, [])
            if sorted(told for _, told in old) != sorted(_told(each) for each in now):
                gone += [number for number, _ in old]
                new += now
        replace_rows(
            self._session, self._season, recorder, RefusalRow, gone, sorted(new, key=_order)
        )

    def _to_tell(self, touched: Touched) -> dict[_Asked, list[Wish]]:
        """The wishes whose reason can be another now, by what was asked."""
        number, index = self._known.keys.number, self._tables.pupil_index
        codes = (self._known.keys.find("pupils", child) for child in touched.children)
        moved = {code for code in codes if code is not None}
        pupils = set(moved)
        wished = [
            wish
            for offer, wishes in self._known.wishes_by_offer.items()
            if number("offers", offer) in touched.offers
            for wish in wishes
        ]
        for one in {index[pupil] for pupil in moved} | {index[wish.pupil_id] for wish in wished}:
            pupils |= {self._pupil(other) for other in self._company(one)}
        of_pupils = self._known.problem.wishes_by_pupil
        found: dict[_Asked, list[Wish]] = defaultdict(list)
        chosen = dict.fromkeys(wished)
        for pupil in sorted(pupils):
            chosen |= dict.fromkeys(of_pupils.get(pupil, ()))
        chosen |= dict.fromkeys(self._by_supply())
        for wish in chosen:
            found[self._asked(wish)].append(wish)
        return found

    def _company(self, pupil: int) -> frozenset[int]:
        links = self._links
        return links.group.get(pupil, NOBODY_ELSE) | links.site.get(pupil, NOBODY_ELSE)

    def _pupil(self, index: int) -> str:
        return self._pinned.problem.pupils[index].id

    def _by_supply(self) -> Iterator[Wish]:
        """Wishes for which other tutors, rooms or money are free than before."""
        affected = Affected(self._then, self._now, self._pinned)
        offers = {
            self._known.keys.number("offers", self._pinned.problem.offers[offer].id): offer
            for offer in affected.offers()
        }
        if not offers:
            return
        open_wishes: dict[int, set[int]] = defaultdict(set)
        keys, index = self._known.keys, self._tables.pupil_index
        for child, offer in self._session.execute(
            select(RefusalRow.child_id, RefusalRow.offer_id).where(
                RefusalRow.version_id == self._version.id,
                RefusalRow.reason.in_(BESIDE),
                RefusalRow.offer_id.in_(offers),
            )
        ):
            code = keys.find("pupils", child)
            if code is not None:
                open_wishes[offers[offer]].add(index[code])
        for pupil, offer in affected.find(open_wishes):
            offer_id = self._pinned.problem.offers[offer].id
            for wish in self._known.problem.wishes_by_pupil[self._pupil(pupil)]:
                if wish.offer_id == offer_id:
                    yield wish

    def _there(self, wanted: Iterable[_Asked]) -> dict[_Asked, list[tuple[int, _Told]]]:
        """The rows about these wishes."""
        row, asked_for = RefusalRow, set(wanted)
        found: dict[_Asked, list[tuple[int, _Told]]] = defaultdict(list)
        chosen: list[int] = []
        for number, *asked in self._session.execute(
            select(row.id, *(getattr(row, name) for name in _COLUMNS)).where(
                row.version_id == self._version.id, _among(asked_for)
            )
        ):
            if tuple(asked) in asked_for:
                chosen.append(number)
        for begin in range(0, len(chosen), _CHUNK):
            for number, reason, detail, *asked in self._session.execute(
                select(
                    row.id, row.reason, row.detail, *(getattr(row, name) for name in _COLUMNS)
                ).where(row.id.in_(chosen[begin : begin + _CHUNK]))
            ):
                child, rank, offer, block, site = asked
                told = (reason.value, str(sorted(detail.items())))
                found[child, rank, offer, block, site].append((number, told))
        return found

    def _refused(
        self, wishes: Mapping[_Asked, Sequence[Wish]]
    ) -> dict[_Asked, list[dict[str, Any]]]:
        granted: dict[str, list[tuple[str, str, str]]] = defaultdict(list)
        problem = self._pinned.problem
        for place in self._plan.places:
            offer, block, room = place.group
            granted[place.pupil_id].append((offer, block, problem.room_by_id[room].location_id))
        found: dict[_Asked, list[dict[str, Any]]] = defaultdict(list)
        for asked, same in wishes.items():
            for wish in same:
                if any(wish.matches(*where) for where in granted.get(wish.pupil_id, ())):
                    continue
                finding = self._refuser.find(wish)
                found[asked].append(
                    {
                        "version_id": self._version.id,
                        **dict(zip(_COLUMNS, asked, strict=True)),
                        "reason": RefusalReason(finding.reason.value),
                        "detail": dict(refusal_detail(problem, wish, *finding)),
                    }
                )
        return found

    def _asked(self, wish: Wish) -> _Asked:
        number = self._known.keys.number
        return (
            number("pupils", wish.pupil_id),
            wish.stated_rank,
            number("offers", wish.offer_id),
            None if wish.block_id is None else number("blocks", wish.block_id),
            None if wish.location_id is None else number("locations", wish.location_id),
        )

    def _promised(self) -> frozenset[tuple[int, int, int, int]]:
        """Pupil, offer, block and location of what families see as theirs."""
        tables, keys = self._tables, self._known.keys
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
                index[code]
                for index, table, number in zip(indexes, _NAMED, numbers, strict=True)
                if (code := keys.find(table, number)) is not None
            ]
            if len(at) == len(_NAMED):
                pupil, offer, block, room = at
                promised.add((pupil, offer, block, tables.room_location[room]))
        return frozenset(promised)


_NAMED: Final = ("pupils", "offers", "blocks", "rooms")


def _among(asked: Iterable[_Asked]) -> ColumnElement[bool]:
    """Rows of these children or of these offers, whichever are fewer to name."""
    children = {each[0] for each in asked}
    if len(children) <= _CHUNK:
        return RefusalRow.child_id.in_(sorted(children))
    return RefusalRow.offer_id.in_(sorted({each[2] for each in asked}))


def _told(record: Mapping[str, Any]) -> _Told:
    return record["reason"].value, str(sorted(record["detail"].items()))


def _order(record: Mapping[str, Any]) -> tuple[int, ...]:
    return tuple(record[name] or 0 for name in _COLUMNS)
