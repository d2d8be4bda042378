"""Reads a plan folder back (contract, section 6), from this program or from another one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Final

from data.nearest import Nearest
from data.plan_report import ReadReport, read_report
from data.plan_rows import BadPlan, Complaints, Row, read_rows
from data.report import DEFAULT_LANGUAGE
from data.whole_folder import standing
from solver.plan import Assignment, Group, Place, Plan, Reason, Refusal
from solver.problem import Problem, Role, Wish

__all__ = ["BadPlan", "read_plan"]

_ROLES: Final = tuple(role.value for role in Role)
_REASONS: Final = tuple(reason.value for reason in Reason)
_WISH: Final = ("pupil_id", "rank", "offer_id", "block_id", "location_id")


def read_plan(
    path: Path, problem: Problem, *, language: str = DEFAULT_LANGUAGE, earlier: bool = False
) -> Plan:
    """The plan in the folder `path`, for this problem.

    `refusals.csv`, `size` and the levels in `report.json` may be absent. What the contract's
    rules say about the plan is not looked at here: that is for `solver.check`. With `earlier`,
    the plan may be of an older dataset: groups, tutors and pupils that are no longer there are
    read as they stand, so that a promise that cannot be kept can be named, and refusals are
    left out.

    Raises:
        BadPlan: with everything that is wrong at once, in `language` (nl or en).
    """
    folder = standing(path)
    complaints = Complaints(language)
    if not folder.is_dir():
        complaints.about("no_folder", str(path))
        complaints.raise_if_any()
    reader = _Reader(folder, problem, complaints, earlier=earlier)
    report = read_report(folder, complaints)
    plan = reader.plan(report)
    complaints.raise_if_any()
    return plan


class _Reader:
    """One reading of one folder; complaints are gathered, and rows with one are left out."""

    def __init__(
        self, folder: Path, problem: Problem, complaints: Complaints, *, earlier: bool
    ) -> None:
        self._folder = folder
        self._problem = problem
        self._complaints = complaints
        self._earlier = earlier
        self._nearest: dict[str, Nearest] = {}

    def plan(self, report: ReadReport) -> Plan:
        """Everything in the folder as one plan, sorted by id."""
        groups = self._groups()
        places = self._places(groups)
        self._check_sizes(groups, places)
        return Plan(
            policy=report.policy,
            status=report.status,
            groups=tuple(sorted(group for group, _ in groups.values())),
            assignments=tuple(sorted(self._assignments(groups))),
            places=tuple(sorted(places)),
            refusals=() if self._earlier else tuple(self._refusals(report.language)),
            levels=report.levels,
            lost_promises=report.lost_promises,
            seconds=report.seconds,
        )

    def _groups(self) -> dict[str, tuple[Group, Row]]:
        """The groups by the id as written: ids may hold an @, so ids are never cut up."""
        known: Sequence[tuple[str, Collection[str]]] = (
            ("offer_id", self._problem.offer_by_id),
            ("block_id", self._problem.block_by_id),
            ("room_id", self._problem.room_by_id),
        )
        found: dict[str, tuple[Group, Row]] = {}
        parts: dict[Group, int] = {}
        for row in read_rows(self._folder, "groups.csv", self._complaints):
            group = Group(row["offer_id"], row["block_id"], row["room_id"])
            fits = [self._is_known(row, column, ids) for column, ids in known]
            if row["group_id"] != group.id:
                self._complaints.cell("wrong_group_id", row, "group_id", expected=group.id)
            elif row["group_id"] in found:
                other = found[row["group_id"]][1].number
                self._complaints.cell("twice", row, "group_id", other=other)
            elif group in parts:
                self._complaints.cell("twice", row, "group_id", other=parts[group])
            elif all(fits):
                parts[group] = row.number
            found.setdefault(row["group_id"], (group, row))
        return found

    def _assignments(self, groups: Mapping[str, tuple[Group, Row]]) -> Iterable[Assignment]:
        first: dict[tuple[str, ...], int] = {}
        for row in read_rows(self._folder, "group_tutors.csv", self._complaints):
            known = [
                self._is_known(row, "tutor_id", self._problem.tutor_by_id),
                self._has_group(row, groups),
                self._is_word(row, "role", _ROLES),
                self._is_first(row, ("group_id", "tutor_id"), first),
            ]
            if all(known):
                group = groups[row["group_id"]][0]
                yield Assignment(group, row["tutor_id"], Role(row["role"]))

    def _places(self, groups: Mapping[str, tuple[Group, Row]]) -> list[Place]:
        first: dict[tuple[str, ...], int] = {}
        found = []
        for row in read_rows(self._folder, "places.csv", self._complaints):
            rank = self._whole(row, "rank", 1)
            known = [
                self._is_known(row, "pupil_id", self._problem.pupil_by_id),
                self._has_group(row, groups),
                self._is_first(row, ("pupil_id", "group_id"), first),
            ]
            if all(known) and rank is not None:
                found.append(Place(row["pupil_id"], groups[row["group_id"]][0], rank))
        return found

    def _check_sizes(
        self, groups: Mapping[str, tuple[Group, Row]], places: Sequence[Place]
    ) -> None:
        if self._complaints.sentences:
            return  # places that were left out would make sizes look wrong
        held: dict[Group, int] = {}
        for place in places:
            held[place.group] = held.get(place.group, 0) + 1
        for group, row in groups.values():
            if not row["size"]:
                continue
            size = self._whole(row, "size", 0)
            if size is not None and size != held.get(group, 0):
                self._complaints.cell("wrong_size", row, "size", expected=held.get(group, 0))

    def _refusals(self, language: str) -> Iterable[Refusal]:
        """The refusals; of a wish that the family wrote twice there are two (section 6)."""
        left = Counter(self._problem.wishes)
        first: dict[Wish, int] = {}
        found = []
        for row in read_rows(self._folder, "refusals.csv", self._complaints, optional=True):
            rank = self._whole(row, "rank", 0)
            known = [
                self._is_known(row, "pupil_id", self._problem.pupil_by_id),
                self._is_known(row, "offer_id", self._problem.offer_by_id),
                self._is_known(row, "block_id", self._problem.block_by_id, empty=True),
                self._is_known(row, "location_id", self._problem.location_by_id, empty=True),
                self._is_word(row, "reason", _REASONS),
            ]
            if rank is None or not all(known):
                continue
            wishes = self._meant(row, rank)
            wish = next((wish for wish in wishes if left[wish]), None)
            if wish is not None:
                left[wish] -= 1
                first.setdefault(wish, row.number)
                found.append(Refusal(wish, Reason(row["reason"]), {language: row["detail"]}))
            elif wishes:
                said = " ".join(row[column] for column in _WISH if row[column])
                self._complaints.cell("twice", row, "pupil_id", value=said, other=first[wishes[0]])
            else:
                self._complaints.cell("no_such_wish", row, "rank", value=row["pupil_id"])
        return sorted(found, key=lambda refusal: wish_order(refusal.wish))

    def _meant(self, row: Row, rank: int) -> Sequence[Wish]:
        """The wishes that a refusal may be about; its rank as the family wrote it, or dense."""
        what = (row["pupil_id"], row["offer_id"], row["block_id"], row["location_id"])
        wishes = self._wishes.get(what, ())
        stated = [wish for wish in wishes if wish.stated_rank == rank]
        dense = [wish for wish in wishes if wish.rank == rank]
        return stated + dense

    @cached_property
    def _wishes(self) -> Mapping[tuple[str, str, str, str], Sequence[Wish]]:
        found: dict[tuple[str, str, str, str], list[Wish]] = {}
        for wish in self._problem.wishes:
            key = (wish.pupil_id, wish.offer_id, wish.block_id or "", wish.location_id or "")
            found.setdefault(key, []).append(wish)
        return found

    def _is_known(
        self, row: Row, column: str, known: Collection[str], *, empty: bool = False
    ) -> bool:
        if self._earlier or row[column] in known or (empty and not row[column]):
            return True
        table = f"{column.removesuffix('_id')}s.csv"
        self._say_unknown(row, column, known, table)
        return False

    def _has_group(self, row: Row, groups: Mapping[str, tuple[Group, Row]]) -> bool:
        if row["group_id"] in groups:
            return True
        self._say_unknown(row, "group_id", groups, "groups.csv")
        return False

    def _say_unknown(self, row: Row, column: str, known: Collection[str], table: str) -> None:
        nearest = self._nearest.setdefault(table, Nearest(known))
        near = self._complaints.near(row[column], nearest)
        self._complaints.cell("unknown_id", row, column, known=table, near=near)

    def _is_word(self, row: Row, column: str, words: Sequence[str]) -> bool:
        if row[column] in words:
            return True
        near = self._complaints.near(row[column], Nearest(words))
        self._complaints.cell("not_a_word", row, column, words=", ".join(words), near=near)
        return False

    def _is_first(
        self, row: Row, columns: Sequence[str], first: dict[tuple[str, ...], int]
    ) -> bool:
        key = tuple(row[column] for column in columns)
        other = first.setdefault(key, row.number)
        if other == row.number:
            return True
        self._complaints.cell("twice", row, columns[0], value=" ".join(key).strip(), other=other)
        return False

    def _whole(self, row: Row, column: str, low: int) -> int | None:
        text = row[column]
        if text.isascii() and text.isdigit() and len(text) < 10 and int(text) >= low:
            return int(text)
        self._complaints.cell("not_a_number", row, column, low=low)
        return None


def wish_order(wish: Wish) -> tuple[str, int, str, str, str]:
    """What refusals are sorted by: pupil, rank as written, offer, block, location."""
    return (
        wish.pupil_id,
        wish.stated_rank,
        wish.offer_id,
        wish.block_id or "",
        wish.location_id or "",
    )
