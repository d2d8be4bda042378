"""`make targets`: how good plans are at the sizes we promise something about, on fresh seasons.

Prints a table, and keeps it in docs/targets.md.
"""

from __future__ import annotations

import argparse
import statistics
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.benchmarks.circumstances import HOUSE, circumstances
from tests.benchmarks.instance import Sampled
from tests.benchmarks.measurement import Lost, Measurement, Reached, measure_apart

PAGE = HOUSE / "docs" / "targets.md"


@dataclass(frozen=True)
class Target:
    """Seasons of one size: how many, how long each may be planned, and what we want of them."""

    pupils: int
    seeds: int
    seconds: float
    wanted: str


TARGETS = (
    Target(150, 20, 5.0, "levels 1 to 3 proven in all"),
    Target(600, 10, 30.0, "gap of level 1 ≤ 0.5 % (median)"),
    Target(3_000, 1, 120.0, "gap of level 1 ≤ 2 %, aim 0.5 %"),
)

FIRST_SEED = 5_001
"""Seeds that nothing was tried on before."""

TEXT = """\
# What plans reach

`{command}` made this page:

{circumstances}

{summary}

{table}

Each season is fictional (`zomerwijzer sample --pupils N --seed S`), its seed was not looked at
before, and each was planned in a process of its own. *seconds* is all of `solve`, reasons too.
Values are computed by `solver.check`; gaps are to the proven bounds. ✓ is proven: gap 0.
"""

HEADS = ("children", "seed", "placed", "bound", "gap", "loss", "loss gap", "further", "further gap")
MORE_HEADS = ("first plan (s)", "seconds", "peak (MiB)")


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print, keep. Returns 0, or 1 where a plan broke a rule or none came back."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.targets", description=__doc__)
    parser.add_argument("--sizes", help="children, like 150,600 (default: all)")
    parser.add_argument("--note", default="", help="a line about the circumstances")
    parser.add_argument("--out", type=Path, default=PAGE, help="where the page goes")
    asked = parser.parse_args(arguments)
    sizes = [int(size) for size in asked.sizes.split(",")] if asked.sizes else None
    lines = [_row(HEADS + MORE_HEADS), _row(["---:"] * len(HEADS + MORE_HEADS))]
    summary, sound = [], True
    for target in TARGETS:
        if sizes is not None and target.pupils not in sizes:
            continue
        found = list(_measured(target, lines))
        sound &= len(found) == target.seeds and not any(one.broken for one in found)
        summary.append(f"- {_summary(target, found)}")
        print(summary[-1], flush=True)
    about = [f"- {line}" for line in (*circumstances(), asked.note) if line]
    page = TEXT.format(
        command="make targets",
        circumstances="\n".join(about),
        summary="\n".join(summary),
        table="\n".join(lines),
    )
    asked.out.write_text(page, encoding="utf-8")
    return 0 if sound else 1


def _measured(target: Target, lines: list[str]) -> Iterator[Measurement]:
    for seed in range(FIRST_SEED, FIRST_SEED + target.seeds):
        one = measure_apart("ours", Sampled(target.pupils, seed), target.seconds)
        cells = [one.why] if isinstance(one, Lost) else _cells(one)
        lines.append(_row([str(target.pupils), str(seed), *cells]))
        print(lines[-1], flush=True)
        if isinstance(one, Measurement):
            yield one


def _cells(one: Measurement) -> list[str]:
    placed, lost, further = (one.levels[name] for name in ("placed", "loss", "further"))
    return [
        str(placed.value) + (f" (breaks {one.broken} rules)" if one.broken else ""),
        str(placed.bound),
        _gap(placed),
        str(lost.value),
        _gap(lost),
        str(further.value),
        _gap(further),
        "–" if one.first_seconds is None else f"{one.first_seconds:.1f}",
        f"{one.seconds:.1f}",
        f"{one.peak_mib:.0f}",
    ]


def _summary(target: Target, found: Sequence[Measurement]) -> str:
    """What all seasons of a size came to."""
    if not found:
        return f"{target.pupils} children: no plan came back"
    levels = ("placed", "loss", "further")
    proven = [sum(one.levels[name].gap == 0 for one in found) for name in levels]
    gaps = [
        100 * statistics.median(one.levels[name].gap or 0.0 for one in found) for name in levels
    ]
    return (
        f"**{target.pupils} children, {target.seconds:g} s** (wanted: {target.wanted}): "
        f"level 1, 2, 3 proven in {proven[0]}, {proven[1]}, {proven[2]} of {len(found)}; "
        f"median gap {gaps[0]:.2f} %, {gaps[1]:.2f} %, {gaps[2]:.2f} %; slowest "
        f"{max(one.seconds for one in found):.1f} s"
    )


def _gap(level: Reached) -> str:
    if level.gap is None:
        return "–"
    return "✓" if level.gap == 0 else f"{100 * level.gap:.2f} %"


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


if __name__ == "__main__":
    sys.exit(main())
