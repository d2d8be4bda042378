"""Rules about groups: the offer (3.2), the room (3.3) and the budget (3.10)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import combinations

from solver.check.case import Case
from solver.check.hours import minutes
from solver.check.violation import Violation
from solver.plan import Group


def check_groups(case: Case) -> Iterator[Violation]:
    """Every departure from 3.2, 3.3 and 3.10."""
    per_offer = Counter(group.offer_id for group in case.groups)
    for offer_id, count in per_offer.items():
        most = case.problem.offer_by_id[offer_id].max_groups
        if count > most:
            yield Violation(
                "3.2",
                offer_id,
                f"{offer_id} heeft {count} groepen, hoogstens {most} mag.",
                f"{offer_id} has {count} groups, at most {most} are allowed.",
            )
    for group in case.groups:
        yield from _offer(case, group)
        yield from _room(case, group)
    yield from _shared_rooms(case)
    yield from _budget(case)


def _offer(case: Case, group: Group) -> Iterator[Violation]:
    offer, (block_id, location_id) = case.offer(group), case.spot(group)
    if block_id not in offer.blocks:
        yield Violation(
            "3.2",
            group.id,
            f"{offer.id} loopt niet in blok {block_id}.",
            f"{offer.id} does not run in block {block_id}.",
        )
    if location_id not in offer.locations:
        yield Violation(
            "3.2",
            group.id,
            f"{offer.id} loopt niet op locatie {location_id}.",
            f"{offer.id} does not run at location {location_id}.",
        )
    size = len(case.pupils_in[group])
    if size < offer.min_size:
        yield Violation(
            "3.2",
            group.id,
            f"{group.id} heeft {size} leerlingen, minstens {offer.min_size} is nodig.",
            f"{group.id} has {size} pupils, at least {offer.min_size} are needed.",
        )
    room = case.room(group)
    most = min(offer.max_size, room.capacity)
    if size > most:
        yield Violation(
            "3.2",
            group.id,
            f"{group.id} heeft {size} leerlingen, hoogstens {most} mag.",
            f"{group.id} has {size} pupils, at most {most} are allowed.",
        )
    elif case.seats_taken(group) > room.capacity:
        yield Violation(
            "3.7",
            group.id,
            f"In lokaal {room.id} is geen plaats voor alle leerlingen en hun begeleiders.",
            f"Room {room.id} has no seats for all pupils and their companions.",
        )


def _room(case: Case, group: Group) -> Iterator[Violation]:
    room = case.room(group)
    missing = case.offer(group).room_features - case.permission.features(room)
    if missing:
        names = ", ".join(sorted(missing))
        yield Violation(
            "3.3",
            group.id,
            f"Lokaal {room.id} heeft dit niet: {names}.",
            f"Room {room.id} lacks this: {names}.",
        )
    if not case.permission.room_available(room, group.block_id):
        yield Violation(
            "3.3",
            group.id,
            f"Lokaal {room.id} is niet vrij tijdens heel blok {group.block_id}.",
            f"Room {room.id} is not available for the whole of block {group.block_id}.",
        )


def _shared_rooms(case: Case) -> Iterator[Violation]:
    by_room: dict[str, list[Group]] = {}
    for group in case.groups:
        by_room.setdefault(group.room_id, []).append(group)
    for room_id, groups in by_room.items():
        for one, other in combinations(sorted(groups), 2):
            if case.permission.hours.overlap(one.block_id, other.block_id):
                yield Violation(
                    "3.3",
                    f"{one.id} {other.id}",
                    f"{one.id} en {other.id} zijn tegelijk in lokaal {room_id}.",
                    f"{one.id} and {other.id} are in room {room_id} at the same time.",
                )


def cost_in_cent_minutes(case: Case) -> int:
    """The whole plan's cost (3.10) times 60, which keeps it a whole number."""
    total = 0
    for group in case.groups:
        hourly = sum(tutor.hourly_cents for tutor, _ in case.team_of[group])
        total += 60 * case.offer(group).group_cents + hourly * minutes(case.block(group))
    return total


def _budget(case: Case) -> Iterator[Violation]:
    budget = case.problem.season.budget_cents
    if budget is None:
        return
    cost = cost_in_cent_minutes(case)
    if cost > 60 * budget:
        cents = -(-cost // 60)
        yield Violation(
            "3.10",
            "season",
            f"Het plan kost {cents} cent, het budget is {budget} cent.",
            f"The plan costs {cents} cents, the budget is {budget} cents.",
        )
