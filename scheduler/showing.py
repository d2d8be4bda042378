"""A plan in brief, as tables in the terminal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table

from data.page.texts import REASONS
from data.plan_files import BadPlan, PlanSummary, read_plan_summary
from data.plan_rows import Complaints, read_rows
from data.whole_folder import standing
from scheduler import texts
from scheduler.counting import counted, counted_all
from scheduler.exit_status import ExitStatus
from scheduler.levels import level_name, levels_message, percentage
from scheduler.output import say, say_json
from scheduler.reading import bad_plan
from scheduler.run import Run
from scheduler.text import Text
from solver.plan import Level

Rows = Sequence[Sequence[str]]


def run_show(run: Run, path: Path) -> ExitStatus:
    """Tell what the plan in the folder `path` is worth.

    Raises:
        Halted: it is no plan.
    """
    try:
        summary = read_plan_summary(path, language=run.language)
    except BadPlan as bad:
        raise bad_plan(run, path, bad) from bad
    if run.as_json:
        say_json(_message(summary))
        return ExitStatus.DONE
    console = Console()
    with console.capture() as captured:
        for part in _parts(run, path, summary):
            console.print(part, highlight=False, markup=False)
    say("\n".join(line.rstrip() for line in captured.get().splitlines()).rstrip())
    return ExitStatus.DONE


def _parts(run: Run, path: Path, summary: PlanSummary) -> Iterator[Table | str]:
    language = run.language
    report = summary.report
    title = report.raw.get("season") or path.name
    yield f"{title}. {texts.STATUSES[report.status].said(language)}"
    counts = (
        (texts.PUPILS_PLACED, summary.placed),
        (texts.PLACES, summary.places),
        (texts.GROUPS, summary.groups),
        (texts.TUTORS, summary.tutors),
    )
    yield counted_all(language, counts)
    if report.lost_promises:
        yield counted(language, texts.LOST_PROMISES_COUNT, len(report.lost_promises))
    yield _table(run, texts.LEVEL_HEADS, [_level_row(run, level) for level in report.levels])
    yield _table(run, texts.RANK_HEADS, _rank_rows(run, summary))
    yield _table(run, texts.REFUSAL_HEADS, _refusal_rows(run, summary))
    yield _table(run, texts.BLOCK_HEADS, _block_rows(run, path, summary))


def _level_row(run: Run, level: Level) -> Sequence[str]:
    gap = texts.PROVEN.said(run.language) if level.proven else percentage(level.gap)
    return level_name(run.language, level.name), str(level.value), str(level.bound), gap


def _rank_rows(run: Run, summary: PlanSummary) -> Rows:
    return [
        (
            texts.RANK.said(run.language, rank=rank),
            str(count),
            f"{100 * count / summary.placed:.0f} %",
        )
        for rank, count in summary.best_rank.items()
    ]


def _refusal_rows(run: Run, summary: PlanSummary) -> Rows:
    words = REASONS[run.language]
    most_first = sorted(summary.refused.items(), key=lambda pair: (-pair[1], pair[0]))
    return [(words[reason][0] if reason in words else reason, str(n)) for reason, n in most_first]


def _block_rows(run: Run, path: Path, summary: PlanSummary) -> Rows:
    """Groups and places per block; a plan alone does not say in which week a block is."""
    groups: Counter[str] = Counter()
    places: Counter[str] = Counter()
    for row in read_rows(standing(path), "groups.csv", Complaints(run.language)):
        groups[row["block_id"]] += 1
        places[row["block_id"]] += summary.sizes[row["group_id"]]
    return [(block, str(groups[block]), str(places[block])) for block in sorted(groups)]


def _table(run: Run, heads: Sequence[Text], rows: Rows) -> Table | str:
    """A table with text in its first column and numbers in the others; nothing without rows."""
    if not rows:
        return ""
    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    for number, head in enumerate(heads):
        table.add_column(head.said(run.language), justify="right" if number else "left")
    for row in rows:
        table.add_row(*row)
    return table


def _message(summary: PlanSummary) -> dict[str, object]:
    return {
        "event": "show",
        "status": summary.report.status.value,
        "policy": summary.report.policy.value,
        "levels": levels_message(summary.report.levels),
        "placed": summary.placed,
        "places": summary.places,
        "groups": summary.groups,
        "tutors": summary.tutors,
        "best_rank": {str(rank): count for rank, count in summary.best_rank.items()},
        "refused": dict(summary.refused),
        "lost_promises": len(summary.report.lost_promises),
    }
