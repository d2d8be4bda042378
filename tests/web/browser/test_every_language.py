"""Every page for anyone and for families, in every language that pages are written in."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from threading import Thread
from typing import Final, NamedTuple

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, Page
from sqlalchemy import URL
from werkzeug.serving import make_server

from models.database import make_engine
from tests.web.browser.every_page import (
    Cookies,
    Seen,
    endpoint_of,
    pages_of,
    put_every_page,
    written_by_people,
)
from tests.web.browser.visitor import PATIENCE_MILLISECONDS, RULES
from tests.web.site import Site, make_site
from web.database import engine_of
from web.languages import COOKIE, WRITTEN, catalogue

TRANSLATED: Final = "Vertaald uit het Nederlands. Het Nederlands telt."
RIGHT_TO_LEFT: Final = frozenset({"ar", "fa", "ps"})
WIDTH: Final = 360
BETWEEN: Final = re.compile(r" [–·] |: ")
VALUE: Final = re.compile(r"%\\\((\w+)\\\)[sd]")
WORD: Final = re.compile(r"[^\W\d_]{2}")

LOOK: Final = """() => {
  const NUMBERS = "script, style, code, bdi[dir=ltr]";
  const told = new Set();
  const tell = (text, element) => {
    const speaks = element.closest("[lang]").lang;
    const line = text.replace(/\\s+/g, " ").trim();
    if (speaks === document.documentElement.lang && /\\p{L}{2}/u.test(line)) told.add(line);
  };
  const walker = document.createTreeWalker(document.documentElement, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const around = walker.currentNode.parentElement;
    if (!around.closest(NUMBERS)) tell(walker.currentNode.data, around);
  }
  for (const name of ["aria-label", "title", "placeholder", "alt"])
    for (const each of document.querySelectorAll(`[${name}]`)) tell(each.getAttribute(name), each);
  const html = document.documentElement;
  return [html.lang, html.dir, html.scrollWidth > window.innerWidth, [...told]];
}"""


class Look(NamedTuple):
    """What a page says that it is, and every text on it in its own language."""

    language: str
    direction: str
    is_too_wide: bool
    status: int
    texts: frozenset[str]
    faults: tuple[str, ...]


Looks = dict[Seen, Look]


@pytest.fixture(scope="module")
def whole(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A site that every test here only reads."""
    path = tmp_path_factory.mktemp("languages") / "season.db"
    shutil.copy(sqlite_template, path)
    url = URL.create("sqlite", database=str(path))
    engine = make_engine(url)
    made = make_site(url, engine)
    server = make_server("127.0.0.1", 0, made.app, threaded=True)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    made.app.config["TEST_ADDRESS"] = f"http://127.0.0.1:{server.server_port}"
    yield made
    server.shutdown()
    thread.join()
    server.server_close()
    engine_of(made.app).dispose()
    engine.dispose()


@pytest.fixture(scope="module")
def pages(whole: Site) -> list[Seen]:
    return put_every_page(whole)


@pytest.fixture(scope="module")
def in_dutch(chromium: Browser, whole: Site, pages: list[Seen]) -> Looks:
    """How each page looks in the language that all others are translated from."""
    return visit(chromium, whole, pages, "nl")


def visit(chromium: Browser, site: Site, pages: list[Seen], language: str) -> Looks:
    """How each page looks in a language."""
    context = chromium.new_context(viewport={"width": WIDTH, "height": 800})
    context.set_default_timeout(PATIENCE_MILLISECONDS)
    base = site.app.config["TEST_ADDRESS"]
    found: Looks = {}
    try:
        page = context.new_page()
        for seen in pages:
            context.clear_cookies()
            cookies: Cookies = (*seen.cookies, (COOKIE, language))
            context.add_cookies([{"name": k, "value": v, "url": base} for k, v in cookies])
            answer = page.goto(f"{base}{seen.path}")
            assert answer is not None
            page.wait_for_selector("main h1", state="attached")
            lang, direction, is_too_wide, texts = page.evaluate(LOOK)
            found[seen] = Look(
                lang, direction, is_too_wide, answer.status, frozenset(texts), broken(page)
            )
    finally:
        context.close()
    return found


def broken(page: Page) -> tuple[str, ...]:
    """What axe finds on a page."""
    page.evaluate(AXE_SCRIPT)
    found = page.evaluate("rules => axe.run(rules)", {**RULES, "resultTypes": ["violations"]})
    return tuple(
        f"{each['id']}: {node['html']}" for each in found["violations"] for node in each["nodes"]
    )


def test_every_page_is_among_them(whole: Site, pages: list[Seen]) -> None:
    assert {endpoint_of(whole.app, seen.path) for seen in pages} == set(pages_of(whole.app))


@pytest.mark.parametrize("language", WRITTEN)
def test_every_page_is_clean_and_wholly_in_its_language(
    chromium: Browser,
    whole: Site,
    pages: list[Seen],
    in_dutch: Looks,
    language: str,
) -> None:
    direction = "rtl" if language in RIGHT_TO_LEFT else "ltr"
    said = catalogue(language).gettext(TRANSLATED)
    names = written_by_people(whole)
    found: list[str] = []
    looks = in_dutch if language == "nl" else visit(chromium, whole, pages, language)
    for seen, looked in looks.items():
        wrong: list[object] = list(looked.faults)
        status = 404 if "no-such-link" in seen.path else 200
        if looked[:4] != (language, direction, False, status):
            wrong.append(looked[:4])
        if (said in looked.texts) == (language == "nl"):
            wrong.append("the line that says it is a translation")
        if language != "nl":
            dutch = looked.texts & in_dutch[seen].texts
            wrong += sorted(text for text in dutch if not is_right(text, language, seen, names))
        found += [f"{seen.path}: {each}" for each in wrong]
    assert not found, "\n".join(found)


def is_right(text: str, language: str, seen: Seen, names: re.Pattern[str]) -> bool:
    """Whether it is the same in both languages: a word, a name, or what somebody looked for."""
    same = said_alike(language)
    return all(
        same.fullmatch(part) or part in seen.path or not WORD.search(names.sub("", part))
        for part in (text, *BETWEEN.split(text))[BETWEEN.search(text) is not None :]
    )


@cache
def said_alike(language: str) -> re.Pattern[str]:
    """Matches the sentences that are the same in Dutch, whatever is filled in."""
    known: dict[object, str] = getattr(catalogue(language), "_catalog", {})
    alike = [
        re.escape(text) for text, said in known.items() if isinstance(text, str) and text == said
    ]
    return re.compile("|".join(VALUE.sub(".+", each) for each in alike if each))
