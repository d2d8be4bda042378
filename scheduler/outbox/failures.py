"""Why a message could not be sent, in a word that names nobody, and what happens then."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Final

PAUSES: Final = (
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=15),
    timedelta(hours=1),
    timedelta(hours=4),
    timedelta(hours=16),
    timedelta(days=1),
    timedelta(days=1),
)
"""The pause after each failed attempt, at least; together just under three days. Then it is
dead. A message that keeps to working hours waits for those on top of its pause."""


class Why(StrEnum):
    """Why an attempt failed."""

    UNREACHABLE = "unreachable"
    NOT_TRUSTED = "not_trusted"
    BUSY = "busy"
    REFUSED = "refused"
    BAD_ADDRESS = "bad_address"
    IN_DOUBT = "in_doubt"
    STUMBLED = "stumbled"


_FOR_GOOD: Final = frozenset((Why.REFUSED, Why.BAD_ADDRESS, Why.IN_DOUBT))

_SENTENCES: Final[Mapping[str, Mapping[Why, str]]] = {
    "nl": {
        Why.UNREACHABLE: "De mailserver was niet bereikbaar.",
        Why.NOT_TRUSTED: "De mailserver liet ons niet toe. Kijk de instellingen na.",
        Why.BUSY: "De mailserver kon de mail niet meteen aannemen.",
        Why.REFUSED: "De mailserver weigerde deze mail. Klopt het adres?",
        Why.BAD_ADDRESS: "Dit mailadres kan niet bestaan.",
        Why.IN_DOUBT: "De mailserver kreeg de mail, maar zijn antwoord kwam niet aan. "
        "De mail is waarschijnlijk verstuurd. We sturen hem niet vanzelf nog eens.",
        Why.STUMBLED: "Er ging iets mis bij het versturen.",
    },
    "en": {
        Why.UNREACHABLE: "The mail server could not be reached.",
        Why.NOT_TRUSTED: "The mail server did not let us in. Check the settings.",
        Why.BUSY: "The mail server could not take the mail right away.",
        Why.REFUSED: "The mail server refused this mail. Is the address right?",
        Why.BAD_ADDRESS: "This mail address cannot exist.",
        Why.IN_DOUBT: "The mail server got the mail, but its answer did not arrive. The mail was "
        "probably sent. We do not send it again by ourselves.",
        Why.STUMBLED: "Something went wrong while sending.",
    },
}


@dataclass(frozen=True)
class Failure:
    """Why, and the reply code of the mail server where it gave one (`refused 550`)."""

    why: Why
    code: int | None = None

    def __str__(self) -> str:
        return self.why if self.code is None else f"{self.why} {self.code}"

    @classmethod
    def read(cls, kept: str) -> Failure:
        """What `str` made.

        Raises:
            ValueError: it is not such a text.
        """
        word, _, code = kept.partition(" ")
        return cls(Why(word), int(code) if code else None)

    @property
    def final(self) -> bool:
        """Whether another attempt by ourselves would be of no use, or would be wrong."""
        return self.why in _FOR_GOOD

    def sentence(self, language: str = "nl") -> str:
        """For staff, in nl or en."""
        return _SENTENCES[language][self.why]


def pause_after(attempts: int) -> timedelta | None:
    """How long to wait after so many failed attempts; None: not again."""
    return PAUSES[attempts - 1] if attempts <= len(PAUSES) else None


class NotSent(Exception):
    """An attempt that failed, for which the server has certainly not taken the mail on."""

    def __init__(self, failure: Failure) -> None:
        super().__init__(str(failure))
        self.failure = failure


class InDoubt(Exception):
    """The server got the whole mail, and whether it took it on is not known."""
