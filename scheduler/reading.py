"""Reads what a command was given, or says everything that is wrong with it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from data.dataset import BadDataset, Dataset, read_dataset
from data.issues import Issue
from data.plan_files import BadPlan, read_plan
from scheduler import texts
from scheduler.counting import counted
from scheduler.exit_status import ExitStatus
from scheduler.output import Json
from scheduler.run import Halted, Run
from solver.plan import Plan
from solver.problem import Problem

MOST_LINES: Final = 200
"""Issues printed in full; the rest are counted. Nobody reads more, and `--json` gives all."""


def read_season(run: Run, path: Path) -> Dataset:
    """The dataset at `path`.

    Raises:
        Halted: it has errors; the sentences name them all.
    """
    try:
        return read_dataset(path)
    except BadDataset as bad:
        raise Halted(
            ExitStatus.BAD_INPUT,
            *issue_lines(run, bad.issues),
            texts.NOTHING_DONE.said(run.language),
            message=issues_message(run, bad.issues),
        ) from bad


def read_checked(run: Run, path: Path, problem: Problem) -> Plan:
    """The plan in the folder `path`, for this problem.

    Raises:
        Halted: it is no plan for this problem that can be read.
    """
    try:
        return read_plan(path, problem, language=run.language)
    except BadPlan as bad:
        raise bad_plan(run, path, bad) from bad


def read_previous(run: Run, path: Path | None, problem: Problem) -> Plan | None:
    """The earlier plan in the folder `path`, perhaps of an older dataset; None without a path.

    Raises:
        Halted: it is no plan that can be read.
    """
    if path is None:
        return None
    try:
        return read_plan(path, problem, language=run.language, earlier=True)
    except BadPlan as bad:
        raise bad_plan(run, path, bad) from bad


def bad_plan(run: Run, path: Path, bad: BadPlan) -> Halted:
    """Why the folder `path` cannot be read as a plan."""
    return Halted(
        ExitStatus.BAD_INPUT,
        texts.NO_SUCH_PLAN.said(run.language, plan=path),
        *capped(run, bad.sentences),
        message={"event": "bad_plan", "plan": str(path), "sentences": list(bad.sentences)},
    )


def capped(run: Run, lines: Sequence[str]) -> list[str]:
    """The first `MOST_LINES` lines, and how many more there are."""
    if len(lines) <= MOST_LINES:
        return list(lines)
    more = texts.AND_MORE.said(run.language, count=len(lines) - MOST_LINES)
    return [*lines[:MOST_LINES], more]


def issue_lines(run: Run, issues: Sequence[Issue]) -> list[str]:
    """A line for each issue, and how many there are; at most `MOST_LINES` of them."""
    lines = capped(run, [_issue_line(run, issue) for issue in issues])
    return [*lines, texts.FOUND.said(run.language, counts=issue_counts(run, issues))]


def issue_counts(run: Run, issues: Sequence[Issue]) -> str:
    """How many errors and warnings there are, without those there are none of."""
    errors = sum(issue.is_error for issue in issues)
    counts = ((texts.ERRORS, errors), (texts.WARNINGS, len(issues) - errors))
    return ", ".join(counted(run.language, noun, count) for noun, count in counts if count)


def issues_message(run: Run, issues: Sequence[Issue]) -> Json:
    """The issues for machines."""
    errors = sum(issue.is_error for issue in issues)
    return {
        "event": "issues",
        "errors": errors,
        "warnings": len(issues) - errors,
        "issues": [
            {
                "severity": issue.severity.value,
                "code": issue.code.value,
                "file": issue.file,
                "sheet": issue.sheet,
                "row": issue.row,
                "column": issue.column,
                "key": issue.key,
                "value": issue.value,
                "suggestion": issue.suggestion,
                "sentence": issue.sentence(run.language),
            }
            for issue in issues
        ],
    }


def _issue_line(run: Run, issue: Issue) -> str:
    sentence = issue.sentence(run.language)
    return sentence if issue.is_error else texts.WARNING.said(run.language, sentence=sentence)
