"""Contradictions between groups pinned open and the rules for offers, rooms and budget."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from solver.pins.conflict import Conflict, conflict
from solver.pins.reading import PinnedGroup, PinReading


def group_conflicts(reading: PinReading) -> Iterator[Conflict]:
    """Every direct contradiction of 3.2, 3.3, 3.4, 3.9 and 3.10 by groups pinned open."""
    for group in reading.groups.values():
        against = reading.closed.get(group.key)
        if against is not None:
            yield conflict(
                [group.pin, against],
                "3.9",
                f"De groep {group.id} is zowel open als gesloten vastgelegd.",
                f"The group {group.id} is pinned both open and closed.",
            )
        misplaced = list(_place(reading, group))
        yield from misplaced
        if not misplaced:
            yield from _people(reading, group)
    yield from _rooms(reading)
    yield from _counts(reading)
    yield from _budget(reading)


def _place(reading: PinReading, group: PinnedGroup) -> Iterator[Conflict]:
    offer, tables = group.offer, reading.tables
    room, block = reading.problem.rooms[group.room], reading.problem.blocks[group.cell.block]
    if block.id not in offer.blocks:
        yield conflict(
            [group.pin],
            "3.2",
            f"Blok {block.id} hoort niet bij aanbod {offer.id}.",
            f"Block {block.id} is not among those of offer {offer.id}.",
        )
    if room.location_id not in offer.locations:
        yield conflict(
            [group.pin],
            "3.2",
            f"Lokaal {room.id} ligt op locatie {room.location_id}, en die hoort niet bij aanbod "
            f"{offer.id}.",
            f"Room {room.id} is at location {room.location_id}, which is not among those of offer "
            f"{offer.id}.",
        )
    missing = sorted(offer.room_features - tables.room_features[group.room])
    if missing:
        yield conflict(
            [group.pin],
            "3.3",
            f"Lokaal {room.id} mist wat aanbod {offer.id} vraagt: {', '.join(missing)}.",
            f"Room {room.id} lacks what offer {offer.id} asks for: {', '.join(missing)}.",
        )
    if not tables.room_block[group.room, group.cell.block]:
        yield conflict(
            [group.pin],
            "3.3",
            f"Lokaal {room.id} is niet beschikbaar voor alle sessies van blok {block.id}.",
            f"Room {room.id} is not available for every session of block {block.id}.",
        )
    if room.capacity < offer.min_size:
        yield conflict(
            [group.pin],
            "3.2",
            f"Lokaal {room.id} heeft {room.capacity} plaatsen; een groep van aanbod {offer.id} "
            f"begint vanaf {offer.min_size}.",
            f"Room {room.id} has {room.capacity} seats; a group of offer {offer.id} starts from "
            f"{offer.min_size}.",
        )


def _people(reading: PinReading, group: PinnedGroup) -> Iterator[Conflict]:
    """Whether enough pupils and tutors could come at all, one group alone."""
    offer, least = group.offer, group.offer.min_size
    barred = reading.no_pupil.get(group.key, {})
    able = [
        pupil
        for pupil in reading.possible.interested(group.cell).tolist()
        if reading.tables.pupil_room_place[pupil, group.room]
        and reading.problem.pupils[pupil].max_places > 0
        and reading.possible.could_meet(pupil, group.cell)
    ]
    come = [pupil for pupil in able if pupil not in barred]
    if len(come) < least:
        kept_out = (
            [barred[pupil] for pupil in able if pupil in barred] if len(able) >= least else []
        )
        yield conflict(
            [group.pin, *kept_out],
            "3.2",
            f"De groep {group.id} begint vanaf {least} leerling(en); het aantal dat dit vroeg en "
            f"kan komen, is {len(come)}.",
            f"The group {group.id} starts from {least} pupil(s); the number who asked for it and "
            f"can come is {len(come)}.",
        )
    out = reading.no_tutor.get(group.key, {})
    if reading.possible.team(group.cell, barred=frozenset(out)) is None:
        kept_out = list(out.values()) if reading.possible.team(group.cell) is not None else []
        yield conflict(
            [group.pin, *kept_out],
            "3.4",
            f"Voor de groep {group.id} zijn er niet genoeg begeleiders die kunnen; nodig: "
            f"{offer.leads} + {offer.assistants} (leiden + helpen).",
            f"For the group {group.id} there are not enough tutors who can; needed: "
            f"{offer.leads} + {offer.assistants} (lead + assist).",
        )


def _rooms(reading: PinReading) -> Iterator[Conflict]:
    by_room: dict[int, list[PinnedGroup]] = {}
    for group in reading.groups.values():
        by_room.setdefault(group.room, []).append(group)
    for groups in by_room.values():
        for one, other in combinations(groups, 2):
            if reading.tables.block_overlap[one.cell.block, other.cell.block]:
                yield conflict(
                    [one.pin, other.pin],
                    "3.3",
                    f"De groepen {one.id} en {other.id} hebben hetzelfde lokaal op hetzelfde "
                    "moment.",
                    f"The groups {one.id} and {other.id} have the same room at the same time.",
                )


def _counts(reading: PinReading) -> Iterator[Conflict]:
    by_offer: dict[str, list[PinnedGroup]] = {}
    for group in reading.groups.values():
        by_offer.setdefault(group.offer.id, []).append(group)
    for offer_id, groups in by_offer.items():
        most = groups[0].offer.max_groups
        if len(groups) > most:
            yield conflict(
                [group.pin for group in groups],
                "3.2",
                f"Aanbod {offer_id} mag hoogstens {most} groepen hebben, en er zijn er "
                f"{len(groups)} open vastgelegd.",
                f"Offer {offer_id} may have at most {most} groups, and {len(groups)} are pinned "
                "open.",
            )


def _budget(reading: PinReading) -> Iterator[Conflict]:
    """Whether the pinned groups alone, each with its cheapest team, cost too much."""
    budget = reading.problem.season.budget_cents
    if budget is None:
        return
    minutes = reading.possible.standing.block_minutes
    cost = 0
    for group in reading.groups.values():
        price = reading.possible.team(group.cell) or 0
        cost += 60 * group.offer.group_cents + price * minutes[group.cell.block]
    if cost > 60 * budget:
        yield conflict(
            [group.pin for group in reading.groups.values()],
            "3.10",
            "De groepen die open vastliggen, kosten samen meer dan het budget, ook met de "
            "goedkoopste begeleiders.",
            "The groups pinned open together cost more than the budget, even with the cheapest "
            "tutors.",
        )
