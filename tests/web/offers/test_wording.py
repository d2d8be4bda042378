from __future__ import annotations

import re
from html import unescape
from typing import Any

import pytest
from sqlalchemy import select

from models import KeptWord, Offer
from models.database import reading
from tests.web.offers.filled import LIST, NEW, add, errors, everything, filled, numbers, row, verbs
from tests.web.site import Browser, Site

CHECK = "/werk/gent/zomer-2028/woorden"
PRESSING = "Je moet komen: laatste kans!"


def kept(site: Site) -> list[tuple[Any, ...]]:
    with reading(site.engine)() as session:
        found = session.execute(
            select(
                KeptWord.subject_kind, KeptWord.subject_id, KeptWord.word, KeptWord.kept_by_id
            ).order_by(KeptWord.word)
        )
        return [tuple(each) for each in found]


def shown_words(page: str) -> str:
    found = re.search(r'name="words_shown"[^>]* value="([^"]*)"', page)
    assert found is not None
    return unescape(found[1])


def ask(browser: Browser, path: str = CHECK, **question: Any) -> Any:
    return browser.client.post(path, json=question, headers={"X-CSRFToken": browser.token()})


def test_flagged_words_bring_the_form_back_with_each_of_them(summer: Site) -> None:
    before = everything(summer)
    answer = summer.browser("planner").post(
        NEW, **filled(activity_nl=PRESSING, bring_nl="Alles voor zwakke leerlingen")
    )
    assert answer.status_code == 422
    assert errors(answer.text) == [
        ("activity_nl", "Kijk nog eens naar: “moet”, “laatste kans”."),
        ("bring_nl", "Kijk nog eens naar: “zwakke leerlingen”."),
    ]
    assert "Meedoen is vrijwillig: dit woord klinkt alsof het niet anders kan." in answer.text
    assert '<mark class="words__word">laatste kans</mark>' in answer.text
    assert "<b>nog mogelijk</b>" in answer.text
    assert answer.text.count('name="keep_flagged"') == 1
    assert PRESSING in answer.text
    assert (everything(summer), kept(summer)) == (before, [])


def test_after_one_confirmation_the_words_are_kept_and_never_asked_again(summer: Site) -> None:
    browser = summer.browser("planner")
    first = browser.post(NEW, **filled(activity_nl=PRESSING))
    words = shown_words(first.text)
    assert words == "moet|laatste kans"
    number = add(browser, activity_nl=PRESSING, keep_flagged="y", words_shown=words)
    me = summer.town.accounts["planner"]
    assert kept(summer) == [("offer", number, "laatste kans", me), ("offer", number, "moet", me)]
    assert verbs(summer) == ["add_offer", "keep_words"]
    again = browser.post(f"{LIST}/{number}", **filled(version="1", activity_nl=PRESSING))
    assert again.status_code == 302
    assert verbs(summer) == ["add_offer", "keep_words", "edit_offer"]
    # Another offer is asked about them still.
    assert browser.post(NEW, **filled(activity_nl=PRESSING)).status_code == 422


def test_words_that_were_not_shown_are_not_kept_by_a_box_that_was_ticked(summer: Site) -> None:
    answer = summer.browser("planner").post(
        NEW, **filled(activity_nl=f"{PRESSING} Verplicht!", keep_flagged="y", words_shown="moet")
    )
    assert answer.status_code == 422
    assert shown_words(answer.text) == "moet|laatste kans|verplicht"
    assert re.search(r'name="keep_flagged"[^>]*checked', answer.text) is None
    assert kept(summer) == []


def test_a_refused_form_keeps_no_words(summer: Site) -> None:
    taken = row(summer, numbers(summer, Offer)[0]).code
    answer = summer.browser("planner").post(
        NEW,
        **filled(code=taken, activity_nl="Verplicht", keep_flagged="y", words_shown="verplicht"),
    )
    assert errors(answer.text) == [("code", "Dat kan niet: deze code is er al.")]
    assert (answer.status_code, kept(summer)) == (422, [])


def test_each_text_is_looked_at_in_its_own_language(summer: Site) -> None:
    browser = summer.browser("planner")
    answer = browser.post(NEW, **filled(activity_en="This is compulsory. Verplicht."))
    assert errors(answer.text) == [("activity_en", "Kijk nog eens naar: “compulsory”.")]


def test_what_somebody_types_is_looked_at_and_not_kept(summer: Site) -> None:
    browser = summer.browser("desk")
    before = verbs(summer)
    answer = ask(browser, text="Dit is verplicht.", language="nl")
    assert answer.status_code == 200
    assert answer.text.count("wording__flag") == 1
    assert 'data-start="7" data-end="16" data-by="vrijwillig"' in answer.text
    assert ask(browser, text="Kom je ook?", language="nl").text.strip() == ""
    assert (verbs(summer), kept(summer)) == (before, [])


def test_words_that_were_kept_are_not_flagged_while_typing(summer: Site) -> None:
    browser = summer.browser("planner")
    number = add(browser, bring_nl="Dit moet.", keep_flagged="y", words_shown="moet")
    text = {"text": "Dat moet.", "language": "nl"}
    assert ask(browser, **text, kind="offer", id=number).text.strip() == ""
    assert "wording__flag" in ask(browser, **text).text
    assert "wording__flag" in ask(browser, **text, kind="offer", id=number + 1).text
    theirs = summer.browser("of another municipality")
    there = "/werk/aalst/zomer-2027/woorden"
    assert "wording__flag" in ask(theirs, there, **text, kind="offer", id=number).text


@pytest.mark.parametrize(
    "question",
    [
        {},
        {"text": 3, "language": "nl"},
        {"text": "x", "language": "xx"},
        {"text": "x" * 10_001, "language": "nl"},
        {"text": "x"},
    ],
)
def test_a_question_that_makes_no_sense_is_not_answered(
    summer: Site, question: dict[str, Any]
) -> None:
    assert ask(summer.browser("planner"), **question).status_code == 400


def test_the_check_is_for_who_writes_and_needs_the_token(summer: Site) -> None:
    text = {"text": "moet", "language": "nl"}
    assert ask(summer.browser("reader"), **text).status_code == 403
    assert ask(summer.browser("of another municipality"), **text).status_code == 404
    assert summer.browser("planner").client.post(CHECK, json=text).status_code == 400
    assert summer.browser("planner").get(CHECK).status_code == 405
