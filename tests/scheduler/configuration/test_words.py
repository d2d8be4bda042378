from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from models.enums import StaffRole
from scheduler import database_texts
from scheduler.accounts import texts as account_texts
from scheduler.backup import texts as backup_texts
from scheduler.backup.archive import Damage
from scheduler.commands.user import ROLES
from scheduler.configuration import texts as configuration_texts
from scheduler.configuration.settings import keys
from scheduler.configuration.sources import variable
from scheduler.doctor import texts as doctor_texts
from scheduler.doctor.findings import State
from scheduler.geocoding import texts as geocoding_texts
from scheduler.text import Text
from tests.scheduler.test_texts import placeholders, within

HOUSE = Path(__file__).resolve().parents[3]


def all_texts() -> Iterator[tuple[str, Text]]:
    for module in (
        account_texts,
        backup_texts,
        configuration_texts,
        database_texts,
        doctor_texts,
        geocoding_texts,
    ):
        for name, value in vars(module).items():
            if name.isupper():
                yield from within(f"{module.__name__}.{name}", value)


@pytest.mark.parametrize(("name", "text"), list(all_texts()))
def test_both_languages_say_the_same_things(name: str, text: Text) -> None:
    assert text.nl
    assert text.en
    assert placeholders(text.nl) == placeholders(text.en)


def test_every_setting_says_what_it_can_be() -> None:
    assert tuple(configuration_texts.EXPECTED) == keys()


def test_every_setting_is_documented_by_both_names() -> None:
    page = (HOUSE / "docs/running.md").read_text(encoding="utf-8")
    rows = [line.split("|")[1:3] for line in page.splitlines() if line.startswith("| `")]
    assert [(key.strip(), name.strip()) for key, name in rows if "ZOMERWIJZER_" in name] == [
        (f"`{key}`", f"`{variable(key)}`") for key in keys()
    ]


def test_every_damage_and_state_has_words() -> None:
    assert set(backup_texts.DAMAGES) == set(Damage)
    assert set(doctor_texts.STATES) == set(State)


def test_every_role_can_be_given() -> None:
    assert tuple(StaffRole) == ROLES
