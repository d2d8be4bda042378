"""The form of how a family is reached: one way is enough (R14)."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _

from models import Contact
from models.enums import Channel, ContactRole
from scheduler.season.requests import ContactDraft
from web.family.asking.naming import CHANNELS, ROLES, language_names
from web.forms import Form, optional_text, radio_field, select_field, version_field


class ContactForm(Form):
    """Who somebody is to the child, and how to reach them."""

    version = version_field()
    role = select_field(_("Wie ben je voor het kind?"))
    name = optional_text(_("Naam (mag leeg blijven)"))
    channel = radio_field(_("Hoe bereiken we je?"), missing=_("Kies een van de drie."))
    email = optional_text(_("E-mailadres"))
    phone = optional_text(_("Telefoon"), longest=40)
    address = optional_text(_("Adres voor een brief"))
    language = select_field(_("In welke taal?"))

    def __init__(self, **filled: Any) -> None:
        super().__init__(**filled)
        self.channel.choices = list(CHANNELS.items())
        self.role.choices = list(ROLES.items())
        known = language_names()
        spoken = (filled.get("data") or {}).get("language", "nl")
        self.language.choices = list({spoken: spoken, **known}.items())

    def draft(self) -> ContactDraft | None:
        """The contact as filled in; None where it was not sent, or something is not right."""
        if not self.validate_on_submit():
            return None
        channel = Channel(self.channel.data)
        way, missing = {
            Channel.MAIL: (self.email, gettext("Vul een e-mailadres in, of kies een andere weg.")),
            Channel.PHONE: (
                self.phone,
                gettext("Vul een telefoonnummer in, of kies een andere weg."),
            ),
            Channel.LETTER: (self.address, gettext("Vul een adres in, of kies een andere weg.")),
        }[channel]
        typed, email = str(way.data or "").strip(), str(self.email.data or "").strip()
        if not typed:
            way.errors = [missing]
        elif email and ("@" not in email or " " in email):
            self.email.errors = [gettext("Dit is geen e-mailadres.")]
        if self.errors:
            return None
        return ContactDraft(
            role=ContactRole(self.role.data),
            channel=channel,
            name=str(self.name.data or "").strip(),
            email=email,
            phone=str(self.phone.data or "").strip(),
            address=str(self.address.data or "").strip(),
            language=str(self.language.data),
        )


def filled(row: Contact) -> dict[str, Any]:
    """What the form of a contact that is there begins with."""
    return {
        "version": str(row.version),
        "role": row.role.value,
        "name": row.name,
        "channel": row.channel.value,
        "email": row.email,
        "phone": row.phone,
        "address": row.address,
        "language": row.language,
    }
