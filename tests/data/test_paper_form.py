from __future__ import annotations

import io
import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader
from pypdf.generic import DictionaryObject

from data import references
from data.letters.fonts import drawable
from data.paper_form import LANGUAGES, Activity, Coded, PaperForm, paper_form_pdf
from data.paper_form.form_pdf import _AROUND, as_value
from data.paper_form.questions import questions
from data.paper_form.words import said, words

HEADINGS = (
    "Wie is het kind?",
    "Hoe bereiken we je?",
    "Van waar vertrekt je kind?",
    "Wanneer is je kind vrij?",
    "Wat doet je kind graag?",
    "In welke volgorde?",
    "Wat helpt je kind?",
    "Met wie wil je kind samen?",
)
PRESSING = re.compile(
    r"verplicht|aanbevolen|achterstand|laatste kans|dringend|\bmoet(?:en)?\b|\bsnel\b|kwetsbaar"
    r"|zwak|\bschool|uiterlijk|op tijd|\b(?:u|uw|gelieve|dient|indien)\b",
    re.IGNORECASE,
)
FORM = PaperForm(
    language="nl",
    municipality="Zomerdorp",
    season="Zomer 2027",
    code="zomer-2027",
    made_on=date(2027, 3, 1),
    opens="21 maart 2027",
    closes="25 april 2027",
    desk=("Loket Zomer", "09 000 00 00", "zomer@dorp.example", "ma–vr 9.00–12.00"),
    free=tuple(f"week {number}" for number in range(1, 11)),
    activities=tuple(
        Activity(
            code=f"O{number}",
            title=f"Zingen en spelen {number}",
            ages="6–12",
            price="€ 5,00",
            weeks=("B1", "B2", "B3"),
            places=("L1", "L2"),
        )
        for number in range(1, 31)
    ),
    weeks=tuple(Coded(f"B{number}", f"Week {number}, 5 juli – 9 juli") for number in range(1, 10)),
    places=tuple(Coded(f"L{number}", f"De Beuk {number}") for number in range(1, 9)),
)
SMALL = replace(FORM, activities=FORM.activities[:1], weeks=(), places=(), free=())


def read(form: PaperForm) -> PdfReader:
    return PdfReader(io.BytesIO(paper_form_pdf(form)), strict=True)


def text(form: PaperForm) -> str:
    return "\n".join(page.extract_text() for page in read(form).pages)


def every_sentence() -> set[str]:
    found = set(_AROUND.values())
    for question in questions():
        found |= {question.heading, question.hint}
        for part in question.parts:
            found |= {part.label, part.hint, *part.names}
    return found - {""}


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_is_an_accessible_pdf_in_its_language(language: str) -> None:
    pdf = paper_form_pdf(replace(FORM, language=language))
    reader = PdfReader(io.BytesIO(pdf), strict=True)
    catalogue = reader.trailer["/Root"]
    assert isinstance(catalogue, DictionaryObject)
    assert str(catalogue["/Lang"]) == language
    marked = catalogue["/MarkInfo"]
    assert isinstance(marked, DictionaryObject)
    assert str(marked["/Marked"]) == "True"
    assert "/StructTreeRoot" in catalogue
    assert b"<pdfuaid:part>1</pdfuaid:part>" in pdf
    preferences = catalogue.get("/ViewerPreferences")
    direction = preferences.get("/Direction") if isinstance(preferences, DictionaryObject) else None
    assert (str(direction) == "/R2L") is (language in {"ar", "ps", "fa"})
    assert len(reader.pages) <= 4


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_holds_every_question_in_order_and_the_dutch_for_the_desk(language: str) -> None:
    value = as_value(replace(FORM, language=language))
    assert value["rtl"] is (language in {"ar", "ps", "fa"})
    headings = [each["heading"] for each in value["questions"]]
    assert tuple(each["source"] or each["text"] for each in headings) == HEADINGS
    assert [each["text"] for each in headings] == [said(language, one).text for one in HEADINGS]
    printed = text(replace(FORM, language=language))
    places = [printed.find(heading) for heading in HEADINGS]
    assert -1 not in places
    assert places == sorted(places)


def test_it_says_what_a_family_needs_to_hand_it_in() -> None:
    printed = " ".join(text(FORM).split())
    expected = (
        *(FORM.municipality, FORM.season, FORM.code, FORM.opens, FORM.closes, *FORM.desk),
        *("niet-formeel en vrijwillig", "Ik wil meedoen", "Je gegevens zijn van jou."),
        *("Stoppen mag altijd, zonder reden.", "Op papier heb je dezelfde kans."),
        *("O30", "Zingen en spelen 30", "6–12", "€ 5,00", "B9", "L8", "De Beuk 8"),
        *(need.nl for need in references.needs().values()),
    )
    assert [each for each in expected if each not in printed] == []


def test_what_is_not_known_yet_is_said() -> None:
    least = replace(
        SMALL, opens="", closes="", desk=(), activities=(Activity(code="A", title="B"),)
    )
    printed = text(least)
    assert printed.count("Nog niet bekend") == 2
    for each in ("Kom langs bij het loket van je gemeente.", "gratis", "Alle leeftijden", "Overal"):
        assert each in printed


@pytest.mark.parametrize("language", LANGUAGES[1:])
def test_every_word_is_translated_and_can_be_drawn(language: str) -> None:
    found = words(language)
    assert set(found) == every_sentence()
    assert [each for each in found.values() if not each or drawable(each) != each] == []


def test_the_words_are_plain_and_press_nobody() -> None:
    sentences = [part for each in every_sentence() for part in re.split(r"[.?:] ", each)]
    assert [each for each in sentences if len(each.split()) > 24 or PRESSING.search(each)] == []


@pytest.mark.parametrize("use", [words, lambda code: as_value(replace(FORM, language=code))])
def test_a_language_that_it_is_not_written_in(use: object) -> None:
    assert callable(use)
    with pytest.raises(ValueError, match=r"^the form is in one of nl, fr, .*, not 'xx'$"):
        use("xx")


def test_the_translations_are_all_there_is() -> None:
    folder = Path(str(words.__module__).replace(".", "/")).parent
    assert folder == Path("data/paper_form")
    with pytest.raises(KeyError):
        said("fr", "Dit staat er niet in.")


def test_equal_forms_give_equal_bytes() -> None:
    assert paper_form_pdf(SMALL) == paper_form_pdf(replace(SMALL))


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=60), st.sampled_from(LANGUAGES))
def test_any_text_can_be_printed(anything: str, language: str) -> None:
    form = replace(
        SMALL,
        language=language,
        municipality=anything,
        season=anything,
        code=anything,
        opens=anything,
        closes=anything,
        desk=(anything,),
        free=(anything, "a"),
        activities=(
            Activity(
                code=anything,
                title=anything,
                ages=anything,
                price=anything,
                weeks=(anything,),
                places=(anything,),
            ),
        ),
        weeks=(Coded(anything, anything),),
        places=(Coded(anything, anything),),
    )
    assert paper_form_pdf(form).startswith(b"%PDF-")


def test_what_people_wrote_is_no_typst() -> None:
    nasty = '#emph[a] *b* _c_ $d$ `e` <f> @g // h /* i \\ "j" #import "k" = l'
    printed = "".join(text(replace(SMALL, season=nasty, desk=(nasty,))).split())
    assert printed.count("".join(nasty.split())) == 2
