"""Shows which few additions to a season would place the most children."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from rich.console import Console

from data.problem import to_problem
from scheduler import advice_texts as texts
from scheduler.additions import addition_sentence, advice_message
from scheduler.checking import violation_lines, violations_message
from scheduler.counting import counted
from scheduler.exit_status import ExitStatus
from scheduler.interrupts import graceful
from scheduler.output import Json, say, say_json, tell
from scheduler.reading import read_checked, read_previous, read_season
from scheduler.run import Halted, Run
from scheduler.searching import search_aside
from solver.advice import Advice, BrokenRules, Counsel, OnTried, Tried, advise
from solver.problem import Problem
from solver.stopping import FirstOf, Requested, TimeLimit

_LEAST_SECONDS: Final = 0.001
"""What the search gets when reading took all the time."""


def run_advise(  # noqa: PLR0913  (a run and its paths, and options by name)
    run: Run, dataset: Path, plan: Path, *, previous: Path | None, top: int, seconds: float
) -> ExitStatus:
    """Tell what would help most.

    Raises:
        Halted: the dataset or a plan cannot be read, or the plan breaks rules or promises.
        KeyboardInterrupt: a second Ctrl-C.
    """
    problem = to_problem(read_season(run, dataset))
    earlier = read_previous(run, previous, problem)
    advised = read_checked(run, plan, problem)
    requested = Requested()
    left = max(_LEAST_SECONDS, seconds - run.elapsed())
    stop = FirstOf(TimeLimit(left), requested)
    try:
        with graceful(requested), _display(run) as on_tried:
            found = search_aside(
                lambda: advise(
                    problem, advised, stop, previous=earlier, top=top, on_progress=on_tried
                ),
                requested,
                on_requested=lambda: tell(texts.STOPPING.said(run.language)),
            )
    except BrokenRules as broken:
        raise Halted(
            ExitStatus.FAILED,
            *violation_lines(run, broken.violations),
            texts.BROKEN.said(run.language),
            message={"event": "broken_plan"} | violations_message(run.language, broken.violations),
        ) from broken
    if run.as_json:
        say_json(_message(run, problem, found))
    else:
        say("\n\n".join(_parts(run, problem, found)))
    return ExitStatus.DONE


def _parts(run: Run, problem: Problem, found: Counsel) -> Iterator[str]:
    language = run.language
    if not found.waiting:
        yield texts.NOBODY_WAITS.said(language)
        return
    yield counted(language, texts.TITLE, found.waiting)
    if found.advice:
        numbered = enumerate(found.advice, start=1)
        yield "\n".join(_line(run, problem, number, advice) for number, advice in numbered)
    elif found.candidates and not found.tried:
        yield texts.NOTHING_TRIED.said(language)
    else:
        yield texts.NOTHING_HELPS.said(language)
    if found.tried < found.candidates:
        yield texts.SOME_TRIED.said(language, tried=found.tried, count=found.candidates)
    elif found.candidates:
        yield counted(language, texts.ALL_TRIED, found.candidates)
    if not all(advice.exact for advice in found.advice):
        yield texts.AT_LEAST.said(language)


def _line(run: Run, problem: Problem, number: int, advice: Advice) -> str:
    language = run.language
    gain = texts.GAIN if advice.exact else texts.GAIN_AT_LEAST
    return texts.LINE.said(
        language,
        number=number,
        what=addition_sentence(language, problem, advice.addition),
        gain=counted(language, gain, advice.placed),
        loss=_loss(run, advice.loss),
    )


def _loss(run: Run, change: int | None) -> str:
    """What it costs in dear wishes; nothing where that is not known."""
    if change is None:
        return ""
    loss = texts.LOSS if change else texts.LOSS_SAME
    return f" ({loss.said(run.language, change=f'{change:+d}')})"


def _message(run: Run, problem: Problem, found: Counsel) -> Json:
    return {
        "event": "advice",
        "waiting": found.waiting,
        "tried": found.tried,
        "candidates": found.candidates,
        "advice": [
            {
                **advice_message(advice),
                "sentence": addition_sentence(run.language, problem, advice.addition),
            }
            for advice in found.advice
        ],
    }


@contextmanager
def _display(run: Run) -> Iterator[OnTried]:
    """JSON to standard output, a live line on a terminal, and nothing elsewhere."""
    if run.as_json:
        yield _tell_machine
    elif sys.stderr.isatty():
        with Console(stderr=True).status("") as status:
            yield lambda tried: status.update(_progress(run, tried))
    else:
        yield _stay_silent


def _progress(run: Run, tried: Tried) -> str:
    return texts.PROGRESS.said(
        run.language,
        done=tried.done,
        count=tried.candidates,
        best=tried.best,
        seconds=f"{tried.seconds:.0f}",
    )


def _tell_machine(tried: Tried) -> None:
    say_json(
        {
            "event": "progress",
            "tried": tried.done,
            "candidates": tried.candidates,
            "best": tried.best,
            "seconds": tried.seconds,
        }
    )


def _stay_silent(tried: Tried) -> None:
    del tried
