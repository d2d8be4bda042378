"""Shows everything that is wrong with a dataset."""

from __future__ import annotations

from pathlib import Path

from data.dataset import BadDataset, Dataset, read_dataset
from scheduler import texts
from scheduler.counting import Noun, counted_all
from scheduler.exit_status import ExitStatus
from scheduler.output import say, say_json
from scheduler.reading import issue_lines, issues_message
from scheduler.run import Run


def run_validate(run: Run, path: Path) -> ExitStatus:
    """Tell all errors and warnings of the dataset at `path`, or what is in it where all is well."""
    try:
        dataset = read_dataset(path)
    except BadDataset as bad:
        issues, counts, status = bad.issues, None, ExitStatus.BAD_INPUT
    else:
        issues, counts, status = dataset.warnings, _counts(dataset), ExitStatus.DONE
    if run.as_json:
        tables = {name: count for name, _, count in counts or ()}
        say_json(issues_message(run, issues) | {"event": "validate", "counts": tables})
        return status
    for line in issue_lines(run, issues) if issues else ():
        say(line)
    if counts is not None:
        told = counted_all(run.language, ((noun, count) for _, noun, count in counts))
        say(texts.IN_ORDER.said(run.language, counts=told))
    return status


def _counts(dataset: Dataset) -> tuple[tuple[str, Noun, int], ...]:
    return (
        ("pupils", texts.PUPILS, len(dataset.pupils)),
        ("wishes", texts.WISHES, len(dataset.wishes)),
        ("offers", texts.OFFERS, len(dataset.offers)),
        ("blocks", texts.BLOCKS, len(dataset.blocks)),
        ("locations", texts.LOCATIONS, len(dataset.locations)),
        ("rooms", texts.ROOMS, len(dataset.rooms)),
        ("tutors", texts.TUTORS, len(dataset.tutors)),
    )
