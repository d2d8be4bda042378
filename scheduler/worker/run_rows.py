"""The rows of planning runs, as the worker changes them.

`claims` is the fence of a run: it grows at every claim, and every change names the claim that it
belongs to. So who lost a run cannot write to it any more, and a run ends once.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from models import AuditEntry, PlanningRun
from models.enums import ActorKind, RunStatus
from scheduler.worker.course import Course
from scheduler.worker.database_clock import database_now
from scheduler.worker.doors import Doors
from scheduler.worker.fencing import Fence
from solver.progress import Progress

_HELD: Final = (RunStatus.CLAIMED, RunStatus.RUNNING)


@dataclass(frozen=True)
class Claim:
    """A run that is ours: its number, and which claim of it this is."""

    run_id: int
    claims: int
    owner: str


@dataclass(frozen=True)
class Asked:
    """What is to be solved: the packed dataset, the options as they were stored, the seconds.

    `given_plan`: the packed plan beside which advice is asked for.
    """

    dataset: bytes
    dataset_sha256: str
    options: dict[str, Any]
    seconds: float
    given_plan: bytes | None = None


@dataclass(frozen=True)
class Ended:
    """How a run ended: `status` is done, stopped or failed."""

    status: RunStatus
    plan: bytes | None = None
    report: dict[str, Any] | None = None
    error: str | None = None


class RunRows:
    """All that one worker, `owner`, does to rows of runs. Every method commits.

    `lost_after` is how many seconds without a heartbeat make a run free for others; `has_gone`
    tells sooner, where it can, that whoever claimed it lives no more.
    """

    def __init__(
        self,
        doors: Doors,
        *,
        owner: str,
        fence: Fence,
        lost_after: float,
        has_gone: Callable[[str], bool],
    ) -> None:
        self.owner = owner
        self._doors = doors
        self._fence = fence
        self._lost_after = timedelta(seconds=lost_after)
        self._has_gone = has_gone

    def claim_next(self, *, mine: Collection[int], now: datetime) -> Claim | None:
        """Claim the run that waits longest; None where none waits.

        A run waits when it is queued, or when its worker was lost. `mine` are those that this
        worker is at. What people stopped before anybody began ends here.
        """
        while True:
            found = self._waiting(mine)
            if found is None:
                return None
            with self._doors.write.begin() as session:
                self._fence(session)
                claimed = session.execute(
                    update(PlanningRun)
                    .where(
                        PlanningRun.id == found.run_id,
                        PlanningRun.claims == found.claims,
                        PlanningRun.status.in_((RunStatus.QUEUED, *_HELD)),
                    )
                    .values(
                        status=RunStatus.CLAIMED,
                        claims=PlanningRun.claims + 1,
                        claimed_by=self.owner,
                        heartbeat_at=database_now(session),
                    )
                    .returning(PlanningRun.claims, PlanningRun.stop_requested)
                    .execution_options(synchronize_session=False)
                ).one_or_none()
            if claimed is None:
                continue
            claim = Claim(found.run_id, claimed.claims, self.owner)
            if not claimed.stop_requested:
                return claim
            self.end(claim, Ended(RunStatus.STOPPED), now=now)

    def _waiting(self, mine: Collection[int]) -> Claim | None:
        """The run that waits longest, as it is now: who has it, and at which claim."""
        with self._doors.read() as session:
            lost = database_now(session) - self._lost_after
            found = session.execute(
                select(
                    PlanningRun.id,
                    PlanningRun.claims,
                    PlanningRun.status,
                    PlanningRun.claimed_by,
                    PlanningRun.heartbeat_at,
                )
                .where(PlanningRun.status.in_((RunStatus.QUEUED, *_HELD)))
                .order_by(PlanningRun.queued_at, PlanningRun.id)
            ).all()
        for run_id, claims, status, owner, heartbeat in found:
            if run_id in mine:
                continue
            if (
                status is RunStatus.QUEUED
                # Ours, from before we lost the lease and got it back.
                or owner is None
                or owner == self.owner
                or heartbeat is None
                or heartbeat <= lost
                or self._has_gone(owner)
            ):
                return Claim(run_id, claims, owner or "")
        return None

    def asked(self, claim: Claim) -> Asked | None:
        """What is to be solved; None: the run is not ours any more."""
        with self._doors.read() as session:
            found = session.execute(
                select(
                    PlanningRun.dataset,
                    PlanningRun.dataset_sha256,
                    PlanningRun.options,
                    PlanningRun.seconds_asked,
                    PlanningRun.given_plan,
                ).where(*self._ours(claim))
            ).one_or_none()
        return None if found is None else Asked(*found)

    def stop_asked(self, claims: Collection[Claim]) -> frozenset[Claim]:
        """Those that people asked to stop."""
        with self._doors.read() as session:
            asked = set(
                session.scalars(
                    select(PlanningRun.id).where(
                        PlanningRun.id.in_([claim.run_id for claim in claims]),
                        PlanningRun.stop_requested.is_(True),
                    )
                )
            )
        return frozenset(claim for claim in claims if claim.run_id in asked)

    def beat(self, claim: Claim, progress: Progress | None, course: Course | None = None) -> bool:
        """Say that the run is alive, and where its search is; False: it is not ours any more.

        With `course`, the way it came is kept too (`course.py`).
        """
        values: dict[str, object] = {} if course is None else {"report": course.stored()}
        if progress is not None:
            values |= {
                "status": RunStatus.RUNNING,
                "stage": progress.phase,
                "level": progress.level or None,
                "best": progress.best,
                "bound": progress.bound,
                "seconds": progress.seconds,
            }
        with self._doors.write.begin() as session:
            return self._change(session, claim, heartbeat_at=database_now(session), **values)

    def begin(self, claim: Claim, *, now: datetime) -> bool:
        """The search begins; nothing of an earlier one is told any more."""
        nothing = dict.fromkeys(("stage", "level", "best", "bound", "seconds", "report"))
        with self._doors.write.begin() as session:
            self._fence(session)
            return self._change(session, claim, started_at=now, **nothing)

    def end(self, claim: Claim, ended: Ended, *, now: datetime) -> bool:
        """The run ends here, with all that came of it; False: it was not ours any more."""
        with self._doors.write.begin() as session:
            self._fence(session)
            if not self._change(
                session,
                claim,
                status=ended.status,
                plan=ended.plan,
                report=ended.report,
                error=ended.error,
                ended_at=now,
            ):
                return False
            run = session.execute(
                select(PlanningRun.municipality_id, PlanningRun.season_id).where(
                    PlanningRun.id == claim.run_id
                )
            ).one()
            session.add(
                AuditEntry(
                    municipality_id=run.municipality_id,
                    at=now,
                    actor_kind=ActorKind.SYSTEM,
                    verb=f"run_{ended.status.value}",
                    subject_kind="planning_run",
                    season_id=run.season_id,
                    subject_id=claim.run_id,
                )
            )
        return True

    def hand_back(self, claim: Claim) -> bool:
        """Let the next worker begin it anew; False: it was not ours any more."""
        with self._doors.write.begin() as session:
            self._fence(session)
            return self._change(
                session, claim, status=RunStatus.QUEUED, claimed_by=None, heartbeat_at=None
            )

    @staticmethod
    def _ours(claim: Claim) -> tuple[Any, ...]:
        return (
            PlanningRun.id == claim.run_id,
            PlanningRun.claims == claim.claims,
            PlanningRun.claimed_by == claim.owner,
            PlanningRun.status.in_(_HELD),
        )

    def _change(self, session: Session, claim: Claim, **values: object) -> bool:
        changed = session.scalars(
            update(PlanningRun)
            .where(*self._ours(claim))
            .values(**values)
            .returning(PlanningRun.id)
            .execution_options(synchronize_session=False)
        ).one_or_none()
        return changed is not None
