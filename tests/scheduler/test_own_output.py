"""Lines that foreign code prints past Python, and threads that outlive their search."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

from tests.scheduler.conftest import Command

FOREIGN = """\
import ctypes, os, sys
from scheduler.own_output import keep_output_our_own
c = ctypes.CDLL(None)
keep_output_our_own()
c.puts(b"foreign, at once flushed")
c.fflush(None)
print("ours: één")
os.write(1, b"foreign, past every buffer")
c.puts(b"foreign, flushed when the process ends")
"""

BUSY = """\
import sys, threading
from scheduler.leaving import leave
{before}
print("the last words", end="")
sys.exit(leave({status}))
"""


def run(command: Command, script: str, *, stdout: int = subprocess.PIPE) -> tuple[int, str, str]:
    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=command.folder,
        env={**command.environment, "PYTHONIOENCODING": "utf-8"},
        stdout=stdout,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        timeout=30,
        check=False,
    )
    return done.returncode, done.stdout, done.stderr


def test_only_our_own_words_reach_standard_output(zomerwijzer: Command) -> None:
    assert run(zomerwijzer, FOREIGN) == (0, "ours: één\n", "")


def test_a_closed_output_hands_no_file_to_foreign_code(zomerwijzer: Command) -> None:
    script = "import os\nos.close(1)\nos.execv(sys.executable, [sys.executable, '-c', {!r}])\n"
    written = zomerwijzer.folder / "written.txt"
    inner = FOREIGN.replace('print("ours: één")', f'file = open({str(written)!r}, "w")')
    assert run(zomerwijzer, "import sys\n" + script.format(f"{inner}file.close()")) == (0, "", "")
    assert written.read_text(encoding="utf-8") == ""


def test_a_plan_is_told_to_nobody_where_output_is_closed(
    zomerwijzer: Command, season: Path
) -> None:
    line = ["sh", "-c", '"$@" >&-', "sh", *zomerwijzer.line("plan", season, "--out", "plan")]
    done = subprocess.run(
        [*line, "--quiet"],
        cwd=zomerwijzer.folder,
        env=zomerwijzer.environment,
        stderr=subprocess.PIPE,
        timeout=60,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert (zomerwijzer.folder / "plan" / "report.json").is_file()


def test_a_process_without_other_threads_ends_as_usual(zomerwijzer: Command) -> None:
    before = "import atexit; atexit.register(print, ', and one more')"
    assert run(zomerwijzer, BUSY.format(before=before, status=3)) == (
        3,
        "the last words, and one more\n",
        "",
    )


def test_a_busy_thread_neither_holds_up_the_end_nor_changes_it(zomerwijzer: Command) -> None:
    before = "threading.Thread(target=threading.Event().wait, args=(60,)).start()"
    began = time.monotonic()
    assert run(zomerwijzer, BUSY.format(before=before, status=3)) == (3, "the last words", "")
    assert time.monotonic() - began < 10
