from __future__ import annotations

import gettext
import re
from functools import cache
from pathlib import Path

import pytest
from babel.messages.catalog import Message
from babel.messages.extract import extract_from_dir
from babel.messages.plurals import get_plural
from babel.messages.pofile import read_po
from sqlalchemy import update

from models import Account
from models.database import writing
from tests.web.site import Site
from tests.web.town import email_of
from web.languages import OF_STAFF, WRITTEN, catalogue, files_of

WEB = Path(__file__).resolve().parents[2] / "web"
VALUE = re.compile(r"%\((\w+)\)[sd]")
PRESSING = re.compile(
    r"verplicht|aanbevolen|achterstand|laatste kans|dringend|kwetsbaar|zwak", re.IGNORECASE
)
"""Words that press or label (R1, R3)."""


MOST_WORDS = 24
"""Of one sentence, for readers at level B1."""

STIFF = re.compile(
    r"\b(u|uw|gelieve|dient|dienen te|middels|teneinde|indien|betreffende|alsmede|hieromtrent"
    r"|desgewenst|conform|inzake|derhalve|omtrent|aangaande|mits|ingevolge|krachtens|thans"
    r"|reeds|evenwel|doch|onderhavige|voornoemde|aanvangen|bewerkstelligen|verstrekken)\b",
    re.IGNORECASE,
)
"""Words of offices, and the formal "u": we say "je"."""

OF_STAFF_ONLY = (
    "staff/",
    "signing/",
    "season_figures.py",
    "wording.py",
    "tutor/",
    "templates/staff/",
    "templates/tutor/",
    "templates/undo.html",
    "templates/wording.html",
)
"""Where the sentences stand that only staff and tutors read: in Dutch and English."""


@cache
def sentences(language: str) -> frozenset[str | tuple[str, ...]]:
    """Every sentence that pages say in a language, as it stands in code and templates."""
    found = extract_from_dir(
        WEB,
        [("**.py", "python"), ("templates/**.html", "jinja2")],
        keywords={"_": None, "gettext": None, "ngettext": (1, 2)},
        directory_filter=lambda folder: Path(folder).name not in {"node_modules", "vendor"},
    )
    return frozenset(
        tuple(said) if isinstance(said, tuple | list) else said
        for name, _, said, _, _ in found
        if language in OF_STAFF or not name.startswith(OF_STAFF_ONLY)
    )


def test_pages_are_written_in_dutch_and_english_at_least() -> None:
    assert set(WRITTEN) >= {"nl", "en"} == OF_STAFF


@pytest.mark.parametrize("language", [code for code in WRITTEN if code != "nl"])
def test_every_sentence_is_translated_and_no_other(language: str) -> None:
    read: dict[str | tuple[str, ...], object] = {}
    for message in messages(language):
        source = message.id if isinstance(message.id, str) else tuple(message.id)
        # A sentence that two parts of the site say may stand in both, in the same words.
        assert read.setdefault(source, message.string) == message.string, source
    said_here = sentences(language)
    assert {"missing": said_here - read.keys(), "unused": read.keys() - said_here} == {
        "missing": set(),
        "unused": set(),
    }


@pytest.mark.parametrize("language", [code for code in WRITTEN if code != "nl"])
def test_every_translation_is_whole(language: str) -> None:
    for message in messages(language):
        assert message.string
        said = [message.string] if isinstance(message.string, str) else list(message.string)
        source = message.id if isinstance(message.id, str) else message.id[-1]
        assert len(said) == (1 if isinstance(message.id, str) else get_plural(language)[0])
        for each in said:
            assert each, message.id
            # A form for one or two may say the number in words.
            free = set() if isinstance(message.id, str) else {"num"}
            assert set(VALUE.findall(each)) | free == set(VALUE.findall(source)) | free, message.id
        assert not message.fuzzy


def messages(language: str) -> list[Message]:
    """All translations of a language, as they are committed."""
    read = []
    for path in files_of(language):
        with path.open("rb") as file:
            read += [message for message in read_po(file, locale=language) if message.id]
    return read


def test_no_sentence_presses() -> None:
    texts = [
        part for said in sentences("nl") for part in ([said] if isinstance(said, str) else said)
    ]
    assert [text for text in texts if PRESSING.search(text)] == []


def test_dutch_needs_no_catalogue() -> None:
    assert catalogue("nl").gettext("Afmelden") == "Afmelden"
    assert catalogue("en").gettext("Afmelden") == "Sign out"


@pytest.mark.parametrize(
    ("asked", "language"),
    [
        ("en-GB,en;q=0.9", "en"),
        ("nl-BE", "nl"),
        ("ar", "ar"),
        ("fa-AF,en;q=0.5", "fa"),
        ("ps", "ps"),
        ("", "nl"),
        ("fr,en;q=0.5", "fr"),
        ("de,uk;q=0.5", "uk"),
        ("de", "nl"),
    ],
)
def test_a_page_speaks_the_language_of_the_browser(site: Site, asked: str, language: str) -> None:
    page = site.browser().get("/gent/", Accept_Language=asked)
    direction = "rtl" if language in {"ar", "fa", "ps"} else "ltr"
    assert f'<html lang="{language}" dir="{direction}"' in page.text


def test_pages_of_staff_are_in_dutch_and_english_only(site: Site) -> None:
    browser = site.browser("planner")
    browser.post("/taal", language="en", back="/")
    assert '<html lang="en"' in browser.get("/werk/gent/", Accept_Language="ar").text
    browser.client.set_cookie("taal", "ar")
    assert '<html lang="nl"' in browser.get("/werk/gent/", Accept_Language="ar").text
    assert '<html lang="ar" dir="rtl"' in browser.get("/gent/").text


@pytest.mark.parametrize("language", [code for code in WRITTEN if code != "nl"])
def test_each_number_gets_its_own_form(language: str) -> None:
    several = [
        (tuple(message.id), tuple(message.string or ()))
        for message in messages(language)
        if not isinstance(message.id, str)
    ]
    choose = gettext.c2py(get_plural(language)[1].removesuffix(";").removeprefix("plural="))
    for (one, more), forms in several:
        for number in (0, 1, 2, 3, 11, 100):
            said = catalogue(language).ngettext(one, more, number)
            assert said == forms[choose(number)]


def test_a_language_is_chosen_and_kept_and_leads_back(site: Site) -> None:
    browser = site.browser()
    answer = browser.post("/taal", language="en", back="/gent/?week=2")
    assert (answer.status_code, answer.location) == (302, "/gent/?week=2")
    assert "Where do we stand?" in browser.get("/gent/").text
    assert "SameSite=Lax" in answer.headers["Set-Cookie"]
    browser.post("/taal", language="nl", back="/")
    assert "Waar staan we?" in browser.get("/gent/", Accept_Language="en").text


@pytest.mark.parametrize("language", ["", "de", "../etc", "xx"])
def test_a_language_that_is_not_written_cannot_be_chosen(site: Site, language: str) -> None:
    assert site.browser().post("/taal", language=language, back="/").status_code == 400


def test_the_choice_of_a_language_leads_nowhere_else(site: Site) -> None:
    assert site.browser().post("/taal", language="en", back="//evil.example").location == "/"


def test_an_account_has_its_own_language(site: Site) -> None:
    with writing(site.engine).begin() as session:
        session.execute(
            update(Account).where(Account.email == email_of("desk")).values(language="en")
        )
    assert "The season at a glance" in site.browser("desk").get("/werk/gent/zomer-2027/").text


@pytest.mark.parametrize(("language", "said"), [("nl", "Fout:"), ("en", "Error:")])
def test_what_components_say_for_screen_readers_is_in_the_language_too(
    site: Site, language: str, said: str
) -> None:
    browser = site.browser()
    browser.post("/taal", language=language, back="/")
    page = browser.post("/aanmelden", email="").text
    assert set(re.findall(r'hidden">(\w+:)</span>', page)) == {said}


def test_days_are_written_as_the_language_does(site: Site) -> None:
    browser = site.browser()
    assert "zondag 21 maart" in browser.get("/gent/").text
    assert "Sunday 21 March" in browser.get("/gent/", Accept_Language="en").text
