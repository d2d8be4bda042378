"""`make bench`: our search against the straightforward model, side by side in one table.

Prints the table, and keeps it in docs/benchmarks.md unless it is about other datasets.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from tests.benchmarks.circumstances import HOUSE, circumstances
from tests.benchmarks.instance import AtHand, Instance, Sampled
from tests.benchmarks.measurement import PLANNERS, Lost, Measurement, measure_apart
from tests.benchmarks.table import head, rows

SIZES = (150, 600, 3_000)
SEEDS = (2027,)
SECONDS = 60.0
LARGE, LARGE_SECONDS = 2_000, 120.0

QUICK_SIZES = (150, 600)
QUICK_SECONDS = 10.0

PAGE = HOUSE / "docs" / "benchmarks.md"

TEXT = """\
# Ours against the straightforward model

The straightforward model ([tests/benchmarks/plain.py](../tests/benchmarks/plain.py)) is the one
that comes to mind first: a 0/1 variable for each pupil × group and for each tutor × group × role,
written down plainly and given to CP-SAT with 8 workers, one level of the objective after the other.
It is right, and the tests use it to prove our plans on small seasons. This table shows why it is
not what plans a summer.

{note}`{command}` made this table and this page:

{circumstances}

{table}

How to read it:

- Each season is fictional: what `zomerwijzer sample --pupils N --seed S` writes. Each measurement
  had a process of its own, one after the other.
- Time limit: {limits}. Ours counts everything in it but the reasons for refusals, which come after.
  The plain model gets its building time on top of the limit.
- *placed*: children with a place; *bound*: proven, no plan can have more; *gap*: between the two.
  *loss*: of dear wishes, lower is better; *further*: the worth of second and further places. These
  two only compare between plans with as many children placed; *loss gap* is given the number
  placed, and – where that level was not begun.
- *first plan*: when the first plan was there in which somebody has a place. *build*: before the
  search began. *peak*: the most memory of the process, Python and its libraries included.
- All figures of a plan were computed by `solver.check`, which shares no code with either.
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print, keep. Returns 0, or 1 where ours broke a rule or gave nothing back."""
    asked = _options().parse_args(arguments)
    sizes = asked.sizes or (QUICK_SIZES if asked.quick else SIZES)
    instances: list[Instance] = [AtHand(path) for path in asked.dataset or ()]
    if not instances:
        instances = [Sampled(size, seed) for size in sizes for seed in asked.seeds]
    lines, sound = head(), True
    for instance in instances:
        seconds = _seconds_for(instance, asked)
        results: dict[str, Measurement | Lost] = {}
        for planner in PLANNERS:
            print(f"{instance.name}: {planner}, {seconds:g} s …", file=sys.stderr, flush=True)
            results[planner] = measure_apart(planner, instance, seconds)
        lines += rows(instance.name, results)
        ours = results["ours"]
        sound &= isinstance(ours, Measurement) and not ours.broken
    about = circumstances()
    print(*about, "", *lines, sep="\n")
    out = asked.out or (None if asked.dataset else PAGE)
    if out is not None:
        out.write_text(_page(asked, about, lines), encoding="utf-8")
    return 0 if sound else 1


def _seconds_for(instance: Instance, asked: argparse.Namespace) -> float:
    if asked.seconds is not None:
        return float(asked.seconds)
    if asked.quick:
        return QUICK_SECONDS
    large = isinstance(instance, Sampled) and instance.pupils >= LARGE
    return LARGE_SECONDS if large else SECONDS


def _page(asked: argparse.Namespace, about: Sequence[str], lines: Sequence[str]) -> str:
    note = (
        "**A quick run, to see that the benchmark works: sizes and times are too small to conclude "
        "from.**\n\n"
    )
    limits = f"{SECONDS:g} s, and {LARGE_SECONDS:g} s from {LARGE} children on"
    if asked.seconds is not None or asked.quick:
        limits = f"{asked.seconds or QUICK_SECONDS:g} s"
    return TEXT.format(
        note=note if asked.quick else "",
        command=_command(asked),
        circumstances="\n".join(f"- {line}" for line in about),
        table="\n".join(lines),
        limits=limits,
    )


def _command(asked: argparse.Namespace) -> str:
    """The command as others can give it again: without paths of this machine."""
    options = []
    if asked.quick:
        options.append("--quick")
    if asked.sizes:
        options.append(f"--sizes {','.join(map(str, asked.sizes))}")
    if asked.seconds is not None:
        options.append(f"--seconds {asked.seconds:g}")
    if tuple(asked.seeds) != SEEDS:
        options.append(f"--seeds {','.join(map(str, asked.seeds))}")
    return f'make bench BENCH="{" ".join(options)}"' if options else "make bench"


def _options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("--sizes", type=_numbers, help=f"children, like 150,600 (default: {SIZES})")
    parser.add_argument("--seeds", type=_numbers, default=SEEDS, help="seeds of the seasons")
    parser.add_argument("--seconds", type=float, help="time limit of every search")
    parser.add_argument("--quick", action="store_true", help="small and short: does it work?")
    parser.add_argument("--dataset", type=Path, action="append", help="a dataset of your own")
    parser.add_argument("--out", type=Path, help=f"where the page goes (default: {PAGE.name})")
    return parser


def _numbers(text: str) -> tuple[int, ...]:
    return tuple(int(part) for part in text.split(","))


if __name__ == "__main__":
    sys.exit(main())
