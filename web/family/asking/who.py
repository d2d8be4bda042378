"""Who the child is, and how to reach who asks."""

from __future__ import annotations

import re
from typing import Any, Final

from flask_babel import get_locale, gettext
from flask_babel import lazy_gettext as _

from models.enums import Channel, ContactRole
from scheduler.drafts.answers import Step
from web.family.asking.keeping import Asking
from web.family.asking.naming import CHANNELS, ROLES, language_names
from web.family.asking.question import Question, Saved
from web.family.asking.typed import plain, whole
from web.forms import optional_text, radio_field, select_field, text_field

_MAIL: Final = re.compile(r"[^@\s<>]+@[^@\s<>]+\.[^@\s<>.]+")
_FEWEST_DIGITS: Final = 6


class ChildQuestion(Question):
    """Who is the child?"""

    step, saves, path = Step.CHILD, (Step.CHILD,), "kind"
    first_name = text_field(_("Voornaam"), _("Vul de voornaam in."), longest=80)
    birth_year = text_field(
        _("Geboortejaar"), _("Vul het geboortejaar in."), longest=9, hint=_("Zoals 2018.")
    )

    @classmethod
    def began(cls, asking: Asking) -> dict[str, Any]:
        """What was answered before."""
        return {name: str(value) for name, value in asking.of(Step.CHILD).items()}

    def saved(self) -> Saved | None:
        """The name and the year."""
        name, year = plain(self.first_name.data), whole(self.birth_year.data, most=9999)
        last = self.asking.season.year
        if not name:
            self.first_name.errors = [gettext("Vul de voornaam in.")]
        if year is None:
            self.birth_year.errors = [gettext("Schrijf een jaartal, zoals 2018.")]
        elif not last - 120 <= year <= last:
            self.birth_year.errors = [gettext("Dit geboortejaar kan niet.")]
        if self.errors:
            return None
        return {Step.CHILD: {"first_name": name, "birth_year": year}}


class ContactQuestion(Question):
    """How do we reach you? One way is enough (R14)."""

    step, saves, path = Step.CONTACT, (Step.CONTACT,), "bereiken"
    role = radio_field(_("Wie ben je voor het kind?"), missing=_("Kies wie je bent."))
    name = optional_text(_("Je naam (mag leeg blijven)"), longest=120)
    channel = radio_field(_("Hoe hoor je liefst van ons?"), missing=_("Kies een van de drie."))
    email = optional_text(_("E-mailadres"))
    phone = optional_text(_("Telefoon"), longest=40)
    address = optional_text(_("Adres voor een brief"))
    language = select_field(_("In welke taal?"))

    def __init__(self, asking: Asking, **filled: Any) -> None:
        super().__init__(asking, **filled)
        self.role.choices = list(ROLES.items())
        self.channel.choices = list(CHANNELS.items())
        self.language.choices = list(language_names().items())

    @classmethod
    def began(cls, asking: Asking) -> dict[str, Any]:
        """What was answered before; at first the language of the page."""
        return {"language": str(get_locale() or "nl"), **asking.of(Step.CONTACT)}

    def saved(self) -> Saved | None:
        """All of it, if the way that was chosen is filled in."""
        found = {
            name: plain(self._fields[name].data) for name in ("name", "email", "phone", "address")
        }
        channel = Channel(self.channel.data)
        if channel is Channel.MAIL and not _MAIL.fullmatch(found["email"]):
            self.email.errors = [gettext("Vul een e-mailadres in, of kies een andere weg.")]
        if channel is Channel.PHONE and not _is_phone(found["phone"]):
            self.phone.errors = [gettext("Vul een telefoonnummer in, of kies een andere weg.")]
        if channel is Channel.LETTER and not found["address"]:
            self.address.errors = [gettext("Vul een adres in, of kies een andere weg.")]
        if self.errors:
            return None
        return {
            Step.CONTACT: {
                **found,
                "role": ContactRole(self.role.data).value,
                "channel": channel.value,
                "language": str(self.language.data),
            }
        }


def _is_phone(text: str) -> bool:
    return sum(sign.isdecimal() for sign in text) >= _FEWEST_DIGITS
