"""A season as what it offers: everything but its children."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from sqlalchemy import select
from sqlalchemy.orm import Session

from data.columns import Holder, Start
from data.dataset import Dataset
from data.problem import to_problem
from data.season_rows import dataset_of
from models import Offer, Tutor
from models.enums import OfferStatus, TutorRole
from solver.eligibility import Eligibility
from solver.problem import Problem
from solver.reasons.openings import Closures, Openings
from solver.reasons.standing import Standing


@dataclass(frozen=True)
class Supply:
    """What could open if nothing else did, by the tables that planning uses.

    `problem` has no wishes; its pupils, if any, are made up to ask questions with. `checked`: the
    tutors whose papers were seen.
    """

    problem: Problem
    checked: frozenset[str] = frozenset()

    @cached_property
    def tables(self) -> Eligibility:
        """Who and what suits, one by one."""
        return Eligibility(self.problem)

    @cached_property
    def closures(self) -> Closures:
        """What the planner's pins close."""
        return Closures(self.tables, self.problem.pins)

    @cached_property
    def openings(self) -> Openings:
        """What it takes to open one group in the empty summer."""
        return Openings(Standing(self.tables), self.closures)

    def only_with(self, tutors: Collection[str]) -> Supply:
        """The same with these tutors alone."""
        kept = tuple(tutor for tutor in self.problem.tutors if tutor.id in tutors)
        pins = tuple(pin for pin in self.problem.pins if pin.tutor_id in {None, *tutors})
        return replace(self, problem=replace(self.problem, tutors=kept, pins=pins))


@dataclass(frozen=True)
class Season:
    """A season as it is now: its supply, its rows, the languages understood in each offer."""

    supply: Supply
    dataset: Dataset
    spoken: Mapping[str, frozenset[str]]


def season_of(session: Session, *, season_id: int) -> Season:
    """The season as it is now, filled in or not. Takes a fixed number of queries.

    Raises:
        NoSuchSeason: there is none with that number.
    """
    dataset = dataset_of(session, season_id=season_id)
    supply = Supply(without_children(dataset), _checked(session, season_id))
    return Season(supply, dataset, _spoken(session, season_id))


def without_children(dataset: Dataset) -> Problem:
    """The problem of a season with its children, and all that is about them, left out.

    Also without blocks that have no sessions yet: nothing can happen in them.
    """
    filled = {row.block_id for row in dataset.sessions}
    return to_problem(
        replace(
            dataset,
            blocks=tuple(row for row in dataset.blocks if row.block_id in filled),
            offers=tuple(
                replace(row, blocks=tuple(block for block in row.blocks if block in filled))
                for row in dataset.offers
            ),
            pupils=(),
            wishes=(),
            links=(),
            availability=tuple(r for r in dataset.availability if r.kind is not Holder.PUPIL),
            pins=tuple(
                replace(row, pupil_id=None)
                for row in dataset.pins
                if (row.pupil_id is None or row.tutor_id is not None) and row.block_id in filled
            ),
            travel=tuple(row for row in dataset.travel if row.from_ is not Start.PUPIL),
        )
    )


def _spoken(session: Session, season_id: int) -> dict[str, frozenset[str]]:
    found = session.execute(
        select(Offer.code, Offer.language, Offer.spoken_languages).where(
            Offer.season_id == season_id, Offer.status != OfferStatus.WITHDRAWN
        )
    )
    return {
        code: frozenset(spoken or ()) | ({language} if language else frozenset())
        for code, language, spoken in found
    }


def _checked(session: Session, season_id: int) -> frozenset[str]:
    """The record was seen; of who may lead, the roles are confirmed too."""
    found = session.execute(
        select(Tutor.code, Tutor.roles, Tutor.roles_confirmed_on).where(
            Tutor.season_id == season_id, Tutor.record_check_on.is_not(None)
        )
    )
    return frozenset(
        code
        for code, roles, confirmed in found
        if confirmed is not None or TutorRole.LEAD.value not in roles
    )
