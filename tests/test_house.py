"""The house itself: our packages are ours, rooms keep their doors, files keep their size."""

from __future__ import annotations

import importlib
import re
import subprocess
import sys
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path

import pytest

HOUSE = Path(__file__).resolve().parents[1]
ROOMS = ("models", "solver", "data", "scheduler", "web")
MOST_LINES = 400
VAGUE = {"utils", "helpers", "common", "manager"}
FORBIDDEN_TEXT = re.compile(
    r"pypi\.org|pythonhosted\.org|npmjs\.(?:org|com)"
    r"|--find-links|--(?:extra-)?index-url|file:///\w"
    r"|(?<![\w.])/(?:home|root|opt|work|tmp)/\w"
)
"""Hosts of packages and paths of one machine: what we hand on works on every machine."""


def files(*patterns: str) -> list[Path]:
    """Files that belong to the project, as git sees them: tracked, or new and not ignored."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "--", *patterns],  # noqa: S607
        cwd=HOUSE,
        capture_output=True,
        text=True,
        check=False,
    )
    if listed.returncode:
        pytest.fail(f"git must be there to know which files are ours: {listed.stderr.strip()}")
    return [path for name in listed.stdout.splitlines() if (path := HOUSE / name).is_file()]


@pytest.mark.parametrize("room", ROOMS)
def test_each_package_is_ours_and_no_other_of_that_name(room: str) -> None:
    package = importlib.import_module(room)
    assert package.__file__ == str(HOUSE / room / "__init__.py")


def test_the_command_is_installed() -> None:
    found = tuple(entry_points(group="console_scripts", name="zomerwijzer"))
    if not found:
        pytest.fail("zomerwijzer is not installed here: run the tests with `make test`")
    assert found == (EntryPoint("zomerwijzer", "scheduler.cli:main", "console_scripts"),)
    installed = Path(sys.executable).with_name("zomerwijzer")
    told = subprocess.run([installed, "--version"], capture_output=True, text=True, check=True)
    assert told.stdout == "zomerwijzer, version 0.1.0\n"


def test_no_file_is_long() -> None:
    lines = {
        str(path.relative_to(HOUSE)): path.read_text(encoding="utf-8").count("\n")
        for path in files("*.py", "*.html", "*.css", "*.js", "Makefile")
    }
    assert {name: count for name, count in lines.items() if count > MOST_LINES} == {}


def test_no_name_is_vague() -> None:
    assert [path for path in files("*.py") if VAGUE & set(path.stem.split("_"))] == []


def test_no_text_names_a_machine_or_a_host_of_packages() -> None:
    others = [path for path in files() if path != Path(__file__)]
    assert [
        f"{path.relative_to(HOUSE)}: {hit[0]}"
        for path in others
        for hit in FORBIDDEN_TEXT.finditer(path.read_text(encoding="utf-8", errors="ignore"))
    ] == []


@pytest.mark.parametrize(
    "name", ["requirements.lock", "requirements-test.lock", "requirements-assets.lock"]
)
def test_every_locked_package_has_a_version_and_hashes(name: str) -> None:
    text = (HOUSE / name).read_text(encoding="utf-8").replace("\\\n", " ")
    wanted = re.compile(r"[a-z0-9.-]+==\S+( ; [^#]+?)?(\s+--hash=sha256:[0-9a-f]{64})+")
    locked = [
        line for line in text.splitlines() if line.strip() and not line.lstrip().startswith("#")
    ]
    assert locked
    assert [line[:60] for line in locked if not wanted.fullmatch(line.strip())] == []


def test_the_test_lock_agrees_with_the_lock() -> None:
    def pins(name: str) -> set[str]:
        lines = (HOUSE / name).read_text(encoding="utf-8").splitlines()
        return {line.rstrip(" \\") for line in lines if "==" in line and not line.startswith(" ")}

    assert pins("requirements.lock") - pins("requirements-test.lock") == set()
