from __future__ import annotations

import subprocess
import sys
import time

import pytest

from scheduler.cli import COMMANDS
from scheduler.cli import zomerwijzer as group
from scheduler.exit_status import ExitStatus
from tests.scheduler.conftest import Command

HEAVY = ("numpy", "ortools", "pandas", "pydantic", "python_calamine", "rich", "jinja2")

HELP = """\
Usage: zomerwijzer [OPTIONS] COMMAND [ARGS]...

  Plan voluntary summer groups for children: proven, fair and explained.

  A dataset is a folder of CSV files or one workbook (.xlsx); docs/dataset.md describes it.

  The road, from nothing to a plan:
    zomerwijzer sample season --pupils 150 --seed 1    a fictional season to try with
    zomerwijzer validate season                        everything wrong with it, at once
    zomerwijzer plan season --out plan                 the best plan and its report
    zomerwijzer check season plan                      does the plan keep every rule?
    zomerwijzer show plan                              the plan in brief

  `zomerwijzer COMMAND --help` explains each with examples.

Options:
  --version   Show the version and exit.
  -h, --help  Show this message and exit.

Commands:
  validate      Show everything that is wrong with a dataset.
  plan          Make the best plan and write it.
  check         Check that a plan keeps every rule.
  show          Show a plan in brief.
  compare       Compare two plans: who gains, who loses, what moved.
  audit         Report who got a place and a first wish: an equity audit.
  draw          Show the draw numbers, and how to verify them by hand.
  advise        Find the few additions that would place the most children.
  sample        Make a fictional season to try with.
  db            Prepare or upgrade the database, or tell its version.
  municipality  Add a municipality.
  user          Add a member of staff, or give one another role.
  addresses     Put a municipality's list of addresses into the database.
  import        Put a dataset into the database, as a new season.
  export        Write a season of the database as a dataset.
  serve         Serve the website.
  worker        Run the clock: phases, mail, purges and planning runs.
  doctor        Say what is wrong with this installation, and what to do.
  backup        Write the whole database to one file.
  restore       Put a backup back, whole or not at all.

  Exit status, the same for every command:
    0    done; for plan also where the plan is not proven to be the best
    1    anything else went wrong, or check found a broken rule
    2    bad input: the dataset, the plan or the command itself
    3    the rules and pins admit no plan
    130  stopped by a second Ctrl-C; nothing was written
"""


def imported(command: Command, *arguments: str) -> set[str]:
    """The heavy packages that a command loads on its way."""
    script = (
        "import sys\n"
        "from scheduler.cli import answer\n"
        "status = answer(sys.argv[1:])\n"
        f"print(*(name for name in {HEAVY!r} if name in sys.modules), file=sys.stderr)\n"
        "sys.exit(status)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, *arguments],
        cwd=command.folder,
        env=command.environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return set(done.stderr.split())


def test_help_shows_the_road_and_the_exit_statuses(zomerwijzer: Command) -> None:
    done = zomerwijzer("--help")
    assert (done.returncode, done.stdout, done.stderr) == (0, HELP, "")


def test_help_names_every_exit_status() -> None:
    named = [line.split()[0] for line in (group.epilog or "").splitlines()[2:]]
    assert named == [str(status.value) for status in ExitStatus]


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_explains_itself_with_examples(zomerwijzer: Command, name: str) -> None:
    done = zomerwijzer(name, "--help")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith(f"Usage: zomerwijzer {name} [OPTIONS]")
    assert f"  Examples:\n    zomerwijzer {name} " in done.stdout
    assert "--language [nl|en]" in done.stdout
    assert max(len(line) for line in done.stdout.splitlines()) <= 100


@pytest.mark.parametrize("arguments", [(), *((name,) for name in COMMANDS)])
def test_help_loads_nothing_heavy(zomerwijzer: Command, arguments: tuple[str, ...]) -> None:
    assert imported(zomerwijzer, *arguments, "--help") == set()


def test_validate_loads_no_solver(zomerwijzer: Command, season: object) -> None:
    assert imported(zomerwijzer, "validate", str(season)) == {"pydantic"}


def test_help_starts_well_under_a_second(zomerwijzer: Command) -> None:
    def seconds() -> float:
        began = time.monotonic()
        zomerwijzer("validate", "--help")
        return time.monotonic() - began

    assert min(seconds() for _ in range(5)) < 0.6


def test_the_version_is_told(zomerwijzer: Command) -> None:
    done = zomerwijzer("--version")
    assert (done.returncode, done.stdout) == (0, "zomerwijzer, version 0.1.0\n")


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (("nope",), "No such command 'nope'."),
        (("plan", "season"), "Missing option '--out'."),
        (("validate",), "Missing argument 'DATASET'."),
        (("show", "plan", "--language", "xx"), "'xx' is not one of 'nl', 'en'."),
        (("plan", "s", "--out", "p", "--time", "0"), "0.0 is not in the range x>0."),
        (("plan", "s", "--out", "p", "--time", "nan"), "a plain number is needed"),
        (("plan", "s", "--out", "p", "--time", "inf"), "a plain number is needed"),
        (("plan", "s", "--out", "p", "--gap", "1.5"), "1.5 is not in the range 0<=x<=1."),
        (
            ("plan", "s", "--out", "p", "--policy", "first"),
            "'first' is not one of 'best', 'draw'.",
        ),
        (("advise", "s", "p", "--time", "nan"), "a plain number is needed"),
        (("advise", "s", "p", "--top", "0"), "0 is not in the range x>=1."),
        (("sample", "s", "--pupils", "0", "--seed", "1"), "0 is not in the range x>=1."),
    ],
)
def test_a_command_that_cannot_be_is_bad_input(
    zomerwijzer: Command, arguments: tuple[str, ...], complaint: str
) -> None:
    done = zomerwijzer(*arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.splitlines()[-1].endswith(complaint)
    assert "Usage: zomerwijzer" in done.stderr
