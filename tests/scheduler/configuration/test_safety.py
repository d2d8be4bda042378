from __future__ import annotations

from pathlib import Path

import pytest

from scheduler.configuration.addresses import stays_here
from scheduler.configuration.asked import configured, configured_to_start
from scheduler.configuration.loading import Loaded, load
from scheduler.configuration.safety import UnsafeConfiguration, dangers, refuse_unsafe
from scheduler.exit_status import ExitStatus
from scheduler.run import Halted, Run

KEY = "b6e1f0c29d3a4857a1c4e7f9035d2b68"
SAFE = {
    "ZOMERWIJZER_SECRET_KEY": KEY,
    "ZOMERWIJZER_BASE_URL": "https://zomer.example",
}


@pytest.fixture(autouse=True)
def no_ssl_mode_around(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PGSSLMODE", raising=False)


def with_settings(folder: Path, **settings: str) -> Loaded:
    more = {f"ZOMERWIJZER_{name}": value for name, value in settings.items()}
    return load(SAFE | more, folder)


def codes(loaded: Loaded) -> list[str]:
    return [danger.code for danger in dangers(loaded)]


def test_safe_settings_start(tmp_path: Path) -> None:
    refuse_unsafe(with_settings(tmp_path))


@pytest.mark.parametrize(
    ("settings", "code"),
    [
        ({"SECRET_KEY": "only-for-development-never-for-families"}, "default_secret_key"),
        ({"SECRET_KEY": KEY[:31]}, "weak_secret_key"),
        ({"SECRET_KEY": "ab" * 40}, "weak_secret_key"),
        ({"BASE_URL": "http://zomer.example"}, "http_base_url"),
        ({"DEBUG": "yes"}, "debug"),
        (
            {"MAIL_HOST": "mail.example", "MAIL_SENDER": "a@b.example", "MAIL_SECURITY": "none"},
            "open_mail",
        ),
        ({"DATABASE_URL": "postgresql://zomer@db.example/zomer"}, "open_database"),
        ({"DATABASE_URL": "postgresql://zomer@db.example/zomer?sslmode=prefer"}, "open_database"),
        ({"DATABASE_URL": "postgresql:///zomer?host=10.0.0.7"}, "open_database"),
        (
            {
                "OIDC_ISSUER": "http://login.example",
                "OIDC_CLIENT_ID": "a",
                "OIDC_CLIENT_SECRET": "b",
            },
            "http_issuer",
        ),
    ],
)
def test_what_is_not_safe_does_not_start(
    tmp_path: Path, settings: dict[str, str], code: str
) -> None:
    loaded = with_settings(tmp_path, **settings)
    with pytest.raises(UnsafeConfiguration) as raised:
        refuse_unsafe(loaded)
    assert [danger.code for danger in raised.value.dangers] == [code]
    (danger,) = raised.value.dangers
    assert danger.sentence("nl").startswith("ZOMERWIJZER_")
    assert danger.sentence("en").startswith("ZOMERWIJZER_")
    assert codes(with_settings(tmp_path, **settings, ENVIRONMENT="development")) == []


@pytest.mark.parametrize(
    "settings",
    [
        {"MAIL_HOST": "localhost", "MAIL_SENDER": "a@b.example", "MAIL_SECURITY": "none"},
        {"MAIL_HOST": "mail.example", "MAIL_SENDER": "a@b.example"},
        {"DATABASE_URL": "postgresql://zomer@127.0.0.1/zomer"},
        {"DATABASE_URL": "postgresql:///zomer?host=%2Frun%2Fpostgresql"},
        {"DATABASE_URL": "postgresql://zomer@db.example/zomer?sslmode=verify-full"},
        {"DATABASE_URL": "postgresql:///zomer"},
    ],
)
def test_what_stays_here_or_is_encrypted_starts(tmp_path: Path, settings: dict[str, str]) -> None:
    assert codes(with_settings(tmp_path, **settings)) == []


def test_all_dangers_are_told_at_once(tmp_path: Path) -> None:
    assert codes(load({"ZOMERWIJZER_DEBUG": "1"}, tmp_path)) == [
        "default_secret_key",
        "http_base_url",
        "debug",
    ]


def test_a_command_that_stays_up_is_halted_with_every_reason(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for name, value in SAFE.items():
        monkeypatch.setenv(name, value)
    run = Run(language="en")
    assert configured_to_start(run).configuration.is_production
    monkeypatch.setenv("ZOMERWIJZER_DEBUG", "1")
    monkeypatch.setenv("ZOMERWIJZER_BASE_URL", "http://zomer.example")
    assert configured(run).configuration.debug
    with pytest.raises(Halted) as raised:
        configured_to_start(run)
    assert raised.value.status is ExitStatus.BAD_INPUT
    assert raised.value.sentences[0].startswith("Zomerwijzer does not start in production")
    assert [sentence.split()[1] for sentence in raised.value.sentences[1:]] == [
        "ZOMERWIJZER_BASE_URL",
        "ZOMERWIJZER_DEBUG",
    ]
    told = raised.value.message["dangers"]
    assert isinstance(told, list)
    assert [danger["code"] for danger in told] == ["http_base_url", "debug"]


@pytest.mark.parametrize(
    ("mode", "found"),
    [(0o600, []), (0o640, []), (0o644, ["readable_secrets"]), (0o642, ["readable_secrets"])],
)
def test_a_file_with_secrets_is_not_for_everybody(
    tmp_path: Path, mode: int, found: list[str]
) -> None:
    file = tmp_path / "zomerwijzer.toml"
    file.write_text(f'base_url = "https://zomer.example"\nsecret_key = "{KEY}"')
    file.chmod(mode)
    loaded = load({}, tmp_path)
    assert codes(loaded) == found
    assert [KEY in danger.sentence("nl") for danger in dangers(loaded)] == [False] * len(found)


def test_a_file_without_secrets_may_be_read(tmp_path: Path) -> None:
    file = tmp_path / "zomerwijzer.toml"
    file.write_text('timezone = "Europe/Brussels"')
    file.chmod(0o644)
    assert codes(with_settings(tmp_path)) == []


def test_a_secret_that_the_environment_replaces_may_still_open_something(tmp_path: Path) -> None:
    file = tmp_path / "zomerwijzer.toml"
    file.write_text('secret_key = "old"')
    file.chmod(0o644)
    assert codes(with_settings(tmp_path)) == ["readable_secrets"]


@pytest.mark.parametrize(
    ("host", "here"),
    [
        (None, True),
        ("localhost", True),
        ("127.0.0.1", True),
        ("::1", True),
        ("[::1]", True),
        ("/run/postgresql", True),
        ("10.0.0.1", False),
        ("localhost.example", False),
        ("mail.example", False),
    ],
)
def test_what_stays_here(host: str | None, here: bool) -> None:
    assert stays_here(host) is here
