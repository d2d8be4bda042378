from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Offer, PhaseChange, Season
from models.enums import OfferStatus, Phase
from scheduler.rights import SYSTEM, Role
from scheduler.season.phases import (
    MOVES,
    archive_season,
    begin_season,
    close_wishes,
    open_wishes,
    set_phase_dates,
    show_offers,
)
from scheduler.season.refusals import BadValue, ChangedMeanwhile, NothingToShow, WrongPhase
from tests.scheduler.season.town import NOW, Town, set_phase

FROM = {
    show_offers: {Phase.DRAFT},
    open_wishes: {Phase.DRAFT, Phase.OFFER_PUBLISHED},
    close_wishes: {Phase.WISHES_OPEN},
    begin_season: {Phase.PUBLISHED},
    archive_season: set(Phase) - {Phase.ARCHIVED},
}


def by(town: Town) -> dict[str, Any]:
    return {"actor": town.actor(Role.PLANNER), "season_id": town.season, "now": NOW}


def version(session: Session, town: Town) -> int:
    return session.get_one(Season, town.season).version


def dated(session: Session, town: Town) -> dict[Phase, tuple[object, object]]:
    found = session.scalars(select(PhaseChange).where(PhaseChange.season_id == town.season))
    return {each.phase: (each.due_at, each.happened_at) for each in found}


@pytest.mark.parametrize("phase", MOVES)
def test_each_move_leads_on_from_its_own_phases_only(
    session: Session, here: Town, phase: Phase
) -> None:
    move = MOVES[phase]
    for before in Phase:
        with session.begin_nested() as undone:
            set_phase(session, here, before)
            if before not in FROM[move]:
                with pytest.raises(WrongPhase) as refused:
                    move(session, actor=SYSTEM, season_id=here.season, now=NOW)
                assert refused.value.phase is before
            else:
                move(session, actor=SYSTEM, season_id=here.season, now=NOW)
                assert session.get_one(Season, here.season).phase is phase
                assert dated(session, here)[phase] == (None, NOW)
            undone.rollback()


def test_from_a_draft_wishes_open_past_showing(session: Session, here: Town) -> None:
    set_phase(session, here, Phase.DRAFT)
    open_wishes(session, **by(here))
    assert set(dated(session, here)) == {Phase.OFFER_PUBLISHED, Phase.WISHES_OPEN}


@pytest.mark.parametrize("move", [show_offers, open_wishes])
def test_without_a_published_offer_there_is_nothing_to_show(
    session: Session, here: Town, move: Any
) -> None:
    set_phase(session, here, Phase.DRAFT)
    for offer in session.scalars(select(Offer).where(Offer.season_id == here.season)):
        offer.status = OfferStatus.WITHDRAWN if offer.published_at else OfferStatus.DRAFT
    session.flush()
    with pytest.raises(NothingToShow):
        move(session, **by(here))


def test_dates_are_set_moved_and_taken_away(session: Session, here: Town) -> None:
    set_phase(session, here, Phase.DRAFT)
    day = timedelta(days=1)
    dates = {Phase.WISHES_OPEN: NOW + day, Phase.CLOSED: NOW + 9 * day}
    was = version(session, here)
    now = set_phase_dates(session, **by(here), expected=was, dates=dates)
    assert now == was + 1
    more = {Phase.CLOSED: NOW + 5 * day, Phase.WISHES_OPEN: None, Phase.PUBLISHED: NOW + 6 * day}
    set_phase_dates(session, **by(here), expected=now, dates=more)
    assert dated(session, here) == {
        Phase.CLOSED: (NOW + 5 * day, None),
        Phase.PUBLISHED: (NOW + 6 * day, None),
    }
    with pytest.raises(ChangedMeanwhile):
        set_phase_dates(session, **by(here), expected=now, dates=dates)


@pytest.mark.parametrize(
    "dates",
    [
        {Phase.DRAFT: NOW + timedelta(1)},
        {Phase.PLANNED: NOW + timedelta(1)},
        {Phase.OFFER_PUBLISHED: NOW + timedelta(1)},
        {Phase.CLOSED: NOW - timedelta(1)},
        {Phase.CLOSED: NOW + timedelta(2), Phase.RUNNING: NOW + timedelta(1)},
        {Phase.CLOSED: NOW + timedelta(2), Phase.RUNNING: NOW + timedelta(2)},
    ],
)
def test_a_date_that_cannot_be(session: Session, here: Town, dates: Any) -> None:
    set_phase(session, here, Phase.WISHES_OPEN)
    with pytest.raises(BadValue):
        set_phase_dates(session, **by(here), expected=version(session, here), dates=dates)
