from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.wording_check import Flag, WordKind, checked_languages, flagged, words


def written(text: str, language: str = "nl") -> list[str]:
    return [flag.written for flag in flagged(text, language)]


def test_there_are_lists_of_three_languages_of_which_dutch_is_the_longest() -> None:
    assert checked_languages() == ("nl", "en", "fr")
    assert len(words("nl")) >= 60
    assert all(len(words(language)) >= 25 for language in ("en", "fr"))
    assert words("tr") == {}


@pytest.mark.parametrize("language", ["nl", "en", "fr"])
def test_every_word_is_found_by_itself_and_says_what_why_and_what_else(language: str) -> None:
    for word, entry in words(language).items():
        found = flagged(word, language)
        assert [(flag.start, flag.end, flag.word) for flag in found] == [(0, len(word), word)]
        assert entry.suggestion
        assert entry.reason_nl.endswith(".")
        assert entry.reason_en.endswith(".")
        assert isinstance(entry.kind, WordKind)


@pytest.mark.parametrize("language", ["nl", "en", "fr"])
def test_no_suggestion_presses_or_labels_itself(language: str) -> None:
    suggestions = {entry.suggestion for entry in words(language).values()}
    assert {said for said in suggestions if flagged(said, language)} == set()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Je moet een zwembroek meebrengen.", ["moet"]),
        ("Moeten ouders blijven?", ["Moeten"]),
        ("Een moetje, een moeder en een ontmoeting.", []),
        ("Wij bemoeten ons; het onderverplichte; zwakkeling.", []),
        ("VERPLICHT en aanbevolen!", ["VERPLICHT", "aanbevolen"]),
        ("Dit is onze laatste\n  kans.", ["laatste\n  kans"]),
        ("Voor zwakke leerlingen met een achterstand", ["zwakke leerlingen", "achterstand"]),
        ("de leerachterstand van kansarme kinderen", ["leerachterstand", "kansarme"]),
        ("Schrijf nu in: niet missen!", ["Schrijf nu in", "niet missen"]),
        (
            "Onze zomerschool garandeert dat je kan inhalen.",
            ["zomerschool", "garandeert", "inhalen"],
        ),
        ("De diploma’s", ["diploma’s"]),
        ("_verplicht_ of *verplicht*, -verplicht-", ["verplicht", "verplicht", "verplicht"]),
        ("niet-verplicht", []),
        ("", []),
    ],
)
def test_dutch_words_are_found_whole(text: str, found: list[str]) -> None:
    assert written(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "Het is niet verplicht.",
        "Niets moet, alles mag.",
        "Je kind moet niets kunnen.",
        "Meedoen verplicht je tot niets.",
        "Zonder verplichtingen, geen huiswerk, geen toetsen.",
    ],
)
def test_what_takes_pressure_away_is_not_flagged(text: str) -> None:
    assert written(text) == []


@pytest.mark.parametrize(
    ("text", "language", "found"),
    [
        (
            "It is compulsory, don’t miss it: last chance!",
            "en",
            ["compulsory", "don’t miss", "last chance"],
        ),
        ("It is not compulsory. A mustard field.", "en", []),
        ("C’est OBLIGATOIRE pour les eleves faibles.", "fr", ["OBLIGATOIRE", "eleves faibles"]),
        ("L’école d’été, à ne pas manquer", "fr", ["école d’été", "à ne pas manquer"]),
        ("Ce n'est pas obligatoire.", "fr", []),
        ("zorunlu, verplicht", "tr", []),
    ],
)
def test_other_languages(text: str, language: str, found: list[str]) -> None:
    assert written(text, language) == found


def test_accents_that_stand_by_themselves_belong_to_the_word() -> None:
    text = unicodedata.normalize("NFD", "recommandé, vraiment")
    (flag,) = flagged(text, "fr")
    assert unicodedata.normalize("NFC", flag.written) == "recommandé"


def test_hidden_characters_do_not_hide_a_word() -> None:
    assert written("taal\u00adachterstand, ver\u200bplicht") == [
        "taal\u00adachterstand",
        "ver\u200bplicht",
    ]


def test_a_flag_says_where_what_instead_and_why() -> None:
    (flag,) = flagged("Hier: Verplichte zwemles", "nl")
    assert (flag.start, flag.end, flag.word) == (6, 16, "verplichte")
    assert flag.suggestion == "Vrijwillige"
    assert flag.reason("nl") == (
        "Meedoen is vrijwillig: dit woord klinkt alsof het niet anders kan."
    )
    assert flag.reason("en") == (
        "Taking part is voluntary: this word sounds as if there were no choice."
    )
    assert flag.entry.kind is WordKind.PRESSES


@given(st.text(), st.sampled_from(sorted(words("nl"))), st.text())
def test_flags_stand_in_order_without_overlap_and_say_what_is_there(
    before: str, word: str, after: str
) -> None:
    text = f"{before} {word} {after}"
    flags: tuple[Flag, ...] = flagged(text, "nl")
    assert all(text[flag.start : flag.end] == flag.written for flag in flags)
    ends = [0, *(flag.end for flag in flags)]
    assert all(end <= flag.start for end, flag in zip(ends, flags, strict=False))
