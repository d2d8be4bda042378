from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from jinja2.ext import extract_from_ast

from models.enums import RefusalReason
from models.municipality import Municipality
from scheduler.outbox.envelope import envelope
from scheduler.outbox.languages import LANGUAGES, TRANSLATED_TO, Speech, catalogue, speech
from scheduler.outbox.occasions import (
    KINDS,
    Cancelled,
    Changed,
    FamilyLink,
    GivenBack,
    NewPassword,
    Occasion,
    Promoted,
    Receipt,
    Result,
    StaffInvitation,
    TutorInvitation,
    Withdrawn,
)
from scheduler.outbox.rendering import TEMPLATES, environment, render
from scheduler.outbox.sources import AROUND, DIGEST, REASONS, SUBJECTS, TRANSLATED
from tests.scheduler.outbox.town import CHILD, SLOT

PLACEHOLDER = re.compile(r"%\((\w+)\)s")
PRESSING = re.compile(
    r"verplicht|aanbevolen|aangeraden|aanraden|achterstand|leervertraging|laatste kans|dringend"
    r"|\bmoet(?:en)?\b|\bsnel\b|nog maar|verwacht|kwetsbaar|zwak|probleem|\bschool|jammer genoeg"
    r"|herinner|wees er\b|grijp|mis (?:het|dit) niet|uiterlijk|op tijd|waarom (?:kom|stop)",
    re.IGNORECASE,
)
"""Words that press or label (R1, R3)."""

DAY = date(2027, 7, 5)
LINK = "https://zomer.example/l/abc?x=1"
ABOUT: dict[str, Any] = {"child": CHILD, "link": LINK, "code": "AB 12"}
OCCASIONS: tuple[Occasion, ...] = (
    Receipt(wishes=(SLOT,), results_on=DAY, **ABOUT),
    Receipt(child=CHILD, wishes=()),
    Changed(wishes=(SLOT, SLOT), **ABOUT),
    Withdrawn(**ABOUT),
    Result(places=(SLOT,), refused=tuple((SLOT, reason) for reason in RefusalReason), **ABOUT),
    Result(places=(), **ABOUT),
    Promoted(place=SLOT, **ABOUT),
    GivenBack(place=SLOT, **ABOUT),
    Cancelled(place=SLOT, next_day=DAY, child=CHILD),
    Cancelled(place=SLOT, next_day=DAY),
    FamilyLink(link=LINK, until=DAY),
    TutorInvitation(link=LINK, until=DAY),
    StaffInvitation(link=LINK, until=DAY),
    NewPassword(link=LINK, until=DAY),
)


def sentences() -> set[str]:
    """Every Dutch sentence: of the templates, and those beside them."""
    found: set[str] = {*SUBJECTS.values(), *REASONS.values(), *AROUND}
    for path in TEMPLATES.glob("*.j2"):
        reader = environment("nl", html=False)
        for _, _, said in extract_from_ast(reader.parse(path.read_text(encoding="utf-8"))):
            parts = (said,) if isinstance(said, str) else said or ()
            found |= {part for part in parts if part}
    return found


def placeholders(text: str) -> list[str]:
    return sorted(PLACEHOLDER.findall(text))


@pytest.mark.parametrize("language", TRANSLATED_TO)
def test_every_sentence_is_translated_and_nothing_more(language: str) -> None:
    assert set(catalogue(language)) == sentences()
    assert [source for source, said in catalogue(language).items() if not said.strip()] == []


@pytest.mark.parametrize("language", TRANSLATED_TO)
def test_a_translation_fills_in_the_same(language: str) -> None:
    assert [
        source
        for source, said in catalogue(language).items()
        if placeholders(source) != placeholders(said)
        or PLACEHOLDER.sub("", said).count("%") != PLACEHOLDER.sub("", source).count("%")
    ] == []


def test_every_kind_has_a_subject_and_is_tried_here() -> None:
    kinds = {kind.kind for kind in KINDS}
    assert kinds | {DIGEST} == set(SUBJECTS)
    assert {occasion.kind for occasion in OCCASIONS} == kinds
    assert set(REASONS) == set(RefusalReason)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_reason_has_a_sentence_of_its_own(language: str) -> None:
    said = {speech(language).say(REASONS[reason]) for reason in RefusalReason}
    assert len(said) == len(RefusalReason)
    assert len(said & set(REASONS.values())) == (len(RefusalReason) if language == "nl" else 0)


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_filled_in_in_a_subject(language: str) -> None:
    assert [text for text in SUBJECTS.values() if "%" in speech(language).translated(text)] == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("occasion", OCCASIONS, ids=lambda occasion: occasion.kind)
def test_no_child_in_a_subject_and_nothing_left_open(occasion: Occasion, language: str) -> None:
    words = render(occasion, speech(language))
    assert CHILD not in words.subject
    assert (CHILD in words.text) == bool(getattr(occasion, "child", ""))
    assert "%" not in words.text + words.html
    assert re.findall(r"\n{3,}|^\s|\s$|[ ]{2}", words.text) == []


def test_no_word_presses_or_labels() -> None:
    assert [text for text in sentences() if PRESSING.search(text)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_last_line_of_a_translation_says_that_it_is_one(language: str) -> None:
    spoken = speech(language)
    around = envelope(Municipality(slug="z", name="Zomerdorp"), "", spoken)
    said = spoken.say(TRANSLATED)
    assert around.text("x").splitlines().count(said) == (language != "nl")
    assert (around.text("x").splitlines()[-1] == said) == (language != "nl")


@pytest.mark.parametrize(
    ("asked", "spoken"), [("uk", "uk"), ("prs", "fa"), ("so", "nl"), ("", "nl"), ("nl", "nl")]
)
def test_the_nearest_language_is_spoken(asked: str, spoken: str) -> None:
    assert speech(asked).language == spoken


def test_a_language_without_catalogue_is_refused() -> None:
    with pytest.raises(ValueError, match=r"^messages are in one of nl, fr, .*, not 'xx'$"):
        Speech("xx")


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("nl", "Zingen & spelen, De Sluis, 5–9 juli, 9.00–12.00"),
        ("en", "Zingen & spelen, De Sluis, 5–9 July, 9:00–12:00"),
        ("uk", "Zingen & spelen, De Sluis, 5–9 липня, 9:00–12:00"),
        (
            "ar",
            "\u2068Zingen & spelen\u2069، \u2068De Sluis\u2069، \u20665–9\u2069 يوليو، "
            "\u20669:00–12:00\u2069",
        ),
    ],
    ids=["nl", "en", "uk", "ar"],
)
def test_a_slot_on_one_line(language: str, line: str) -> None:
    assert speech(language).line(SLOT) == line
