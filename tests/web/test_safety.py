from __future__ import annotations

import re

import pytest
from flask import request
from sqlalchemy import URL

from models.database import make_engine
from tests.web.site import Site, configured, make_site
from tests.web.test_routes import PATHS
from tests.web.town import PASSWORD, email_of
from web.app import create_app
from web.database import engine_of
from web.local_addresses import local_address

FORMS = ("/aanmelden", "/wachtwoord", "/taal", "/afmelden", "/account/code")
ELSEWHERE = re.compile(r'(?:src|href|action)="(?:https?:)?//')


def test_every_page_says_what_browsers_may_do(site: Site) -> None:
    browser = site.browser("coordinator")
    for endpoint, path in PATHS.items():
        response = browser.get(path)
        policy = response.headers["Content-Security-Policy"]
        nonce = re.search(r"script-src 'self' 'nonce-([\w-]{22})'", policy)
        assert nonce is not None
        assert "unsafe" not in policy
        assert "default-src 'none'" in policy
        assert "frame-ancestors 'none'" in policy
        assert response.headers["X-Content-Type-Options"] == "nosniff"
        # Where the address holds a token, no other request may name it.
        has_token = any("token" in rule.arguments for rule in site.app.url_map.iter_rules(endpoint))
        tells = "strict-origin" if has_token else "same-origin"
        assert response.headers["Referrer-Policy"] == tells
        if response.mimetype == "text/html" and response.status_code != 302:
            inline = re.findall(r"<(?:script|style)([^>]*)>", response.text)
            assert [part for part in inline if f'nonce="{nonce[1]}"' not in part] == []
            assert re.search(r"\son\w+=|\sstyle=", response.text) is None
            assert ELSEWHERE.search(response.text) is None
        if path != PATHS["static"]:
            assert response.headers["Cache-Control"] == "no-store"
        response.close()


def test_a_nonce_is_drawn_for_each_answer(site: Site) -> None:
    browser = site.browser()
    policies = {browser.get("/").headers["Content-Security-Policy"] for _ in range(5)}
    assert len(policies) == 5


@pytest.mark.parametrize("path", FORMS)
def test_a_form_from_elsewhere_is_refused(site: Site, path: str) -> None:
    browser = site.browser("desk")
    for token in ({}, {"csrf_token": "made up"}):
        form = {"email": email_of("desk"), "password": PASSWORD, **token}
        answer = browser.client.post(path, data=form)
        assert answer.status_code == 400
        assert "Misschien stond de pagina te lang open." in answer.text
    assert browser.get("/account").status_code == 200


def test_cookies_stay_with_the_browser_and_the_site(site: Site) -> None:
    cookie = site.browser().get("/").headers["Set-Cookie"]
    assert cookie.startswith("zomerwijzer=")
    assert {"HttpOnly", "SameSite=Lax", "Path=/"} <= set(cookie.split("; "))
    assert "Expires" not in cookie


def test_behind_https_cookies_are_for_https_alone(sqlite_url: URL) -> None:
    engine = make_engine(sqlite_url)
    made = make_site(sqlite_url, engine, configured(sqlite_url, base_url="https://zomer.example"))
    try:
        response = made.app.test_client().get("/", base_url="https://zomer.example")
        cookie = response.headers["Set-Cookie"]
        assert cookie.startswith("__Host-zomerwijzer=")
        assert {"Secure", "HttpOnly", "Path=/"} <= set(cookie.split("; "))
        assert response.headers["Strict-Transport-Security"] == "max-age=31536000"
    finally:
        engine_of(made.app).dispose()
        engine.dispose()


def test_without_https_nothing_promises_it(site: Site) -> None:
    assert "Strict-Transport-Security" not in site.browser().get("/").headers


def test_signing_in_is_limited_by_address_and_by_account(site: Site) -> None:
    browser = site.browser()
    answers = [browser.post("/aanmelden", email="", password="").status_code for _ in range(21)]
    assert answers == [422] * 20 + [429]
    page = browser.sign_in("reader")
    assert page.status_code == 429
    assert "Dat ging te vaak na elkaar" in page.text


def test_guessing_one_account_is_limited_from_everywhere(site: Site) -> None:
    statuses = []
    for number in range(31):
        browser = site.browser()
        address = {"REMOTE_ADDR": f"192.0.2.{number}"}
        token = browser.token()
        form = {"csrf_token": token, "email": email_of("desk"), "password": "x"}
        answer = browser.client.post("/aanmelden", data=form, environ_base=address)
        statuses.append(answer.status_code)
    assert statuses == [422] * 30 + [429]


def test_who_asks_is_taken_from_a_header_only_behind_a_proxy(sqlite_url: URL) -> None:
    seen = {}
    for proxies in (0, 1):
        app = create_app(configured(sqlite_url), proxies=proxies)
        app.before_request_funcs[None].append(lambda: str(request.remote_addr))
        told = {"X-Forwarded-For": "203.0.113.9, 198.51.100.7", "X-Request-ID": "given-by-proxy"}
        answer = app.test_client().get("/", headers=told)
        seen[proxies] = (answer.text, answer.headers["X-Request-ID"] == "given-by-proxy")
        engine_of(app).dispose()
    assert seen == {0: ("127.0.0.1", False), 1: ("198.51.100.7", True)}


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("/gent/?x=1", "/gent/?x=1"),
        ("", "/"),
        ("//evil.example", "/"),
        ("/\\evil.example", "/"),
        ("/a\\b", "/"),
        ("https://evil.example", "/"),
        ("/\tevil", "/"),
        ("/\r\nSet-Cookie: a=b", "/"),
    ],
)
def test_addresses_stay_here(given: str, kept: str) -> None:
    assert local_address(given) == kept


def test_the_key_is_in_no_page(site: Site) -> None:
    browser = site.browser("coordinator")
    pages = [browser.get(path).text for name, path in PATHS.items() if name != "static"]
    assert [page for page in pages if site.app.config["SECRET_KEY"] in page] == []
