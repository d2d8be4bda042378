"""Rules about pupils: only what was asked (3.1), their time (3.6) and their needs (3.7)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import combinations

from solver.check.case import Case
from solver.check.violation import Violation
from solver.plan import Group, Place
from solver.problem import SMALL_GROUP, Pupil


def check_children(case: Case) -> Iterator[Violation]:
    """Every departure from 3.1, 3.6 and 3.7 (seats of companions are counted with the room)."""
    for pupil_id, places in case.places_of.items():
        pupil = case.problem.pupil_by_id[pupil_id]
        yield from _asked(case, pupil, places)
        for place in places:
            yield from _may_come(case, pupil, place.group)
            yield from _needs(case, pupil, place.group)
        for one, other in combinations(sorted(place.group for place in places), 2):
            if case.permission.hours.clash(case.spot(one), case.spot(other), pupil.mode):
                yield Violation(
                    "3.6",
                    f"{pupil_id} {one.id} {other.id}",
                    f"{pupil_id} kan niet zowel in {one.id} als in {other.id} zijn.",
                    f"{pupil_id} cannot be in both {one.id} and {other.id}.",
                )


def check_ranks(case: Case) -> Iterator[Violation]:
    """Every place whose rank is not that of the best wish that matches it (section 6)."""
    for place in case.places:
        wishes = case.permission.matching(
            place.pupil_id, place.group.offer_id, *case.spot(place.group)
        )
        if wishes and place.rank != wishes[0].rank:
            yield Violation(
                "6",
                f"{place.pupil_id} {place.group.id}",
                f"De voorkeur is {wishes[0].rank}, niet {place.rank}.",
                f"The rank is {wishes[0].rank}, not {place.rank}.",
            )


def _asked(case: Case, pupil: Pupil, places: list[Place]) -> Iterator[Violation]:
    for place in places:
        group = place.group
        if not case.permission.matching(pupil.id, group.offer_id, *case.spot(group)):
            yield Violation(
                "3.1",
                f"{pupil.id} {group.id}",
                f"{pupil.id} vroeg niet naar {group.id}.",
                f"{pupil.id} did not ask for {group.id}.",
            )
    for offer_id, count in Counter(place.group.offer_id for place in places).items():
        if count > 1:
            yield Violation(
                "3.1",
                f"{pupil.id} {offer_id}",
                f"{pupil.id} heeft {count} plaatsen in {offer_id}.",
                f"{pupil.id} has {count} places in {offer_id}.",
            )
    if len(places) > pupil.max_places:
        yield Violation(
            "3.1",
            pupil.id,
            f"{pupil.id} heeft {len(places)} plaatsen, hoogstens {pupil.max_places} is gevraagd.",
            f"{pupil.id} has {len(places)} places, at most {pupil.max_places} were asked for.",
        )


def _may_come(case: Case, pupil: Pupil, group: Group) -> Iterator[Violation]:
    subject = f"{pupil.id} {group.id}"
    block_id, location_id = case.spot(group)
    if not case.permission.age_fits(pupil, case.offer(group)):
        yield Violation(
            "3.6",
            subject,
            f"De leeftijd van {pupil.id} past niet bij {group.offer_id}.",
            f"The age of {pupil.id} does not fit {group.offer_id}.",
        )
    if not case.permission.pupil_available(pupil, block_id):
        yield Violation(
            "3.6",
            subject,
            f"{pupil.id} is niet vrij tijdens heel blok {block_id}.",
            f"{pupil.id} is not available for the whole of block {block_id}.",
        )
    if not case.permission.pupil_near(pupil, location_id):
        yield Violation(
            "3.6",
            subject,
            f"Locatie {location_id} is te ver voor {pupil.id}.",
            f"Location {location_id} is too far for {pupil.id}.",
        )


def _needs(case: Case, pupil: Pupil, group: Group) -> Iterator[Violation]:
    subject = f"{pupil.id} {group.id}"
    room = case.room(group)
    for need in sorted(pupil.place_needs - case.permission.features(room)):
        yield Violation(
            "3.7",
            subject,
            f"Lokaal {room.id} heeft niet wat {pupil.id} nodig heeft: {need}.",
            f"Room {room.id} lacks what {pupil.id} needs: {need}.",
        )
    skills = {skill for tutor, _ in case.team_of[group] for skill in tutor.skills}
    for need in sorted(pupil.support_needs - skills):
        yield Violation(
            "3.7",
            subject,
            f"Geen begeleider van {group.id} kan geven wat {pupil.id} nodig heeft: {need}.",
            f"No tutor of {group.id} can give what {pupil.id} needs: {need}.",
        )
    size = len(case.pupils_in[group])
    if not case.permission.small_group_fits(pupil, size):
        yield Violation(
            "3.7",
            subject,
            f"{pupil.id} heeft een groep van hoogstens {SMALL_GROUP} nodig, dit zijn er {size}.",
            f"{pupil.id} needs a group of at most {SMALL_GROUP}, these are {size}.",
        )
