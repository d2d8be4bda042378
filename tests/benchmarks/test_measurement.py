"""The benchmark itself: both planners in processes of their own, and the page that tells of it."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

from tests.benchmarks.circumstances import HOUSE
from tests.benchmarks.instance import AtHand, Sampled
from tests.benchmarks.measurement import Lost, Measurement, measure_apart
from tests.benchmarks.table import HEADS, head, rows
from tests.scheduler import tiny_season


def test_both_planners_prove_the_same_on_a_small_season() -> None:
    found = {name: measure_apart(name, Sampled(20, 2), 60) for name in ("ours", "plain")}
    ours, plain = found["ours"], found["plain"]
    assert isinstance(ours, Measurement)
    assert isinstance(plain, Measurement)
    assert ours.levels == plain.levels
    for one in (ours, plain):
        assert [level.gap for level in one.levels.values()] == [0, 0, 0]
        assert one.broken == 0
        assert one.first_seconds is not None
        assert 0 < one.build_seconds < one.first_seconds <= one.seconds
        assert one.peak_mib > 10
    lines = [*head(), *rows("20", found)]
    assert [line.count("|") for line in lines] == [len(HEADS) + 1] * 5


def test_a_planner_that_dies_or_lingers_is_a_row_too(tmp_path: Path) -> None:
    died = measure_apart("ours", AtHand(tmp_path / "nowhere"), 60)
    lingered = measure_apart("ours", Sampled(20, 2), 0.001, building=0.001)
    assert (died, lingered) == (Lost("died with status 1"), Lost("ended after 0 s"))
    assert rows("x", {"ours": died, "plain": lingered})[0].startswith(
        "| x | ours | died with status 1 | "
    )


def test_one_run_prints_the_table_and_keeps_the_page(tmp_path: Path) -> None:
    season, page = tmp_path / "wijzerdam", tmp_path / "page.md"
    tiny_season.write(season)
    asked = ("--seconds", "5", "--dataset", season, "--out", page)
    done = subprocess.run(
        [sys.executable, "-m", "tests.benchmarks", *asked],
        cwd=HOUSE,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )
    assert done.returncode == 0
    assert done.stderr.splitlines() == [f"wijzerdam: {who}, 5 s …" for who in ("ours", "plain")]
    table = [line for line in done.stdout.splitlines() if line.startswith("|")]
    assert table[2].startswith("| wijzerdam | ours | 2 | 2 | 0.00 % | 0 | 0.00 % | 0 | ")
    assert table[3].startswith("|  | plain | 2 | 2 | 0.00 % | 0 | 0.00 % | 0 | ")
    assert table[4].startswith("|  | ours / plain | × 1 | ")
    text = page.read_text(encoding="utf-8")
    assert "\n".join(table) in text
    assert re.search(r"^- \d+ cores, \d+ GiB of memory, ", text, re.MULTILINE)
    assert str(tmp_path) not in text
