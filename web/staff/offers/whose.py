"""Whose offers somebody sees, and which of them they may change."""

from __future__ import annotations

from typing import Final, NamedTuple

from flask import abort
from sqlalchemy import ColumnElement, select

from models import Membership, MembershipOrganiser, Offer
from models.enums import StaffRole
from web.database import reading
from web.guarding import municipality as this_municipality
from web.guarding import season as this_season
from web.staff.here import me

_ALL: Final = frozenset({StaffRole.COORDINATOR, StaffRole.PLANNER})


class Whose(NamedTuple):
    """What somebody may do with offers here. `organisers`: those whose offers are their own."""

    sees_all: bool
    edits_all: bool
    organisers: frozenset[int]

    def edits(self, organiser_id: int | None) -> bool:
        """Whether they may change an offer of that organiser; None is the municipality."""
        return self.edits_all or organiser_id in self.organisers

    @property
    def edits_some(self) -> bool:
        """Whether there can be an offer that they may change."""
        return self.edits_all or bool(self.organisers)

    def seen(self) -> tuple[ColumnElement[bool], ...]:
        """The offers of this season that they see."""
        of_season = Offer.season_id == this_season().id
        return (
            (of_season,) if self.sees_all else (of_season, Offer.organiser_id.in_(self.organisers))
        )


def whose() -> Whose:
    """What who is signed in may do with the offers of this municipality."""
    roles = me().roles_at(this_municipality().id)
    mine: frozenset[int] = frozenset()
    if StaffRole.ORGANISER in roles and not roles & _ALL:
        mine = frozenset(
            reading().scalars(
                select(MembershipOrganiser.organiser_id)
                .join(Membership, Membership.id == MembershipOrganiser.membership_id)
                .where(
                    Membership.municipality_id == this_municipality().id,
                    Membership.account_id == me().id,
                    Membership.role == StaffRole.ORGANISER,
                )
            )
        )
    return Whose(roles != {StaffRole.ORGANISER}, bool(roles & _ALL), mine)


def offer_here(number: int) -> Offer:
    """An offer of this season that who is signed in may see; otherwise the answer is 404."""
    found = (
        reading().scalars(select(Offer).where(*whose().seen(), Offer.id == number)).one_or_none()
    )
    if found is None:
        abort(404)
    return found


def own_offer_here(number: int) -> Offer:
    """The same, for who wants to change it; who may only see it gets 403."""
    found = offer_here(number)
    if not whose().edits(found.organiser_id):
        abort(403)
    return found
