from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator

import pytest

import scheduler
from scheduler import audit_texts, compare_texts, level_texts
from scheduler.text import Text
from solver.audit.traits import ORDER
from solver.comparison.compare import LEVELS, Step
from tests.scheduler.test_texts import placeholders, within


def all_texts() -> Iterator[tuple[str, Text]]:
    for found in pkgutil.iter_modules(scheduler.__path__, "scheduler."):
        if not found.name.endswith("_texts"):
            continue
        module = importlib.import_module(found.name)
        for name, value in vars(module).items():
            if name.isupper():
                yield from within(f"{module.__name__}.{name}", value)


@pytest.mark.parametrize(("name", "text"), list(all_texts()))
def test_both_languages_say_the_same_things(name: str, text: Text) -> None:
    assert text.nl
    assert text.en
    assert placeholders(text.nl) == placeholders(text.en)


def test_there_are_words_for_everything_that_is_compared() -> None:
    assert tuple(level_texts.LEVELS) == LEVELS
    assert list(compare_texts.STEPS) == list(Step)


def test_there_are_words_for_every_group_of_children() -> None:
    keys = {(name, key) for name, keys in ORDER.items() for key in keys}
    assert set(audit_texts.KEYS) == keys | {("all", "all")}
