"""What a planner can change for one wish: beside what advice adds, a few smaller things."""

from __future__ import annotations

from dataclasses import dataclass, replace

from data import references
from data.issues import Language
from scheduler.additions import addition_sentence, listed, period_words
from scheduler.reasons.texts import (
    AGES,
    ALSO_AT,
    BUDGET,
    LARGER,
    ROOM_FEATURES,
    SKILLED,
    WITHOUT_PINS,
)
from solver.advice import (
    Addition,
    MoreLead,
    Period,
    with_addition,
)
from solver.problem import Offer, Problem


@dataclass(frozen=True, slots=True)
class WiderAges:
    """The offer also takes children of this age."""

    offer_id: str
    age: int


@dataclass(frozen=True, slots=True)
class LargerGroup:
    """`max_size` of the offer becomes this."""

    offer_id: str
    max_size: int


@dataclass(frozen=True, slots=True)
class AlsoAt:
    """The offer may also be at this location."""

    offer_id: str
    location_id: str


@dataclass(frozen=True, slots=True)
class WithoutPins:
    """The planner's pins that close groups of this offer, or keep people from them, go."""

    offer_id: str


@dataclass(frozen=True, slots=True)
class MoreBudget:
    """The season may cost so many cents more."""

    cents: int


@dataclass(frozen=True, slots=True)
class RoomWith:
    """A room that is there gets these features."""

    room_id: str
    features: frozenset[str]


@dataclass(frozen=True, slots=True)
class MoreSkilled:
    """One more tutor who can lead these goals and has these skills for needs."""

    goals: frozenset[str]
    skills: frozenset[str]
    period: Period


Change = (
    Addition | WiderAges | LargerGroup | AlsoAt | WithoutPins | MoreBudget | RoomWith | MoreSkilled
)


def changed(problem: Problem, change: Change) -> Problem:  # noqa: PLR0911  (one each)
    """The same season with one change.

    Raises:
        KeyError: it names what is not there.
        ValueError: an addition adds nothing (`solver.advice.with_addition`).
    """
    match change:
        case WiderAges(offer_id, age):
            offer = problem.offer_by_id[offer_id]
            low, high = offer.age_from, offer.age_to
            return _with_offer(
                problem,
                replace(
                    offer,
                    age_from=None if low is None else min(low, age),
                    age_to=None if high is None else max(high, age),
                ),
            )
        case LargerGroup(offer_id, max_size):
            offer = problem.offer_by_id[offer_id]
            return _with_offer(problem, replace(offer, max_size=max_size))
        case AlsoAt(offer_id, location_id):
            offer = problem.offer_by_id[offer_id]
            return _with_offer(problem, replace(offer, locations=(*offer.locations, location_id)))
        case WithoutPins(offer_id):
            kept = tuple(pin for pin in problem.pins if pin.must or pin.offer_id != offer_id)
            return replace(problem, pins=kept)
        case MoreBudget(cents):
            budget = (problem.season.budget_cents or 0) + cents
            return replace(problem, season=replace(problem.season, budget_cents=budget))
        case RoomWith(room_id, features):
            return replace(
                problem,
                rooms=tuple(
                    replace(room, features=room.features | features) if room.id == room_id else room
                    for room in problem.rooms
                ),
            )
        case MoreSkilled(goals, skills, period):
            made = with_addition(problem, MoreLead(goals, period))
            *others, new = made.tutors
            return replace(made, tutors=(*others, replace(new, skills=skills)))
        case _:
            return with_addition(problem, change)


def _with_offer(problem: Problem, new: Offer) -> Problem:
    offers = tuple(new if offer.id == new.id else offer for offer in problem.offers)
    return replace(problem, offers=offers)


def change_sentence(  # noqa: PLR0911  (one each)
    language: Language, problem: Problem, change: Change
) -> str:
    """What is changed, without a full stop."""
    match change:
        case WiderAges(offer_id, age):
            return AGES.said(language, offer=_title(problem, offer_id), age=age)
        case LargerGroup(offer_id, max_size):
            old = problem.offer_by_id[offer_id].max_size
            offer = _title(problem, offer_id)
            return LARGER.said(language, offer=offer, old=old, new=max_size)
        case AlsoAt(offer_id, location_id):
            site = problem.location_by_id[location_id].name
            return ALSO_AT.said(language, offer=_title(problem, offer_id), site=site)
        case WithoutPins(offer_id):
            return WITHOUT_PINS.said(language, offer=_title(problem, offer_id))
        case MoreBudget(cents):
            euros = f"{cents / 100:,.2f}"
            if language == "nl":
                euros = euros.translate(str.maketrans(",.", ".,"))
            return BUDGET.said(language, euros=euros)
        case RoomWith(room_id, features):
            room = problem.room_by_id[room_id]
            return ROOM_FEATURES.said(
                language,
                room=room.name or room.id,
                site=problem.location_by_id[room.location_id].name,
                features=_needs(language, features),
            )
        case MoreSkilled(_, skills, period):
            return SKILLED.said(
                language,
                skills=_needs(language, skills),
                period=period_words(language, problem, period),
            )
        case _:
            return addition_sentence(language, problem, change)


def _needs(language: Language, codes: frozenset[str]) -> str:
    words = [_named(language, code) for code in sorted(codes)]
    return listed(language, [word[:1].lower() + word[1:] for word in words])


def _named(language: Language, code: str) -> str:
    found = references.room_features().get(code) or references.needs().get(code)
    if found is None:
        return code
    return found.en if language == "en" else found.nl


def _title(problem: Problem, offer_id: str) -> str:
    return problem.offer_by_id[offer_id].title
