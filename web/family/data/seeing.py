"""See everything that is kept, and take it along as JSON or PDF (R16)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final

from flask import abort, current_app, render_template
from flask_babel import get_locale, gettext
from werkzeug.wrappers import Response

from data.letters import Letter, Part, Section, letter_pdf
from models import Contact
from scheduler.configuration.settings import Configuration, Retention
from scheduler.drafts.saving import GOOD_FOR
from scheduler.outbox.envelope import envelope
from scheduler.outbox.hours import BRUSSELS
from scheduler.outbox.languages import Speech, speech
from scheduler.season.kept import kept_of, what_is_kept
from web.clock import now
from web.database import reading, writing
from web.family.data.in_words import Kept, in_words
from web.family.own import by_me
from web.family_in import this_family
from web.forms import Form
from web.guarding import municipality as this_municipality
from web.guarding import season as this_season
from web.words import moment

_NAME: Final = "mijn-gegevens"


def my_data(municipality: str) -> str:  # noqa: ARG001  (the guard looked it up)
    """All of it, in plain words."""
    contact = reading().get_one(Contact, this_family().contact_id)
    return render_template(
        "family/data/my_data.html",
        parts=in_words(kept_of(reading(), contact)),
        form=Form(),
        until=until_when(),
    )


def my_data_json(municipality: str) -> Response:  # noqa: ARG001
    """All of it, for a program."""
    found = _taken()
    text = json.dumps(found, ensure_ascii=False, indent=2, default=_written)
    return _to_keep(text.encode(), "application/json", f"{_NAME}.json")


def my_data_pdf(municipality: str) -> Response:  # noqa: ARG001
    """All of it, to print and to keep."""
    found = _taken()
    place, spoken, today = this_municipality(), speech(str(get_locale())), now()
    contact = found["contact"][0]
    around = envelope(place, contact["name"], spoken)
    name = contact["name"] or gettext("Mijn gegevens")
    letter = Letter(
        language=spoken.language,
        right_to_left=spoken.right_to_left,
        sender=place.name,
        sender_line=gettext("Zomeraanbod"),
        recipient=(name, *contact["address"].splitlines()),
        written_on=today.astimezone(BRUSSELS).date(),
        date_line=f"{spoken.own(place.name)}{spoken.comma}{moment(today)}",
        title=gettext("Alles wat we over je gezin bewaren"),
        greeting=around.greeting,
        sections=(*_sections(found, spoken), _until()),
        help=around.help,
        closing=around.closing[1:],
        footer=around.closing[0],
    )
    return _to_keep(letter_pdf(letter), "application/pdf", f"{_NAME}.pdf")


def retention() -> Retention:
    """How long things stay here."""
    configuration: Configuration = current_app.extensions["zomerwijzer-configuration"]
    return configuration.retention


def until_when() -> tuple[str, ...]:
    """What goes when, a sentence each; the privacy page says the same."""
    days = retention()
    return (
        gettext(
            "Wat je kind nodig heeft en wie we bij nood bellen: tot %(days)d dagen na de laatste"
            " dag.",
            days=days.needs_days,
        ),
        gettext(
            "Wat je begon in te vullen en niet stuurde: tot %(days)d dagen na de laatste keer.",
            days=GOOD_FOR.days,
        ),
        gettext("Berichten die we stuurden: %(days)d dagen.", days=days.messages_days),
        gettext(
            "Namen, wensen en hoe we je bereiken: tot en met 31 december %(year)s.",
            year=str(this_season().year),
        ),
    )


def _sections(found: Kept, spoken: Speech) -> Iterator[Section]:
    for part in in_words(found):
        lines = tuple(f"{fact.name}: {spoken.own('; '.join(fact.lines))}" for fact in part.facts)
        yield Section(heading=spoken.own(part.title), parts=(Part(kind="items", lines=lines),))


def _until() -> Section:
    lines = Part(kind="items", lines=until_when())
    return Section(heading=gettext("Tot wanneer?"), parts=(lines,))


def _taken() -> dict[str, list[dict[str, Any]]]:
    if not Form().validate_on_submit():
        abort(400)
    return what_is_kept(writing(), contact_id=this_family().contact_id, **by_me())


def _to_keep(content: bytes, kind: str, name: str) -> Response:
    answer = Response(content, mimetype=kind)
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _written(value: object) -> str:
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    raise TypeError(type(value).__name__)
