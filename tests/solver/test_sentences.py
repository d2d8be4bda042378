"""What families read: one short, kind, true sentence per reason, in each language."""

from __future__ import annotations

from dataclasses import replace

import pytest

from solver.plan import Reason
from solver.reasons.sentences import (
    LANGUAGES,
    NOT_WISHED,
    SENTENCES,
    block_words,
    lost_detail,
    refusal_detail,
)
from tests.solver.problems import block, offer, problem, pupil, wish

PRESSING = (
    "verplicht", "moet", "aanbevolen", "achterstand", "laatste kans", "jammer", "helaas", "schuld",
    "must", "should", "obliged", "recommended", "last chance", "unfortunately", "fault",
)  # fmt: skip
KEYS = sorted(SENTENCES)
OF = problem(offer(sizes=(9, 12), ages=(6, 9)), pupil(max_travel=20), wish())


@pytest.mark.parametrize(("reason", "variant"), KEYS)
def test_every_sentence_is_one_short_sentence_that_presses_nobody(
    reason: str, variant: str
) -> None:
    detail = refusal_detail(OF, wish("P1 O1 B1 L1"), reason, variant)
    assert tuple(detail) == LANGUAGES
    for sentence in detail.values():
        assert sentence[0] == sentence[0].upper()
        assert sentence.endswith(".")
        assert sentence.count(".") == 1
        assert len(sentence.split()) <= 40
        assert [word for word in PRESSING if word in sentence.lower()] == []
        assert "P1" not in sentence
        assert "None" not in sentence


def test_every_reason_has_a_sentence() -> None:
    assert {reason for reason, _ in KEYS} == {*(reason.value for reason in Reason), NOT_WISHED}


def test_what_was_asked_is_named_as_the_family_knows_it() -> None:
    assert refusal_detail(OF, wish("P1 O1 B1 L1"), Reason.FULL) == {
        "nl": "De groepen van ‘Offer O1’ (5 juli, Site L1) die voor jou konden, zitten vol.",
        "en": "The groups of ‘Offer O1’ (5 July, Site L1) that you could have joined are full.",
    }
    assert refusal_detail(OF, wish(), Reason.TOO_FAR) == {
        "nl": "‘Offer O1’ is niet te bereiken binnen de 20 minuten reistijd die je opgaf.",
        "en": "‘Offer O1’ cannot be reached within the 20 minutes of travel that you gave.",
    }


@pytest.mark.parametrize(
    ("ages", "nl", "en"),
    [
        ((6, 9), "6 tot en met 9", "6 to 9"),
        ((6, 6), "6", "6"),
        ((6, None), "6 of ouder", "6 or older"),
        ((None, 9), "9 of jonger", "9 or younger"),
    ],
)
def test_ages_are_said_for_every_kind_of_limit(
    ages: tuple[int | None, int | None], nl: str, en: str
) -> None:
    of = problem(offer(ages=ages), pupil(), wish())
    assert refusal_detail(of, wish(), Reason.AGE) == {
        "nl": f"‘Offer O1’ is er voor wie in 2027 {nl} wordt.",
        "en": f"‘Offer O1’ is for those who turn {en} in 2027.",
    }


@pytest.mark.parametrize(
    ("days", "nl", "en"),
    [
        ("0", "5 juli", "5 July"),
        ("0 4", "5 tot 9 juli", "5 to 9 July"),
        ("0 30", "5 juli tot 4 augustus", "5 July to 4 August"),
    ],
)
def test_a_block_without_a_label_is_named_by_its_days(days: str, nl: str, en: str) -> None:
    assert [block_words(block(days=days), language) for language in LANGUAGES] == [nl, en]


def test_a_title_with_braces_is_text_like_any_other() -> None:
    braces = problem(replace(offer(), title="{x}"), pupil(), wish())
    assert refusal_detail(braces, wish(), Reason.BUDGET)["en"] == (
        "The budget of this summer is too small for one more group of ‘{x}’."
    )


def test_a_lost_promise_begins_with_the_promise() -> None:
    assert lost_detail(refusal_detail(OF, wish(), NOT_WISHED)) == {
        "nl": "Je beloofde plaats kon niet blijven: ‘Offer O1’ staat niet meer bij je wensen.",
        "en": "Your promised place could not stay: ‘Offer O1’ is no longer among your wishes.",
    }


def test_an_unknown_variant_is_an_error() -> None:
    with pytest.raises(KeyError):
        refusal_detail(OF, wish(), Reason.FULL, "nonsense")
