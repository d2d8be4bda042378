"""A true reason for every wish that a plan does not grant, and for every promise it cannot keep.

The *options* of a wish are the (block, location) of its offer that it matches. Reasons are
tried in the order of the contract (section 6). Each strikes out the options to which it
applies; the reason given is the first under which none is left:

- `satisfied_elsewhere`: the pupil has a place in the same offer ranked no worse; or as many
  places as they asked for, all ranked no worse; or there are options that they could attend
  (age, availability, distance, a room with what they need that is not closed), and every one
  clashes, by overlap or travel, with a place of theirs ranked no worse. Later reasons leave out
  the options that so clash.
- `age`, `not_available`, `too_far`: no option suits the pupil's age, days, or travel limit.
- `need_not_met`: the pupil has a need that no suitable room available then, or no eligible
  tutors available then, however busy, could meet; or a small group below `min_size`; or no
  seat beside `min_size` pupils for a companion.
- `closed_by_planner`: every suitable room is closed by pins, to all or to this pupil.
- `full`: matching groups are open (in rooms that meet the pupil's place needs) and none has a
  seat that this pupil could take, be it for want of seats, or of skills, a small group or a
  companion's seat. A seat that is free, but stands against a less dear place of the pupil's own,
  counts as a seat.
- Then, where no matching group has a seat, opening one more beside the plan as it is:
  `no_tutor` (no whole team is eligible and free: other groups, travel, minutes per week),
  `no_room` (no suitable room is free), `budget` (even the cheapest free team is too dear), and
  `too_few` (wherever the pupil could come, fewer than `min_size` pupils wished it and could
  come). Where too few wished only some of the options, the reason is what failed for the others.
- `linked`: for every option left, somebody strictly linked wished nothing there or could not
  attend, or they do not fit together.
- `traded`: anything else. That includes offers whose `max_groups` are open elsewhere: one more
  here would cost one there, and free seats that a less dear place of the pupil's own keeps them
  from. Its sentences say no more than what is so in this plan, proven optimal or not.
"""

from __future__ import annotations

from collections.abc import Sequence

from solver.eligibility import Eligibility
from solver.plan import Assignment, Group, LostPromise, Place, Plan, Reason, Refusal
from solver.problem import Problem, Wish
from solver.reasons.refusing import Finding, Refuser
from solver.reasons.sentences import NOT_WISHED, Detail, lost_detail, refusal_detail
from solver.reasons.standing import Standing


def explain(  # noqa: PLR0913  (a plan's parts, before they are a plan)
    problem: Problem,
    groups: Sequence[Group],
    assignments: Sequence[Assignment],
    places: Sequence[Place],
    *,
    eligibility: Eligibility | None = None,
    previous: Plan | None = None,
) -> tuple[Refusal, ...]:
    """One refusal for every wish that no place grants, sorted by pupil, rank and what was asked.

    Args:
        problem: what was planned.
        groups: the open groups of a plan that keeps every rule.
        assignments: its tutors.
        places: its places.
        eligibility: the tables of `problem`, where they are there already.
        previous: the plan whose places were promised.

    Raises:
        KeyError: the parts of the plan name something that is not in the problem.
    """
    tables = eligibility or Eligibility(problem)
    refuser = Refuser(
        tables, Standing(tables, groups, assignments, places), _promised(tables, previous)
    )
    details = _Details(problem)
    granted: dict[str, list[tuple[str, str, str]]] = {}
    for place in places:
        granted.setdefault(place.pupil_id, []).append(_where(problem, place.group))
    refusals = []
    for wish in sorted(problem.wishes, key=_order):
        if not any(wish.matches(*where) for where in granted.get(wish.pupil_id, ())):
            finding = refuser.find(wish)
            refusals.append(Refusal(wish, finding.reason, details.of(wish, *finding)))
    return tuple(refusals)


def explain_lost(  # noqa: PLR0913  (a plan's parts, before they are a plan)
    problem: Problem,
    previous: Plan,
    groups: Sequence[Group],
    assignments: Sequence[Assignment],
    places: Sequence[Place],
    *,
    eligibility: Eligibility | None = None,
) -> tuple[LostPromise, ...]:
    """Every place of `previous` that the plan does not keep, with its reason (contract, 3.11).

    A place is kept where the pupil is in a group of the same offer, block and location, in
    whatever room (where the old room is gone its location is not known, and any will do).
    The reason is `not_wished` where no wish asks for it any more (the pupil or the offer may
    be gone), and otherwise that of a refusal. Sorted by pupil and group.

    Raises:
        KeyError: the parts of the plan name something that is not in the problem.
    """
    tables = eligibility or Eligibility(problem)
    refuser = Refuser(
        tables, Standing(tables, groups, assignments, places), _promised(tables, previous)
    )
    details = _Details(problem)
    kept = {(place.pupil_id, *_where(problem, place.group)) for place in places}
    kept_anywhere = {where[:3] for where in kept}
    lost = []
    for place in sorted(previous.places):
        group = place.group
        room = problem.room_by_id.get(group.room_id)
        when = (place.pupil_id, group.offer_id, group.block_id)
        if when in kept_anywhere if room is None else (*when, room.location_id) in kept:
            continue
        wish = _still_wished(problem, place)
        if wish is None:
            detail = _unwished_detail(problem, place)
            lost.append(LostPromise(place.pupil_id, group, NOT_WISHED, detail))
            continue
        if room is None or group.block_id not in problem.block_by_id:
            finding = Finding(Reason.CLOSED_BY_PLANNER, "gone")
        else:
            finding = refuser.find(wish)
        detail = lost_detail(details.of(wish, *finding))
        lost.append(LostPromise(place.pupil_id, group, finding.reason.value, detail))
    return tuple(lost)


def _still_wished(problem: Problem, place: Place) -> Wish | None:
    """The promised place as a wish at the rank of the best wish for it, None without one.

    A room or block that is no longer there leaves open where or when; then any wish for
    the offer that could have meant it counts.
    """
    group = place.group
    room = problem.room_by_id.get(group.room_id)
    location = None if room is None else room.location_id
    block = group.block_id if group.block_id in problem.block_by_id else None
    ranks = [
        wish.rank
        for wish in problem.wishes_by_pupil.get(place.pupil_id, ())
        if wish.offer_id == group.offer_id
        and wish.block_id in (None, group.block_id)
        and (location is None or wish.location_id in (None, location))
    ]
    if not ranks:
        return None
    return Wish(place.pupil_id, min(ranks), group.offer_id, block, location)


def _unwished_detail(problem: Problem, place: Place) -> Detail:
    offer_id, block_id, room_id = place.group
    if offer_id not in problem.offer_by_id:
        return {
            "nl": "Dit aanbod is er niet meer.",
            "en": "This offer is no longer there.",
        }
    room = problem.room_by_id.get(room_id)
    wish = Wish(
        place.pupil_id,
        place.rank,
        offer_id,
        block_id if block_id in problem.block_by_id else None,
        None if room is None else room.location_id,
    )
    return refusal_detail(problem, wish, NOT_WISHED)


class _Details:
    """Sentences, each made once: many children ask for the same."""

    def __init__(self, problem: Problem) -> None:
        self._problem = problem
        self._made: dict[tuple[object, ...], Detail] = {}

    def of(self, wish: Wish, reason: Reason, variant: str) -> Detail:
        limit = self._problem.pupil_by_id[wish.pupil_id].max_travel
        key = (reason, variant, wish.offer_id, wish.block_id, wish.location_id, limit)
        if key not in self._made:
            self._made[key] = refusal_detail(self._problem, wish, reason, variant)
        return self._made[key]


def _promised(tables: Eligibility, previous: Plan | None) -> frozenset[tuple[int, int, int, int]]:
    """Pupil, offer, block and location of every promise; where the room is gone, all locations."""
    if previous is None:
        return frozenset()
    found: set[tuple[int, int, int, int]] = set()
    everywhere = range(len(tables.problem.locations))
    for pupil_id, group, _ in previous.places:
        pupil, offer = tables.pupil_index.get(pupil_id), tables.offer_index.get(group.offer_id)
        block, room = tables.block_index.get(group.block_id), tables.room_index.get(group.room_id)
        if pupil is not None and offer is not None and block is not None:
            sites = everywhere if room is None else (tables.room_location[room],)
            found.update((pupil, offer, block, site) for site in sites)
    return frozenset(found)


def _where(problem: Problem, group: Group) -> tuple[str, str, str]:
    return group.offer_id, group.block_id, problem.room_by_id[group.room_id].location_id


def _order(wish: Wish) -> tuple[str, int, str, str, str]:
    return (wish.pupil_id, wish.rank, wish.offer_id, wish.block_id or "", wish.location_id or "")
