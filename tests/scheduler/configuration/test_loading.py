from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from pydantic import ValidationError

from models.database import make_engine
from scheduler.configuration.faults import BadConfiguration, Fault
from scheduler.configuration.loading import Loaded, load
from scheduler.configuration.settings import (
    DEVELOPMENT_KEY,
    Configuration,
    Environment,
    ExecutorKind,
    Security,
    keys,
)
from scheduler.configuration.sources import variable


def loaded(folder: Path, toml: str = "", **environment: str) -> Loaded:
    if toml:
        (folder / "zomerwijzer.toml").write_text(toml, encoding="utf-8")
    return load({f"ZOMERWIJZER_{name}": value for name, value in environment.items()}, folder)


def faults(folder: Path, toml: str = "", **environment: str) -> tuple[Fault, ...]:
    with pytest.raises(BadConfiguration) as raised:
        loaded(folder, toml, **environment)
    return raised.value.faults


def said(found: tuple[Fault, ...], folder: Path) -> list[str]:
    return [fault.sentence("en").replace(str(folder), "") for fault in found]


def test_nothing_given_is_production_with_safe_defaults(tmp_path: Path) -> None:
    found = loaded(tmp_path)
    configuration = found.configuration
    assert (found.file, found.secrets_in_file) == (None, frozenset())
    assert configuration.is_production
    assert not configuration.debug
    assert configuration.storage == tmp_path / "zomerwijzer-data"
    assert configuration.database.database == str(tmp_path / "zomerwijzer-data/zomerwijzer.db")
    assert configuration.secret_key.get_secret_value() == DEVELOPMENT_KEY
    assert configuration.mail.host is None
    assert (configuration.mail.security, configuration.mail.port_used) == (Security.STARTTLS, 587)
    assert configuration.executor.kind is ExecutorKind.PROCESSES
    assert configuration.executor.workers_used == os.cpu_count()
    assert configuration.retention.needs_days == 30
    assert not configuration.oidc.is_on


def test_the_environment_wins_from_the_file(tmp_path: Path) -> None:
    toml = 'timezone = "Europe/Paris"\nmax_upload_mb = 5\n[mail]\nport = 2525\n'
    found = loaded(tmp_path, toml, TIMEZONE="Europe/London", MAIL_PORT="26").configuration
    assert (found.timezone, found.max_upload_mb, found.mail.port) == ("Europe/London", 5, 26)


def test_an_empty_variable_is_not_set(tmp_path: Path) -> None:
    assert loaded(tmp_path, "max_upload_mb = 5", MAX_UPLOAD_MB="").configuration.max_upload_mb == 5


def test_a_file_can_be_named(tmp_path: Path) -> None:
    (tmp_path / "etc").mkdir()
    file = tmp_path / "etc/own.toml"
    file.write_text('storage = "data"\ndatabase_url = "sqlite:///own.db"')
    found = loaded(tmp_path, "max_upload_mb = 5", CONFIG="etc/own.toml")
    assert found.file == file
    assert found.configuration.max_upload_mb == 20
    assert found.configuration.storage == tmp_path / "etc/data"
    assert found.configuration.database.database == str(tmp_path / "etc/own.db")
    assert found.secrets_in_file == {"database_url"}


def test_a_path_of_the_environment_starts_at_the_working_folder(tmp_path: Path) -> None:
    found = loaded(tmp_path, STORAGE="here", DATABASE_URL="sqlite:///x.db").configuration
    assert found.storage == tmp_path / "here"
    assert found.database.database == str(tmp_path / "x.db")


def test_lists_have_commas_in_the_environment(tmp_path: Path) -> None:
    assert loaded(tmp_path, LANGUAGES="fr, nl").configuration.languages == ("fr", "nl")
    assert loaded(tmp_path, 'languages = ["nl"]').configuration.languages == ("nl",)


def test_everything_is_told_at_once_with_its_place(tmp_path: Path) -> None:
    toml = """
environment = "prodution"
max_upload_mb = true
secret_kye = "s3cret"
base_url = "https://an:geheim@zomer.example"
languages = ["nl", "xx"]
executor = "dask"
[mail]
prot = 25
port = 99999
sender = "somebody"
[mial]
host = "x"
"""
    found = faults(tmp_path, toml, LOG_LEVEL="loud", WORKER_POL_SECONDS="3", TIMEZONE="Mars/Base")
    assert said(found, tmp_path) == [
        "/zomerwijzer.toml, secret_kye: there is no such setting. Did you mean secret_key?",
        "/zomerwijzer.toml, executor: this is a group of settings; write them under [executor].",
        "/zomerwijzer.toml, mail.prot: there is no such setting. Did you mean mail.port?",
        "/zomerwijzer.toml, mial: there is no such setting. Did you mean mail?",
        (
            "ZOMERWIJZER_WORKER_POL_SECONDS: there is no such setting. "
            "Did you mean ZOMERWIJZER_WORKER_POLL_SECONDS?"
        ),
        (
            "/zomerwijzer.toml, environment: this says “prodution”; expected: production or "
            "development. Did you mean production?"
        ),
        (
            "/zomerwijzer.toml, base_url: what this says cannot be; expected: a web address "
            "without password, such as https://summer.example."
        ),
        "ZOMERWIJZER_TIMEZONE: this says “Mars/Base”; expected: a time zone like Europe/Brussels.",
        (
            "/zomerwijzer.toml, languages: this says “['nl', 'xx']”; expected: codes of languages "
            "that Zomerwijzer knows, each once and with nl, such as nl,fr,en."
        ),
        "/zomerwijzer.toml, max_upload_mb: this says “True”; expected: MB from 1 to 1000.",
        "/zomerwijzer.toml, mail.port: this says “99999”; expected: a port from 1 to 65535.",
        "/zomerwijzer.toml, mail.sender: this says “somebody”; expected: an e-mail address.",
        "ZOMERWIJZER_LOG_LEVEL: this says “loud”; expected: debug, info, warning or error.",
    ]


@pytest.mark.parametrize(
    ("toml", "sentence"),
    [
        ("[mail]\nuser = 'a'", "give mail.user and mail.password together, or neither."),
        ("[mail]\nhost = 'a'", "with mail.host, mail.sender is needed too."),
        (
            "[executor]\nkind = 'dask'",
            "executor.address goes with executor.kind dask, and only with that.",
        ),
        (
            "[executor]\naddress = 'tcp://a:1'",
            "executor.address goes with executor.kind dask, and only with that.",
        ),
        (
            "[worker]\nheartbeat_seconds = 11",
            "worker.lease_seconds must be at least three times worker.heartbeat_seconds, "
            "or a busy worker loses its turn.",
        ),
        (
            "[oidc]\nclient_id = 'a'",
            "give oidc.issuer, oidc.client_id and oidc.client_secret, all three or none.",
        ),
    ],
)
def test_settings_that_contradict_each_other(tmp_path: Path, toml: str, sentence: str) -> None:
    section = toml[1 : toml.index("]")]
    found = said(faults(tmp_path, toml), tmp_path)
    assert found == [f"/zomerwijzer.toml, {section}: {sentence}"]


def test_a_contradiction_in_the_environment_names_a_variable(tmp_path: Path) -> None:
    (only,) = faults(tmp_path, MAIL_USER="a")
    assert only.sentence("nl") == (
        "ZOMERWIJZER_MAIL_USER: geef mail.user en mail.password samen, of geen van de twee."
    )


@pytest.mark.parametrize(
    "content", [b'secret_key = "geheim', b"x = 1\nx = geheim", b'x = "geheim\xff"']
)
def test_a_file_that_is_no_toml_is_told_without_what_it_says(
    tmp_path: Path, content: bytes
) -> None:
    (tmp_path / "zomerwijzer.toml").write_bytes(content)
    (only,) = faults(tmp_path)
    assert only.sentence("en").startswith(f"{tmp_path}/zomerwijzer.toml: this is not TOML (")
    assert "geheim" not in only.sentence("en")


def test_a_file_that_is_named_must_be_there(tmp_path: Path) -> None:
    (only,) = faults(tmp_path, CONFIG="gone.toml")
    assert only.sentence("en") == (
        f"{tmp_path}/gone.toml: this file does not exist; ZOMERWIJZER_CONFIG names it."
    )


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    (tmp_path / "zomerwijzer.toml").mkdir()
    (only,) = faults(tmp_path)
    assert only.sentence("en").startswith(f"{tmp_path}/zomerwijzer.toml: this file cannot be read")


SECRETS = {
    "secret_key": "geheime-sleutel-waarde",
    "database_url": "postgresql://jan:geheime-sleutel-waarde@db.example/zomer",
    "mail.password": "geheime-sleutel-waarde",
    "oidc.client_secret": "geheime-sleutel-waarde",
}


def test_secrets_are_shown_nowhere(tmp_path: Path) -> None:
    environment = {variable(key): value for key, value in SECRETS.items()} | {
        "ZOMERWIJZER_MAIL_USER": "jan",
        "ZOMERWIJZER_OIDC_ISSUER": "https://login.example",
        "ZOMERWIJZER_OIDC_CLIENT_ID": "zomer",
    }
    configuration = load(environment, tmp_path).configuration
    shown = [
        repr(configuration),
        str(configuration),
        configuration.model_dump_json(),
        configuration.database_shown,
        repr(configuration.database),
    ]
    assert [text for text in shown if "geheime" in text] == []
    assert configuration.database.password == "geheime-sleutel-waarde"  # noqa: S105
    assert configuration.database_shown == "postgresql: zomer (db.example)"
    make_engine(configuration.database).dispose()


@pytest.mark.parametrize("key", [*SECRETS, "base_url", "executor.address", "oidc.issuer"])
def test_a_wrong_secret_is_not_told(tmp_path: Path, key: str) -> None:
    section, _, name = key.rpartition(".")
    value = '["mijn-geheim"]'
    found = faults(tmp_path, f"[{section}]\n{name} = {value}" if section else f"{name} = {value}")
    told = [json.dumps([fault.message(language) for fault in found]) for language in ("nl", "en")]
    assert "geheim" not in str(told) + repr(found) + str(BadConfiguration(found))
    assert [fault.key for fault in found] == [key]


def test_a_wrong_database_is_told_without_its_password(tmp_path: Path) -> None:
    (only,) = faults(tmp_path, DATABASE_URL="mysql://jan:geheim@db/zomer")
    assert only.sentence("en") == (
        "ZOMERWIJZER_DATABASE_URL: what this says cannot be; expected: "
        "sqlite:///path/to/file or postgresql://user@host/name."
    )


def test_an_unknown_key_is_told_without_what_it_says(tmp_path: Path) -> None:
    (only,) = faults(tmp_path, PASSWORT="geheim")
    assert "geheim" not in json.dumps(only.message("nl"))


def test_a_configuration_does_not_change() -> None:
    configuration = Configuration()
    with pytest.raises(ValidationError):
        configuration.debug = True
    with pytest.raises(ValidationError):
        configuration.mail.port = 3


def test_every_setting_has_a_variable_of_its_own() -> None:
    assert len({variable(key) for key in keys()}) == len(keys())


def test_environments_are_two() -> None:
    assert list(Environment) == ["production", "development"]
