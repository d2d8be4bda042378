"""The form as PDF: tagged and accessible (PDF/UA), on A4, to print and fill in by hand."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC, datetime, time
from pathlib import Path
from typing import Any, Final

import typst

from data import references
from data.letters.fonts import drawable, font_folders
from data.paper_form.form import Activity, Coded, PaperForm
from data.paper_form.questions import WISHES, Part, Question, questions
from data.paper_form.words import LANGUAGES, SOURCE, said

_TEMPLATE: Final = Path(__file__).with_name("form.typ")
_Value = dict[str, Any]

_AROUND: Final = {
    "title": "Een plaats vragen",
    "nature": "Het zomeraanbod is niet-formeel en vrijwillig.",
    "translated": "Vertaald uit het Nederlands. Het Nederlands telt.",
    "how": "Vul één formulier in voor elk kind. Wat een * heeft, is nodig. De rest mag leeg "
    "blijven.",
    "chance": "Wie eerst komt, gaat niet voor. Op papier heb je dezelfde kans.",
    "code": "Code van deze zomer",
    "opens": "Afgeven vanaf",
    "closes": "Afgeven tot",
    "unknown": "Nog niet bekend",
    "desk": "Hier kan je het afgeven en krijg je hulp",
    "nobody": "Kom langs bij het loket van je gemeente.",
    "receipt": "Je krijgt meteen een ontvangstbewijs.",
    "yours": "Je gegevens",
    "rights": "Je gegevens zijn van jou. Je kan ze bekijken, verbeteren, krijgen of laten wissen. "
    "Je ziet ook wie ze bekeek.",
    "stop": "Bel of kom langs. Stoppen mag altijd, zonder reden.",
    "activities": "De activiteiten",
    "one_code": "Code",
    "activity": "Activiteit",
    "ages": "Leeftijd",
    "all_ages": "Alle leeftijden",
    "price": "Prijs",
    "free": "gratis",
    "weeks": "Weken",
    "week": "Week",
    "places": "Plaatsen",
    "place": "Plaats",
    "everywhere": "Overal",
}
"""What the form says around its questions."""


def paper_form_pdf(form: PaperForm) -> bytes:
    """The form as PDF/UA-1; equal forms give equal bytes.

    Names and texts are handed over as values, never as typst source, so no character in them
    has a meaning; one that the fonts cannot draw is printed as `data.letters.fonts.MISSING`.

    Raises:
        ValueError: the form is not written in that language.
    """
    return bytes(
        typst.compile(
            _TEMPLATE,
            root=_TEMPLATE.parent,
            font_paths=[Path(folder) for folder in font_folders()],
            ignore_system_fonts=True,
            format="pdf",
            sys_inputs={"form": json.dumps(as_value(form))},
            pdf_standards=["ua-1"],
            timestamp=datetime.combine(form.made_on, time(), UTC),
        )
    )


def as_value(form: PaperForm) -> _Value:
    """The form as its template reads it.

    Raises:
        ValueError: the form is not written in that language.
    """
    language = form.language
    around = {name: said(language, sentence) for name, sentence in _AROUND.items()}
    return {
        "language": language,
        "rtl": references.languages()[language].right_to_left,
        "is_source": language == SOURCE,
        "words": {name: each.text for name, each in around.items()},
        "title_source": around["title"].source,
        "municipality": drawable(form.municipality),
        "season": drawable(form.season),
        "code": drawable(form.code),
        "opens": drawable(form.opens),
        "closes": drawable(form.closes),
        "desk": _lines(form.desk),
        "free": _lines(form.free),
        "rows": list("ABCDEFGHIJ"[:WISHES]),
        "questions": [_question(each, language) for each in questions()],
        "activities": [_activity(each) for each in form.activities],
        "weeks": [_coded(each) for each in form.weeks],
        "places": [_coded(each) for each in form.places],
    }


def _question(question: Question, language: str) -> _Value:
    return {
        "heading": _said(question.heading, language),
        "hint": _said(question.hint, language)["text"],
        "parts": [_part(part, language) for part in question.parts],
    }


def _part(part: Part, language: str) -> _Value:
    names = [{**_said(name, language), "needed": name in part.needed} for name in part.names]
    if part.kind == "languages":
        known = references.languages()
        names = [{"text": known[code].name, "source": "", "needed": False} for code in LANGUAGES]
    return {
        "kind": "choices" if part.kind == "languages" else part.kind,
        "label": {**_said(part.label, language), "needed": part.label in part.needed},
        "hint": _said(part.hint, language)["text"],
        "names": names,
        "columns": part.columns,
    }


def _said(sentence: str, language: str) -> _Value:
    found = said(language, sentence) if sentence else None
    return {"text": found.text if found else "", "source": found.source if found else ""}


def _activity(activity: Activity) -> _Value:
    return {
        "code": drawable(activity.code),
        "title": drawable(activity.title),
        "ages": drawable(activity.ages),
        "price": drawable(activity.price),
        "weeks": _lines(activity.weeks),
        "places": _lines(activity.places),
    }


def _coded(each: Coded) -> dict[str, str]:
    return {"code": drawable(each.code), "name": drawable(each.name)}


def _lines(lines: Sequence[str]) -> list[str]:
    return [drawn for line in lines if (drawn := drawable(line).strip())]
