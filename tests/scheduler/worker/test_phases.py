"""Phases change on their date: each once, in order, none skipped."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import update
from sqlalchemy.orm import Session

from models import Offer
from models.enums import OfferStatus, Phase
from scheduler.worker.doors import Doors
from scheduler.worker.lease import LeaseLost
from scheduler.worker.phases import Due, change_due_phases
from tests.scheduler.worker.summer import NOW, Summer

HOUR = timedelta(hours=1)


def anybody(session: Session) -> None:
    pass


def test_a_phase_waits_for_its_date(doors: Doors, summer: Summer) -> None:
    season = summer.season()
    summer.due(season, offer_published=NOW + HOUR)
    assert change_due_phases(doors, now=NOW, fence=anybody) == 0
    assert summer.phase(season) is Phase.DRAFT
    assert change_due_phases(doors, now=NOW + HOUR, fence=anybody) == 1
    assert summer.phase(season) is Phase.OFFER_PUBLISHED
    assert summer.changes(season) == [(Phase.OFFER_PUBLISHED, NOW + HOUR)]


def test_after_a_pause_every_phase_comes_in_order_and_once(doors: Doors, summer: Summer) -> None:
    season, other = summer.season(), summer.season()
    for each in (season, other):
        summer.due(each, closed=NOW, wishes_open=NOW - HOUR, offer_published=NOW - 2 * HOUR)
    assert change_due_phases(doors, now=NOW, fence=anybody) == 6
    assert change_due_phases(doors, now=NOW, fence=anybody) == 0
    for each in (season, other):
        assert summer.changes(each) == [
            (Phase.OFFER_PUBLISHED, NOW),
            (Phase.WISHES_OPEN, NOW),
            (Phase.CLOSED, NOW),
        ]
    assert summer.audited() == {
        (verb, each): 1
        for verb in ("show_offers", "open_wishes", "close_wishes")
        for each in (season, other)
    }


def test_a_season_that_cannot_go_on_waits_and_others_do_not(doors: Doors, summer: Summer) -> None:
    empty, season = summer.season(), summer.season()
    with doors.write.begin() as session:
        session.execute(
            update(Offer)
            .where(Offer.season_id == empty)
            .values(status=OfferStatus.DRAFT, published_at=None)
        )
    for each in (empty, season):
        summer.due(each, wishes_open=NOW)
    told: set[Due] = set()
    for _ in range(2):
        change_due_phases(doors, now=NOW, fence=anybody, told=told)
        assert (summer.phase(empty), summer.phase(season)) == (Phase.DRAFT, Phase.WISHES_OPEN)
    assert told == {Due(empty, Phase.WISHES_OPEN)}
    with doors.write.begin() as session:
        session.execute(
            update(Offer)
            .where(Offer.season_id == empty)
            .values(status=OfferStatus.PUBLISHED, published_at=NOW)
        )
    assert change_due_phases(doors, now=NOW, fence=anybody, told=told) == 1
    assert summer.phase(empty) is Phase.WISHES_OPEN
    assert told == set()


def test_a_date_takes_nothing_back(doors: Doors, summer: Summer) -> None:
    season = summer.season()
    summer.due(season, archived=NOW - HOUR)
    assert change_due_phases(doors, now=NOW, fence=anybody) == 1
    summer.due(season, wishes_open=NOW)
    assert change_due_phases(doors, now=NOW, fence=anybody) == 0
    assert summer.phase(season) is Phase.ARCHIVED


def test_who_lost_the_lease_changes_nothing(doors: Doors, summer: Summer) -> None:
    def lost(session: Session) -> None:
        raise LeaseLost

    season = summer.season()
    summer.due(season, wishes_open=NOW)
    with pytest.raises(LeaseLost):
        change_due_phases(doors, now=NOW, fence=lost)
    assert summer.phase(season) is Phase.DRAFT
