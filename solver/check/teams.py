"""Rules about tutors: who may be in a team (3.4) and what fits in their time (3.5)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import combinations

from solver.check.case import Case
from solver.check.hours import minutes_by_week
from solver.check.violation import Violation
from solver.plan import Group
from solver.problem import Role, Tutor

ROLE_NL = {Role.LEAD: "hoofdbegeleiders", Role.ASSISTANT: "medebegeleiders"}
ROLE_EN = {Role.LEAD: "leads", Role.ASSISTANT: "assistants"}


def check_teams(case: Case) -> Iterator[Violation]:
    """Every departure from 3.4 and 3.5."""
    groups_of: dict[str, list[Group]] = {}
    for group in case.groups:
        team = case.team_of[group]
        yield from _numbers(case, group)
        for tutor_id, times in Counter(tutor.id for tutor, _ in team).items():
            groups_of.setdefault(tutor_id, []).append(group)
            if times > 1:
                yield Violation(
                    "3.4",
                    f"{tutor_id} {group.id}",
                    f"{tutor_id} heeft twee rollen in {group.id}.",
                    f"{tutor_id} has two roles in {group.id}.",
                )
        for tutor, role in team:
            yield from _role(case, tutor, role, group)
        for tutor in {tutor.id: tutor for tutor, _ in team}.values():
            yield from _person(case, tutor, group)
    for tutor_id, groups in groups_of.items():
        yield from _time(case, case.problem.tutor_by_id[tutor_id], groups)


def _numbers(case: Case, group: Group) -> Iterator[Violation]:
    offer = case.offer(group)
    counts = Counter(role for _, role in case.team_of[group])
    for role, asked in ((Role.LEAD, offer.leads), (Role.ASSISTANT, offer.assistants)):
        if counts[role] != asked:
            yield Violation(
                "3.4",
                group.id,
                f"{group.id} heeft {counts[role]} {ROLE_NL[role]}, {asked} is gevraagd.",
                f"{group.id} has {counts[role]} {ROLE_EN[role]}, {asked} are asked for.",
            )


def _role(case: Case, tutor: Tutor, role: Role, group: Group) -> Iterator[Violation]:
    subject = f"{tutor.id} {group.id}"
    if role not in tutor.roles:
        yield Violation(
            "3.4",
            subject,
            f"{tutor.id} heeft de rol {role.value} niet.",
            f"{tutor.id} does not have the role {role.value}.",
        )
    missing = case.offer(group).lead_goals - tutor.goals
    if role is Role.LEAD and missing:
        names = ", ".join(sorted(missing))
        yield Violation(
            "3.4",
            subject,
            f"{tutor.id} kan dit niet leiden: {names}.",
            f"{tutor.id} cannot lead this: {names}.",
        )


def _person(case: Case, tutor: Tutor, group: Group) -> Iterator[Violation]:
    subject = f"{tutor.id} {group.id}"
    offer, (block_id, location_id) = case.offer(group), case.spot(group)
    if not case.permission.tutor_available(tutor, block_id):
        yield Violation(
            "3.4",
            subject,
            f"{tutor.id} is niet vrij tijdens heel blok {block_id}.",
            f"{tutor.id} is not available for the whole of block {block_id}.",
        )
    if not case.permission.tutor_near(tutor, location_id):
        yield Violation(
            "3.4",
            subject,
            f"Locatie {location_id} is te ver voor {tutor.id}.",
            f"Location {location_id} is too far for {tutor.id}.",
        )
    if not case.permission.tutor_ages_cover(tutor, offer):
        yield Violation(
            "3.4",
            subject,
            f"{tutor.id} werkt niet met alle leeftijden van {offer.id}.",
            f"{tutor.id} does not work with all ages of {offer.id}.",
        )
    if not case.permission.tutor_speaks(tutor, offer):
        yield Violation(
            "3.4",
            subject,
            f"{tutor.id} spreekt de taal {offer.language} niet.",
            f"{tutor.id} does not speak the language {offer.language}.",
        )


def _time(case: Case, tutor: Tutor, groups: list[Group]) -> Iterator[Violation]:
    for one, other in combinations(sorted(groups), 2):
        if case.permission.hours.clash(case.spot(one), case.spot(other), tutor.mode):
            yield Violation(
                "3.5",
                f"{tutor.id} {one.id} {other.id}",
                f"{tutor.id} kan niet zowel in {one.id} als in {other.id} zijn.",
                f"{tutor.id} cannot be in both {one.id} and {other.id}.",
            )
    if tutor.minutes_week is None:
        return
    weeks: Counter[tuple[int, int]] = Counter()
    for group in groups:
        weeks.update(minutes_by_week(case.block(group)))
    for (year, week), worked in sorted(weeks.items()):
        if worked > tutor.minutes_week:
            name = f"{year}-W{week:02d}"
            yield Violation(
                "3.5",
                f"{tutor.id} {name}",
                f"{tutor.id} werkt {worked} minuten in {name}, hoogstens {tutor.minutes_week} mag.",
                f"{tutor.id} works {worked} minutes in {name}, at most {tutor.minutes_week} may.",
            )
