from __future__ import annotations

import io
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader
from pypdf.generic import DictionaryObject

from data.letters import Letter, Part, Section, letter_pdf, letters_pdf, part_lines
from data.letters.fonts import MISSING, drawable, font_folders

POINTS_PER_MM = 72 / 25.4
A4_HEIGHT = 297 * POINTS_PER_MM
LETTER = Letter(
    language="nl",
    right_to_left=False,
    sender="Zomerdorp",
    sender_line="Zomeraanbod",
    recipient=("Mila Peeters", "Kerkstraat 1", "9000 Zomerdorp"),
    written_on=date(2027, 6, 1),
    date_line="Zomerdorp, 1 juni 2027",
    title="Je vraag is aangekomen",
    greeting="Dag Mila,",
    sections=(
        Section(
            parts=(
                Part(kind="text", lines=("We kregen je vraag.",)),
                Part(kind="items", lines=("Zingen", "Judo")),
                Part(kind="address", lines=("https://zomer.example/a",)),
            )
        ),
    ),
    help=("Vragen? Bel An Claes: 09 000 00 00", "ma–vr 9.00–12.00"),
    closing=("Je gegevens zijn van jou.",),
    footer="Het zomeraanbod is niet-formeel en vrijwillig.",
)
ARABIC = replace(
    LETTER,
    language="ar",
    right_to_left=True,
    title="وصلنا طلبك",
    greeting="مرحبًا Mila",
    sections=(Section(parts=(Part(kind="text", lines=("لقد استلمنا الطلب.",)),)),),
    help=("اتصل بـ An على الرقم \u206609 000 00 00\u2069",),
)


def read(pdf: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(pdf), strict=True)


def text(letter: Letter) -> str:
    return "\n".join(page.extract_text() for page in read(letter_pdf(letter)).pages)


def test_a_letter_says_all_of_it() -> None:
    said = text(LETTER)
    assert [
        line
        for line in (
            *LETTER.recipient,
            LETTER.sender,
            LETTER.sender_line,
            LETTER.date_line,
            LETTER.title,
            LETTER.greeting,
            "We kregen je vraag.",
            "Zingen",
            "Judo",
            "https://zomer.example/a",
            *LETTER.help,
            *LETTER.closing,
            LETTER.footer,
        )
        if line not in said
    ] == []


@pytest.mark.parametrize("letter", [LETTER, ARABIC], ids=["nl", "ar"])
def test_it_is_an_accessible_pdf_in_its_language(letter: Letter) -> None:
    pdf = letter_pdf(letter)
    catalogue = read(pdf).trailer["/Root"]
    assert isinstance(catalogue, DictionaryObject)
    assert str(catalogue["/Lang"]) == letter.language
    marked = catalogue["/MarkInfo"]
    assert isinstance(marked, DictionaryObject)
    assert str(marked["/Marked"]) == "True"
    assert "/StructTreeRoot" in catalogue
    assert b"<pdfuaid:part>1</pdfuaid:part>" in pdf
    title = read(pdf).metadata
    assert title is not None
    assert title.title == letter.title


@pytest.mark.parametrize("letter", [LETTER, ARABIC], ids=["nl", "ar"])
def test_the_recipient_stands_in_the_window(letter: Letter) -> None:
    found: dict[str, tuple[float, float]] = {}

    def visit(said: str, cm: list[float], tm: list[float], *font: Any) -> None:
        x = tm[4] * cm[0] + cm[4]
        y = tm[5] * cm[3] + cm[5]
        for line in letter.recipient:
            if line in said:
                found[line] = (x / POINTS_PER_MM, (A4_HEIGHT - y) / POINTS_PER_MM)

    read(letter_pdf(letter)).pages[0].extract_text(visitor_text=visit)
    assert list(found) == list(letter.recipient)
    assert {round(left) for left, _ in found.values()} == {110}
    assert all(50 < down < 80 for _, down in found.values())


def test_equal_letters_give_equal_bytes() -> None:
    assert letter_pdf(LETTER) == letter_pdf(replace(LETTER))


def test_each_letter_begins_on_a_new_sheet() -> None:
    other = replace(LETTER, title="Een andere brief")
    pages = [page.extract_text() for page in read(letters_pdf((LETTER, ARABIC, other))).pages]
    assert len(pages) == 5
    assert [number for number, page in enumerate(pages) if not page.strip()] == [1, 3]
    assert "Een andere brief" in pages[4]


def test_a_long_letter_goes_on() -> None:
    paragraphs = tuple(Part(kind="text", lines=(f"Zin {n}. " * 20,)) for n in range(40))
    pages = read(letter_pdf(replace(LETTER, sections=(Section(parts=paragraphs),)))).pages
    assert len(pages) > 1
    assert f"2 / {len(pages)}" in pages[1].extract_text()


def test_what_people_wrote_is_no_typst() -> None:
    nasty = '#emph[a] *b* _c_ $d$ `e` <f> @g // h /* i \\ "j" #import "k" = l'
    said = text(replace(LETTER, recipient=(nasty,), title=nasty, sender=nasty))
    assert "".join(said.split()).count("".join(nasty.split())) == 3


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=60))
def test_any_text_can_be_printed(anything: str) -> None:
    letter = replace(
        LETTER,
        sender=anything,
        recipient=("Mila", anything),
        greeting=anything,
        sections=(
            Section(heading=anything, parts=part_lines(anything, "•")),
            Section(parts=(Part(kind="items", lines=(anything,)),)),
        ),
        closing=(anything,),
        footer=anything,
    )
    assert letter_pdf(letter).startswith(b"%PDF-")


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        ("Zoë Ångström Đặng Ščípek", "Zoë Ångström Đặng Ščípek"),
        ("Олена Ґалаґан", "Олена Ґалаґан"),
        ("بشری ښاغلی چنگیز گل", "بشری ښاغلی چنگیز گل"),
        ("e\u0301", "é"),
        ("می\u200cشود", "می\u200cشود"),
        ("漢 😀", f"{MISSING} {MISSING}"),
        ("a\tb\u2028c", "a b c"),
        ("a\x00\u202e\ue000\ufeff\ud800b", "ab"),
    ],
)
def test_what_can_be_drawn(written: str, printed: str) -> None:
    assert drawable(written) == printed


def test_the_fonts_come_with_packages() -> None:
    assert len(font_folders()) == 2


def test_a_plain_text_in_parts() -> None:
    assert part_lines("Een.\nTwee.\n\n• a\n• b\n\n\n\nhttps://x.example/y\n\n• a\nb\n\n", "•") == (
        Part(kind="text", lines=("Een.", "Twee.")),
        Part(kind="items", lines=("a", "b")),
        Part(kind="address", lines=("https://x.example/y",)),
        Part(kind="text", lines=("• a", "b")),
    )


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"title": " "}, "a letter needs a title and somebody to go to"),
        ({"recipient": ("",)}, "a letter needs a title and somebody to go to"),
        ({"help": ()}, r"a letter names whom to call \(R13\)"),
    ],
)
def test_a_letter_that_cannot_be(changes: dict[str, Any], why: str) -> None:
    with pytest.raises(ValueError, match=rf"^{why}$"):
        replace(LETTER, **changes)


def test_without_letters_there_is_nothing_to_print() -> None:
    with pytest.raises(ValueError, match=r"^there is no letter to print$"):
        letters_pdf(())
