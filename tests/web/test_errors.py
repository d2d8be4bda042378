from __future__ import annotations

import io
import json
from collections.abc import Iterator

import pytest
from flask import abort, request

from scheduler.configuration.settings import Log, LogFormat
from scheduler.journal import keep_journal
from scheduler.rights import NotAllowed, NotHere
from scheduler.season.refusals import NothingToShow
from tests.web.site import Site
from tests.web.town import email_of
from web.errors import PAGES


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    stream = io.StringIO()
    keep_journal(Log(format=LogFormat.JSON), stream)
    yield stream
    keep_journal(Log())


def fail(site: Site, error: Exception | int) -> None:
    """From now on every request ends so."""

    def spoil() -> None:
        if request.endpoint == "public.start":
            if isinstance(error, int):
                abort(error)
            raise error

    site.app.before_request_funcs[None].append(spoil)


@pytest.mark.parametrize("status", [400, 403, 404, 405, 413, 429, 500, 502])
def test_every_error_has_a_page_with_a_plain_sentence(site: Site, status: int) -> None:
    fail(site, status)
    answer = site.browser().get("/")
    assert answer.status_code == status
    with site.app.test_request_context():
        assert str(PAGES[status].title) in answer.text
        assert str(PAGES[status].sentence) in answer.text
    assert "Werkzeug" not in answer.text


@pytest.mark.parametrize(("status", "page"), [(418, 400), (503, 500)])
def test_an_error_without_its_own_page_gets_the_nearest(site: Site, status: int, page: int) -> None:
    fail(site, status)
    answer = site.browser().get("/")
    assert answer.status_code == status
    with site.app.test_request_context():
        assert str(PAGES[page].title) in answer.text


def test_errors_are_in_the_language_of_the_reader(site: Site) -> None:
    answer = site.browser().get("/x/y/z", Accept_Language="en-GB")
    assert answer.status_code == 404
    assert "This page is not here" in answer.text


def test_an_error_of_our_own_shows_a_number_and_nothing_of_what_went_wrong(
    site: Site, log: io.StringIO
) -> None:
    fail(site, RuntimeError(f"about {email_of('desk')}"))
    answer = site.browser("coordinator").get("/")
    number = answer.headers["X-Request-ID"]
    assert answer.status_code == 500
    assert number in answer.text
    assert email_of("desk") not in answer.text
    assert "Traceback" not in answer.text
    lines = [json.loads(line) for line in log.getvalue().splitlines()]
    (told,) = [line for line in lines if line["event"] == "unexpected"]
    assert (told["request_id"], told["error"]) == (number, "RuntimeError")
    assert email_of("desk") not in log.getvalue()


@pytest.mark.parametrize(
    ("refusal", "status"), [(NotHere(), 404), (NotAllowed(), 403), (NothingToShow(), 409)]
)
def test_a_refusal_of_a_verb_is_said_in_its_own_words(
    site: Site, refusal: NotHere | NotAllowed | NothingToShow, status: int
) -> None:
    fail(site, refusal)
    answer = site.browser().get("/")
    assert answer.status_code == status
    if status == 409:
        sentence = refusal.sentence("nl")
        assert sentence[:1].upper() + sentence[1:] in answer.text


def test_without_database_the_page_still_says_so(site: Site) -> None:
    browser = site.browser("coordinator")
    with site.engine.begin() as connection:
        connection.exec_driver_sql("DROP TABLE membership_organiser")
        connection.exec_driver_sql("DROP TABLE membership")
    answer = browser.get("/werk/")
    assert answer.status_code == 500
    assert "Er ging iets mis bij ons" in answer.text


def test_requests_are_logged_by_route_without_people(site: Site, log: io.StringIO) -> None:
    browser = site.browser()
    browser.sign_in("coordinator")
    browser.get("/wachtwoord/a-token-that-nobody-may-read-later-in-a-log")
    browser.get(f"/gent/?mail={email_of('desk')}", User_Agent="a phone of somebody")
    text = log.getvalue()
    for hidden in ("a-token", "@", "a phone", "127.0.0.1", "Coordinator"):
        assert hidden not in text
    lines = [json.loads(line) for line in text.splitlines()]
    assert [(line["route"], line["status"]) for line in lines if line["event"] == "request"] == [
        ("public.accessibility", 200),
        ("staff.sign_in", 302),
        ("staff.new_password", 404),
        ("public.home", 200),
    ]
    assert len({line["request_id"] for line in lines}) == 4
