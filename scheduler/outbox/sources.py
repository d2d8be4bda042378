"""Sentences of messages that stand outside the templates, in Dutch, the language of source."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from models.enums import RefusalReason

DIGEST: Final = "digest"
"""The kind of a message that carries others along."""

SUBJECTS: Final[Mapping[str, str]] = {
    "receipt": "Je vraag is goed aangekomen",
    "changed": "Je vraag is aangepast",
    "withdrawn": "Je vraag is stopgezet",
    "result": "De plaatsen voor de zomer zijn verdeeld",
    "promoted": "Er is een plaats vrijgekomen",
    "given_back": "Je plaats is teruggegeven",
    "cancelled": "Een groep gaat niet door",
    "family_link": "Je link naar je aanvragen",
    "tutor_invitation": "Je link als begeleider",
    "staff_invitation": "Je account voor het zomeraanbod",
    "new_password": "Een nieuw wachtwoord kiezen",
    DIGEST: "Nieuws over het zomeraanbod",
}
"""Per kind. Nothing is filled in, so that no name can ever stand in a subject."""

REASONS: Final[Mapping[RefusalReason, str]] = {
    RefusalReason.SATISFIED_ELSEWHERE: "er is al een plaats die even hoog of hoger stond",
    RefusalReason.AGE: "de groep is voor een andere leeftijd",
    RefusalReason.NOT_AVAILABLE: "je bent niet vrij op al die dagen",
    RefusalReason.TOO_FAR: "het is verder dan je wil reizen",
    RefusalReason.NEED_NOT_MET: "we vonden geen lokaal of begeleider met wat nodig is",
    RefusalReason.CLOSED_BY_PLANNER: "de groep gaat niet door",
    RefusalReason.FULL: "er is geen vrije plaats meer",
    RefusalReason.NO_TUTOR: "er is geen begeleider meer vrij",
    RefusalReason.NO_ROOM: "er is geen lokaal meer vrij",
    RefusalReason.BUDGET: "er is geen geld voor nog een groep",
    RefusalReason.TOO_FEW: "te weinig kinderen vroegen deze groep",
    RefusalReason.LINKED: "er was geen plaats om samen te gaan",
    RefusalReason.TRADED: "dat kon alleen met de plaats van een ander kind",
}
"""Why a wish was not granted (contract, section 6), as the end of a line."""

CALL_NAMED: Final = "Vragen? Bel %(name)s: %(phone)s"
CALL: Final = "Vragen? Bel %(phone)s"
WRITE: Final = "Of mail naar %(address)s"
ASK_AT: Final = "Vragen? Kom langs bij %(name)s"
VOLUNTARY: Final = "Het zomeraanbod is niet-formeel en vrijwillig."
YOUR_DATA: Final = (
    "Je gegevens zijn van jou. Je kan ze bekijken, verbeteren, krijgen of laten wissen. "
    "Je ziet ook wie ze bekeek."
)
TRANSLATED: Final = "Dit is een vertaling uit het Nederlands."
HELLO: Final = "Dag"
HELLO_NAMED: Final = "Dag %(name)s"
SUMMER: Final = "Zomeraanbod"

AROUND: Final = (
    CALL_NAMED,
    CALL,
    WRITE,
    ASK_AT,
    VOLUNTARY,
    YOUR_DATA,
    TRANSLATED,
    HELLO,
    HELLO_NAMED,
    SUMMER,
)
"""What stands around every message."""

TO_THE_HOUSEHOLD: Final = "Aan het gezin"
"""On an envelope without a name, for the postal service: never translated."""
