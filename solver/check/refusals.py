"""Refusals (section 6): one row for each wish that no place grants, with a true reason.

How each reason is read. A *way* to fulfil a wish is a block and a room that the offer may use and
the wish allows; it is *usable* where the room has the features asked for, is available and is not
closed by a pin. *No worse* means a rank at most that of the wish.

- `satisfied_elsewhere`: the pupil has a place in the same offer that ranks no worse; or
  `max_places` places that all rank no worse; or each usable way that the pupil may attend (and
  there is one) clashes with a place that ranks no worse.
- `age`: the age does not fit the offer.
- `not_available`: for no block that the wish allows is the pupil available.
- `too_far`: no location that the wish allows is within the travel limit; locations without a room
  that has the offer's features may be left aside.
- `need_not_met`: the pupil has a need that a room, tutor or group size has to meet, and no usable
  way that the pupil may attend has the features, a large enough room, a minimum size that leaves
  the group small, and one tutor who could serve there with all skills. (Where only several tutors
  together have the skills, the reason is let pass.)
- `closed_by_planner`: a pin closes a matching group, or keeps the pupil out of one.
- `full`: of the matching open groups that the pupil may attend and that do not clash with a place
  that ranks no worse, there is at least one, and none has a seat for the pupil (a companion's
  seat, small groups and the skills of its tutors included; with a strict link of kind
  `same_group`, seats for both). A clash with a place that ranks *worse* makes no group full.
- `budget`: there is a budget.
- `too_few`: for each usable way that the pupil may attend (or, where there is none, each block and
  location that the pupil may attend), fewer pupils than `min_size` wish it and may attend it there.
- `linked`: the pupil has a strict link.
- `no_tutor`, `no_room` and `traded` say what a search found; a plan alone neither shows nor
  denies them.

The order of reasons is held to for those that leave no room for reading: a wish that is satisfied
by a place in the same offer or by `max_places` places, or that age, availability or distance make
impossible, gets that reason or an earlier one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator

from solver.check.case import Case
from solver.check.statements import Statements
from solver.check.violation import Violation
from solver.check.waste import Seats
from solver.plan import Reason
from solver.problem import Wish

ORDER = {reason: position for position, reason in enumerate(Reason)}


def check_refusals(case: Case, seats: Seats) -> Iterator[Violation]:
    """Every wish that is granted and refused, or neither, and every untrue reason."""
    statements = Statements(case, seats)
    refused = Counter(refusal.wish for refusal in case.plan.refusals)
    wished = Counter(case.problem.wishes)
    for wish in wished | refused:
        asked = 0 if _granted(case, wish) else wished[wish]
        if refused[wish] != asked:
            yield Violation(
                "6",
                _name(wish),
                f"Deze wens staat {refused[wish]} keer bij de weigeringen, verwacht: {asked}.",
                f"This wish is among the refusals {refused[wish]} times, expected: {asked}.",
            )
    unambiguous: tuple[tuple[Reason, Callable[[Wish], bool]], ...] = (
        (Reason.SATISFIED_ELSEWHERE, statements.plainly_satisfied),
        (Reason.AGE, statements.age),
        (Reason.NOT_AVAILABLE, statements.not_available),
        (Reason.TOO_FAR, statements.every_site_too_far),
    )
    for refusal in case.plan.refusals:
        wish, reason = refusal.wish, refusal.reason
        if wish not in wished or _granted(case, wish):
            continue
        if not statements.hold(wish, reason):
            yield Violation(
                "6",
                _name(wish),
                f"De reden {reason.value} klopt niet.",
                f"The reason {reason.value} is not true.",
            )
            continue
        for earlier, holds in unambiguous:
            if ORDER[earlier] < ORDER[reason] and holds(wish):
                yield Violation(
                    "6",
                    _name(wish),
                    f"De reden {earlier.value} gaat voor {reason.value}.",
                    f"The reason {earlier.value} comes before {reason.value}.",
                )
                break


def _granted(case: Case, wish: Wish) -> bool:
    return any(
        wish.matches(place.group.offer_id, *case.spot(place.group))
        for place in case.places_of.get(wish.pupil_id, ())
    )


def _name(wish: Wish) -> str:
    parts = (wish.pupil_id, wish.offer_id, wish.block_id or "*", wish.location_id or "*")
    return " ".join(parts)
