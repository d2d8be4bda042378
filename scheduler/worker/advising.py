"""What would help most beside a plan, computed where runs are solved; it knows no database."""

from __future__ import annotations

from data.season_rows import unpack_plan
from scheduler.output import Json
from scheduler.reasons.counsel import counsel_report
from solver.advice import Tried, advise
from solver.plan import Plan
from solver.problem import Problem
from solver.progress import OnProgress, Progress
from solver.stopping import Stop

ADVISING = "advise"
"""The phase of a run that looks for advice: `best` of `bound` additions were planned again."""


def counsel(  # noqa: PLR0913  (what is asked, and options by name)
    problem: Problem,
    given_plan: bytes,
    stop: Stop,
    *,
    previous: Plan | None,
    top: int,
    note: OnProgress,
) -> Json:
    """The report of a run of kind advice.

    Args:
        problem: the season that the plan is of.
        given_plan: the packed plan (`data/season_rows`) that additions are compared with.
        stop: when to stop; what was found until then is told.
        previous: the plan whose promises the given one keeps.
        top: how much advice at most.
        note: told about every addition that was planned again.

    Raises:
        BadPack: the plan is no pack.
        BrokenRules: the plan breaks rules of the season, or a promise.
    """
    plan = unpack_plan(given_plan)

    def tell(tried: Tried) -> None:
        note(Progress(ADVISING, "", tried.done, tried.candidates, tried.seconds))

    found = advise(problem, plan, stop, previous=previous, top=top, on_progress=tell)
    return counsel_report(problem, found)
