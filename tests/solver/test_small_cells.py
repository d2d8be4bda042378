from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from solver.audit.small_cells import LEAST, shown

BOTH = [0, 1]
FOUR = [1, 2, 3, 0]
"""Of the columns asked, could, placed, first: could comes before placed, first and asked."""


def told(rows: list[list[int]], priority: list[int]) -> list[list[int | None]]:
    total = [sum(column) for column in zip(*rows, strict=True)]
    flags, total_flags = shown(rows, total, priority)
    return [
        [n if shows else None for n, shows in zip(row, flag, strict=True)]
        for row, flag in zip([*rows, total], [*flags, total_flags], strict=True)
    ]


def test_large_counts_and_nought_are_shown() -> None:
    assert told([[50, 30], [5, 0]], BOTH) == [[50, 30], [5, 0], [55, 30]]


def test_a_small_count_takes_one_more_with_it() -> None:
    """20 + ? + 30 = 54 would give the 4 away."""
    assert told([[20, 0], [4, 0], [30, 0]], BOTH) == [[None, 0], [None, 0], [30, 0], [54, 0]]


def test_two_small_counts_whose_sum_is_small_take_a_third() -> None:
    assert told([[20], [2], [1], [30]], [0]) == [[None], [None], [None], [30], [53]]


def test_two_small_counts_hide_one_another() -> None:
    assert told([[4], [3], [30]], [0]) == [[None], [None], [30], [37]]


def test_a_difference_is_a_count_too() -> None:
    """9 of 10 with a place tells of the one without."""
    assert told([[10, 9], [30, 20], [40, 20]], BOTH) == [
        [10, None],
        [30, None],
        [40, 20],
        [80, 49],
    ]


def test_what_comes_first_is_shown_rather_than_others() -> None:
    row = [50, 48, 40, 30]
    assert told([row, row], FOUR) == [[None, 48, 40, 30]] * 2 + [[None, 96, 80, 60]]


def test_nothing_follows_from_a_total_that_is_hidden() -> None:
    assert told([[3], [0]], [0]) == [[None], [0], [None]]


def test_no_rows() -> None:
    assert shown([], [7, 3], BOTH) == ([], [True, False])


nested = st.lists(st.integers(0, 12), min_size=4, max_size=4).map(
    lambda steps: [sum(steps[at:]) for at in range(4)]
)


@settings(max_examples=400, deadline=None)
@given(st.lists(nested, min_size=1, max_size=7))
def test_no_small_count_is_shown_or_follows_by_one_subtraction(rows: list[list[int]]) -> None:
    *cells, total = told(rows, FOUR)
    for row in [*cells, total]:
        seen = [n for n in row if n is not None]
        assert not [n for n in seen if 0 < n < LEAST]
        assert not [(a, b) for a in seen for b in seen if 0 < a - b < LEAST]
    for column, in_all in enumerate(total):
        hidden = [number for number, row in enumerate(cells) if row[column] is None]
        if in_all is None or not hidden:
            continue
        all_hidden = len(hidden) == len(cells)
        assert len(hidden) > 1 or all_hidden
        together = sum(rows[number][column] for number in hidden)
        assert not 0 < together < LEAST
        for other, also in enumerate(total):
            fewer = all(cells[n][other] is not None for n in range(len(cells)) if n not in hidden)
            if other != column and also is not None and fewer:
                apart = abs(together - sum(rows[number][other] for number in hidden))
                assert not 0 < apart < LEAST


@given(st.lists(nested, min_size=1, max_size=7))
def test_large_tables_hide_nothing(rows: list[list[int]]) -> None:
    grown = [[100 * count for count in row] for row in rows]
    total = [sum(column) for column in zip(*grown, strict=True)]
    assert told(grown, FOUR) == [*grown, total]
