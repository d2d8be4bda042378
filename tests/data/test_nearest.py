"""The nearest known word, among few and among very many."""

from __future__ import annotations

import time

import pytest

from data.nearest import Nearest


@pytest.mark.parametrize(
    ("word", "near"),
    [
        ("LO-NED", "LO-NED"),
        ("lo-ned", "LO-NED"),
        ("LO-NDE", "LO-NED"),
        ("LONED", "LO-NED"),
        ("LO-NEED", "LO-NED"),
        ("LO-NER", "LO-NED"),
        ("NATUR", "NATUUR"),
        ("natuurtje", ""),
        ("", ""),
        ("x" * 5000, ""),
    ],
)
def test_finds_what_is_near(word: str, near: str) -> None:
    assert Nearest(["LO-NED", "LO-WIS", "NATUUR"]).to(word) == near


def test_a_larger_slip_is_found_among_few() -> None:
    assert Nearest(["same_group", "same_site"]).to("samegroep") == "same_group"


def test_one_slip_is_found_among_very_many() -> None:
    nearest = Nearest(f"P{number:06}" for number in range(30_000))
    assert nearest.to("p000123") == "P000123"
    assert nearest.to("P00123") == "P000123"
    assert nearest.to("leerling 12") == ""


def test_a_file_full_of_unknown_ids_takes_no_hours() -> None:
    nearest = Nearest(f"P{number:06}" for number in range(30_000))
    start = time.monotonic()
    for number in range(100_000):
        nearest.to(f"Q{number}")
    assert time.monotonic() - start < 10
