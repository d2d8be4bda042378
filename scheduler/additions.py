"""How additions to a season are told: a sentence for people, plain fields for machines."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from data import references
from data.issues import Language
from scheduler import advice_texts as texts
from scheduler.output import Json
from solver.advice import (
    Addition,
    Advice,
    LowerMinimum,
    MoreAssistant,
    MoreBlock,
    MoreGroup,
    MoreLead,
    MoreRoom,
    Period,
)
from solver.problem import Problem


def addition_sentence(language: Language, problem: Problem, addition: Addition) -> str:
    """What is added, without a full stop."""
    match addition:
        case MoreLead(goals, period):
            named = listed(language, [_goal(language, code) for code in sorted(goals)])
            text = texts.LEAD if goals else texts.ANY_LEAD
            values = {"goals": named, "period": period_words(language, problem, period)}
        case MoreAssistant(period):
            text, values = texts.ASSISTANT, {"period": period_words(language, problem, period)}
        case MoreRoom(location_id, features, capacity, period):
            named = listed(language, [_feature(language, code) for code in sorted(features)])
            text = texts.ROOM_WITH if features else texts.ROOM
            values = {
                "capacity": str(capacity),
                "site": problem.location_by_id[location_id].name,
                "features": named,
                "period": period_words(language, problem, period),
            }
        case MoreGroup(offer_id):
            old = problem.offer_by_id[offer_id].max_groups
            text, values = texts.GROUP, _limits(problem, offer_id, old, old + 1)
        case LowerMinimum(offer_id, min_size):
            old = problem.offer_by_id[offer_id].min_size
            text, values = texts.MINIMUM, _limits(problem, offer_id, old, min_size)
        case MoreBlock(offer_id, block_id):
            block = _block(problem, block_id)
            text, values = texts.BLOCK, {"offer": _offer(problem, offer_id), "block": block}
    return text.said(language, **values)


def _limits(problem: Problem, offer_id: str, old: int, new: int) -> dict[str, str]:
    return {"offer": _offer(problem, offer_id), "old": str(old), "new": str(new)}


def addition_message(addition: Addition) -> Json:
    """The same for machines: codes and ids as the dataset has them."""
    match addition:
        case MoreLead(goals, period):
            return {"kind": "lead", "goals": sorted(goals), **_when(period)}
        case MoreAssistant(period):
            return {"kind": "assistant", **_when(period)}
        case MoreRoom(location_id, features, capacity, period):
            return {
                "kind": "room",
                "location_id": location_id,
                "features": sorted(features),
                "capacity": capacity,
                **_when(period),
            }
        case MoreGroup(offer_id):
            return {"kind": "group", "offer_id": offer_id}
        case LowerMinimum(offer_id, min_size):
            return {"kind": "minimum", "offer_id": offer_id, "min_size": min_size}
        case MoreBlock(offer_id, block_id):
            return {"kind": "block", "offer_id": offer_id, "block_id": block_id}


def advice_message(advice: Advice) -> Json:
    """A piece of advice for machines: what is added, and what that gives."""
    return {
        **addition_message(advice.addition),
        "placed": advice.placed,
        "exact": advice.exact,
        "loss": advice.loss,
        "further": advice.further,
    }


def _when(period: Period) -> Json:
    return {
        "first_day": period.first_day.isoformat(),
        "last_day": period.last_day.isoformat(),
        "block_id": period.block_id,
    }


def period_words(language: Language, problem: Problem, period: Period) -> str:
    """Such as: in week 28 (10 to 14 July)."""
    if period.block_id is not None:
        return texts.IN_BLOCK.said(language, block=_block(problem, period.block_id))
    season = problem.season
    first = max(period.first_day, season.first_day)
    last = min(period.last_day, season.last_day)
    days = _days(language, first, last)
    return texts.WEEK.said(language, week=period.first_day.isocalendar().week, days=days)


def _days(language: Language, first: date, last: date) -> str:
    if first == last:
        return _day(language, first)
    start = str(first.day) if first.month == last.month else _day(language, first)
    return texts.DAYS.said(language, first=start, last=_day(language, last))


def _day(language: Language, day: date) -> str:
    return texts.DAY.said(language, day=day.day, month=texts.MONTHS[day.month].said(language))


def listed(language: Language, names: Collection[str]) -> str:
    """Names in a row, with "and" before the last."""
    *others, last = names or ("",)
    return texts.AND.said(language, others=", ".join(others), last=last) if others else last


def _goal(language: Language, code: str) -> str:
    goal = references.goals().get(code)
    if goal is None:
        return code
    return goal.en if language == "en" else goal.nl


def _feature(language: Language, code: str) -> str:
    found = references.room_features().get(code) or references.needs().get(code)
    if found is None:
        return code
    name = found.en if language == "en" else found.nl
    return name[:1].lower() + name[1:]


def _offer(problem: Problem, offer_id: str) -> str:
    title = problem.offer_by_id[offer_id].title
    return f"{title} ({offer_id})"


def _block(problem: Problem, block_id: str) -> str:
    label = problem.block_by_id[block_id].label
    return f"{label} ({block_id})" if label and label != block_id else block_id
