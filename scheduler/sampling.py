"""Makes a fictional season to try with."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import click

from data.sample import sample_tables
from data.write_tables import WontOverwrite, write_tables
from scheduler import texts
from scheduler.counting import counted_all
from scheduler.exit_status import ExitStatus
from scheduler.output import say, say_json
from scheduler.run import Halted, Run


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleRequest:
    """What was asked: where it goes, how many children, and what fixes the rest."""

    out: Path
    pupils: int
    seed: int
    nis: tuple[str, ...]
    year: int


def run_sample(run: Run, request: SampleRequest) -> ExitStatus:
    """Write a fictional season and tell what is in it.

    Raises:
        click.UsageError: a number or NIS code cannot be.
        Halted: something that is no dataset stands in its place.
        OSError: it cannot be written.
    """
    out = request.out
    try:
        tables = sample_tables(
            request.pupils, request.seed, nis=request.nis or None, year=request.year
        )
    except ValueError as error:
        raise click.UsageError(str(error)) from error
    try:
        write_tables(tables, out)
    except WontOverwrite as error:
        raise Halted(
            ExitStatus.FAILED,
            texts.NOT_A_DATASET.said(run.language, out=out),
            message={"event": "out_taken", "out": str(out)},
        ) from error
    counts = {name: len(rows) for name, (_, rows) in tables.items()}
    if run.as_json:
        say_json({"event": "sample", "out": str(out), "counts": counts})
    else:
        nouns = (
            (texts.PUPILS, counts["pupils"]),
            (texts.WISHES, counts["wishes"]),
            (texts.OFFERS, counts["offers"]),
            (texts.TUTORS, counts["tutors"]),
            (texts.ROOMS, counts["rooms"]),
        )
        told = counted_all(run.language, nouns)
        say(texts.SAMPLE_WRITTEN.said(run.language, out=out, counts=told))
    return ExitStatus.DONE
