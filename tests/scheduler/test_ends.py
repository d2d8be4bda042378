"""Every way in which a command can end that is nobody's plan."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import click
import pytest

from scheduler import cli
from tests.scheduler.conftest import Command


def broken_command(monkeypatch: pytest.MonkeyPatch, error: BaseException) -> None:
    """A real command of ours that fails in a way that no command should."""

    @click.command("broken")
    def command() -> int:
        raise error

    module = type(sys)("tests.scheduler.broken")
    vars(module)["command"] = command
    monkeypatch.setitem(sys.modules, module.__name__, module)
    monkeypatch.setattr(cli, "COMMANDS", {**cli.COMMANDS, "broken": module.__name__})


def test_a_surprise_is_one_sentence_without_what_a_family_wrote(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    broken_command(monkeypatch, ValueError("Noor Peeters"))
    assert cli.answer(["broken"]) == 1
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err == (
        "Er liep iets mis dat niet mocht gebeuren (ValueError – scheduler/cli.py:"
        f"{told.err.split(':')[1].split(')')[0]}). Probeer het opnieuw met --debug en meld wat je "
        "ziet aan wie Zomerwijzer beheert; zie “Reporting something” in README.md.\n"
    )


def test_too_little_memory_is_said(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    broken_command(monkeypatch, MemoryError())
    assert cli.answer(["broken"]) == 1
    told = "Er is niet genoeg geheugen op deze computer voor deze planning.\n"
    assert capsys.readouterr().err == told


def test_debug_shows_the_traceback(zomerwijzer: Command, season: Path) -> None:
    within_a_file = season / "rooms.csv" / "sample"
    arguments = ("sample", within_a_file, "--pupils", 9, "--seed", 5)
    assert "Traceback" not in zomerwijzer(*arguments).stderr
    done = zomerwijzer(*arguments, "--debug")
    assert done.returncode == 1
    assert done.stderr.startswith("Traceback (most recent call last):\n")
    assert done.stderr.splitlines()[-1].startswith("Het systeem liet iets niet toe: ")


def test_whoever_stops_reading_changes_no_exit_status(zomerwijzer: Command, season: Path) -> None:
    (season / "rooms.csv").unlink()
    process = zomerwijzer.start("validate", season)
    assert process.stdout is not None
    process.stdout.close()
    assert process.stderr is not None
    told = process.stderr.read()
    process.stderr.close()
    assert (process.wait(), told) == (2, "")


def test_a_full_disk_behind_the_output_is_one_sentence(zomerwijzer: Command, plan: Path) -> None:
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        done = subprocess.run(
            zomerwijzer.line("show", plan),
            env=zomerwijzer.environment,
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            check=False,
        )
    assert done.returncode == 1
    assert done.stderr == "Het systeem liet iets niet toe: No space left on device.\n"


def test_a_terminal_without_accents_shows_what_it_can(tmp_path: Path, plan: Path) -> None:
    done = Command(tmp_path, {"PYTHONIOENCODING": "ascii"})("show", plan)
    assert (done.returncode, done.stderr) == (0, "")
    assert "kinderen met een plaats" in done.stdout
