"""Ctrl-C, SIGTERM and SIGKILL while a plan is sought."""

from __future__ import annotations

import json
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.scheduler.conftest import Command

LONG = 90
SOON = 10
"""Seconds in which a search that was told to stop has written its plan; on a quiet machine two."""


@pytest.fixture
def searching(zomerwijzer: Command, sampled: Callable[[int], Path]) -> subprocess.Popen[str]:
    """A search that would go on for long and has found a first plan."""
    process = zomerwijzer.start("plan", sampled(600), "--out", "plan", "--time", LONG, "--json")
    assert process.stdout is not None
    for line in process.stdout:
        if json.loads(line).get("best"):
            return process
    pytest.fail(f"the search ended before it had a plan: {process.communicate()[1]}")


def left_behind(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()} - {"sampled"}


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_the_first_signal_keeps_the_best_plan(
    zomerwijzer: Command, searching: subprocess.Popen[str], number: signal.Signals
) -> None:
    asked = time.monotonic()
    searching.send_signal(number)
    out, err = searching.communicate(timeout=30)
    assert time.monotonic() - asked < SOON
    told = json.loads(out.splitlines()[-1])
    assert (searching.returncode, told["event"]) == (0, "plan")
    assert err == (
        "Ik stop met zoeken en schrijf het beste plan tot nu toe. "
        "Nog een keer Ctrl-C: stoppen zonder plan.\n"
    )
    assert left_behind(zomerwijzer.folder) == {"plan"}
    assert zomerwijzer("check", "sampled", "plan").returncode == 0


def test_the_second_signal_leaves_nothing(
    zomerwijzer: Command, searching: subprocess.Popen[str]
) -> None:
    assert searching.stderr is not None
    searching.send_signal(signal.SIGINT)
    searching.send_signal(signal.SIGTERM)
    out, err = searching.communicate(timeout=30)
    assert searching.returncode == 130
    assert err.splitlines()[-1] == "Afgebroken. Er is niets geschreven."
    assert "plan" not in {json.loads(line)["event"] for line in out.splitlines()}
    assert left_behind(zomerwijzer.folder) == set()


def test_a_killed_search_leaves_nothing(
    zomerwijzer: Command, searching: subprocess.Popen[str]
) -> None:
    searching.kill()
    searching.communicate(timeout=30)
    assert searching.returncode == -signal.SIGKILL
    assert left_behind(zomerwijzer.folder) == set()
