from __future__ import annotations

import json

import pytest

from scheduler.progress_display import progress_display, progress_sentence
from scheduler.run import Run
from solver.progress import Progress

EARLY = Progress("compile", "placed", None, None, 0.2)
FOUND = Progress("improve", "placed", 95, 100, 3.4)
BETTER = Progress("improve", "placed", 96, 100, 3.5)
NEXT = Progress("improve", "loss", 40, 30, 4.0)


def test_a_sentence_tells_phase_level_best_bound_gap_and_seconds() -> None:
    assert progress_sentence(Run("nl"), FOUND) == (
        "plan verbeteren · kinderen met een plaats: 95 · grens 100 · afstand 5.00 % · 3 s"
    )
    assert progress_sentence(Run("en"), FOUND) == (
        "improving the plan · children with a place: 95 · bound 100 · gap 5.00 % · 3 s"
    )


def test_what_is_not_known_is_a_dash() -> None:
    assert progress_sentence(Run("nl"), EARLY) == (
        "model maken · kinderen met een plaats: – · grens – · afstand – · 0 s"
    )


def test_before_there_is_any_level_only_the_phase_is_told() -> None:
    assert progress_sentence(Run("nl"), Progress("compile", "", None, None, 0.2)) == (
        "model maken · 0 s"
    )


def test_a_phase_or_level_without_words_keeps_its_name() -> None:
    assert progress_sentence(Run("nl"), Progress("polish", "far", 1, 1, 1.0)) == (
        "polish · far: 1 · grens 1 · afstand 0.00 % · 1 s"
    )


def test_plain_lines_come_with_each_new_phase_or_level(
    capsys: pytest.CaptureFixture[str],
) -> None:
    run = Run("en")
    with progress_display(run, quiet=False) as listen:
        for progress in (EARLY, FOUND, BETTER, NEXT):
            listen(progress)
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.splitlines() == [progress_sentence(run, p) for p in (EARLY, FOUND, NEXT)]


def test_quiet_says_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    with progress_display(Run(), quiet=True) as listen:
        listen(FOUND)
    assert capsys.readouterr() == ("", "")


def test_json_tells_every_event(capsys: pytest.CaptureFixture[str]) -> None:
    with progress_display(Run(as_json=True), quiet=True) as listen:
        listen(EARLY)
        listen(FOUND)
    told = capsys.readouterr()
    assert told.err == ""
    assert [json.loads(line) for line in told.out.splitlines()] == [
        {
            "event": "progress",
            "phase": "compile",
            "level": "placed",
            "best": None,
            "bound": None,
            "gap": None,
            "seconds": 0.2,
        },
        {
            "event": "progress",
            "phase": "improve",
            "level": "placed",
            "best": 95,
            "bound": 100,
            "gap": 0.05,
            "seconds": 3.4,
        },
    ]
