"""Runs of the solver: what was solved, how far it got, and what came out."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Json
from models.belonging import InSeason
from models.enums import RunKind, RunStatus
from models.rules import season_rules


class PlanningRun(InSeason, Base):
    """A run. The row is the truth about it; a worker claims it and keeps `heartbeat_at` alive.

    `dataset` is the pseudonymised dataset that is solved, compressed, with the promised plan
    in it where there was one; `dataset_sha256` is its fingerprint. `plan` is what came out,
    compressed; `report` is its `report.json`. All three are kept to solve it again elsewhere;
    the two compressed ones are loaded only when asked for.

    `stage`, `level`, `best` and `bound` tell where the search is (`solver/progress.py`).
    `claims` counts how often it was claimed: it is also the fence that keeps a worker which
    was thought dead from writing (compare it when saving). A run that lost its worker goes
    back to `queued`. `error` is a sentence without personal data.

    A run of kind `advice` looks for what would help most beside `given_plan`, a packed plan;
    its `report` is the advice, and it has no `plan`.
    """

    __tablename__ = "planning_run"
    __table_args__ = season_rules(
        Index(None, "status", "queued_at"),
        Index(None, "asked_by_id"),
        CheckConstraint("length(dataset_sha256) = 64", name="dataset_sha256"),
        CheckConstraint(
            "status NOT IN ('claimed', 'running')"
            " OR (claimed_by IS NOT NULL AND heartbeat_at IS NOT NULL)",
            name="claimed",
        ),
        CheckConstraint("status <> 'queued' OR claimed_by IS NULL", name="queued"),
        CheckConstraint(
            "(status IN ('done', 'failed', 'stopped')) = (ended_at IS NOT NULL)", name="ended"
        ),
        CheckConstraint(
            "status <> 'done' OR (report IS NOT NULL AND (plan IS NOT NULL OR kind = 'advice'))",
            name="done",
        ),
        CheckConstraint("(kind = 'advice') = (given_plan IS NOT NULL)", name="given_plan"),
        CheckConstraint("seconds_asked > 0", name="seconds_asked"),
        CheckConstraint("claims >= 0", name="claims"),
    )

    queued_at: Mapped[datetime]
    options: Mapped[Json]
    seconds_asked: Mapped[float]
    dataset: Mapped[bytes] = mapped_column(deferred=True, repr=False)
    dataset_sha256: Mapped[str]
    asked_by_id: Mapped[int | None] = mapped_column(
        ForeignKey("account.id", ondelete="SET NULL"), default=None
    )
    kind: Mapped[RunKind] = mapped_column(default=RunKind.PLAN, server_default="plan")
    given_plan: Mapped[bytes | None] = mapped_column(deferred=True, repr=False, default=None)
    status: Mapped[RunStatus] = mapped_column(default=RunStatus.QUEUED)
    stop_requested: Mapped[bool] = mapped_column(default=False)

    claims: Mapped[int] = mapped_column(default=0)
    claimed_by: Mapped[str | None] = mapped_column(default=None)
    heartbeat_at: Mapped[datetime | None] = mapped_column(default=None)
    started_at: Mapped[datetime | None] = mapped_column(default=None)
    ended_at: Mapped[datetime | None] = mapped_column(default=None)

    stage: Mapped[str | None] = mapped_column(default=None)
    level: Mapped[str | None] = mapped_column(default=None)
    best: Mapped[int | None] = mapped_column(BigInteger, default=None)
    bound: Mapped[int | None] = mapped_column(BigInteger, default=None)
    seconds: Mapped[float | None] = mapped_column(default=None)

    plan: Mapped[bytes | None] = mapped_column(deferred=True, repr=False, default=None)
    report: Mapped[Json | None] = mapped_column(default=None)
    error: Mapped[str | None] = mapped_column(default=None)
