from __future__ import annotations

from datetime import UTC, datetime

import pytest
from argon2 import PasswordHasher
from sqlalchemy import Engine

from models import Account
from models.database import reading, writing
from scheduler.accounts.accounts import NewAccount, add_account
from scheduler.accounts.passwords import (
    Checked,
    WeakPassword,
    _hash_of_nobody,
    check_password,
    hashed,
    keep_fresh_hash,
)

NOW = datetime(2027, 3, 1, 9, tzinfo=UTC)
EMAIL = "an@gemeente.example"
PASSWORD = "een zin die niemand raadt"  # noqa: S105
OLD = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)


def give(engine: Engine, password_hash: str | None) -> int:
    with writing(engine).begin() as session:
        new = NewAccount(email=EMAIL, name="An", password_hash=password_hash)
        return add_account(session, new, now=NOW).id


def check(engine: Engine, password: str, email: str = EMAIL) -> Checked | None:
    with reading(engine)() as session:
        return check_password(session, email=email, password=password)


def test_only_the_right_password_is_right(engine: Engine) -> None:
    kept = hashed(PASSWORD, email=EMAIL)
    number = give(engine, kept)
    assert kept.startswith("$argon2id$v=19$m=65536,t=3,p=4$")
    assert check(engine, PASSWORD) == Checked(number, kept, None)
    assert check(engine, PASSWORD, " An@Gemeente.EXAMPLE ") == Checked(number, kept, None)
    assert check(engine, PASSWORD + "x") is None
    assert check(engine, "") is None
    assert check(engine, PASSWORD + "x" * 10_000) is None
    assert check(engine, PASSWORD, "wim@gemeente.example") is None


def test_who_has_no_password_gives_none(engine: Engine) -> None:
    give(engine, None)
    assert check(engine, "") is None
    assert check(engine, PASSWORD) is None


def test_who_was_disabled_stays_out(engine: Engine) -> None:
    number = give(engine, hashed(PASSWORD, email=EMAIL))
    with writing(engine).begin() as session:
        account = session.get_one(Account, number)
        account.disabled_at = NOW
    assert check(engine, PASSWORD) is None


def test_a_hash_of_older_parameters_is_replaced(engine: Engine) -> None:
    old = OLD.hash(PASSWORD)
    number = give(engine, old)
    checked = check(engine, PASSWORD)
    assert checked is not None
    assert (checked.old_hash, checked.fresh_hash is None) == (old, False)
    with writing(engine).begin() as session:
        keep_fresh_hash(session, checked)
    assert check(engine, PASSWORD) == Checked(number, str(checked.fresh_hash), None)


def test_a_password_that_was_changed_meanwhile_stays(engine: Engine) -> None:
    number = give(engine, OLD.hash(PASSWORD))
    checked = check(engine, PASSWORD)
    assert checked is not None
    other = OLD.hash("een andere zin")
    with writing(engine).begin() as session:
        session.get_one(Account, number).password_hash = other
    with writing(engine).begin() as session:
        keep_fresh_hash(session, checked)
        assert session.get_one(Account, number, populate_existing=True).password_hash == other


def test_nobody_takes_as_long_as_somebody() -> None:
    # The work is in the parameters, which the hash itself tells.
    kept, nobody = hashed(PASSWORD, email=EMAIL), _hash_of_nobody()
    assert kept.split("$")[:4] == nobody.split("$")[:4]


@pytest.mark.parametrize(
    "password", ["kort", "elf tekens!", "a" * 30, "abab" * 5, "x y z" * 50, EMAIL, EMAIL.upper()]
)
def test_a_weak_password_is_refused(password: str) -> None:
    with pytest.raises(WeakPassword):
        hashed(password, email=EMAIL)


def test_a_password_is_the_same_on_every_keyboard(engine: Engine) -> None:
    kept = hashed("cafe\u0301 aan het water", email=EMAIL)
    give(engine, kept)
    assert check(engine, "caf\u00e9 aan het water") is not None
