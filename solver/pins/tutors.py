"""Contradictions between tutors pinned into groups and the rules for them (contract, 3.4, 3.5)."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from solver.eligibility import suits_ages
from solver.pins.conflict import Conflict, conflict
from solver.pins.reading import PinnedGroup, PinReading
from solver.problem import Offer, Role, Tutor
from solver.reasons.team import Candidate, cheapest_team


def tutor_conflicts(reading: PinReading) -> Iterator[Conflict]:
    """Every direct contradiction of 3.4, 3.5 and 3.9 by tutors pinned into groups."""
    groups_of: dict[int, list[PinnedGroup]] = {}
    for group in reading.groups.values():
        for tutor in group.tutors:
            groups_of.setdefault(tutor, []).append(group)
            yield from _alone(reading, group, tutor)
        yield from _seats(reading, group)
    for tutor, groups in groups_of.items():
        for one, other in combinations(groups, 2):
            yield from _pair(reading, tutor, one, other)
        yield from _weeks(reading, tutor, groups)


def _alone(reading: PinReading, group: PinnedGroup, tutor: int) -> Iterator[Conflict]:
    pin, who = group.tutors[tutor], reading.problem.tutors[tutor]
    against = reading.no_tutor.get(group.key, {}).get(tutor)
    if against is not None:
        yield conflict(
            [pin, against],
            "3.9",
            f"Begeleider {who.id} is in groep {group.id} zowel vastgelegd als uitgesloten.",
            f"Tutor {who.id} is pinned both into and out of group {group.id}.",
        )
    for nl, en in _unsuited(reading, group, tutor):
        yield conflict(
            [pin],
            "3.4",
            f"Begeleider {who.id} kan niet in groep {group.id}: {nl}.",
            f"Tutor {who.id} cannot be in group {group.id}: {en}.",
        )


def _unsuited(reading: PinReading, group: PinnedGroup, tutor: int) -> Iterator[tuple[str, str]]:
    tables, offer, who = reading.tables, group.offer, reading.problem.tutors[tutor]
    if not _roles(who, offer):
        yield "de groep heeft geen plaats voor die rol", "the group has no seat for that role"
    elif _roles(who, offer) == {Role.LEAD} and not offer.lead_goals <= who.goals:
        missing = ", ".join(sorted(offer.lead_goals - who.goals))
        yield f"leidt niet alle leerdoelen ({missing})", f"does not lead every goal ({missing})"
    if not suits_ages(who.ages, offer):
        yield "werkt niet met alle leeftijden", "does not work with all of its ages"
    if offer.language and who.languages and offer.language not in who.languages:
        yield f"spreekt geen {offer.language}", f"does not speak {offer.language}"
    if not tables.tutor_block[tutor, group.cell.block]:
        yield "is niet vrij voor alle sessies", "is not available for every session"
    if not tables.tutor_location[tutor, group.cell.location]:
        yield "de locatie ligt te ver", "the location is too far"


def _roles(who: Tutor, offer: Offer) -> set[Role]:
    seats = {Role.LEAD: offer.leads, Role.ASSISTANT: offer.assistants}
    return {role for role in who.roles if seats[role] > 0}


def _seats(reading: PinReading, group: PinnedGroup) -> Iterator[Conflict]:
    """Whether the pinned tutors have seats beside each other, each in a role of theirs."""
    offer, tables = group.offer, reading.tables
    pinned = [
        Candidate(
            bool(tables.tutor_offer_lead[tutor, group.cell.offer]),
            bool(tables.tutor_offer_assist[tutor, group.cell.offer]),
            frozenset({str(tutor)}),
            0,
        )
        for tutor in group.tutors
    ]
    seats = offer.leads + offer.assistants
    # whoever fills the other seats must not stand in for a pinned tutor: each has a mark of
    # their own that the team has to hold
    filling = [Candidate(True, True, frozenset(), 0)] * seats
    # one who fits no seat alone is named already
    suited = all(
        (who.can_lead and offer.leads) or (who.can_assist and offer.assistants) for who in pinned
    )
    marks = frozenset(str(tutor) for tutor in group.tutors)
    if len(pinned) > seats or (
        suited
        and cheapest_team(
            [*pinned, *filling], leads=offer.leads, assistants=offer.assistants, skills=marks
        )
        is None
    ):
        yield conflict(
            group.tutors.values(),
            "3.4",
            f"In groep {group.id} zijn {len(pinned)} begeleiders vastgelegd, die niet samen op "
            f"{offer.leads} + {offer.assistants} plaatsen (leiden + helpen) passen.",
            f"In group {group.id} {len(pinned)} tutors are pinned, who do not fit together in "
            f"{offer.leads} + {offer.assistants} seats (lead + assist).",
        )


def _pair(
    reading: PinReading, tutor: int, one: PinnedGroup, other: PinnedGroup
) -> Iterator[Conflict]:
    who, tables = reading.problem.tutors[tutor], reading.tables
    here, there = one.cell, other.cell
    if tables.clash(here.block, here.location, there.block, there.location, who.mode):
        yield conflict(
            [one.tutors[tutor], other.tutors[tutor]],
            "3.5",
            f"Begeleider {who.id} kan niet in {one.id} en {other.id}: ze vallen samen of liggen te "
            "ver uit elkaar.",
            f"Tutor {who.id} cannot be in both {one.id} and {other.id}: they overlap or are too "
            "far apart.",
        )


def _weeks(reading: PinReading, tutor: int, groups: list[PinnedGroup]) -> Iterator[Conflict]:
    who = reading.problem.tutors[tutor]
    if who.minutes_week is None:
        return
    used: dict[tuple[int, int], list[tuple[int, PinnedGroup]]] = {}
    for group in groups:
        for when, minutes in reading.tables.block_minutes_by_week[group.cell.block].items():
            used.setdefault(when, []).append((minutes, group))
    for (year, week), spent in sorted(used.items()):
        total = sum(minutes for minutes, _ in spent)
        if total > who.minutes_week:
            yield conflict(
                [group.tutors[tutor] for _, group in spent],
                "3.5",
                f"Begeleider {who.id} geeft in week {week} van {year} hoogstens "
                f"{who.minutes_week / 60:g} uur, en {total / 60:g} uur ligt vast.",
                f"Tutor {who.id} works at most {who.minutes_week / 60:g} hours in week {week} of "
                f"{year}, and {total / 60:g} hours are pinned.",
            )
