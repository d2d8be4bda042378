"""Who a message goes to, and by which way: as it is at the moment it is queued."""

from __future__ import annotations

from dataclasses import dataclass

from models import Account, Contact, Tutor
from models.enums import Channel

Recipient = Contact | Tutor | Account


class Unreachable(ValueError):
    """There is no way to reach somebody: no mail, no phone and no address."""


@dataclass(frozen=True, kw_only=True)
class Reached:
    """How somebody is reached; `address` is a mail address, a phone number or a postal one."""

    channel: Channel
    address: str
    name: str
    language: str
    season_id: int | None = None
    contact_id: int | None = None
    tutor_id: int | None = None


def reach(recipient: Recipient, *, in_a_hurry: bool = False, way: Channel | None = None) -> Reached:
    """The way a family chose, where it leads somewhere, else the next best one.

    A letter comes too late for what is cancelled today or tomorrow (`in_a_hurry`): who can be
    called is called then, who has mail gets mail. `way` goes before all of that. Staff is only
    reached by mail.

    Raises:
        Unreachable: there is no way at all; the message names no person.
    """
    if isinstance(recipient, Account):
        return Reached(
            channel=Channel.MAIL,
            address=recipient.email,
            name=recipient.name,
            language=recipient.language,
        )
    ways = {
        Channel.MAIL: recipient.email.strip(),
        Channel.LETTER: recipient.address.strip() if isinstance(recipient, Contact) else "",
        Channel.PHONE: recipient.phone.strip(),
    }
    order = [Channel.MAIL, Channel.LETTER, Channel.PHONE]
    if isinstance(recipient, Contact):
        order.sort(key=lambda channel: channel != recipient.channel)
    if in_a_hurry:
        order.sort(key=lambda channel: channel == Channel.LETTER)
    order.sort(key=lambda channel: channel != way)
    for channel in order:
        if ways[channel]:
            return Reached(
                channel=channel,
                address=ways[channel],
                name=recipient.name.strip(),
                language=recipient.language,
                season_id=recipient.season_id,
                contact_id=recipient.id if isinstance(recipient, Contact) else None,
                tutor_id=recipient.id if isinstance(recipient, Tutor) else None,
            )
    raise Unreachable(f"{type(recipient).__name__.lower()} {recipient.id} has no way to be reached")
