"""The form of who brings a child up."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _

from models import Contact
from models.enums import Channel, ContactRole
from scheduler.season.requests import ContactDraft
from web.forms import Form, optional_text, radio_field, select_field, version_field
from web.staff.families.naming import CHANNELS, ROLES
from web.staff.naming import language_names


class ContactForm(Form):
    """Who brings the child up, and how to reach them: one way is enough (R14)."""

    contact_version = version_field()
    role = select_field(_("Wie ben je voor het kind?"))
    name = optional_text(_("Naam (mag leeg blijven)"))
    channel = radio_field(_("Hoe horen ze van ons?"), missing=_("Kies een van de drie."))
    email = optional_text(_("E-mailadres"))
    phone = optional_text(_("Telefoon"), longest=40)
    address = optional_text(_("Adres voor een brief"))
    language = select_field(_("In welke taal?"))

    def __init__(self, *given: Any, **filled: Any) -> None:
        super().__init__(*given, **filled)
        self.channel.choices = list(CHANNELS.items())
        self.role.choices = list(ROLES.items())
        self.language.choices = list(language_names().items())

    def contact_draft(self) -> ContactDraft | None:
        """The contact as filled in; None where the way to reach them is not there.

        Call it on a form that was validated.
        """
        if self.channel.data not in set(Channel):
            return None
        way, missing = {
            Channel.MAIL: (self.email, gettext("Vul een e-mailadres in, of kies een andere weg.")),
            Channel.PHONE: (
                self.phone,
                gettext("Vul een telefoonnummer in, of kies een andere weg."),
            ),
            Channel.LETTER: (self.address, gettext("Vul een adres in, of kies een andere weg.")),
        }[Channel(self.channel.data)]
        typed = str(way.data or "").strip()
        if not typed:
            way.errors = [missing]
        elif way is self.email and ("@" not in typed or " " in typed):
            way.errors = [gettext("Dit is geen e-mailadres.")]
        if self.errors:
            return None
        return ContactDraft(
            role=ContactRole(self.role.data),
            channel=Channel(self.channel.data),
            name=str(self.name.data or ""),
            email=str(self.email.data or ""),
            phone=str(self.phone.data or ""),
            address=str(self.address.data or ""),
            language=str(self.language.data),
        )


def contact_filled(row: Contact) -> dict[str, Any]:
    """What the form of a contact that is there begins with."""
    return {
        "contact_version": str(row.version),
        "role": row.role.value,
        "name": row.name,
        "channel": row.channel.value,
        "email": row.email,
        "phone": row.phone,
        "address": row.address,
        "language": row.language,
    }


EMPTY_CONTACT = {"role": ContactRole.PARENT.value, "language": "nl"}
"""What the form of a new contact begins with."""
