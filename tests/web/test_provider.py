from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from joserfc.jwk import RSAKey
from pydantic import SecretStr
from sqlalchemy import URL, select, update
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from models import Account, AuditEntry
from models.database import make_engine, writing
from scheduler.configuration.settings import Oidc
from tests.web.provider import CLIENT, SECRET, Provider, running_provider
from tests.web.site import Browser, Site, configured, make_site
from tests.web.town import MADE_AT, email_of
from web.database import engine_of

WORK = "/werk/gent/zomer-2027/"
WHO = {"sub": "12-34", "email": "Desk@Gemeente.example", "email_verified": True}


@pytest.fixture
def provider() -> Iterator[Provider]:
    with running_provider() as running:
        running.claims = dict(WHO)
        yield running


@pytest.fixture
def site(sqlite_url: URL, provider: Provider) -> Iterator[Site]:
    engine = make_engine(sqlite_url)
    oidc = Oidc(issuer=provider.issuer, client_id=CLIENT, client_secret=SecretStr(SECRET))
    made = make_site(sqlite_url, engine, configured(sqlite_url, oidc=oidc))
    yield made
    engine_of(made.app).dispose()
    engine.dispose()


def go(browser: Browser) -> TestResponse:
    """To the provider and back, as a browser does."""
    answer = browser.get("/aanmelden/oidc")
    assert answer.status_code == 302
    back = requests.get(answer.location, allow_redirects=False, timeout=60)
    parts = urlsplit(back.headers["Location"])
    assert back.headers["Location"].startswith("http://localhost/aanmelden/oidc/terug?")
    return browser.get(f"{parts.path}?{parts.query}")


def subject_of(site: Site, who: str) -> str | None:
    with Session(site.engine) as session:
        return session.scalars(
            select(Account.oidc_subject).where(Account.email == email_of(who))
        ).one()


def link(site: Site) -> None:
    browser = site.browser()
    go(browser)
    assert browser.post("/aanmelden/koppelen").status_code == 302


def test_the_first_time_one_links_and_is_in(site: Site, provider: Provider) -> None:
    browser = site.browser()
    assert "Aanmelden met je werkaccount" in browser.get("/aanmelden").text
    assert go(browser).location == "/aanmelden/koppelen"
    page = browser.get("/aanmelden/koppelen")
    assert email_of("desk") in page.text
    assert subject_of(site, "desk") is None
    assert browser.get(WORK).status_code == 302
    assert browser.post("/aanmelden/koppelen").location == WORK
    assert subject_of(site, "desk") == f"{provider.issuer}|12-34"
    assert browser.get(WORK).status_code == 200
    with Session(site.engine) as session:
        linked = session.scalars(
            select(AuditEntry.subject_id).where(AuditEntry.verb == "provider_linked")
        ).all()
    assert linked == [site.town.accounts["desk"]]


def test_the_second_time_one_is_in_at_once_also_with_another_address(
    site: Site, provider: Provider
) -> None:
    link(site)
    provider.claims = {"sub": "12-34", "email": "other@gemeente.example", "email_verified": True}
    browser = site.browser()
    browser.get("/werk/gent/")
    assert go(browser).location == "/werk/gent/"
    assert browser.get(WORK).status_code == 200


@pytest.mark.parametrize(
    "claims",
    [
        {"email": "nobody@gemeente.example"},
        {"email_verified": False},
        {"email_verified": "true"},
        {"email_verified": None},
        {"email": None},
        {"email": 3},
    ],
)
def test_who_has_no_account_is_told_whom_to_ask(
    site: Site, provider: Provider, claims: dict[str, Any]
) -> None:
    provider.claims = {**WHO, **claims}
    browser = site.browser()
    answer = go(browser)
    assert answer.status_code == 403
    assert "We kennen je hier nog niet" in answer.text
    assert browser.get(WORK).status_code == 302
    assert browser.get("/aanmelden/koppelen").location == "/aanmelden"


def test_an_account_is_linked_to_one_person_only(site: Site, provider: Provider) -> None:
    link(site)
    provider.claims = {**WHO, "sub": "another"}
    assert go(site.browser()).status_code == 403


def test_of_two_who_link_at_once_one_is(site: Site, provider: Provider) -> None:
    first, second = site.browser(), site.browser()
    go(first)
    provider.claims = {**WHO, "sub": "another"}
    go(second)
    assert first.post("/aanmelden/koppelen").status_code == 302
    assert second.post("/aanmelden/koppelen").status_code == 403
    assert subject_of(site, "desk") == f"{provider.issuer}|12-34"


def test_an_account_that_was_disabled_stays_out(site: Site) -> None:
    link(site)
    with writing(site.engine).begin() as session:
        session.execute(
            update(Account).where(Account.email == email_of("desk")).values(disabled_at=MADE_AT)
        )
    assert go(site.browser()).status_code == 403


@pytest.mark.parametrize(
    "wrong",
    [
        {"iss": "http://127.0.0.1:9/another"},
        {"aud": "another client"},
        {"exp": 1_000_000_000},
        {"nonce": "of another browser"},
        {"sub": ""},
        {"sub": None},
    ],
)
def test_a_word_that_is_not_for_us_is_not_taken(
    site: Site, provider: Provider, wrong: dict[str, Any]
) -> None:
    link(site)
    provider.wrong = wrong
    browser = site.browser()
    assert go(browser).status_code == 502
    assert browser.get(WORK).status_code == 302


def test_a_word_signed_by_somebody_else_is_not_taken(site: Site, provider: Provider) -> None:
    link(site)
    provider.signing = RSAKey.generate_key(2048, {"kid": "1"})
    assert go(site.browser()).status_code == 502


def test_a_word_for_another_browser_is_not_taken(site: Site) -> None:
    link(site)
    answer = site.browser().get("/aanmelden/oidc")
    back = requests.get(answer.location, allow_redirects=False, timeout=60)
    parts = urlsplit(back.headers["Location"])
    assert site.browser().get(f"{parts.path}?{parts.query}").status_code == 502


def test_who_is_refused_by_the_provider_reads_so(site: Site, provider: Provider) -> None:
    provider.refuses = True
    answer = go(site.browser())
    assert answer.status_code == 502
    assert "Aanmelden lukt nu niet langs deze weg" in answer.text


def test_what_is_asked_of_the_provider(site: Site, provider: Provider) -> None:
    asked = parse_qs(urlsplit(site.browser().get("/aanmelden/oidc").location).query)
    assert asked.keys() == {
        "client_id",
        "code_challenge",
        "code_challenge_method",
        "nonce",
        "redirect_uri",
        "response_type",
        "scope",
        "state",
    }
    assert asked["scope"] == ["openid email profile"]
    assert asked["code_challenge_method"] == ["S256"]


def test_a_provider_that_is_away_leaves_the_password(sqlite_url: URL) -> None:
    engine = make_engine(sqlite_url)
    away = Oidc(issuer="http://127.0.0.1:9", client_id=CLIENT, client_secret=SecretStr(SECRET))
    made = make_site(sqlite_url, engine, configured(sqlite_url, oidc=away))
    try:
        browser = made.browser()
        assert browser.get("/aanmelden/oidc").status_code == 502
        assert browser.sign_in("desk").status_code == 302
    finally:
        engine_of(made.app).dispose()
        engine.dispose()
