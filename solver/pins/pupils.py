"""Contradictions between pupils pinned into groups and the rules for them (contract, 3.1–3.9).

Whoever is strictly linked to the same group as a pinned pupil is pinned along with them; what
then cannot be is a contradiction of 3.8.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from typing import NamedTuple

from solver.pins.conflict import Conflict, conflict
from solver.pins.reading import PinnedGroup, PinReading
from solver.problem import SMALL_GROUP, Pin, Pupil
from solver.reasons.strict_links import NOBODY_ELSE


class Pinned(NamedTuple):
    """A pupil in a group by a pin; `along` where the pin names somebody linked to them."""

    group: PinnedGroup
    pin: Pin
    along: bool

    def rule(self, own: str) -> str:
        """The rule that is broken: `own`, or that of links."""
        return "3.8" if self.along else own


def pupil_conflicts(reading: PinReading) -> Iterator[Conflict]:
    """Every direct contradiction by pupils pinned into groups."""
    places: dict[int, dict[str, Pinned]] = {}
    for group in reading.groups.values():
        for pupil, pin in group.pupils.items():
            places.setdefault(pupil, {})[group.id] = Pinned(group, pin, along=False)
            for friend in reading.links.group.get(pupil, NOBODY_ELSE):
                places.setdefault(friend, {}).setdefault(group.id, Pinned(group, pin, along=True))
    inside: dict[str, list[tuple[int, Pinned]]] = {}
    for pupil in sorted(places, key=lambda index: reading.problem.pupils[index].id):
        pinned = list(places[pupil].values())
        for place in pinned:
            inside.setdefault(place.group.id, []).append((pupil, place))
            yield from _alone(reading, pupil, place)
            yield from _same_site(reading, pupil, place)
        for one, other in combinations(pinned, 2):
            yield from _pair(reading, pupil, one, other)
        yield from _most(reading, pupil, pinned)
    for group_id in sorted(inside):
        yield from _seats(reading, inside[group_id])


def _alone(reading: PinReading, pupil: int, place: Pinned) -> Iterator[Conflict]:
    who, group = reading.problem.pupils[pupil], place.group
    against = reading.no_pupil.get(group.key, {}).get(pupil)
    if against is not None:
        yield conflict(
            [place.pin, against],
            place.rule("3.9"),
            f"Leerling {who.id} is in groep {group.id} zowel vastgelegd als uitgesloten.",
            f"Pupil {who.id} is pinned both into and out of group {group.id}.",
        )
    for rule, nl, en in _unsuited(reading, pupil, group):
        yield conflict(
            [place.pin],
            place.rule(rule),
            f"Leerling {who.id} kan niet in groep {group.id}: {nl}.",
            f"Pupil {who.id} cannot be in group {group.id}: {en}.",
        )


def _unsuited(
    reading: PinReading, pupil: int, group: PinnedGroup
) -> Iterator[tuple[str, str, str]]:
    tables, cell, who = reading.tables, group.cell, reading.problem.pupils[pupil]
    location_id = reading.problem.rooms[group.room].location_id
    wishes = reading.problem.wishes_by_pupil.get(who.id, ())
    where = (group.offer.id, reading.problem.blocks[cell.block].id, location_id)
    if not any(wish.matches(*where) for wish in wishes):
        yield (
            "3.1",
            "geen wens past erbij, en niemand wordt geplaatst waar hij niet om vroeg",
            "no wish matches it, and nobody is placed where they did not ask",
        )
    if not tables.pupil_offer_age[pupil, cell.offer]:
        yield "3.6", "de leeftijd past niet", "the age does not fit"
    if not tables.pupil_block[pupil, cell.block]:
        yield "3.6", "is niet vrij voor alle sessies", "is not available for every session"
    if not tables.pupil_location[pupil, cell.location]:
        yield "3.6", "de locatie ligt te ver", "the location is too far"
    missing = ", ".join(sorted(who.place_needs - tables.room_features[group.room]))
    if missing:
        yield "3.7", f"het lokaal mist {missing}", f"the room lacks {missing}"
    if who.small_group and group.offer.min_size > SMALL_GROUP:
        yield "3.7", "de groep kan niet klein genoeg zijn", "the group cannot be small enough"
    capacity = reading.problem.rooms[group.room].capacity
    if who.companion and capacity <= group.offer.min_size:
        yield "3.7", "er is geen plaats voor de eigen begeleider", "no seat for the companion"
    needed = who.support_needs
    if needed and reading.possible.team(cell, needed, whole=False) is None:
        named = ", ".join(sorted(needed))
        yield "3.7", f"geen begeleider kan {named} geven", f"no tutors can offer {named}"


def _same_site(reading: PinReading, pupil: int, place: Pinned) -> Iterator[Conflict]:
    """Whether those bound to the same site wished, and could attend, anything there."""
    if place.along:
        return
    problem, tables, cell = reading.problem, reading.tables, place.group.cell
    block, location = problem.blocks[cell.block].id, problem.locations[cell.location].id
    for other in sorted(reading.links.site.get(pupil, NOBODY_ELSE)):
        offers = {
            wish.offer_id
            for wish in problem.wishes_by_pupil.get(problem.pupils[other].id, ())
            if wish.matches(wish.offer_id, block, location)
            and block in problem.offer_by_id[wish.offer_id].blocks
            and location in problem.offer_by_id[wish.offer_id].locations
        }
        able = problem.pupils[other].max_places > 0 and any(
            reading.possible.attends(other, cell._replace(offer=tables.offer_index[offer]))
            for offer in offers
        )
        if not able:
            yield conflict(
                [place.pin],
                "3.8",
                f"Leerling {problem.pupils[other].id} hoort strikt bij {problem.pupils[pupil].id}, "
                f"maar kan op locatie {location} in blok {block} nergens terecht.",
                f"Pupil {problem.pupils[other].id} is strictly linked to "
                f"{problem.pupils[pupil].id}, but has nothing to attend at location {location} in "
                f"block {block}.",
            )


def _pair(reading: PinReading, pupil: int, one: Pinned, other: Pinned) -> Iterator[Conflict]:
    who, here, there = reading.problem.pupils[pupil], one.group.cell, other.group.cell
    along = Pinned(one.group, one.pin, one.along or other.along)
    if here.offer == there.offer:
        yield conflict(
            [one.pin, other.pin],
            along.rule("3.1"),
            f"Leerling {who.id} kan in een aanbod maar één plaats hebben, niet in {one.group.id} "
            f"en {other.group.id}.",
            f"Pupil {who.id} can have one place in an offer, not both {one.group.id} and "
            f"{other.group.id}.",
        )
    if reading.tables.clash(here.block, here.location, there.block, there.location, who.mode):
        yield conflict(
            [one.pin, other.pin],
            along.rule("3.6"),
            f"Leerling {who.id} kan niet in {one.group.id} en {other.group.id}: ze vallen samen of "
            "liggen te ver uit elkaar.",
            f"Pupil {who.id} cannot be in both {one.group.id} and {other.group.id}: they overlap "
            "or are too far apart.",
        )


def _most(reading: PinReading, pupil: int, pinned: list[Pinned]) -> Iterator[Conflict]:
    who = reading.problem.pupils[pupil]
    if len(pinned) > who.max_places:
        along = any(place.along for place in pinned)
        yield conflict(
            [place.pin for place in pinned],
            "3.8" if along else "3.1",
            f"Leerling {who.id} vroeg om hoogstens {who.max_places} plaats(en), en er liggen er "
            f"{len(pinned)} vast.",
            f"Pupil {who.id} asked for at most {who.max_places} place(s), and {len(pinned)} are "
            "pinned.",
        )


def _seats(reading: PinReading, inside: list[tuple[int, Pinned]]) -> Iterator[Conflict]:
    group = inside[0][1].group
    pupils = [reading.problem.pupils[pupil] for pupil, _ in inside]
    rule = "3.8" if any(place.along for _, place in inside) else "3.2"
    room = reading.problem.rooms[group.room]
    most = min(group.offer.max_size, room.capacity)
    pins = [place.pin for _, place in inside]
    if len(pupils) > most:
        yield conflict(
            pins,
            rule,
            f"In groep {group.id} liggen {len(pupils)} leerlingen vast, en er is plaats voor "
            f"{most}.",
            f"In group {group.id} {len(pupils)} pupils are pinned, and there is room for {most}.",
        )
    elif len(pupils) + _companions(pupils) > room.capacity:
        yield conflict(
            pins,
            "3.7",
            f"In groep {group.id} passen de vastgelegde leerlingen en hun eigen begeleiders niet "
            f"op {room.capacity} plaatsen.",
            f"In group {group.id} the pinned pupils and their companions do not fit in "
            f"{room.capacity} seats.",
        )
    if len(pupils) > SMALL_GROUP and any(pupil.small_group for pupil in pupils):
        yield conflict(
            pins,
            "3.7",
            f"In groep {group.id} liggen {len(pupils)} leerlingen vast, en een van hen vroeg een "
            f"groep van hoogstens {SMALL_GROUP}.",
            f"In group {group.id} {len(pupils)} pupils are pinned, and one of them asked for a "
            f"group of at most {SMALL_GROUP}.",
        )


def _companions(pupils: list[Pupil]) -> int:
    return sum(pupil.companion for pupil in pupils)
