"""Earlier promises (3.11): each is kept, or told to be lost for a true reason."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterator

from solver.check.case import Case
from solver.check.violation import Violation
from solver.plan import Group, LostPromise, Place, Plan, Reason

NOT_WISHED = "not_wished"


class Promised:
    """The earlier promises that a plan keeps, and has to go on keeping in every exchange."""

    def __init__(self, case: Case, previous: Plan) -> None:
        self._case = case
        self._of: dict[str, list[Group]] = {}
        lost = {(row.pupil_id, row.group) for row in case.plan.lost_promises}
        for place in previous.places:
            if (place.pupil_id, place.group) not in lost and _kept(
                case, place.pupil_id, place.group
            ):
                self._of.setdefault(place.pupil_id, []).append(place.group)

    def still_kept(self, pupil_id: str, groups: Collection[Group]) -> bool:
        """Whether all of them are kept where a pupil has places in these groups."""
        return all(
            any(_same_place(self._case, promised, group) for group in groups)
            for promised in self._of.get(pupil_id, ())
        )


def check_promises(case: Case, previous: Plan) -> Iterator[Violation]:
    """Every departure from 3.11.

    A promise is kept by a place in the same offer, block and location. Where the earlier room is
    no longer in the data its location is unknown, and the same offer and block keep it. A promise
    that is no longer wished, or to a pupil who is no longer there, binds nothing; it may be listed
    as `not_wished`. Any other promise is kept or listed once. That a listed one could not have
    been kept cannot be read from a plan, but the reasons `not_wished`, `age`, `not_available` and
    `too_far` can, and have to be true.
    """
    promises = {(place.pupil_id, place.group): place for place in previous.places}
    lost = Counter((row.pupil_id, row.group) for row in case.plan.lost_promises)
    for (pupil_id, group), times in lost.items():
        subject = f"{pupil_id} {group.id}"
        if (pupil_id, group) not in promises:
            yield Violation(
                "3.11",
                subject,
                "Dit staat bij de verloren beloften, maar was niet beloofd.",
                "This is listed as a lost promise, but was not promised.",
            )
        elif times > 1 or _kept(case, pupil_id, group):
            yield Violation(
                "3.11",
                subject,
                "Deze belofte staat ten onrechte of dubbel bij de verloren beloften.",
                "This promise is listed as lost though it is kept, or it is listed twice.",
            )
    for row in case.plan.lost_promises:
        if (row.pupil_id, row.group) in promises and not _true(case, row):
            yield Violation(
                "3.11",
                f"{row.pupil_id} {row.group.id}",
                f"De reden {row.reason} klopt niet.",
                f"The reason {row.reason} is not true.",
            )
    for key, place in promises.items():
        if key not in lost and _wished(case, *key) and not _kept(case, *key):
            yield _broken(place)


def _location(case: Case, group: Group) -> str | None:
    room = case.problem.room_by_id.get(group.room_id)
    return None if room is None else room.location_id


def _wished(case: Case, pupil_id: str, group: Group) -> bool:
    location_id = _location(case, group)
    return any(
        wish.offer_id == group.offer_id
        and wish.block_id in (None, group.block_id)
        and (location_id is None or wish.location_id in (None, location_id))
        for wish in case.problem.wishes_by_pupil.get(pupil_id, ())
    )


def _kept(case: Case, pupil_id: str, promised: Group) -> bool:
    return any(
        _same_place(case, promised, place.group) for place in case.places_of.get(pupil_id, ())
    )


def _same_place(case: Case, promised: Group, group: Group) -> bool:
    location_id = _location(case, promised)
    return group[:2] == promised[:2] and (
        location_id is None or case.room(group).location_id == location_id
    )


def _true(case: Case, row: LostPromise) -> bool:
    if row.reason == NOT_WISHED:
        return not _wished(case, row.pupil_id, row.group)
    pupil = case.problem.pupil_by_id.get(row.pupil_id)
    offer = case.problem.offer_by_id.get(row.group.offer_id)
    location_id = _location(case, row.group)
    known_block = row.group.block_id in case.problem.block_by_id
    if pupil is None or offer is None or location_id is None or not known_block:
        return True
    permission = case.permission
    obstacles: dict[str, Callable[[], bool]] = {
        Reason.AGE: lambda: not permission.age_fits(pupil, offer),
        Reason.NOT_AVAILABLE: lambda: not permission.pupil_available(pupil, row.group.block_id),
        Reason.TOO_FAR: lambda: not permission.pupil_near(pupil, location_id),
    }
    return obstacles.get(row.reason, lambda: True)()


def _broken(place: Place) -> Violation:
    return Violation(
        "3.11",
        f"{place.pupil_id} {place.group.id}",
        f"{place.pupil_id} had deze plaats beloofd gekregen en heeft ze niet meer.",
        f"{place.pupil_id} was promised this place and no longer has it.",
    )
