"""Checks a plan against its dataset, without trusting whoever made it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from data.issues import Language
from data.problem import to_problem
from scheduler import texts
from scheduler.counting import counted, counted_all
from scheduler.exit_status import ExitStatus
from scheduler.output import Json, say, say_json
from scheduler.reading import capped, read_checked, read_previous, read_season
from scheduler.run import Run
from solver.check import Violation, check


def run_check(run: Run, dataset: Path, plan: Path, *, previous: Path | None) -> ExitStatus:
    """Tell every rule that the plan breaks, or that it breaks none.

    Raises:
        Halted: the dataset or a plan cannot be read.
    """
    problem = to_problem(read_season(run, dataset))
    earlier = read_previous(run, previous, problem)
    checked = read_checked(run, plan, problem)
    violations = check(problem, checked, previous=earlier)
    if run.as_json:
        say_json({"event": "check"} | violations_message(run.language, violations))
    elif violations:
        for line in violation_lines(run, violations):
            say(line)
    else:
        counts = (
            (texts.GROUPS, len(checked.groups)),
            (texts.PLACES, len(checked.places)),
            (texts.PUPILS_PLACED, len(checked.places_by_pupil)),
        )
        say(texts.CLEAN.said(run.language, counts=counted_all(run.language, counts)))
    return ExitStatus.FAILED if violations else ExitStatus.DONE


def violation_lines(run: Run, violations: Sequence[Violation]) -> list[str]:
    """How many rules are broken, and a line for each; long lists are cut short."""
    first = counted(run.language, texts.VIOLATIONS, len(violations))
    return [first, *capped(run, [_line(run.language, violation) for violation in violations])]


def violations_message(language: Language, violations: Sequence[Violation]) -> Json:
    """The violations for machines."""
    return {
        "clean": not violations,
        "violations": [
            {
                "rule": violation.rule,
                "subject": violation.subject,
                "detail": _detail(language, violation),
            }
            for violation in violations
        ],
    }


def _line(language: Language, violation: Violation) -> str:
    text = texts.VIOLATION if violation.subject else texts.VIOLATION_AT_LARGE
    return text.said(
        language,
        rule=violation.rule,
        subject=violation.subject,
        detail=_detail(language, violation),
    )


def _detail(language: Language, violation: Violation) -> str:
    return violation.detail_en if language == "en" else violation.detail_nl
