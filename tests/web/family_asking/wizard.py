"""Walks through the questions as a family does, in a browser without a screen."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html.parser import HTMLParser
from typing import Any, Final

from sqlalchemy import func, select
from werkzeug.datastructures import MultiDict
from werkzeug.test import TestResponse

from models import Offer, RequestDraft
from models.database import reading, writing
from models.enums import OfferStatus
from tests.web.families.people import number_of
from tests.web.site import Browser, Site

ASK: Final = "/gent/vragen"
PAGES: Final = (
    "kind", "bereiken", "waar", "wanneer", "wensen", "volgorde", "hulp", "samen", "nakijken",
)  # fmt: skip
Fields = dict[str, str | list[str]]


class _Values(HTMLParser):
    """The fields of the form in the main part of a page, as a browser would send them."""

    def __init__(self) -> None:
        super().__init__()
        self.found: MultiDict[str, str] = MultiDict()
        self.names: set[str] = set()
        self._select = ""
        self._area = ""
        self._first = True
        self._on = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        got = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._on = "novalidate" in got
        if not self._on:
            return
        name = got.get("name", "")
        if tag == "input" and name:
            self.names.add(name)
            if got.get("type") not in {"checkbox", "radio"} or "checked" in got:
                self.found.add(name, got.get("value", ""))
        elif tag == "select":
            self._select, self._first = name, True
            self.names.add(name)
        elif tag == "option" and self._select:
            if self._first or "selected" in got:
                self.found[self._select] = got.get("value", "")
            self._first = False
        elif tag == "textarea":
            self._area = name
            self.names.add(name)
            self.found[name] = ""

    def handle_endtag(self, tag: str) -> None:
        if tag == "select":
            self._select = ""
        elif tag == "textarea":
            self._area = ""
        elif tag == "form":
            self._on = False

    def handle_data(self, data: str) -> None:
        if self._area and self._on:
            self.found[self._area] += data.strip()


def form_of(page: str) -> _Values:
    """The form of a page."""
    found = _Values()
    found.feed(page)
    return found


def send(browser: Browser, path: str, **fields: Any) -> TestResponse:
    """Open a page, fill in some fields, and send all of its form."""
    values = form_of(browser.get(f"{ASK}/{path}").text).found
    for name, value in fields.items():
        values.poplist(name)
        for each in value if isinstance(value, list) else [value]:
            values.add(name, str(each))
    return browser.client.post(f"{ASK}/{path}", data=values)


def least(site: Site, **more: Any) -> dict[str, Fields]:
    """Path → what has to be filled in there, and no more."""
    found: dict[str, Fields] = {
        "kind": {"first_name": "Noor", "birth_year": "2018"},
        "bereiken": {"role": "parent", "channel": "mail", "email": "ouder@voorbeeld.example"},
        "waar": {},
        "wanneer": {"when": "altijd"},
        "wensen": {"offers": [str(number_of(site, Offer, code="O1"))]},
        "volgorde": {"max_places": "1"},
        "hulp": {},
        "samen": {},
    }
    return {path: {**fields, **more.get(path, {})} for path, fields in found.items()}


def walk(
    site: Site, browser: Browser, *, upto: str = "nakijken", skip: Iterable[str] = (), **more: Any
) -> None:
    """Fill in every page before another one."""
    for path, fields in least(site, **more).items():
        if path == upto:
            return
        if path not in skip:
            answer = send(browser, path, **fields)
            assert answer.status_code == 302, (path, errors_in(answer.text))


def asked(site: Site, browser: Browser, **more: Any) -> TestResponse:
    """Fill in all pages and send; the receipt."""
    walk(site, browser, **more)
    answer = send(browser, "nakijken")
    assert (answer.status_code, answer.location) == (302, f"{ASK}/klaar"), answer.text
    return browser.get(f"{ASK}/klaar")


def errors_in(page: str) -> list[tuple[str, str]]:
    """The summary of errors: which field each leads to, and what it says."""
    summary = page.partition("govuk-error-summary__list")[2].partition("</ul>")[0]
    return re.findall(r'(?:<a[^>]*href="#([^"]*)"[^>]*>|<li>)\s*([^<\s][^<]*)<', summary)


def code_on(page: str) -> str:
    """The code to go on later that a page shows."""
    found = re.search(r'class="code"><bdi dir="ltr">([^<]+)</bdi>', page)
    assert found is not None
    return found[1]


def drafts(site: Site) -> list[dict[str, Any]]:
    """What the drafts hold."""
    with reading(site.engine)() as session:
        return list(session.scalars(select(RequestDraft.answers).order_by(RequestDraft.id)))


def count(site: Site, model: Any) -> int:
    with reading(site.engine)() as session:
        return session.scalars(select(func.count()).select_from(model)).one()


def one(site: Site, model: Any) -> Any:
    """The only row of a table."""
    with reading(site.engine)() as session:
        return session.scalars(select(model)).one()


def rows(site: Site, model: Any) -> list[Any]:
    """All rows of a table."""
    with reading(site.engine)() as session:
        return list(session.scalars(select(model).order_by(model.id)))


def publish(site: Site, code: str, **facts: Any) -> int:
    """Let an offer be there for families too; its number."""
    number = number_of(site, Offer, code=code)
    with writing(site.engine).begin() as session:
        offer = session.get_one(Offer, number)
        offer.getting_there = offer.before_hours = offer.after_hours = ""
        offer.step_free, offer.price_cents, offer.spoken_languages = True, 0, ("nl",)
        offer.published_at, offer.status = site.clock.at, OfferStatus.PUBLISHED
        for name, value in facts.items():
            setattr(offer, name, value)
    return number
