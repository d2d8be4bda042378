"""What stands around the words of a message: whom it greets, whom to call, what is said of it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Final

from jinja2 import Environment, StrictUndefined, Template

from models import Municipality
from scheduler.outbox.languages import SOURCE, Speech
from scheduler.outbox.sources import (
    ASK_AT,
    CALL,
    CALL_NAMED,
    HELLO,
    HELLO_NAMED,
    TRANSLATED,
    VOLUNTARY,
    WRITE,
    YOUR_DATA,
)

_PAGE: Final = """\
<!doctype html>
<html lang="{{ language }}" dir="{{ direction }}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{{ subject }}</title>
</head>
<body style="margin: 0; padding: 1.5em; font-family: sans-serif; font-size: 1em; \
line-height: 1.5; color: #1d1d1d; background: #ffffff">
<div style="max-width: 36em">
<h1 style="font-size: 1.3em">{{ subject }}</h1>
<p>{{ greeting }}</p>
{{ words | safe }}
<hr>
{% for line in help -%}
<p>{{ line }}</p>
{% endfor -%}
<p>{{ sender }}</p>
{% for line in closing -%}
<p><small>{{ line }}</small></p>
{% endfor -%}
</div>
</body>
</html>
"""


@dataclass(frozen=True, kw_only=True)
class Envelope:
    """The lines around a message to one recipient, in the recipient's language."""

    greeting: str
    help: tuple[str, ...]
    sender: str
    closing: tuple[str, ...]

    def text(self, words: str) -> str:
        """The whole plain text."""
        below = "\n".join((*self.help, self.sender))
        return "\n\n".join((self.greeting, words, below, "\n".join(self.closing))) + "\n"

    def page(self, subject: str, words: str, speech: Speech) -> str:
        """The whole HTML page; `words` is a fragment that was escaped when it was rendered."""
        return _page().render(
            language=speech.language,
            direction="rtl" if speech.right_to_left else "ltr",
            subject=subject,
            greeting=self.greeting,
            words=words,
            help=self.help,
            sender=self.sender,
            closing=self.closing,
        )


def envelope(
    municipality: Municipality, name: str, speech: Speech, *, family: bool = True
) -> Envelope:
    """The lines around a message; `family` says whether the recipient's rights are named (R16).

    The last line of a translation says that it is one.
    """
    greeting = speech.say(HELLO_NAMED, name=speech.own(name)) if name else speech.say(HELLO)
    return Envelope(
        greeting=f"{greeting}{speech.comma.strip()}",
        help=_help(municipality, speech),
        sender=speech.own(municipality.name),
        closing=(
            speech.say(VOLUNTARY),
            *((speech.say(YOUR_DATA),) if family else ()),
            *((speech.say(TRANSLATED),) if speech.language != SOURCE else ()),
        ),
    )


def _help(municipality: Municipality, speech: Speech) -> tuple[str, ...]:
    """Whom to call, with the hours; without a number where to ask (R13)."""
    name, phone = speech.own(municipality.contact_name), speech.number(municipality.contact_phone)
    if phone and name:
        first = speech.say(CALL_NAMED, name=name, phone=phone)
    elif phone:
        first = speech.say(CALL, phone=phone)
    else:
        first = speech.say(ASK_AT, name=name or speech.own(municipality.name))
    address = speech.number(municipality.contact_email)
    lines = [first, speech.own(municipality.desk_hours)]
    if address:
        lines.append(speech.say(WRITE, address=address))
    return tuple(line for line in lines if line)


@cache
def _page() -> Template:
    return Environment(autoescape=True, undefined=StrictUndefined).from_string(_PAGE)
