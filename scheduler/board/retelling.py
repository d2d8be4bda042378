"""What is told about a version, brought up to date with a move: reasons, then waiting lists."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Child, Offer, PlanVersion, Season
from scheduler.board.envy import Drawn, passed_over
from scheduler.board.images import Recorder
from scheduler.board.queues import rewait
from scheduler.board.reasons import Refusals, Touched
from scheduler.reasons.known import Pinned, known_season, pins_now
from scheduler.reasons.plan_now import PlanNow, plan_now
from solver.plan import Plan


@dataclass(frozen=True, slots=True)
class PassedOver:
    """A wish that a move passes over against the draw: whose it is, and for what."""

    child_id: int
    first_name: str
    offer: str


class Retelling:
    """Made before a move is written; the rest is for after it, `tell` first."""

    def __init__(self, session: Session, season: Season, version: PlanVersion) -> None:
        self._session, self._season, self._version = session, season, version
        self._known, self._pins = known_season(session, season_id=season.id)
        self._before = plan_now(session, self._known, version_id=version.id)

    def tell(
        self, touched: Touched, groups: frozenset[int], recorder: Recorder, now: datetime
    ) -> None:
        """Tell anew what the move can have changed; `groups`: those it touched."""
        session, season, version, known = self._session, self._season, self._version, self._known
        self._pinned = known.pinned(pins_now(session, known, season_id=season.id))
        self._after = plan_now(session, known, version_id=version.id)
        Refusals(
            session, season, version, known, self._pinned, self._before.plan, self._after.plan
        ).retell(touched, recorder)
        rewait(
            session,
            season=season,
            version=version,
            known=known,
            pinned=self._pinned,
            plan=self._after,
            touched=touched,
            groups=groups,
            recorder=recorder,
            now=now,
        )

    def passed_over(
        self, moved: frozenset[int], groups: frozenset[int], *, by_hand: bool
    ) -> tuple[PassedOver, ...]:
        """The wishes that are passed over against the draw since the move, by name.

        `moved`: children whose places changed; `by_hand`: it is they who were moved, and pinned.
        """
        known, keys = self._known, self._known.keys
        pinned: Pinned = known.pinned(self._pins) if by_hand else self._pinned
        codes = (keys.find("pupils", child) for child in moved)
        drawn = Drawn(
            frozenset(code for code in codes if code is not None),
            frozenset(
                group
                for plan in (self._before, self._after)
                for group, number in plan.number.items()
                if number in groups
            ),
        )
        found = passed_over(
            pinned.problem, self._before.plan, self._after.plan, drawn, self._previous()
        )
        pairs = sorted(
            (keys.number("pupils", child), keys.number("offers", offer)) for child, offer in found
        )
        if not pairs:
            return ()
        wanted = {child for child, _ in pairs}
        names = self._session.execute(
            select(Child.id, Child.first_name, Child.ref).where(Child.id.in_(wanted))
        )
        called = {child: name.partition(" ")[0] or ref for child, name, ref in names}
        offers = {offer for _, offer in pairs}
        titles = dict(
            self._session.execute(select(Offer.id, Offer.title).where(Offer.id.in_(offers))).all()
        )
        return tuple(PassedOver(child, called[child], titles[offer]) for child, offer in pairs)

    def _previous(self) -> Plan | None:
        """What families see as theirs; None: nothing, or it is this version."""
        current = self._session.scalar(
            select(PlanVersion.id).where(
                PlanVersion.season_id == self._season.id,
                PlanVersion.is_current,
                PlanVersion.id != self._version.id,
            )
        )
        if current is None:
            return None
        promised: PlanNow = plan_now(self._session, self._known, version_id=current)
        return promised.plan
