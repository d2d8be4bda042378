"""The experiment itself: the test finds what is uneven, and a short run of it is clean."""

from __future__ import annotations

import numpy as np
import pytest

from tests.benchmarks.contested import KINDS, contest
from tests.benchmarks.evenness import NOTHING_TO_TELL, Bools, Evenness, along, between_children
from tests.benchmarks.fairness import report, tried


def lots(plans: int, children: int, seed: int, weights: list[float] | None = None) -> Bools:
    """In every plan two children get it, by a draw that is fair unless there are weights."""
    rng = np.random.default_rng(seed)
    share = None if weights is None else np.array(weights) / sum(weights)
    got = np.zeros((plans, children), dtype=np.bool_)
    for plan in got:
        plan[rng.choice(children, 2, replace=False, p=share)] = True
    return got


def test_by_hand() -> None:
    """Two of three children, four plans: 4, 2 and 2 times; p = 2/3, V = 8/9."""
    got = np.array([[1, 1, 0], [1, 0, 1], [1, 1, 0], [1, 0, 1]], dtype=np.bool_)
    found = between_children(got)
    assert found.value == pytest.approx(2 / 3 * (8 / 3) / (8 / 9))
    assert found.degrees == 2
    leaning = along(got, [0, 1, 2])
    assert leaning.value == pytest.approx(4 / (8 / 9 * 3 / 2 * 2))
    assert leaning.degrees == 1


def test_a_fair_draw_is_uneven_as_often_as_chance_says() -> None:
    draws = [lots(60, 6, seed) for seed in range(300)]
    for of in (
        [between_children(got).p for got in draws],
        [along(got, range(6)).p for got in draws],
    ):
        assert 0.02 < np.mean(np.array(of) < 0.05) < 0.09
        assert 0.42 < np.mean(of) < 0.58


def test_a_draw_that_favours_is_found_out() -> None:
    got = lots(400, 6, 1, [1.0, 1.2, 1.4, 1.6, 1.8, 2.0])
    assert between_children(got).p < 0.001
    assert along(got, range(6)).p < 0.001


def test_what_all_or_nobody_gets_tells_nothing() -> None:
    for got in (np.ones((5, 3), dtype=np.bool_), np.zeros((5, 3), dtype=np.bool_)):
        assert between_children(got) == along(got, range(3)) == NOTHING_TO_TELL
    assert NOTHING_TO_TELL.p == 1
    assert Evenness(1.0, 2) + Evenness(3.0, 4) == Evenness(4.0, 6)


def test_neither_ids_nor_rows_tell_the_kind() -> None:
    of = contest()
    names = [names for _, names in of.kinds]
    assert [len(mine) for mine in names] == [kind.count for kind in KINDS]
    assert sorted(name for mine in names for name in mine) == sorted(of.problem.pupil_by_id)
    assert [pupil.id for pupil in of.problem.pupils] != sorted(of.problem.pupil_by_id)


def test_a_short_run_is_clean() -> None:
    trials = [tried(number) for number in range(6)]
    assert all(trial.proven and trial.same for trial in trials)
    assert [(trial.violations, trial.envious) for trial in trials] == [(0, 0)] * 6
    text, good = report(trials)
    assert good
    assert text.startswith("- plans: 6, of which 6 proven optimal\n")
    assert text.count("equal children alike") == 3
