"""How much there is of everything in a season, and what somebody has to look at today."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any, NamedTuple

from flask_babel import gettext, ngettext
from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import Session

from models import (
    Child,
    Group,
    GroupTutor,
    Location,
    Membership,
    MembershipOrganiser,
    Message,
    Offer,
    PhaseChange,
    Place,
    PlanVersion,
    Room,
    Season,
    Tutor,
    Wish,
)
from models.enums import OfferStatus, Phase, PlaceStatus, StaffRole, TutorRole
from models.offer import ACCESS_FACTS
from web.season_calendar import NAMES, ORDER


class View(NamedTuple):
    """Who looks at which season. `organising`: the account that sees only its own offers."""

    session: Session
    season: Season
    organising: int | None = None


class Figure(NamedTuple):
    """A number, and what it counts."""

    number: int
    what: str


class Line(NamedTuple):
    """What needs attention, and the endpoint of the page of this season where one acts."""

    sentence: str
    endpoint: str


def figures(view: View) -> tuple[Figure, ...]:
    """The counts, in the order in which a season grows."""
    return tuple(_figures(view))


def attention(view: View, *, at: datetime) -> tuple[Line, ...]:
    """What needs attention, the most urgent first; empty: nothing does."""
    return tuple(_attention(view, at))


def _figures(view: View) -> Iterator[Figure]:
    of_each = view.session.execute(
        select(Offer.status, func.count()).where(*_own_offers(view)).group_by(Offer.status)
    )
    counted = {status: number for status, number in of_each}  # noqa: C416  (rows, to mypy too)
    published, drafts = counted.get(OfferStatus.PUBLISHED, 0), counted.get(OfferStatus.DRAFT, 0)
    yield Figure(
        published, ngettext("activiteit gepubliceerd", "activiteiten gepubliceerd", published)
    )
    yield Figure(
        drafts, ngettext("activiteit in voorbereiding", "activiteiten in voorbereiding", drafts)
    )
    if view.organising is None:
        yield from _figures_of_all(view)
    groups = _count(view, select(func.count()).select_from(Group).where(*_current_groups(view)))
    yield Figure(groups, ngettext("groep", "groepen", groups))
    places = _count(
        view,
        select(func.count())
        .select_from(Place)
        .join(Group, Group.id == Place.group_id)
        .where(*_current_groups(view), Place.status == PlaceStatus.HELD),
    )
    yield Figure(places, ngettext("plaats gegeven", "plaatsen gegeven", places))


def _figures_of_all(view: View) -> Iterator[Figure]:
    session, here = view.session, view.season.id
    locations, rooms, tutors, children, wishes = session.execute(
        select(
            select(func.count()).where(Location.season_id == here).scalar_subquery(),
            select(func.count()).where(Room.season_id == here).scalar_subquery(),
            select(func.count()).where(Tutor.season_id == here).scalar_subquery(),
            select(func.count()).where(*_asked(here)).scalar_subquery(),
            select(func.count())
            .select_from(Wish)
            .join(Child, Child.id == Wish.child_id)
            .where(*_asked(here))
            .scalar_subquery(),
        )
    ).one()
    yield Figure(locations, ngettext("locatie", "locaties", locations))
    yield Figure(rooms, ngettext("lokaal", "lokalen", rooms))
    yield Figure(tutors, ngettext("begeleider", "begeleiders", tutors))
    yield Figure(children, ngettext("kind vraagt iets", "kinderen vragen iets", children))
    yield Figure(wishes, ngettext("wens", "wensen", wishes))


def _attention(view: View, at: datetime) -> Iterator[Line]:
    if view.organising is None:
        yield from _late(view, at)
        yield from _dead_messages(view)
        yield from _no_closing_date(view)
    unready = _count(
        view,
        select(func.count())
        .select_from(Offer)
        .where(
            *_own_offers(view),
            Offer.status == OfferStatus.DRAFT,
            or_(*(getattr(Offer, fact).is_(None) for fact in ACCESS_FACTS)),
        ),
    )
    if unready:
        yield Line(
            ngettext(
                "%(num)d activiteit kan nog niet gepubliceerd worden: er ontbreekt iets wat"
                " gezinnen moeten weten.",
                "%(num)d activiteiten kunnen nog niet gepubliceerd worden: er ontbreekt iets wat"
                " gezinnen moeten weten.",
                unready,
            ),
            "staff.offers",
        )
    if view.organising is None:
        yield from _tutors(view)
    handed_back = _count(
        view,
        select(func.count())
        .select_from(GroupTutor)
        .join(Group, Group.id == GroupTutor.group_id)
        .where(*_current_groups(view), GroupTutor.given_back_at.is_not(None)),
    )
    if handed_back:
        yield Line(
            ngettext(
                "%(num)d begeleider gaf een groep terug.",
                "%(num)d keer gaf een begeleider een groep terug.",
                handed_back,
            ),
            "staff.tutors",
        )


def _late(view: View, at: datetime) -> Iterator[Line]:
    reached = ORDER.index(view.season.phase)
    for change in view.session.scalars(
        select(PhaseChange)
        .where(
            PhaseChange.season_id == view.season.id,
            PhaseChange.happened_at.is_(None),
            PhaseChange.due_at < at,
        )
        .order_by(PhaseChange.due_at)
    ):
        if ORDER.index(change.phase) > reached:
            yield Line(
                gettext(
                    "De stap “%(step)s” had al gezet moeten zijn. Kijk na of het aanbod klaar is en"
                    " of het werkproces draait.",
                    step=NAMES[change.phase],
                ),
                "staff.season_settings",
            )


def _dead_messages(view: View) -> Iterator[Line]:
    dead = _count(
        view,
        select(func.count())
        .select_from(Message)
        .where(
            Message.municipality_id == view.season.municipality_id,
            Message.dead_at.is_not(None),
            or_(Message.season_id == view.season.id, Message.season_id.is_(None)),
        ),
    )
    if dead:
        yield Line(
            ngettext(
                "%(num)d bericht kon niet verstuurd worden.",
                "%(num)d berichten konden niet verstuurd worden.",
                dead,
            ),
            "staff.outbox",
        )


def _no_closing_date(view: View) -> Iterator[Line]:
    if view.season.phase is not Phase.WISHES_OPEN:
        return
    closing = _count(
        view,
        select(func.count())
        .select_from(PhaseChange)
        .where(
            PhaseChange.season_id == view.season.id,
            PhaseChange.phase == Phase.CLOSED,
            PhaseChange.due_at.is_not(None),
        ),
    )
    if not closing:
        yield Line(
            gettext("Gezinnen kunnen een plaats vragen, maar er is geen einddatum."),
            "staff.season_dates",
        )


def _tutors(view: View) -> Iterator[Line]:
    leads, checks = view.session.execute(
        select(
            func.count().filter(
                Tutor.roles_confirmed_on.is_(None), Tutor.roles != (TutorRole.ASSISTANT.value,)
            ),
            func.count().filter(Tutor.record_check_on.is_(None)),
        ).where(Tutor.season_id == view.season.id)
    ).one()
    if leads:
        yield Line(
            ngettext(
                "Van %(num)d begeleider die een groep kan leiden, is dat nog niet bevestigd.",
                "Van %(num)d begeleiders die een groep kunnen leiden, is dat nog niet bevestigd.",
                leads,
            ),
            "staff.tutors",
        )
    if checks:
        yield Line(
            ngettext(
                "Van %(num)d begeleider is het uittreksel nog niet nagekeken.",
                "Van %(num)d begeleiders is het uittreksel nog niet nagekeken.",
                checks,
            ),
            "staff.tutors",
        )


def _count(view: View, statement: Select[Any]) -> int:
    number: int = view.session.scalars(statement).one()
    return number


def _asked(season_id: int) -> tuple[ColumnElement[bool], ...]:
    return (
        Child.season_id == season_id,
        Child.asked_at.is_not(None),
        Child.withdrawn_at.is_(None),
    )


def _own_offers(view: View) -> tuple[ColumnElement[bool], ...]:
    of_season = Offer.season_id == view.season.id
    if view.organising is None:
        return (of_season,)
    mine = (
        select(MembershipOrganiser.organiser_id)
        .join(Membership, Membership.id == MembershipOrganiser.membership_id)
        .where(
            Membership.municipality_id == view.season.municipality_id,
            Membership.account_id == view.organising,
            Membership.role == StaffRole.ORGANISER,
        )
    )
    return (of_season, Offer.organiser_id.in_(mine))


def _current_groups(view: View) -> tuple[ColumnElement[bool], ...]:
    current = select(PlanVersion.id).where(
        PlanVersion.season_id == view.season.id, PlanVersion.is_current
    )
    return (
        Group.season_id == view.season.id,
        Group.version_id.in_(current),
        Group.cancelled_at.is_(None),
        *(
            ()
            if view.organising is None
            else (Group.offer_id.in_(select(Offer.id).where(*_own_offers(view))),)
        ),
    )
