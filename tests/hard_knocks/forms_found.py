"""What there is to knock on: every address for anyone and families, and every form on its page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from html.parser import HTMLParser
from typing import Final
from urllib.parse import parse_qsl, urljoin, urlsplit

from werkzeug.exceptions import HTTPException
from werkzeug.routing import Rule

from tests.hard_knocks.ground import Ground
from tests.web.addresses import address, rules_of
from web.routes import ROUTES, Audience

OPEN: Final = frozenset({Audience.ANYONE, Audience.FAMILY})
STAFF: Final = "staff."
WHOLE: Final = frozenset({"anyone", "family"})
"""The walkers that look at every page; the others stand at a question."""

_QUESTIONS: Final = "family.ask"
_FREE_TYPES: Final = frozenset({"text", "search", "email", "tel", "hidden", "number", "password"})


@dataclass
class Field:
    """A field: its type as HTML says it, what it may be, and what a browser would send of it."""

    kind: str
    options: list[str] = field(default_factory=list)
    sent: list[str] = field(default_factory=list)

    @property
    def is_free(self) -> bool:
        """Whether anything can be typed."""
        return self.kind in {*_FREE_TYPES, "textarea"}


@dataclass
class Form:
    """A form as a page shows it: to whom, where it goes, how, and its fields by name."""

    who: str
    endpoint: str
    path: str
    method: str
    fields: dict[str, Field] = field(default_factory=dict)


def open_rules(ground: Ground) -> dict[str, Rule]:
    """Endpoint → rule, of the pages for anyone and families."""
    return {
        endpoint: rule
        for endpoint, rule in rules_of(ground.site.app).items()
        if ROUTES.get(endpoint) in OPEN and not endpoint.startswith(STAFF) and endpoint != "static"
    }


def addresses(ground: Ground) -> dict[str, str]:
    """Endpoint → the address with the family's own rows filled in."""
    return {
        endpoint: address(ground.site.app, rule, ground.names)
        for endpoint, rule in open_rules(ground).items()
    }


@cache
def forms_of(ground: Ground) -> list[Form]:
    """Every form on a page that some walker can open, once for each walker and place it goes."""
    found: dict[tuple[str, str, str, frozenset[str]], Form] = {}
    for who in ground.walkers:
        client = ground.client(who)
        for rule in open_rules(ground).values():
            is_theirs = who in WHOLE or rule.endpoint.startswith(_QUESTIONS)
            if "GET" not in (rule.methods or ()) or not is_theirs:
                continue
            for child in ground.names["children"] if "child" in rule.arguments else (0,):
                names = {**ground.names, "child": child}
                path = address(ground.site.app, rule, names)
                answer = client.get(path)
                if answer.status_code != 200 or answer.mimetype != "text/html":
                    answer.close()
                    continue
                for form in _read(answer.text, who, path):
                    form.endpoint = _endpoint(ground, form)
                    key = (who, form.method, form.path, frozenset(form.fields))
                    found.setdefault(key, form)
        for rule in open_rules(ground).values() if who in WHOLE else ():
            if "POST" in (rule.methods or ()):  # also where no page has a form for it now
                path = address(ground.site.app, rule, ground.names)
                if not any(key[:3] == (who, "POST", path) for key in found):
                    found[who, "POST", path, frozenset()] = Form(who, rule.endpoint, path, "POST")
    return list(found.values())


def query_names(ground: Ground, forms: list[Form]) -> dict[str, set[str]]:
    """Endpoint → what its address may ask: by forms that search, and by links."""
    asked: dict[str, set[str]] = {}
    for form in forms:
        if form.method == "GET":
            asked.setdefault(form.endpoint, set()).update(form.fields)
    client = ground.client("anyone")
    for path in addresses(ground).values():
        answer = client.get(path)
        if answer.mimetype == "text/html":
            for target in _links(answer.text, path):
                endpoint = _match(ground, urlsplit(target).path, "GET")
                names = {name for name, _value in parse_qsl(urlsplit(target).query)}
                if endpoint and names:
                    asked.setdefault(endpoint, set()).update(names)
        answer.close()
    return asked


def _endpoint(ground: Ground, form: Form) -> str:
    return _match(ground, urlsplit(form.path).path, form.method)


def _match(ground: Ground, path: str, method: str) -> str:
    try:
        endpoint, _values = ground.site.app.url_map.bind("localhost").match(path, method)
    except HTTPException:
        return ""
    return str(endpoint)


def _read(page: str, who: str, path: str) -> Iterator[Form]:
    parser = _Forms(who, path)
    parser.feed(page)
    yield from parser.found


def _links(page: str, path: str) -> list[str]:
    parser = _Forms("", path)
    parser.feed(page)
    return parser.links


class _Forms(HTMLParser):
    """Reads forms; the token against forgery is left out."""

    def __init__(self, who: str, path: str) -> None:
        super().__init__()
        self.found: list[Form] = []
        self.links: list[str] = []
        self._who, self._path = who, path
        self._open: Form | None = None
        self._field: Field | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "a" and given.get("href", "").startswith(("/", "?")):
            self.links.append(urljoin(self._path, given["href"]))
        if tag == "form":
            method = given.get("method", "get").upper()
            target = urljoin(self._path, given.get("action", "") or self._path)
            self._open = Form(self._who, "", target, method)
            self.found.append(self._open)
        if self._open is None:
            return
        name, value = given.get("name", ""), given.get("value", "")
        if tag in {"input", "button", "textarea", "select"} and name and name != "csrf_token":
            kind = given.get("type", "text") if tag == "input" else tag
            made = self._open.fields.setdefault(name, Field(kind))
            if kind in {"checkbox", "radio", "button"}:
                made.options.append(value)
            if tag == "input" and (kind not in {"checkbox", "radio"} or "checked" in given):
                made.sent.append(value)
            if tag in {"select", "textarea"}:
                self._field = made
        if tag == "option" and self._field is not None:
            self._field.options.append(value)
            if "selected" in given:
                self._field.sent.append(value)

    def handle_data(self, data: str) -> None:
        if self._field is not None and self._field.kind == "textarea" and data.strip():
            self._field.sent.append(data.strip())

    def handle_endtag(self, tag: str) -> None:
        if tag in {"select", "textarea"}:
            if self._field is not None and tag == "select" and not self._field.sent:
                self._field.sent.extend(self._field.options[:1])
            self._field = None
        elif tag == "form":
            self._open = None
