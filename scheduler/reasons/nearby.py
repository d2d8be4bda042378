"""The part of a case that a wish of one child depends on, so that trying things out is quick."""

from __future__ import annotations

from dataclasses import replace

from scheduler.reasons.case import Case


def nearby(case: Case, pupil_id: str, offer_id: str) -> Case:
    """The case with only the children who matter for that offer, with all they have.

    Those are the child, who wished the offer, who is in one of its groups or in a group with the
    child, and whoever is strictly linked to any of them. All groups and their tutors stay.
    """
    problem, plan = case.problem, case.plan
    mine = {place.group for place in plan.places_by_pupil.get(pupil_id, ())}
    kept = {pupil_id}
    kept.update(wish.pupil_id for wish in problem.wishes if wish.offer_id == offer_id)
    kept.update(
        place.pupil_id
        for place in plan.places
        if place.group.offer_id == offer_id or place.group in mine
    )
    _add_linked(case, kept)
    return Case(
        replace(
            problem,
            pupils=tuple(pupil for pupil in problem.pupils if pupil.id in kept),
            wishes=tuple(wish for wish in problem.wishes if wish.pupil_id in kept),
            links=tuple(link for link in problem.links if {link.pupil_a, link.pupil_b} <= kept),
            pins=tuple(p for p in problem.pins if p.pupil_id is None or p.pupil_id in kept),
        ),
        replace(plan, places=tuple(p for p in plan.places if p.pupil_id in kept)),
        case.changed,
    )


def _add_linked(case: Case, kept: set[str]) -> None:
    linked: dict[str, list[str]] = {}
    for link in case.problem.links:
        if link.strict:
            linked.setdefault(link.pupil_a, []).append(link.pupil_b)
            linked.setdefault(link.pupil_b, []).append(link.pupil_a)
    line = list(kept)
    while line:
        for other in linked.get(line.pop(), ()):
            if other not in kept:
                kept.add(other)
                line.append(other)
