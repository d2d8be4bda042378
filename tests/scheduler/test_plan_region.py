"""A season planned in pieces: by processes of this machine, and by Dask workers on loopback."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from scheduler import region_texts
from solver.region.solve_region import RegionParams
from tests.scheduler.conftest import HOUSE, Command

PUPILS, PIECE = 90, 20
LEVELS = ["placed", "loss", "further", "draw", "together", "near", "cost", "groups"]
PATIENCE = 60.0
"""Seconds that a busy machine may take to begin something."""


def levels(folder: Path) -> list[str]:
    report = json.loads((folder / "report.json").read_text(encoding="utf-8"))
    return [level["name"] for level in report["levels"]]


def test_a_season_of_many_is_cut_and_its_pieces_are_planned_by_processes(
    zomerwijzer: Command, sampled: Callable[[int], Path]
) -> None:
    season = sampled(PUPILS)
    asked = ("--time", 100, "--piece", PIECE, "--workers", 2, "--json")
    done = zomerwijzer("plan", season, "--out", "plan", *asked)
    told = [json.loads(line) for line in done.stdout.splitlines()]
    assert (done.returncode, done.stderr) == (0, "")
    phases = {event["phase"] for event in told[:-1]}
    assert {"compile", "construct", "settle"} <= phases
    assert told[-1]["counts"]["placed"] > 0
    assert levels(zomerwijzer.folder / "plan") == LEVELS
    assert zomerwijzer("check", season, "plan").returncode == 0


def test_the_same_again_in_pieces(zomerwijzer: Command, sampled: Callable[[int], Path]) -> None:
    season = sampled(PUPILS)
    for plan, salt in (("one", "1"), ("two", "2")):
        command = Command(zomerwijzer.folder, {"PYTHONHASHSEED": salt})
        asked = ("--time", 3, "--piece", PIECE, "--repeatable", "--quiet")
        assert command("plan", season, "--out", plan, *asked).returncode == 0
    for name in ("groups.csv", "group_tutors.csv", "places.csv", "refusals.csv"):
        files = [(zomerwijzer.folder / plan / name).read_bytes() for plan in ("one", "two")]
        assert (name, files[0]) == (name, files[1])


def test_ctrl_c_keeps_what_the_pieces_have_found(
    zomerwijzer: Command, sampled: Callable[[int], Path]
) -> None:
    season = sampled(PUPILS)
    process = zomerwijzer.start(
        *("plan", season, "--out", "plan", "--time", 100, "--piece", PIECE, "--json")
    )
    assert process.stdout is not None
    for line in process.stdout:
        if json.loads(line).get("best"):
            break
    process.send_signal(signal.SIGINT)
    out, _ = process.communicate(timeout=PATIENCE)
    told = json.loads(out.splitlines()[-1])
    assert (process.returncode, told["event"]) == (0, "plan")
    assert told["counts"]["placed"] > 0
    assert zomerwijzer("check", season, "plan").returncode == 0


def test_without_dask_nothing_is_planned(
    zomerwijzer: Command, sampled: Callable[[int], Path]
) -> None:
    address = "tcp://127.0.0.1:9"
    asked = ("--piece", PIECE, "--dask", address, "--quiet")
    done = zomerwijzer("plan", sampled(PUPILS), "--out", "plan", *asked)
    first = done.stderr.splitlines()[0]
    assert (done.returncode, done.stdout) == (1, "")
    assert first == region_texts.NO_DASK.said("nl", address=address)
    assert not (zomerwijzer.folder / "plan").exists()


@pytest.fixture
def dask(tmp_path: Path) -> Iterator[str]:
    """The address of a Dask scheduler with two workers; all are ended by their own ids."""
    running: list[subprocess.Popen[bytes]] = []
    about = tmp_path / "scheduler.json"

    def start(part: str, *arguments: object) -> None:
        line = [sys.executable, "-m", f"distributed.cli.dask_{part}", *map(str, arguments)]
        with (tmp_path / f"dask{len(running)}.log").open("wb") as log:
            running.append(
                subprocess.Popen(
                    [*line, "--host", "127.0.0.1", "--no-dashboard"],
                    cwd=tmp_path,
                    env={**os.environ, "PYTHONPATH": str(HOUSE)},
                    stdout=log,
                    stderr=log,
                )
            )

    try:
        start("scheduler", "--port", 0, "--scheduler-file", about)
        address = _address(about)
        for _ in range(2):
            start("worker", address, "--nthreads", 1, "--no-nanny", "--local-directory", tmp_path)
        yield address
    finally:
        for process in reversed(running):
            process.kill()
            process.wait()


def _address(about: Path) -> str:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        if about.exists() and about.stat().st_size:
            return str(json.loads(about.read_text(encoding="utf-8"))["address"])
        time.sleep(0.1)
    pytest.fail("the Dask scheduler did not begin in time")


def test_dask_workers_plan_the_pieces(
    zomerwijzer: Command, sampled: Callable[[int], Path], dask: str
) -> None:
    season = sampled(PUPILS)
    _until_there_are_workers(dask)
    asked = ("--time", 100, "--piece", PIECE, "--dask", dask, "--json")
    done = zomerwijzer("plan", season, "--out", "plan", *asked)
    told = [json.loads(line) for line in done.stdout.splitlines()]
    assert (done.returncode, done.stderr) == (0, "")
    assert told[-1]["counts"]["placed"] > 0
    assert levels(zomerwijzer.folder / "plan") == LEVELS
    assert zomerwijzer("check", season, "plan").returncode == 0


def _until_there_are_workers(address: str) -> None:
    client: Any = import_module("distributed").Client(address, set_as_default=False)
    with client:
        client.wait_for_workers(2, timeout=PATIENCE)


def test_the_command_and_the_solver_agree_on_what_is_large() -> None:
    assert RegionParams().whole == 3 * RegionParams().pupils
