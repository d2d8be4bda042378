"""What one person or one room may do, whatever the rest of the plan looks like (3.1 to 3.7)."""

from __future__ import annotations

from solver.check.hours import Hours, is_available
from solver.check.journeys import Journeys
from solver.problem import SMALL_GROUP, Offer, Problem, Pupil, Role, Room, Tutor, Wish


class Permission:
    """The rules that look at one person, one room and one offer alone.

    Ids asked for are known ids; the caller has seen to that.
    """

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.journeys = Journeys(problem)
        self.hours = Hours(problem, self.journeys)
        self._pupil_blocks: dict[tuple[str, str], bool] = {}
        self._room_blocks: dict[tuple[str, str], bool] = {}
        self._rooms_at: dict[str, list[Room]] = {}
        for room in problem.rooms:
            self._rooms_at.setdefault(room.location_id, []).append(room)

    def rooms_at(self, location_id: str) -> list[Room]:
        """The rooms of a location."""
        return self._rooms_at.get(location_id, [])

    def matching(self, pupil_id: str, offer_id: str, block_id: str, location_id: str) -> list[Wish]:
        """The wishes of a pupil that a place there would grant, dearest first."""
        wishes = self.problem.wishes_by_pupil.get(pupil_id, ())
        return [wish for wish in wishes if wish.matches(offer_id, block_id, location_id)]

    def pupil_available(self, pupil: Pupil, block_id: str) -> bool:
        """Whether a pupil is available for every session of a block."""
        key = (pupil.id, block_id)
        if key not in self._pupil_blocks:
            block = self.problem.block_by_id[block_id]
            self._pupil_blocks[key] = is_available(pupil.windows, block)
        return self._pupil_blocks[key]

    def pupil_near(self, pupil: Pupil, location_id: str) -> bool:
        """Whether a location is within a pupil's travel limit; unknown is no limit."""
        if pupil.max_travel is None:
            return True
        journey = self.journeys.of_pupil(pupil, location_id)
        return journey is None or journey <= pupil.max_travel

    @staticmethod
    def age_fits(pupil: Pupil, offer: Offer) -> bool:
        """Whether a pupil's age is among the offer's; an open side is no limit."""
        return (offer.age_from is None or offer.age_from <= pupil.age) and (
            offer.age_to is None or pupil.age <= offer.age_to
        )

    def pupil_may_come(self, pupil: Pupil, offer: Offer, block_id: str, location_id: str) -> bool:
        """Age, availability and travel limit together (3.6, one group on its own)."""
        return (
            self.age_fits(pupil, offer)
            and self.pupil_available(pupil, block_id)
            and self.pupil_near(pupil, location_id)
        )

    def features(self, room: Room) -> frozenset[str]:
        """The features of a room, its location's included."""
        return room.features | self.problem.location_by_id[room.location_id].features

    def room_available(self, room: Room, block_id: str) -> bool:
        """Whether a room is available for every session of a block."""
        key = (room.id, block_id)
        if key not in self._room_blocks:
            block = self.problem.block_by_id[block_id]
            self._room_blocks[key] = is_available(room.windows, block)
        return self._room_blocks[key]

    def room_suits(self, room: Room, offer: Offer, block_id: str) -> bool:
        """Whether an offer could be housed in a room during a block (3.3, one group alone)."""
        return offer.room_features <= self.features(room) and self.room_available(room, block_id)

    def place_needs_met(self, pupil: Pupil, room: Room) -> bool:
        """Whether a room or its location meets all place needs of a pupil (3.7)."""
        return pupil.place_needs <= self.features(room)

    def tutor_near(self, tutor: Tutor, location_id: str) -> bool:
        """Whether a location is within a tutor's travel limit; unknown is no limit."""
        if tutor.max_travel is None:
            return True
        journey = self.journeys.of_tutor(tutor, location_id)
        return journey is None or journey <= tutor.max_travel

    def tutor_available(self, tutor: Tutor, block_id: str) -> bool:
        """Whether a tutor is available for every session of a block."""
        return is_available(tutor.windows, self.problem.block_by_id[block_id])

    @staticmethod
    def tutor_ages_cover(tutor: Tutor, offer: Offer) -> bool:
        """Whether a tutor works with all ages of an offer; an open side asks for all ages."""
        if tutor.ages is None:
            return True
        if offer.age_from is None or offer.age_to is None:
            return False
        return tutor.ages[0] <= offer.age_from and offer.age_to <= tutor.ages[1]

    @staticmethod
    def tutor_speaks(tutor: Tutor, offer: Offer) -> bool:
        """Whether a tutor speaks the offer's language; nothing named or known is no obstacle."""
        return not offer.language or not tutor.languages or offer.language in tutor.languages

    @staticmethod
    def tutor_has_role(tutor: Tutor, offer: Offer, role: Role) -> bool:
        """Whether a tutor has a role and, as a lead, can lead every goal asked for."""
        return role in tutor.roles and (role is not Role.LEAD or offer.lead_goals <= tutor.goals)

    def tutor_may_serve(self, tutor: Tutor, offer: Offer, block_id: str, location_id: str) -> bool:
        """Whether a tutor could be in such a group in some role that it has (3.4)."""
        roles = ((Role.LEAD, offer.leads), (Role.ASSISTANT, offer.assistants))
        return (
            any(count and self.tutor_has_role(tutor, offer, role) for role, count in roles)
            and self.tutor_ages_cover(tutor, offer)
            and self.tutor_speaks(tutor, offer)
            and self.tutor_near(tutor, location_id)
            and self.tutor_available(tutor, block_id)
        )

    @staticmethod
    def small_group_fits(pupil: Pupil, size: int) -> bool:
        """Whether a group of this size is small enough for a pupil (3.7)."""
        return not pupil.small_group or size <= SMALL_GROUP
