"""The figures of a plan, as `report.json` holds them (contract, section 6).

Every figure is counted from the plan and the problem alone, so that anyone can count it again.
"""

from __future__ import annotations

import platform
from collections import Counter
from collections.abc import Collection, Mapping
from importlib.metadata import PackageNotFoundError, version

from solver.plan import Group, Level, LostPromise, Plan
from solver.problem import Block, Problem, Wish

DEFAULT_LANGUAGE = "nl"

Json = Mapping[str, object]


def report(
    plan: Plan,
    problem: Problem,
    *,
    dataset_sha256: str,
    language: str = DEFAULT_LANGUAGE,
    previous: Plan | None = None,
) -> dict[str, object]:
    """Everything of `report.json`, ready to be written as JSON.

    `seconds` is one key of its own: the rest is the same for the same dataset, options and
    version. `promises` is there where there was an earlier plan.
    """
    found: dict[str, object] = {
        "status": plan.status.value,
        "policy": plan.policy.value,
        "season": problem.season.name,
        "levels": [_level(level) for level in plan.levels],
        "counts": counts(plan, problem),
    }
    if previous is not None or plan.lost_promises:
        found["promises"] = _promises(plan, previous, language)
    found |= {
        "seconds": {phase: round(seconds, 3) for phase, seconds in plan.seconds.items()},
        "versions": versions(),
        "draw_seed": problem.season.draw_seed,
        "dataset_sha256": dataset_sha256,
        "language": language,
    }
    return found


def counts(plan: Plan, problem: Problem) -> dict[str, object]:
    """How many of what. Keys of inner tables are text, as JSON wants them.

    `placed`: pupils with a place; `without_place`: pupils with a wish and no place; `granted`:
    wishes that a place of that pupil matches; `refused`: all other wishes; `best_rank`: placed
    pupils by the dense rank of their best place; `free_seats`: seats that the size of an offer
    and its room (with room for companions) still allow; `tutor_hours`: session hours of all
    tutors together; `cost_eur`: groups and tutors (contract, 3.10).
    """
    wished = problem.wishes_by_pupil
    placed = plan.places_by_pupil
    best = Counter(min(place.rank for place in places) for places in placed.values())
    held = Counter(len(places) for places in placed.values())
    granted = sum(is_granted(wish, plan, problem) for wish in problem.wishes)
    reasons = Counter(refusal.reason for refusal in plan.refusals)
    used = {assignment.tutor_id for assignment in plan.assignments}
    kinds = Counter(problem.offer_by_id[group.offer_id].kind for group in plan.groups)
    minutes = tutor_minutes(plan, problem)
    return {
        "pupils": len(problem.pupils),
        "pupils_with_wish": len(wished),
        "placed": len(placed),
        "without_place": len(wished.keys() - placed.keys()),
        "places": len(plan.places),
        "pupils_by_places": {str(number): held[number] for number in sorted(held)},
        "best_rank": {str(rank): best[rank] for rank in sorted(best)},
        "wishes": len(problem.wishes),
        "granted": granted,
        "refused": len(problem.wishes) - granted,
        "refused_by_reason": {reason.value: reasons[reason] for reason in sorted(reasons)},
        "groups": len(plan.groups),
        "groups_by_kind": {kind: kinds[kind] for kind in sorted(kinds)},
        "free_seats": sum(free_seats(group, plan, problem) for group in plan.groups),
        "tutors": len(problem.tutors),
        "tutors_used": len(used),
        "tutor_hours": round(sum(minutes.values()) / 60, 2),
        "cost_eur": cost_cents(plan, problem) / 100,
    }


def is_granted(wish: Wish, plan: Plan, problem: Problem) -> bool:
    """Whether a place of that pupil is what the wish asks for."""
    return any(
        wish.matches(
            place.group.offer_id,
            place.group.block_id,
            problem.room_by_id[place.group.room_id].location_id,
        )
        for place in plan.places_by_pupil.get(wish.pupil_id, ())
    )


def free_seats(group: Group, plan: Plan, problem: Problem) -> int:
    """How many more pupils without a companion the group could seat."""
    pupils = [problem.pupil_by_id[place.pupil_id] for place in plan.places_by_group[group]]
    seats = problem.room_by_id[group.room_id].capacity - sum(1 + p.companion for p in pupils)
    return max(0, min(seats, problem.offer_by_id[group.offer_id].max_size - len(pupils)))


def block_minutes(block: Block) -> int:
    """Session minutes of a whole block."""
    return sum(session.end - session.start for session in block.sessions)


def tutor_minutes(plan: Plan, problem: Problem) -> dict[str, int]:
    """Session minutes of each tutor who has a group."""
    found: Counter[str] = Counter()
    for assignment in plan.assignments:
        block = problem.block_by_id[assignment.group.block_id]
        found[assignment.tutor_id] += block_minutes(block)
    return dict(found)


def cost_cents(plan: Plan, problem: Problem) -> int:
    """Total cost in cents: groups, and tutors by the hour, half a cent rounded up (3.10)."""
    groups = sum(problem.offer_by_id[group.offer_id].group_cents for group in plan.groups)
    sixtieths = sum(
        problem.tutor_by_id[tutor_id].hourly_cents * minutes
        for tutor_id, minutes in tutor_minutes(plan, problem).items()
    )
    return groups + (sixtieths + 30) // 60


def versions() -> dict[str, str]:
    """What made the plan. A checkout that was not installed has no version of its own."""
    found = {}
    for package in ("zomerwijzer", "ortools"):
        try:
            found[package] = version(package)
        except PackageNotFoundError:
            found[package] = "not installed"
    return found | {"python": platform.python_version()}


def in_language(sentences: Mapping[str, str], language: str) -> str:
    """The sentence in that language, or else in the first that there is."""
    return sentences.get(language) or next(iter(sentences.values()), "")


def _level(level: Level) -> Json:
    return {
        "name": level.name,
        "value": level.value,
        "bound": level.bound,
        "gap": level.gap,
        "proven": level.proven,
        "maximise": level.maximise,
    }


def _promises(plan: Plan, previous: Plan | None, language: str) -> Json:
    lost = [_lost(promise, language) for promise in sorted(plan.lost_promises, key=_promise_key)]
    if previous is None:
        return {"lost": lost}
    return {"kept": len(previous.places) - _distinct(plan.lost_promises), "lost": lost}


def _promise_key(promise: LostPromise) -> tuple[str, ...]:
    return (promise.pupil_id, *promise.group)


def _distinct(promises: Collection[LostPromise]) -> int:
    return len({(promise.pupil_id, promise.group) for promise in promises})


def _lost(promise: LostPromise, language: str) -> Json:
    return {
        "pupil_id": promise.pupil_id,
        "group_id": promise.group.id,
        "offer_id": promise.group.offer_id,
        "block_id": promise.group.block_id,
        "room_id": promise.group.room_id,
        "reason": promise.reason,
        "detail": in_language(promise.detail, language),
    }
