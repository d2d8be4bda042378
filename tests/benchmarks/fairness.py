"""`make fairness`: is the draw fair in the plans themselves? Many plans, one contested season.

Every plan has a fresh draw seed and nothing else differs. Prints the figures, and keeps them in
docs/fairness.md unless there are fewer plans than that page stands for.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import reduce
from operator import add
from typing import NamedTuple

import numpy as np

from solver.check import check
from solver.plan import Plan
from solver.solve import solve
from solver.stopping import TimeLimit
from tests.benchmarks.circumstances import HOUSE, circumstances
from tests.benchmarks.contested import Contest, contest
from tests.benchmarks.evenness import Bools, Evenness, along, between_children
from tests.solver.brute_envy import brute_pairs
from tests.solver.problems import permuted

PLANS = 400
SECONDS = 60.0
WORKERS = 2
TURNED = 10
"""One plan in so many is made again from rows in another order."""
LEAST_P = 0.01
"""Below this, chance is no good explanation."""

PAGE = HOUSE / "docs" / "fairness.md"
BEGIN, END = "<!-- figures -->\n", "<!-- end of figures -->\n"

GOT: dict[str, Callable[[Plan, str], bool]] = {
    "a place": lambda plan, name: name in plan.places_by_pupil,
    "the dearest wish": lambda plan, name: any(
        place.rank == 1 for place in plan.places_by_pupil.get(name, ())
    ),
    "two places": lambda plan, name: len(plan.places_by_pupil.get(name, ())) > 1,
}


class Trial(NamedTuple):
    """One plan: proven?, violations found by the check, envious pairs by brute force, same plan
    from rows in another order?"""

    plan: Plan
    proven: bool
    violations: int
    envious: int
    same: bool


def tried(number: int) -> Trial:
    """The plan of this draw, judged."""
    of = contest().drawn(f"draw {number}")
    plan = solve(of, TimeLimit(SECONDS))
    same = number % TURNED > 0 or solve(permuted(of, number), TimeLimit(SECONDS)) == plan
    return Trial(
        plan,
        all(level.proven for level in plan.levels),
        len(check(of, plan)),
        len(brute_pairs(of, plan)),
        same,
    )


class Found(NamedTuple):
    """What the plans show about one thing that children can get."""

    what: str
    rows: list[str]
    children: Evenness
    ids: Evenness
    order: Evenness


def found(of: Contest, plans: Sequence[Plan], what: str) -> Found:
    """How evenly one thing was given out among equal children."""
    row_of = {pupil.id: row for row, pupil in enumerate(of.problem.pupils)}
    rows, tests = [], []
    for kind, names in of.kinds:
        got: Bools = np.array([[GOT[what](plan, name) for name in names] for plan in plans])
        often = got.mean(axis=0)
        even = between_children(got)
        if even.degrees:
            rows.append(
                f"| {what} | {kind.name} | {kind.count} | {often.mean():.1%} | {often.min():.1%} "
                f"– {often.max():.1%} | {even.value:.1f} | {even.degrees} | {even.p:.3f} |"
            )
        order = [row_of[name] for name in names]
        tests.append((even, along(got, range(len(names))), along(got, order)))
    children, ids, lines = (reduce(add, column) for column in zip(*tests, strict=True))
    return Found(what, rows, children, ids, lines)


def report(trials: Sequence[Trial]) -> tuple[str, bool]:
    """The figures as text, and whether all is as it should be."""
    of, plans = contest(), [trial.plan for trial in trials]
    all_found = [found(of, plans, what) for what in GOT]
    turned = sum(number % TURNED == 0 for number in range(len(trials)))
    lines = [
        f"- plans: {len(trials)}, of which {sum(trial.proven for trial in trials)} proven optimal",
        f"- violations found by `solver.check`: {sum(trial.violations for trial in trials)}",
        f"- envious pairs by brute force: {sum(trial.envious for trial in trials)}",
        f"- plans made again from rows in another order: {turned}, "
        f"of which different: {sum(not trial.same for trial in trials)}",
        "",
        "| what | equal children | n | share | least – most | X² | degrees | p |",
        "| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: |",
        *(row for one in all_found for row in one.rows),
        "",
        "| what | test | X² | degrees | p |",
        "| --- | --- | ---: | ---: | ---: |",
    ]
    tests = [
        (one.what, name, even)
        for one in all_found
        for name, even in (
            ("equal children alike", one.children),
            ("order of ids", one.ids),
            ("order of rows", one.order),
        )
    ]
    lines += [
        f"| {what} | {name} | {even.value:.1f} | {even.degrees} | {even.p:.3f} |"
        for what, name, even in tests
    ]
    fair = all(even.p >= LEAST_P / len(tests) for *_, even in tests)
    clean = all(not (trial.violations or trial.envious) and trial.same for trial in trials)
    return "\n".join(lines) + "\n", fair and clean


def main(arguments: Sequence[str] | None = None) -> int:
    """Plan, test, print, keep. Returns 0, or 1 where something is not as it should be."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--plans", type=int, default=PLANS)
    parser.add_argument("--workers", type=int, default=WORKERS)
    asked = parser.parse_args(arguments)
    began = time.monotonic()
    with ProcessPoolExecutor(asked.workers) as pool:
        trials = list(pool.map(tried, range(asked.plans), chunksize=5))
    figures, good = report(trials)
    print(figures)
    print(f"{time.monotonic() - began:.0f} s")
    if asked.plans >= PLANS:
        text = PAGE.read_text(encoding="utf-8")
        before, rest = text.split(BEGIN)
        after = rest.split(END)[1]
        facts = "".join(f"- {fact}\n" for fact in circumstances())
        PAGE.write_text(f"{before}{BEGIN}\n{facts}{figures}\n{END}{after}", encoding="utf-8")
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
