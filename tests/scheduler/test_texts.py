from __future__ import annotations

import string
from collections.abc import Iterator, Mapping

import pytest

from scheduler import texts
from scheduler.text import Text
from solver.plan import Status


def all_texts() -> Iterator[tuple[str, Text]]:
    for name, value in vars(texts).items():
        if name.isupper():
            yield from within(name, value)


def within(name: str, value: object) -> Iterator[tuple[str, Text]]:
    if isinstance(value, Text):
        yield name, value
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            yield from within(f"{name}[{key}]", inner)
    elif isinstance(value, tuple):
        for number, inner in enumerate(value):
            yield from within(f"{name}[{number}]", inner)


def placeholders(sentence: str) -> list[str]:
    return sorted(field for _, field, _, _ in string.Formatter().parse(sentence) if field)


@pytest.mark.parametrize(("name", "text"), list(all_texts()))
def test_both_languages_say_the_same_things(name: str, text: Text) -> None:
    assert text.nl
    assert text.en
    assert placeholders(text.nl) == placeholders(text.en)


def test_there_are_words_for_every_status() -> None:
    assert set(texts.STATUSES) == {status.value for status in Status}


def test_a_forgotten_value_is_an_error() -> None:
    with pytest.raises(KeyError):
        texts.WRITTEN.said("nl", out="plan")
