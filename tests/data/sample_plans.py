"""Sample seasons as problems, and a plain greedy plan for them that keeps the rules."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from data.dataset import read_dataset
from data.plan_reading import wish_order
from data.problem import to_problem
from data.sample import sample_tables
from data.write_tables import write_tables
from solver.eligibility import Eligibility
from solver.plan import Assignment, Group, Level, Place, Plan, Reason, Refusal, Status
from solver.problem import (
    Mode,
    Offer,
    Policy,
    Problem,
    Pupil,
    Role,
    Room,
    Tutor,
    Wish,
    further_gain,
    loss,
)


@cache
def sample_problem(pupils: int, seed: int) -> Problem:
    """A sample season, through its files, as the command line reads it."""
    with TemporaryDirectory() as folder:
        write_tables(sample_tables(pupils, seed), Path(folder, "season"))
        return to_problem(read_dataset(Path(folder, "season")))


class Greedy:
    """Opens groups one by one wherever enough children ask for them; never looks back.

    Children who bring a companion or are strictly linked are passed over.
    """

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.able = Eligibility(problem)
        self.tutor_groups: dict[str, list[Group]] = {}
        self.room_groups: dict[str, list[Group]] = {}
        self.places: dict[str, list[Place]] = {}
        self.groups: list[Group] = []
        self.assignments: list[Assignment] = []
        linked = {p for k in problem.links if k.strict for p in (k.pupil_a, k.pupil_b)}
        self.left_out = linked | {pupil.id for pupil in problem.pupils if pupil.companion}
        self.shut = {Group(p.offer_id, p.block_id, p.room_id) for p in problem.pins if not p.must}
        self.wishes_of: dict[str, list[Wish]] = {}
        for wish in problem.wishes:
            self.wishes_of.setdefault(wish.offer_id, []).append(wish)

    def plan(self) -> Plan:
        for offer in self.problem.offers:
            opened = 0
            for block_id in offer.blocks:
                for room in self.problem.rooms:
                    if opened < offer.max_groups and self._open(offer, block_id, room):
                        opened += 1
        places = [place for own in self.places.values() for place in own]
        placed = len(self.places)
        losses = sum(loss(min(place.rank for place in own)) for own in self.places.values())
        gains = sum(further_gain(len(own)) for own in self.places.values())
        return Plan(
            Policy.BEST,
            Status.FEASIBLE,
            tuple(sorted(self.groups)),
            tuple(sorted(self.assignments)),
            tuple(sorted(places)),
            tuple(self._refusals()),
            (
                Level("placed", placed, placed + placed // 20 + 1, maximise=True),
                Level("loss", losses, losses, maximise=False),
                Level("further", gains, gains + 10, maximise=True),
            ),
            seconds={"improve": 12.3456, "total": 20.5},
        )

    def _open(self, offer: Offer, block_id: str, room: Room) -> bool:
        able, group = self.able, Group(offer.id, block_id, room.id)
        row, block = able.room_index[room.id], able.block_index[block_id]
        if (
            group in self.shut
            or not able.room_offer[row, able.offer_index[offer.id]]
            or not able.room_block[row, block]
            or any(self._overlaps(block, other) for other in self.room_groups.get(room.id, ()))
        ):
            return False
        team = self._team(offer, block, room)
        if team is None:
            return False
        chosen = self._children(offer, block_id, room, [tutor for tutor, _ in team])
        if len(chosen) < offer.min_size:
            return False
        self.groups.append(group)
        self.room_groups.setdefault(room.id, []).append(group)
        for tutor, role in team:
            self.tutor_groups.setdefault(tutor.id, []).append(group)
            self.assignments.append(Assignment(group, tutor.id, role))
        for pupil_id, rank in chosen.items():
            self.places.setdefault(pupil_id, []).append(Place(pupil_id, group, rank))
        return True

    def _overlaps(self, block: int, other: Group) -> bool:
        return bool(self.able.block_overlap[block, self.able.block_index[other.block_id]])

    def _team(self, offer: Offer, block: int, room: Room) -> list[tuple[Tutor, Role]] | None:
        team: list[tuple[Tutor, Role]] = []
        for role, wanted, table in (
            (Role.LEAD, offer.leads, self.able.tutor_offer_lead),
            (Role.ASSISTANT, offer.assistants, self.able.tutor_offer_assist),
        ):
            free = [
                tutor
                for row, tutor in enumerate(self.problem.tutors)
                if table[row, self.able.offer_index[offer.id]]
                and tutor not in [other for other, _ in team]
                and self._tutor_can(row, tutor, block, room)
            ]
            if len(free) < wanted:
                return None
            team += [(tutor, role) for tutor in free[:wanted]]
        return team

    def _tutor_can(self, row: int, tutor: Tutor, block: int, room: Room) -> bool:
        at = self.able.location_index[room.location_id]
        if not (self.able.tutor_block[row, block] and self.able.tutor_location[row, at]):
            return False
        weeks = Counter(self.able.block_minutes_by_week[block])
        for group in self.tutor_groups.get(tutor.id, ()):
            if self._clash(block, at, group, tutor.mode):
                return False
            weeks.update(self.able.block_minutes_by_week[self.able.block_index[group.block_id]])
        return tutor.minutes_week is None or max(weeks.values()) <= tutor.minutes_week

    def _clash(self, block: int, at: int, group: Group, mode: Mode) -> bool:
        there = self.able.location_index[self.problem.room_by_id[group.room_id].location_id]
        return self.able.clash(block, at, self.able.block_index[group.block_id], there, mode)

    def _children(
        self, offer: Offer, block_id: str, room: Room, team: list[Tutor]
    ) -> dict[str, int]:
        skills = frozenset[str]().union(*(tutor.skills for tutor in team))
        chosen: dict[str, int] = {}
        size = min(offer.max_size, room.capacity)
        for wish in sorted(self.wishes_of.get(offer.id, ()), key=lambda wish: wish.rank):
            if not wish.matches(offer.id, block_id, room.location_id) or wish.pupil_id in chosen:
                continue
            pupil = self.problem.pupil_by_id[wish.pupil_id]
            limit = min(size, 8) if pupil.small_group else size
            if len(chosen) < limit and self._pupil_can(pupil, offer, block_id, room, skills):
                chosen[pupil.id] = wish.rank
                size = limit
        return chosen

    def _pupil_can(
        self, pupil: Pupil, offer: Offer, block_id: str, room: Room, skills: frozenset[str]
    ) -> bool:
        able, own = self.able, self.places.get(pupil.id, [])
        row, block = able.pupil_index[pupil.id], able.block_index[block_id]
        at = able.location_index[room.location_id]
        return (
            pupil.id not in self.left_out
            and len(own) < pupil.max_places
            and all(place.group.offer_id != offer.id for place in own)
            and bool(able.pupil_block[row, block])
            and bool(able.pupil_location[row, at])
            and bool(able.pupil_offer_age[row, able.offer_index[offer.id]])
            and bool(able.pupil_room_place[row, able.room_index[room.id]])
            and pupil.support_needs <= skills
            and not any(self._clash(block, at, place.group, pupil.mode) for place in own)
        )

    def _refusals(self) -> Iterable[Refusal]:
        sites = {room.id: room.location_id for room in self.problem.rooms}
        asked = {group.offer_id for group in self.groups}
        for wish in sorted(self.problem.wishes, key=wish_order):
            own = [place.group for place in self.places.get(wish.pupil_id, ())]
            if any(wish.matches(g.offer_id, g.block_id, sites[g.room_id]) for g in own):
                continue
            row = self.able.pupil_index[wish.pupil_id]
            offer = self.problem.offer_by_id[wish.offer_id]
            reason, detail = Reason.NO_TUTOR, ("Er is geen begeleider.", "There is no tutor.")
            if wish.offer_id in {group.offer_id for group in own}:
                reason = Reason.SATISFIED_ELSEWHERE
                detail = ("Er is al een plaats in dit aanbod.", "There is a place in this offer.")
            elif not self.able.pupil_offer_age[row, self.able.offer_index[wish.offer_id]]:
                ages = f"{offer.age_from}–{offer.age_to}"
                reason, detail = Reason.AGE, (f"Dit is voor {ages} jaar.", f"Ages {ages} only.")
            elif wish.offer_id in asked:
                reason, detail = Reason.FULL, ("Alle groepen zijn vol.", "All groups are full.")
            yield Refusal(wish, reason, {"nl": detail[0], "en": detail[1]})


@cache
def greedy_plan(pupils: int, seed: int) -> Plan:
    """A plan for `sample_problem(pupils, seed)`."""
    return Greedy(sample_problem(pupils, seed)).plan()
