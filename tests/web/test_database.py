from __future__ import annotations

import pytest
from flask import Response
from sqlalchemy import event, select
from sqlalchemy.orm import Session

from models import Account
from tests.web.site import Site
from tests.web.test_routes import PATHS
from tests.web.town import email_of
from web.database import NothingToWrite, engine_of, writing


@pytest.mark.parametrize("who", [None, "coordinator", "organiser"])
def test_no_get_commits(any_site: Site, who: str | None) -> None:
    browser = any_site.browser(who)
    commits: list[object] = []
    event.listen(engine_of(any_site.app), "commit", commits.append)
    for path in PATHS.values():
        for method in ("get", "head", "options"):
            getattr(browser.client, method)(path).close()
    assert commits == []


def test_a_view_cannot_write_while_somebody_only_asks(site: Site) -> None:
    with site.app.test_request_context("/"), pytest.raises(NothingToWrite):
        writing()


def test_a_post_commits_once(any_site: Site) -> None:
    browser = any_site.browser("reader")
    commits: list[object] = []
    event.listen(engine_of(any_site.app), "commit", commits.append)
    assert browser.post("/afmelden").status_code == 302
    assert len(commits) == 1


def test_a_post_that_fails_leaves_nothing(site: Site) -> None:
    def spoil(response: Response) -> Response:
        response.status_code = 409
        return response

    site.app.after_request_funcs[None].append(spoil)
    browser = site.browser()
    email = email_of("reader")
    assert browser.post("/wachtwoord", email=email).status_code == 409
    with Session(site.engine) as session:
        account = session.scalars(select(Account).where(Account.email == email)).one()
        assert account.signed_out_at is None


def test_pages_ask_the_database_a_bounded_number_of_times(site: Site) -> None:
    browser = site.browser("coordinator")
    asked: list[str] = []

    def note(*given: object) -> None:
        asked.append(str(given[2]))

    event.listen(engine_of(site.app), "before_cursor_execute", note)
    counts = {}
    for path in ("/gent/", "/werk/", "/werk/gent/", "/werk/gent/zomer-2027/", "/werk/gent/mensen"):
        asked.clear()
        browser.get(path)
        counts[path] = len([statement for statement in asked if statement.startswith("SELECT")])
    assert counts == {
        "/gent/": 5,
        "/werk/": 4,
        "/werk/gent/": 4,
        "/werk/gent/zomer-2027/": 14,
        "/werk/gent/mensen": 4,
    }
