"""Shows what one plan changes in another."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from data.plan_files import BadPlan, read_plan
from data.problem import to_problem
from scheduler import compare_texts as texts
from scheduler.compare_ids import id_lines, ids_message
from scheduler.counting import counted
from scheduler.exit_status import ExitStatus
from scheduler.levels import level_name
from scheduler.output import Json, say, say_json
from scheduler.reading import bad_plan, read_season
from scheduler.run import Run
from scheduler.terminal_table import table_lines
from scheduler.text import Text
from solver.comparison.compare import Comparison, Step, compare
from solver.plan import Plan
from solver.problem import Problem


def run_compare(run: Run, plan_a: Path, plan_b: Path, *, dataset: Path, ids: bool) -> ExitStatus:
    """Tell what plan B changes in plan A.

    Raises:
        Halted: the dataset or a plan cannot be read.
    """
    problem = to_problem(read_season(run, dataset))
    found = compare(problem, _read(run, plan_a, problem), _read(run, plan_b, problem))
    if run.as_json:
        say_json(_message(found) | (ids_message(found) if ids else {}))
        return ExitStatus.DONE
    say("\n\n".join(_parts(run, found)))
    lines = list(id_lines(run.language, found)) if ids else []
    if lines:
        say("\n".join(["", texts.IDS.said(run.language), *lines]))
    return ExitStatus.DONE


def _read(run: Run, path: Path, problem: Problem) -> Plan:
    """A plan of this season, perhaps of an older dataset of it."""
    try:
        return read_plan(path, problem, language=run.language, earlier=True)
    except BadPlan as bad:
        raise bad_plan(run, path, bad) from bad


def _parts(run: Run, found: Comparison) -> Iterator[str]:
    language = run.language
    levels = [(level_name(language, name), *_change(*pair)) for name, pair in found.levels.items()]
    yield _table(run, (texts.LEVEL_HEAD, *texts.PLAN_HEADS), levels)
    if any(None in pair for pair in found.levels.values()):
        yield texts.NOT_COUNTED.said(language)
    ranks = [
        (
            texts.NO_PLACE.said(language) if rank is None else texts.RANK.said(language, rank=rank),
            *_change(*pair),
        )
        for rank, pair in found.ranks.items()
    ]
    yield _table(run, (texts.RANK_HEAD, *texts.PLAN_HEADS), ranks)
    yield _table(run, texts.CHILD_HEADS, _steps(run, found))
    yield counted(language, texts.SAME, found.same)
    if found.gone:
        yield counted(language, texts.GONE, len(found.gone))
    for heads, words, counts in (
        (texts.GROUP_HEADS, texts.GROUP_CHANGES, group_counts(found)),
        (texts.PLACE_HEADS, texts.PLACE_CHANGES, place_counts(found)),
    ):
        rows = [(words[name].said(language), str(count)) for name, count in counts.items()]
        yield _table(run, heads, rows)


def _steps(run: Run, found: Comparison) -> list[tuple[str, str, str]]:
    rows = [
        (
            texts.STEPS[step].said(run.language),
            str(len(found.gains[step])),
            str(len(found.losses[step])),
        )
        for step in Step
    ]
    sums = (str(_sum(found.gains)), str(_sum(found.losses)))
    return [*rows, (texts.SUM.said(run.language), *sums)]


def _table(run: Run, heads: Sequence[Text], rows: Sequence[Sequence[str]]) -> str:
    return table_lines([head.said(run.language) for head in heads], rows)


def _change(first: int | None, second: int | None) -> tuple[str, str, str]:
    told = ["–" if value is None else str(value) for value in (first, second)]
    if first is None or second is None:
        return told[0], told[1], "–"
    return told[0], told[1], "0" if first == second else f"{second - first:+d}"


def _sum(ids: Mapping[Step, Sequence[str]]) -> int:
    return sum(map(len, ids.values()))


def group_counts(found: Comparison) -> dict[str, int]:
    """How many groups stayed, moved, opened, closed and got other tutors."""
    groups = found.groups
    return {
        "same": groups.same,
        "moved": len(groups.moved),
        "opened": len(groups.opened),
        "closed": len(groups.closed),
        "new_teams": len(groups.new_teams),
    }


def place_counts(found: Comparison) -> dict[str, int]:
    """How many places stayed, changed rooms, went and came."""
    return {
        "kept": found.kept,
        "rehoused": len(found.rehoused),
        "dropped": len(found.dropped),
        "added": len(found.added),
    }


def _message(found: Comparison) -> Json:
    return {
        "event": "compare",
        "levels": [{"name": name, "a": a, "b": b} for name, (a, b) in found.levels.items()],
        "best_rank": [{"rank": rank, "a": a, "b": b} for rank, (a, b) in found.ranks.items()],
        "gains": {step.value: len(ids) for step, ids in found.gains.items()},
        "losses": {step.value: len(ids) for step, ids in found.losses.items()},
        "same": found.same,
        "gone": len(found.gone),
        "groups": group_counts(found),
        "places": place_counts(found),
    }
