"""A plan as rows: a version with its groups, tutors, places, refusals and waiting lists."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from data.season_rows.bulk import insert_rows
from data.season_rows.codes import codes_of_season
from data.season_rows.keys import Keys
from data.season_rows.waiting_lists import waiting
from models import Group as GroupRow
from models import GroupTutor, Place, PlanVersion, Refusal, WaitingEntry
from models.enums import RefusalReason, TutorRole
from solver.plan import Group, Plan
from solver.problem import Problem

_Record = dict[str, Any]


class PlanDoesNotFit(LookupError):
    """A plan names what is not in the season. `missing`: each as (table of a dataset, id)."""

    def __init__(self, missing: Iterable[tuple[str, str]]) -> None:
        self.missing = tuple(missing)
        super().__init__(f"not in the season: {', '.join(' '.join(each) for each in self.missing)}")


def put_plan(  # noqa: PLR0913  (facts by name, each of its own kind)
    session: Session,
    plan: Plan,
    problem: Problem,
    *,
    municipality_id: int,
    season_id: int,
    name: str,
    at: datetime,
    run_id: int | None = None,
    created_by_id: int | None = None,
) -> int:
    """Keep a plan as the next version of a season's plan; the version's number in the database.

    `problem` is what was planned: it says how large groups may be, who takes two seats or needs
    a small group, and who waits for what. `run_id` is the run that the plan came from, which
    also keeps its levels and lost promises. `at` is when it is kept. Nothing is published or
    committed. The seats of the new groups are counted here once, as no one else can know them
    yet; every later change goes through `models.seats`.

    Raises:
        PlanDoesNotFit: the plan names what is not in the season (any more).
        sqlalchemy.exc.IntegrityError: the plan breaks a rule that the database holds, or
            somebody else kept a version at the same moment.
    """
    keys = codes_of_season(session, season_id=season_id)
    missing = {each for each in _named(plan) if not keys.has(*each)}
    if missing:
        raise PlanDoesNotFit(sorted(missing))
    last = func.coalesce(func.max(PlanVersion.number), 0)
    version = PlanVersion(
        municipality_id=municipality_id,
        season_id=season_id,
        number=session.scalars(select(last).where(PlanVersion.season_id == season_id)).one() + 1,
        name=name,
        created_at=at,
        created_by_id=created_by_id,
        run_id=run_id,
    )
    session.add(version)
    session.flush()
    rows = _PlanRows(plan, problem, keys, at)
    home = {"municipality_id": municipality_id, "season_id": season_id}
    own = home | {"version_id": version.id}
    insert_rows(session, GroupRow, [{**own, **record} for record in rows.groups()])
    rows.numbers = _numbers(session, keys, version.id)
    for model, base, records in (
        (GroupTutor, home, rows.tutors()),
        (Place, own, rows.places()),
        (Refusal, own, rows.refusals()),
        (WaitingEntry, home, rows.waiters()),
    ):
        insert_rows(session, model, [{**base, **record} for record in records])
    return version.id


def _numbers(session: Session, keys: Keys, version_id: int) -> Mapping[Group, int]:
    """The numbers that the groups of a version got."""
    found = session.execute(
        select(GroupRow.id, GroupRow.offer_id, GroupRow.block_id, GroupRow.room_id).where(
            GroupRow.version_id == version_id
        )
    )
    return {
        Group(
            keys.code("offers", offer), keys.code("blocks", block), keys.code("rooms", room)
        ): number
        for number, offer, block, room in found
    }


def _named(plan: Plan) -> Iterator[tuple[str, str]]:
    """Everything that a plan names, as (table of a dataset, id)."""
    for group in plan.groups:
        yield "offers", group.offer_id
        yield "blocks", group.block_id
        yield "rooms", group.room_id
    for assignment in plan.assignments:
        yield "tutors", assignment.tutor_id
    for place in plan.places:
        yield "pupils", place.pupil_id
    for refusal in plan.refusals:
        wish = refusal.wish
        yield "pupils", wish.pupil_id
        yield "offers", wish.offer_id
        if wish.block_id is not None:
            yield "blocks", wish.block_id
        if wish.location_id is not None:
            yield "locations", wish.location_id


class _PlanRows:
    """The parts of a plan as records. `numbers` of its groups come from the database."""

    def __init__(self, plan: Plan, problem: Problem, keys: Keys, at: datetime) -> None:
        self._plan = plan
        self._problem = problem
        self._keys = keys
        self._at = at
        self.numbers: Mapping[Group, int] = {}

    def groups(self) -> Iterator[_Record]:
        """The groups, in the plan's order, with the seats that its places take."""
        for group in self._plan.groups:
            offer = self._problem.offer_by_id[group.offer_id]
            room = self._problem.room_by_id[group.room_id]
            pupils = [
                self._problem.pupil_by_id[place.pupil_id]
                for place in self._plan.places_by_group[group]
            ]
            yield {
                "offer_id": self._keys.number("offers", group.offer_id),
                "block_id": self._keys.number("blocks", group.block_id),
                "room_id": self._keys.number("rooms", group.room_id),
                "max_children": min(offer.max_size, room.capacity),
                "max_seats": room.capacity,
                "children_held": len(pupils),
                "seats_held": sum(1 + pupil.companion for pupil in pupils),
                "small_held": sum(pupil.small_group for pupil in pupils),
            }

    def tutors(self) -> Iterator[_Record]:
        """Who leads and assists."""
        for each in self._plan.assignments:
            yield {
                "group_id": self.numbers[each.group],
                "tutor_id": self._keys.number("tutors", each.tutor_id),
                "role": TutorRole(each.role.value),
            }

    def places(self) -> Iterator[_Record]:
        """Who takes part."""
        for place in self._plan.places:
            pupil = self._problem.pupil_by_id[place.pupil_id]
            yield {
                "group_id": self.numbers[place.group],
                "offer_id": self._keys.number("offers", place.group.offer_id),
                "child_id": self._keys.number("pupils", place.pupil_id),
                "rank": place.rank,
                "seats": 1 + pupil.companion,
                "small_group": pupil.small_group,
                "given_at": self._at,
            }

    def refusals(self) -> Iterator[_Record]:
        """The wishes that no place grants, with the rank as the family wrote it."""
        for refusal in self._plan.refusals:
            wish, number = refusal.wish, self._keys.number
            block, site = wish.block_id, wish.location_id
            yield {
                "child_id": number("pupils", wish.pupil_id),
                "rank": wish.stated_rank,
                "offer_id": number("offers", wish.offer_id),
                "block_id": None if block is None else number("blocks", block),
                "location_id": None if site is None else number("locations", site),
                "reason": RefusalReason(refusal.reason.value),
                "detail": dict(refusal.detail),
            }

    def waiters(self) -> Iterator[_Record]:
        """Who waits, but for children that have gone since the plan was made."""
        for each in waiting(self._plan, self._problem):
            if self._keys.has("pupils", each.pupil_id):
                yield {
                    "group_id": self.numbers[each.group],
                    "child_id": self._keys.number("pupils", each.pupil_id),
                    "rank": each.rank,
                    "draw_digest": each.digest,
                    "draw_number": each.number,
                    "joined_at": self._at,
                }
