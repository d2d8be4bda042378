"""Which sessions of a block cannot be, and the sentence that says why."""

from __future__ import annotations

from datetime import date

import pytest

from scheduler.season.blocks import (
    BadSessions,
    SessionDraft,
    SessionFault,
    Why,
    session_faults,
)
from tests.scheduler.season.test_closures import season

MONDAY = date(2027, 7, 5)


def at(day: date, start: int = 540, end: int = 720) -> SessionDraft:
    return SessionDraft(day=day, start_min=start, end_min=end)


@pytest.mark.parametrize(
    ("given", "wrong"),
    [
        ([], []),
        ([at(MONDAY), at(MONDAY, 720, 900), at(date(2027, 7, 6))], []),
        ([at(date(2027, 7, 2))], [(at(date(2027, 7, 2)), Why.OUTSIDE)]),
        ([at(date(2027, 8, 28))], [(at(date(2027, 8, 28)), Why.OUTSIDE)]),
        ([at(date(2027, 7, 21))], [(at(date(2027, 7, 21)), Why.FREE_DAY)]),
        ([at(date(2027, 8, 15))], [(at(date(2027, 8, 15)), Why.FREE_DAY)]),
        ([at(MONDAY, 600, 700), at(MONDAY)], [(at(MONDAY, 600, 700), Why.OVERLAP)]),
        # The one that ends latest is what later ones are held against.
        (
            [at(MONDAY, 540, 900), at(MONDAY, 560, 600), at(MONDAY, 800, 950)],
            [(at(MONDAY, 560, 600), Why.OVERLAP), (at(MONDAY, 800, 950), Why.OVERLAP)],
        ),
    ],
)
def test_each_session_that_cannot_be_is_named_with_its_reason(
    given: list[SessionDraft], wrong: list[tuple[SessionDraft, Why]]
) -> None:
    assert session_faults(season(), given) == tuple(SessionFault(*each) for each in wrong)


def test_the_refusal_names_day_and_reason_in_both_languages() -> None:
    refusal = BadSessions(
        session_faults(season(), [at(date(2027, 7, 21)), at(MONDAY), at(MONDAY, 600, 700)])
    )
    assert refusal.field == "sessions"
    assert refusal.sentence("nl") == (
        "Kijk deze momenten na: ma 5 juli, 10.00–11.40 valt samen met een ander moment;"
        " wo 21 juli is een vrije dag."
    )
    assert refusal.sentence("en").startswith("Look at these times: Mon 5 July, 10:00")
