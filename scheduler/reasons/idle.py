"""Why a tutor has no group in a plan: the first step at which nothing is left for them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from scheduler.reasons.case import Case
from solver.eligibility import suits_ages
from solver.plan import Group
from solver.problem import Offer, Role, Tutor
from solver.reasons.openings import Cell


class Idle(StrEnum):
    """The steps, in this order. Those up to `ROOMS` hold in every plan, the others in this one."""

    ROLE = "role"
    """No offer asks for somebody who may do what this tutor may."""
    GOALS = "goals"
    LANGUAGE = "language"
    AGES = "ages"
    TIME = "time"
    """In no block of what is left is the tutor there for every session."""
    FAR = "far"
    HOURS = "hours"
    """Every block that is left takes more hours in a week than the tutor has."""
    ROOMS = "rooms"
    """No room suits any group that is left, or pins keep the tutor from it."""
    NOT_OPEN = "not_open"
    """None of the groups that the tutor could be in is open in this plan."""
    NOT_NEEDED = "not_needed"
    """The open groups that the tutor could be in have others already."""

    @property
    def always(self) -> bool:
        """Whether it holds in every plan of the season as it is."""
        return self not in {Idle.NOT_OPEN, Idle.NOT_NEEDED}


@dataclass(frozen=True, slots=True)
class IdleTutor:
    """A tutor without a group. `offers`: what was left at the step before, by index.

    `groups`: the open groups that the tutor could be in, where they are not needed there.
    """

    tutor_id: str
    why: Idle
    offers: tuple[int, ...] = ()
    groups: tuple[Group, ...] = ()


_Post = tuple[int, Role]
"""An offer by index, and what the tutor would do there."""
_Spot = tuple[int, Role, int, int]
"""The same with a block and a location, by index."""


def idle_tutors(case: Case) -> tuple[IdleTutor, ...]:
    """One for every tutor without a group in the plan, in the order of the season."""
    busy = {assignment.tutor_id for assignment in case.plan.assignments}
    return tuple(why_idle(case, t.id) for t in case.problem.tutors if t.id not in busy)


def why_idle(case: Case, tutor_id: str) -> IdleTutor:
    """Why a tutor who has no group in the plan has none.

    Raises:
        KeyError: there is no such tutor.
    """
    tutor = case.problem.tutor_by_id[tutor_id]
    number = case.tables.tutor_index[tutor_id]
    posts = list(_posts(case, tutor))
    offers = case.problem.offers
    for why, suits in (
        (Idle.ROLE, _any_offer),
        (Idle.GOALS, _has_goals),
        (Idle.LANGUAGE, _speaks),
        (Idle.AGES, _right_ages),
    ):
        left = [(o, role) for o, role in posts if suits(tutor, offers[o], role)]
        if not left:
            return IdleTutor(tutor_id, why, _named(posts))
        posts = left
    spots = [(*post, block, site) for post in posts for block, site in _where(case, post)]
    for why in (Idle.TIME, Idle.FAR, Idle.HOURS, Idle.ROOMS):
        kept = [spot for spot in spots if _holds(case, number, why, spot)]
        if not kept:
            return IdleTutor(tutor_id, why, _named(spots) or _named(posts))
        spots = kept
    groups = tuple(sorted(_open_groups(case, number, spots)))
    why = Idle.NOT_NEEDED if groups else Idle.NOT_OPEN
    return IdleTutor(tutor_id, why, _named(spots), groups)


def _holds(case: Case, tutor: int, step: Idle, spot: _Spot) -> bool:
    _, _, block, site = spot
    match step:
        case Idle.TIME:
            return bool(case.tables.tutor_block[tutor, block])
        case Idle.FAR:
            return bool(case.tables.tutor_location[tutor, site])
        case Idle.HOURS:
            return bool(case.possible.standing.tutor_time[tutor, block])
        case _:
            return bool(_rooms(case, tutor, spot))


def _posts(case: Case, tutor: Tutor) -> Iterator[_Post]:
    for number, offer in enumerate(case.problem.offers):
        for role, seats in ((Role.LEAD, offer.leads), (Role.ASSISTANT, offer.assistants)):
            if role in tutor.roles and seats and offer.max_groups:
                yield number, role


def _any_offer(tutor: Tutor, offer: Offer, role: Role) -> bool:
    del offer
    return role in tutor.roles


def _has_goals(tutor: Tutor, offer: Offer, role: Role) -> bool:
    return role is not Role.LEAD or offer.lead_goals <= tutor.goals


def _speaks(tutor: Tutor, offer: Offer, role: Role) -> bool:
    del role
    return not offer.language or not tutor.languages or offer.language in tutor.languages


def _right_ages(tutor: Tutor, offer: Offer, role: Role) -> bool:
    del role
    return suits_ages(tutor.ages, offer)


def _where(case: Case, post: _Post) -> Iterator[tuple[int, int]]:
    offer = case.problem.offers[post[0]]
    for block in offer.blocks:
        for site in offer.locations:
            yield case.tables.block_index[block], case.tables.location_index[site]


def _rooms(case: Case, tutor: int, spot: _Spot) -> list[int]:
    """The rooms for a group there that are closed neither to it nor to the tutor."""
    offer, _, block, site = spot
    cell = Cell(offer, block, site)
    return [
        room
        for room in case.possible.rooms(cell)
        if (offer, block, room) not in case.closures.groups
        and tutor not in case.closures.barred_tutors(cell, room)
    ]


def _open_groups(case: Case, tutor: int, spots: list[_Spot]) -> set[Group]:
    there = {(o, b, r) for o, role, b, s in spots for r in _rooms(case, tutor, (o, role, b, s))}
    return {
        name
        for name, group in case.standing.open.items()
        if (group.offer, group.block, group.room) in there
    }


def _named(posts: list[_Post] | list[_Spot]) -> tuple[int, ...]:
    return tuple(sorted({post[0] for post in posts}))
