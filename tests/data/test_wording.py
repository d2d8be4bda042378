from collections.abc import Iterable
from datetime import date

import pytest

from data.page.wording import Wording
from solver.problem import Block, Session


def session(day: int, start: int, end: int, month: int = 7) -> Session:
    return Session(date(2027, month, day), start * 60, end * 60)


@pytest.mark.parametrize(
    ("sessions", "nl", "en"),
    [
        ([session(5, 9, 12)], "ma, 9.00–12.00 u.", "Mon, 9:00–12:00"),
        (
            [session(5, 9, 12), session(6, 9, 12)],
            "ma en di, 9.00–12.00 u.",
            "Mon and Tue, 9:00–12:00",
        ),
        (
            [session(day, 13, 16) for day in (5, 6, 7, 9)],
            "ma–wo en vr, 13.00–16.00 u.",
            "Mon–Wed and Fri, 13:00–16:00",
        ),
        (
            [session(5, 9, 12), session(6, 13, 16)],
            "ma en di, 9.00–12.00 u. en 13.00–16.00 u.",
            "Mon and Tue, 9:00–12:00 and 13:00–16:00",
        ),
        (
            [session(5, 9, 10), session(6, 10, 12), session(7, 11, 16)],
            "ma–wo, 9.00–16.00 u.",
            "Mon–Wed, 9:00–16:00",
        ),
        (
            [session(29, 9, 10), session(2, 9, 10, 8)],
            "29 juli – 2 augustus, ma en do, 9.00–10.00 u., 2 keer",
            "29 July – 2 August, Mon and Thu, 9:00–10:00, 2 times",
        ),
        ([], "", ""),
    ],
)
def test_days_and_hours_are_said_briefly(sessions: Iterable[Session], nl: str, en: str) -> None:
    block = Block("b", tuple(sessions))
    said = [", ".join(Wording(language).when(block)) for language in ("nl", "en")]
    assert [text.replace("\u00a0", " ") for text in said] == [nl, en]


@pytest.mark.parametrize(
    ("value", "nl", "en"),
    [
        (0, "0", "0"),
        (1234, "1.234", "1,234"),
        (12.5, "12,5", "12.5"),
        (1e6, "1.000.000", "1,000,000"),
    ],
)
def test_numbers_are_grouped(value: float, nl: str, en: str) -> None:
    assert [Wording("nl").number(value), Wording("en").number(value)] == [nl, en]


@pytest.mark.parametrize(
    ("part", "said"),
    [(0, "0%"), (0.00001, "0.1%"), (0.0476, "4.8%"), (0.99999, "99.9%"), (1, "100%")],
)
def test_a_share_never_looks_like_none_or_all(part: float, said: str) -> None:
    assert Wording("en").percent(part) == said
