"""Puts what there is to tell into words: as plain text and as HTML, in the family's language."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from models.enums import RefusalReason
from scheduler.outbox.languages import Speech
from scheduler.outbox.occasions import Occasion, Slot
from scheduler.outbox.sources import DIGEST, REASONS, SUBJECTS

BULLET: Final = "•"
"""What a line of a list begins with, in plain text."""

TEMPLATES: Final = Path(__file__).with_name("templates")

_BETWEEN: Final = "* * *"

_PART: Final = "\x1e"
"""Begins a part of a plain text; it counts as a space, so that no value can hold one."""


@dataclass(frozen=True, kw_only=True)
class Words:
    """A message without greeting or footer; `html` is a fragment."""

    subject: str
    text: str
    html: str


def render(occasion: Occasion, speech: Speech) -> Words:
    """The words for an occasion.

    Whatever somebody wrote stays one line and, in HTML, plain text.
    """
    values = {
        field.name: _value(field.name, getattr(occasion, field.name), speech)
        for field in fields(occasion)
    }
    name = f"{occasion.kind}.j2"
    return Words(
        subject=speech.say(SUBJECTS[occasion.kind]),
        text=_parted(environment(speech.language, html=False).get_template(name).render(values)),
        html=_closed_up(environment(speech.language, html=True).get_template(name).render(values)),
    )


def together(parts: Sequence[Words], speech: Speech) -> Words:
    """Several messages as one, each under its subject."""
    return Words(
        subject=speech.say(SUBJECTS[DIGEST]),
        text=f"\n\n{_BETWEEN}\n\n".join(f"{part.subject}\n\n{part.text}" for part in parts),
        html="\n".join(
            Markup("<h2>{}</h2>\n{}").format(part.subject, Markup(part.html))  # noqa: S704  (escaped when rendered)
            for part in parts
        ),
    )


def _value(name: str, value: object, speech: Speech) -> object:
    """What a template gets for a field."""
    if isinstance(value, Slot):
        return speech.line(value)
    if isinstance(value, date):
        return speech.day(value)
    if isinstance(value, tuple):
        return [_item(each, speech) for each in value]
    if isinstance(value, str):
        return _text(name, value, speech)
    return value


def _item(item: Slot | tuple[Slot, RefusalReason], speech: Speech) -> str:
    if isinstance(item, Slot):
        return speech.line(item)
    slot, reason = item
    return f"{speech.line(slot)}: {speech.say(REASONS[reason])}"


def _text(name: str, text: str, speech: Speech) -> str:
    if name == "link":
        return "".join(text.split())
    return speech.number(text) if name == "code" else speech.own(text)


@cache
def environment(language: str, *, html: bool) -> Environment:
    """Reads templates in one language; those for HTML escape whatever is filled in."""
    made = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=html,  # noqa: S701  (plain text has nothing to escape)
        undefined=StrictUndefined,
        trim_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    say = Speech(language).translated
    made.install_gettext_callables(say, _no_plurals, newstyle=True)  # type: ignore[attr-defined]  # the extension adds it
    made.globals |= _HTML if html else _TEXT
    return made


def _no_plurals(one: str, many: str, count: int) -> str:
    raise NotImplementedError("messages have no plurals: no two languages agree on them")


def _text_paragraph(text: str) -> str:
    return f"{_PART}{text}"


def _text_items(lines: Sequence[str]) -> str:
    return _PART + "\n".join(f"{BULLET} {line}" for line in lines)


def _parted(text: str) -> str:
    """Paragraphs with one empty line between them."""
    return "\n\n".join(part.strip() for part in text.split(_PART) if part.strip())


def _html_paragraph(text: str) -> Markup:
    return Markup("<p>{}</p>\n").format(text)


def _html_items(lines: Sequence[str]) -> Markup:
    inside = Markup("\n").join(Markup("<li>{}</li>").format(line) for line in lines)
    return Markup("<ul>\n{}\n</ul>\n").format(inside)


def _html_address(link: str) -> Markup:
    return Markup('<p><a href="{0}" dir="ltr">{0}</a></p>\n').format(link)


def _closed_up(html: str) -> str:
    return "\n".join(line for line in html.splitlines() if line.strip())


_TEXT: Final[dict[str, Any]] = {
    "paragraph": _text_paragraph,
    "items": _text_items,
    "address": _text_paragraph,
}
_HTML: Final[dict[str, Any]] = {
    "paragraph": _html_paragraph,
    "items": _html_items,
    "address": _html_address,
}
