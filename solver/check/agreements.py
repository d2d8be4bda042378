"""Strict links between pupils (3.8) and the planner's pins (3.9)."""

from __future__ import annotations

from collections.abc import Iterator

from solver.check.case import Case
from solver.check.violation import Violation
from solver.plan import Group
from solver.problem import Link, LinkKind, Pin


def check_agreements(case: Case) -> Iterator[Violation]:
    """Every departure from 3.8 and 3.9."""
    for link in case.problem.links:
        if link.strict and shared(case, link.pupil_a, link.kind) != shared(
            case, link.pupil_b, link.kind
        ):
            yield _broken_link(link)
    for pin in case.problem.pins:
        if not pin_holds(case, pin):
            yield _broken_pin(pin)


def shared(case: Case, pupil_id: str, kind: LinkKind) -> set[tuple[str, ...]]:
    """What a pupil has that a link of this kind compares: groups, or (block, location)s."""
    groups = [place.group for place in case.places_of.get(pupil_id, ())]
    if kind is LinkKind.SAME_GROUP:
        return {tuple(group) for group in groups}
    return {case.spot(group) for group in groups}


def pin_group(pin: Pin) -> Group:
    """The group a pin is about."""
    return Group(pin.offer_id, pin.block_id, pin.room_id)


def pin_holds(case: Case, pin: Pin) -> bool:
    """Whether a plan does what a pin says.

    With `must`, the group is open and has the tutor and the pupil that the pin names. Without,
    it has neither of them, or, where none is named, is not open.
    """
    group = pin_group(pin)
    has_tutor = any(tutor.id == pin.tutor_id for tutor, _ in case.team_of.get(group, ()))
    has_pupil = any(pupil.id == pin.pupil_id for pupil in case.pupils_in.get(group, ()))
    if pin.must:
        return (
            group in case.team_of
            and (pin.tutor_id is None or has_tutor)
            and (pin.pupil_id is None or has_pupil)
        )
    if pin.tutor_id is None and pin.pupil_id is None:
        return group not in case.team_of
    return not has_tutor and not has_pupil


def _broken_link(link: Link) -> Violation:
    what_nl, what_en = {
        LinkKind.SAME_GROUP: ("dezelfde groepen", "the same groups"),
        LinkKind.SAME_SITE: (
            "dezelfde locaties in dezelfde blokken",
            "the same locations in the same blocks",
        ),
    }[link.kind]
    return Violation(
        "3.8",
        f"{link.pupil_a} {link.pupil_b}",
        f"{link.pupil_a} en {link.pupil_b} moeten {what_nl} hebben.",
        f"{link.pupil_a} and {link.pupil_b} must have {what_en}.",
    )


def _broken_pin(pin: Pin) -> Violation:
    group_id = pin_group(pin).id
    people = [person for person in (pin.tutor_id, pin.pupil_id) if person is not None]
    subject = " ".join([group_id, *people])
    if people:
        names_nl, names_en = " en ".join(people), " and ".join(people)
        wanted_nl = f"{group_id} moet {names_nl} {'wel' if pin.must else 'niet'} hebben"
        wanted_en = f"{group_id} must {'' if pin.must else 'not '}have {names_en}"
    else:
        wanted_nl = f"{group_id} {'moet' if pin.must else 'mag niet'} open zijn"
        wanted_en = f"{group_id} must {'' if pin.must else 'not '}be open"
    return Violation(
        "3.9",
        subject,
        f"Vastgezet door de planner: {wanted_nl}.",
        f"Set by the planner: {wanted_en}.",
    )
