from __future__ import annotations

import io
import json
import logging
from collections.abc import Iterator
from typing import Any

import pytest
import structlog

from scheduler.configuration.settings import Log, LogFormat, LogLevel
from scheduler.journal import LEFT_OUT, is_personal, journal, keep_journal


@pytest.fixture
def lines() -> Iterator[io.StringIO]:
    """Where the log goes; what logging was before comes back afterwards."""
    root = logging.getLogger()
    handlers, level = list(root.handlers), root.level
    stream = io.StringIO()
    keep_journal(Log(format=LogFormat.JSON), stream)
    yield stream
    root.handlers[:] = handlers
    root.setLevel(level)
    structlog.reset_defaults()


def only(stream: io.StringIO) -> dict[str, Any]:
    """The one line there is, without when and where."""
    (line,) = stream.getvalue().splitlines()
    found: dict[str, Any] = json.loads(line)
    assert found.pop("timestamp").endswith("Z")
    found.pop("logger")
    return found


def test_ids_and_counts_are_told(lines: io.StringIO) -> None:
    journal("scheduler").info("place_given", child=12, seats=2, sha="a" * 64, at="2027-07-05T09:00")
    assert only(lines) == {
        "event": "place_given",
        "level": "info",
        "child": 12,
        "seats": 2,
        "sha": "a" * 64,
        "at": "2027-07-05T09:00",
    }


def test_what_is_told_under_a_personal_key_is_left_out(lines: io.StringIO) -> None:
    keys = ("name", "first_name", "email", "phoneNumber", "home-address", "birth_year", "password")
    journal("scheduler").info("asked", **dict.fromkeys(keys, "Noor"), child=3)
    assert only(lines) == dict.fromkeys(keys, LEFT_OUT) | {
        "event": "asked",
        "level": "info",
        "child": 3,
    }


def test_inside_other_values_too(lines: io.StringIO) -> None:
    journal("scheduler").info("asked", row={"email": "x", "id": 3, "parts": [{"phone": 5}, 7]})
    assert only(lines)["row"] == {"email": LEFT_OUT, "id": 3, "parts": [{"phone": LEFT_OUT}, 7]}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("naar noor.peeters@gezin.example gestuurd", f"naar {LEFT_OUT} gestuurd"),
        ("bel 0470 12 34 56", f"bel {LEFT_OUT}"),
        ("bel +32 470/12.34.56 nu", f"bel {LEFT_OUT} nu"),
        ("bel 09 123 45 67", f"bel {LEFT_OUT}"),
        (
            "https://zomer.example/uitnodiging/Zm9vYmFyYmF6Zm9vYmFyYmF6Zm9vYmFyYmF6Zm9vYg",
            f"https://zomer.example/uitnodiging/{LEFT_OUT}",
        ),
        ("2027-07-05T09:30:15.000250+00:00", "2027-07-05T09:30:15.000250+00:00"),
        ("run 3f2504e0-4f89-11d3-9a0c-0305e82c3301", "run 3f2504e0-4f89-11d3-9a0c-0305e82c3301"),
        ("127.0.0.1:8000 after 12.5 s", "127.0.0.1:8000 after 12.5 s"),
    ],
)
def test_what_looks_like_a_person_is_left_out_of_any_text(
    lines: io.StringIO, text: str, told: str
) -> None:
    journal("scheduler").info("sent", what=text)
    assert only(lines)["what"] == told


def test_lines_of_other_packages_take_the_same_way(lines: io.StringIO) -> None:
    logging.getLogger("other").warning("to %s", "noor@gezin.example", extra={"phone": "1", "n": 2})
    assert only(lines) == {
        "event": f"to {LEFT_OUT}",
        "level": "warning",
        "phone": LEFT_OUT,
        "n": 2,
    }


def fail() -> None:
    nobody: dict[str, int] = {}
    try:
        nobody["Noor Peeters"]
    except KeyError as error:
        raise ValueError("Noor Peeters, noor@gezin.example") from error


@pytest.mark.parametrize("name", ["structlog", "logging"])
def test_an_error_tells_its_kind_and_place_never_its_text(lines: io.StringIO, name: str) -> None:
    try:
        fail()
    except ValueError:
        if name == "structlog":
            journal("scheduler").exception("failed")
        else:
            logging.getLogger("other").exception("failed")
    found = only(lines)
    assert "Noor" not in lines.getvalue()
    assert found["error"] == "ValueError < KeyError"
    assert [place.split(":")[0] for place in found["where"]] == [
        "tests/scheduler/test_journal.py"
    ] * 2


def test_an_error_as_a_value_tells_its_kind(lines: io.StringIO) -> None:
    journal("scheduler").info("failed", why=ValueError("Noor"))
    assert only(lines)["why"] == "ValueError"


def test_an_object_as_a_value_is_cleaned(lines: io.StringIO) -> None:
    class Family:
        def __str__(self) -> str:
            return "noor@gezin.example"

    journal("scheduler").info("asked", who=Family())
    assert only(lines)["who"] == LEFT_OUT


def test_only_lines_of_weight_are_told() -> None:
    root = logging.getLogger()
    handlers, level = list(root.handlers), root.level
    stream = io.StringIO()
    try:
        keep_journal(Log(level=LogLevel.WARNING), stream)
        journal("scheduler").info("small")
        journal("scheduler").warning("large", child=3, name="Noor")
        (line,) = stream.getvalue().splitlines()
        assert "large" in line
        assert "child=3" in line
        assert "Noor" not in line
    finally:
        root.handlers[:] = handlers
        root.setLevel(level)
        structlog.reset_defaults()


@pytest.mark.parametrize(
    ("key", "personal"),
    [
        ("child", False),
        ("child_id", False),
        ("subject_id", False),
        ("subject", True),
        ("contact_name", True),
        ("table_name", False),
        ("ownWords", True),
        ("needs_count", True),
        ("nis", False),
        ("status", False),
    ],
)
def test_which_keys_are_personal(key: str, personal: bool) -> None:
    assert is_personal(key) is personal
