"""Nobody sees or changes another municipality's rows, by whatever they send where."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from html.parser import HTMLParser
from io import BytesIO
from typing import Any, NamedTuple
from zipfile import ZipFile

import pytest
from sqlalchemy import Engine, select, update
from werkzeug.test import TestResponse

from models import Base, Child, Location, Offer, Season, Tutor
from models.database import reading, writing
from models.enums import Phase
from tests.web.addresses import KINDS, NO_ROW, WIDER, address, names_of, rules_of
from tests.web.site import Site
from tests.web.summer import put_summer
from tests.web.test_routes import OTHERWISE
from web.routes import ROUTES, Audience

MARK = "Vreemdeling"
"""Stands in every name that the other municipality has."""


class Both(NamedTuple):
    """A site with a summer in both towns, and what to fill in for each."""

    site: Site
    here: dict[str, Any]
    there: dict[str, Any]


@pytest.fixture(params=[Phase.PLANNED, Phase.PUBLISHED])
def both(site: Site, request: pytest.FixtureRequest) -> Both:
    made = {}
    for slug in ("gent", "aalst"):
        summer = put_summer(
            site.engine, site.town, at=site.clock.at, municipality=slug, phase=request.param
        )
        made[slug] = names_of(site.engine, municipality=slug, season_id=summer.season)
    with writing(site.engine).begin() as session:
        for kind, column in (
            (Offer, Offer.title),
            (Location, Location.name),
            (Tutor, Tutor.name),
            (Child, Child.first_name),
            (Season, Season.name),
        ):
            session.execute(
                update(kind).where(kind.municipality_id == site.town.aalst).values({column: MARK})
            )
    return Both(site, made["gent"], made["aalst"])


def rows_there(engine: Engine, municipality_id: int) -> dict[str, list[tuple[Any, ...]]]:
    """Everything of a municipality."""
    found = {}
    with reading(engine)() as session:
        for table in Base.metadata.sorted_tables:
            if "municipality_id" in table.c:
                mine = select(table).where(table.c.municipality_id == municipality_id)
                rows = session.execute(mine).all()
                found[table.name] = sorted(tuple(map(str, row)) for row in rows)
    return found


def season_routes(site: Site) -> dict[str, Any]:
    """The routes that are for members of a municipality."""
    return {
        endpoint: rule
        for endpoint, rule in rules_of(site.app).items()
        if not isinstance(ROUTES[endpoint], Audience)
    }


def told(answer: TestResponse) -> bool:
    """Whether an answer, be it a page or files in a zip, holds a name of the other town."""
    parts = [answer.data]
    if answer.data.startswith(b"PK"):
        with ZipFile(BytesIO(answer.data)) as files:
            parts += [files.read(name) for name in files.namelist()]
    return any(MARK.encode() in part for part in parts)


def test_numbers_of_another_municipality_are_not_there(both: Both) -> None:
    browser = both.site.browser("coordinator")
    before = rows_there(both.site.engine, both.site.town.aalst)
    wrong = []
    for endpoint, rule in season_routes(both.site).items():
        for name in rule.arguments & {*KINDS, *WIDER}:
            if both.there[name] == NO_ROW:
                continue
            names = {**both.here, name: both.there[name]}
            for method in sorted(rule.methods & {"GET", "POST"}):
                path = address(both.site.app, rule, names)
                answer = browser.get(path) if method == "GET" else browser.post(path)
                if answer.status_code != 404 or told(answer):
                    wrong.append((endpoint, method, name, answer.status_code))
                answer.close()
    assert wrong == []
    assert rows_there(both.site.engine, both.site.town.aalst) == before


def test_another_municipality_is_not_there_at_all(both: Both) -> None:
    browser = both.site.browser("coordinator")
    before = rows_there(both.site.engine, both.site.town.aalst)
    wrong = []
    for endpoint, rule in season_routes(both.site).items():
        for method in sorted(rule.methods & {"GET", "POST"}):
            path = address(both.site.app, rule, both.there)
            headers = {"X-Forwarded-Host": "aalst.example", "X-Original-URL": path}
            answer = (
                browser.client.get(path, headers=headers) if method == "GET" else browser.post(path)
            )
            if answer.status_code != 404 or told(answer):
                wrong.append((endpoint, method, answer.status_code))
            answer.close()
    assert wrong == []
    assert rows_there(both.site.engine, both.site.town.aalst) == before


def test_pages_of_one_municipality_never_name_another(both: Both) -> None:
    browser = both.site.browser("coordinator")
    wrong = []
    for endpoint, rule in season_routes(both.site).items():
        if "GET" in rule.methods and OTHERWISE.get(endpoint, 200) == 200:
            answer = browser.get(address(both.site.app, rule, both.here))
            if told(answer):
                wrong.append((endpoint, answer.status_code))
            answer.close()
    assert wrong == []


def test_forms_take_no_rows_of_another_municipality(both: Both) -> None:
    browser = both.site.browser("coordinator")
    before = rows_there(both.site.engine, both.site.town.aalst)
    foreign = {str(value) for key, value in both.there.items() if key in {*KINDS, *WIDER}}
    wrong = []
    sent = 0
    for endpoint, rule in season_routes(both.site).items():
        if "GET" not in rule.methods or OTHERWISE.get(endpoint, 200) != 200:
            continue
        path = address(both.site.app, rule, both.here)
        page = browser.get(path)
        if page.status_code != 200 or page.mimetype != "text/html":
            continue  # what an earlier form took away, or no page
        for form in forms_of(page.text):
            for fields in with_foreign(form.fields, sorted(foreign - {str(NO_ROW)})):
                target = form.action or path
                answer = browser.client.post(target, data=fields)
                sent += 1
                if told(answer) or answer.status_code >= 500:
                    wrong.append((endpoint, target, answer.status_code))
                answer.close()
    assert wrong == []
    assert sent > 10
    assert rows_there(both.site.engine, both.site.town.aalst) == before


class Filled(NamedTuple):
    """A form as the page gives it: where it goes, and each field with the values it offers."""

    action: str
    fields: Mapping[str, list[str]]


def with_foreign(
    fields: Mapping[str, list[str]], foreign: list[str]
) -> Iterator[dict[str, list[str]]]:
    """The form with numbers of another municipality in each field that holds numbers.

    All at once, and one by one, with what the page offered in the others.
    """
    numbers = [
        name
        for name, values in fields.items()
        if name not in {"csrf_token", "version"} and any(value.isdigit() for value in values)
    ]
    plain = {name: values[:1] for name, values in fields.items()}
    if numbers:
        yield {**plain, **dict.fromkeys(numbers, foreign)}
    for name in numbers:
        yield {**plain, name: foreign}


def forms_of(page: str) -> list[Filled]:
    """The forms of a page that change something."""
    parser = _Forms()
    parser.feed(page)
    return [
        form
        for form in parser.found
        if "csrf_token" in form.fields and form.action not in {"/taal", "/afmelden"}
    ]


class _Forms(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[Filled] = []
        self._open: dict[str, list[str]] | None = None
        self._select = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._open = {}
            if given.get("method", "get").lower() == "post":
                self.found.append(Filled(given.get("action", ""), self._open))
        if self._open is None:
            return
        name = given.get("name", "")
        if tag in {"input", "textarea", "button"} and name:
            self._open.setdefault(name, []).append(given.get("value", ""))
        if tag == "select":
            self._select = name
        if tag == "option" and self._select:
            self._open.setdefault(self._select, []).append(given.get("value", ""))

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._open = None
        if tag == "select":
            self._select = ""
