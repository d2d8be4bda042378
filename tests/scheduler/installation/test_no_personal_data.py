"""What commands say may end up in a log: it names nobody."""

from __future__ import annotations

import re

from sqlalchemy import Engine

from models import Base
from tests.models import season_rows
from tests.scheduler.installation.conftest import Inside

PERSONAL = (
    "Oma",
    "0470 00 00 00",
    "een@voorbeeld.example",
    "tutor@voorbeeld.example",
    "planner1@voorbeeld.example",
    "Noor Vandersmissen",
    "noor.vandersmissen@gemeente.example",
    "51.05",
    "k3f9",
    "step_free",
    "argon2",
    "a very long passphrase",
)


def test_no_command_names_anybody(installed: Inside, engine: Engine) -> None:
    with engine.begin() as connection:
        season_rows.insert(connection, Base.metadata, 1)
    invite = (
        *("user", "add", "noor.vandersmissen@gemeente.example", "--name", "Noor Vandersmissen"),
        *("--role", "planner", "--municipality"),
    )
    commands: list[tuple[str, ...]] = [
        ("db", "upgrade"),
        ("db", "status"),
        ("municipality", "add", "44021"),
        ("municipality", "add", "44021"),
        (*invite, "gent"),
        (*invite, "gent", "--json"),
        (*invite, "nergens"),
        ("user", "add", "planner1@voorbeeld.example", "--role", "desk", "--municipality", "gent"),
        ("doctor",),
        ("doctor", "--json"),
        ("backup", "a.zip"),
        ("backup", "a.zip", "--json"),
        ("restore", "a.zip"),
        ("restore", "a.zip", "--replace", "--json"),
    ]
    said = ""
    for arguments in commands:
        done = installed(*arguments, "--debug")
        said += done.stdout + done.stderr
    assert said.count("\n") > len(commands)
    assert [text for text in PERSONAL if re.search(re.escape(text), said, re.IGNORECASE)] == []
