"""The site with a clock of its own, and browsers without a screen that fill in its forms."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from flask import Flask, session
from flask.testing import FlaskClient
from jinja2.bccache import Bucket, BytecodeCache
from sqlalchemy import URL, Engine
from werkzeug.test import TestResponse

from scheduler.configuration.settings import Configuration, Oidc
from tests.web.resting import application
from tests.web.town import MADE_AT, PASSWORD, Town, build_town, email_of
from web.app import create_app
from web.signed_in import enter

TOKEN: Final = re.compile(r'name="csrf_token" (?:type="hidden" )?value="([^"]+)"')
ANY_FORM: Final = "/toegankelijkheid"
"""A page that has a form for everybody, whoever is signed in: the choice of a language."""


class Kept(BytecodeCache):
    """Templates as they were compiled for an earlier test: compiling takes most of the time."""

    def __init__(self) -> None:
        self._kept: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key in self._kept:
            bucket.bytecode_from_string(self._kept[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._kept[bucket.key] = bucket.bytecode_to_string()


KEPT: Final = Kept()


class SetClock:
    """A clock that stands still until it is set."""

    def __init__(self, at: datetime = MADE_AT) -> None:
        self.at = at

    def __call__(self) -> datetime:
        return self.at

    def wait(self, **time: float) -> None:
        """Let time pass."""
        self.at += timedelta(**time)


@dataclass(frozen=True)
class Site:
    """A site on a database of its own, with a town in it."""

    app: Flask
    engine: Engine
    town: Town
    clock: SetClock

    def browser(self, who: str | None = None) -> Browser:
        """A browser, with the session of one of the town's people who signed in just now.

        Nobody types a password: looking at one takes long on purpose. `Browser.sign_in` does.
        """
        made = Browser(self.app.test_client())
        if who is not None:
            with self.app.test_request_context():
                enter(self.town.accounts[who])
                begun = dict(session)
            with made.client.session_transaction() as kept:
                kept.update(begun)
        return made


class Browser:
    """Keeps its cookies, and sends forms with the token that the page gave."""

    def __init__(self, client: FlaskClient) -> None:
        self.client = client

    def get(self, path: str, **headers: str) -> TestResponse:
        return self.client.get(path, headers={k.replace("_", "-"): v for k, v in headers.items()})

    def post(self, path: str, **fields: str) -> TestResponse:
        token = self.token()
        return self.client.post(path, data={"csrf_token": token, **fields})

    def token(self) -> str:
        found = TOKEN.search(self.get(ANY_FORM).text)
        assert found is not None
        return found[1]

    def sign_in(self, who: str, password: str = PASSWORD) -> TestResponse:
        return self.post("/aanmelden", email=email_of(who), password=password)


def configured(
    url: URL, *, base_url: str = "http://localhost", oidc: Oidc | None = None
) -> Configuration:
    """Settings for a site on that database."""
    return Configuration.model_validate(
        {
            "environment": "development",
            "database_url": url.render_as_string(hide_password=False),
            "base_url": base_url,
            "oidc": oidc or Oidc(),
        }
    )


def make_site(url: URL, engine: Engine, configuration: Configuration | None = None) -> Site:
    """A site on that database, with a town in it."""
    clock = SetClock()
    if configuration is None:
        app = application(configured(url), clock)
    else:
        app = create_app(configuration, clock=clock)
    app.jinja_env.bytecode_cache = KEPT
    return Site(app, engine, build_town(engine), clock)
