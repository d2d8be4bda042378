from __future__ import annotations

import socket
from typing import Any

import pytest

from scheduler.configuration.settings import Configuration
from scheduler.doctor.findings import State
from scheduler.doctor.of_mail import check_mail
from tests.scheduler.installation.mail_server import CERTIFICATE, PASSWORD, USER, mail_server


def with_mail(port: int, **mail: Any) -> Configuration:
    own = {"host": "localhost", "port": port, "sender": "zomer@gemeente.example"}
    return Configuration.model_validate({"mail": own | mail})


LOGIN = {"user": USER, "password": PASSWORD}
TRUSTED = {"ca_file": str(CERTIFICATE)}


@pytest.mark.parametrize(
    ("server", "mail"),
    [
        ({}, {"security": "none"}),
        ({"starttls": True}, TRUSTED),
        ({"tls": True}, {"security": "tls"} | TRUSTED),
        ({"starttls": True, "login": True}, LOGIN | TRUSTED),
    ],
)
def test_a_server_that_lets_us_in(server: dict[str, bool], mail: dict[str, str]) -> None:
    with mail_server(**server) as (port, told):
        found = check_mail(with_mail(port, **mail), patience=120)
    assert (found.state, found.code) == (State.OK, "mail")
    assert found.values == {"host": "localhost", "port": port}
    assert (told.mails, told.let_in) == (0, int("user" in mail))
    assert told.greetings


@pytest.mark.parametrize(
    ("server", "mail", "code"),
    [
        ({}, {}, "no_starttls"),
        ({"starttls": True}, {}, "mail_certificate"),
        ({"tls": True}, {"security": "tls"}, "mail_certificate"),
        ({"tls": True}, {"security": "tls"} | LOGIN | TRUSTED, "no_login"),
        ({"starttls": True, "login": True}, LOGIN | TRUSTED | {"password": "x"}, "mail_login"),
    ],
)
def test_a_server_that_does_not(server: dict[str, bool], mail: dict[str, str], code: str) -> None:
    with mail_server(**server) as (port, told):
        found = check_mail(with_mail(port, **mail), patience=120)
    assert (found.state, found.code) == (State.WRONG, code)
    assert (told.mails, told.let_in) == (0, 0)


def test_no_server_at_all() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    found = check_mail(with_mail(port, host="127.0.0.1"))
    assert (found.state, found.code) == (State.WRONG, "mail_silent")


def test_certificates_that_are_not_there() -> None:
    with mail_server(starttls=True) as (port, _):
        found = check_mail(with_mail(port, ca_file="nowhere.pem"))
    assert (found.state, found.code) == (State.WRONG, "mail_silent")


def test_mail_that_is_not_set_waits() -> None:
    found = check_mail(Configuration())
    assert (found.state, found.code) == (State.WARNING, "no_mail")
