"""Where and when a benchmark was run, as far as it matters to its figures."""

from __future__ import annotations

import os
import platform
import subprocess
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

HOUSE = Path(__file__).resolve().parents[2]


def circumstances() -> list[str]:
    """Commit, date, machine and versions, a line each."""
    return [
        f"commit {_commit()}, {datetime.now(UTC):%Y-%m-%d}",
        f"{_cores()} cores, {_memory_gib():.0f} GiB of memory, "
        f"{platform.system()} {platform.machine()}",
        f"Python {platform.python_version()}, OR-Tools {version('ortools')}",
    ]


def _commit() -> str:
    """The commit, and whether the working tree differs from it."""
    commit = _git("rev-parse", "--short", "HEAD")
    if not commit:
        return "unknown"
    return f"{commit} with changes" if _git("status", "--porcelain", "*.py") else commit


def _git(*arguments: str) -> str:
    try:
        done = subprocess.run(
            ["git", *arguments],  # noqa: S607 - git as the caller has it
            cwd=HOUSE,
            capture_output=True,
            text=True,
            check=True,
        )
    except (OSError, subprocess.CalledProcessError):
        return ""
    return done.stdout.strip()


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _memory_gib() -> float:
    return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
