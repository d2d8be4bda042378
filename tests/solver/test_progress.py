"""What a search tells: only news, and the seconds never run back."""

from __future__ import annotations

from solver.clock import WorkClock
from solver.progress import Progress, Teller


def test_only_news_is_told_with_the_seconds_since_the_beginning() -> None:
    clock, told = WorkClock(), list[Progress]()

    def listen(progress: Progress) -> None:
        told.append(progress)

    clock.spend(40.0)
    teller = Teller(listen, clock)
    clock.spend(0.126)
    teller.tell(teller.at("compile", ""))
    clock.spend(1.0)
    teller.tell(teller.at("compile", ""))
    teller.tell(teller.at("improve", "placed", 3, 4))
    assert told == [
        Progress("compile", "", None, None, 0.13),
        Progress("improve", "placed", 3, 4, 1.13),
    ]
    assert [now.gap for now in told] == [None, 0.25]


def test_nobody_has_to_listen() -> None:
    teller = Teller(None, WorkClock())
    teller.tell(teller.at("compile", ""))
