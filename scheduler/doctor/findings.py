"""What a check found."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from data.issues import Language
from scheduler.doctor import texts
from scheduler.output import Json


class State(StrEnum):
    """How bad it is: fine, worth a look, or in the way of families."""

    OK = "ok"
    WARNING = "warning"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class Finding:
    """One line. `check` is what was looked at, `code` what was found; both have words.

    `values` fill in the words and are for machines too: never a secret, never a person.
    `told` is a sentence by language that replaces the words of `code`.
    """

    check: str
    state: State
    code: str
    values: Mapping[str, object] = field(default_factory=dict)
    told: tuple[str, str] | None = None

    def sentence(self, language: Language) -> str:
        """What was found, and what to do about it."""
        if self.told is not None:
            return self.told[1 if language == "en" else 0]
        return texts.FINDINGS[self.code].said(language, **self.values)

    def message(self, language: Language) -> Json:
        """The finding for machines."""
        return {
            "check": self.check,
            "state": self.state.value,
            "code": self.code,
            "sentence": self.sentence(language),
            **({"values": dict(self.values)} if self.values else {}),
        }
