"""What is wrong with a configuration: where, what was expected, and what was probably meant."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from data.issues import Language
from scheduler.configuration import texts
from scheduler.output import Json
from scheduler.text import Text


class FaultKind(StrEnum):
    """What kind of thing is wrong."""

    NO_FILE = "no_file"
    UNREADABLE_FILE = "unreadable_file"
    NOT_TOML = "not_toml"
    UNKNOWN = "unknown"
    NO_SECTION = "no_section"
    WRONG = "wrong"
    TOGETHER = "together"


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong.

    `place` is the file or the variable, `key` the setting ("" for a whole file). `value` is
    what stands there, None where it may not be shown. `detail` is a line and column of the
    file, or which settings contradict each other. `suggestion` is what was probably meant.
    """

    kind: FaultKind
    place: str
    key: str = ""
    value: str | None = None
    detail: str = ""
    suggestion: str = ""

    def sentence(self, language: Language) -> str:
        """The fault in one line."""
        where = texts.IN_FILE.said(language, file=self.place, key=self.key)
        if self.key == "" or self.place.startswith("ZOMERWIJZER_"):
            where = self.place
        if self.kind is FaultKind.TOGETHER:
            what = texts.TOGETHER[self.detail].said(language)
        elif self.kind is FaultKind.WRONG:
            expected = texts.EXPECTED[self.key].said(language)
            text = texts.WRONG_HIDDEN if self.value is None else texts.WRONG
            what = text.said(language, value=self.value, expected=expected)
        else:
            what = _KINDS[self.kind].said(language, detail=self.detail)
        if self.suggestion:
            what += " " + texts.DID_YOU_MEAN.said(language, near=self.suggestion)
        return f"{where}: {what}"

    def message(self, language: Language) -> Json:
        """The fault for machines."""
        return {
            "kind": self.kind.value,
            "place": self.place,
            "key": self.key,
            "value": self.value,
            "suggestion": self.suggestion,
            "sentence": self.sentence(language),
        }


_KINDS: dict[FaultKind, Text] = {
    FaultKind.NO_FILE: texts.NO_FILE,
    FaultKind.UNREADABLE_FILE: texts.UNREADABLE_FILE,
    FaultKind.NOT_TOML: texts.NOT_TOML,
    FaultKind.UNKNOWN: texts.UNKNOWN,
    FaultKind.NO_SECTION: texts.NO_SECTION,
}


class BadConfiguration(Exception):
    """The configuration cannot be used. `faults` are all that is wrong; no text shows a secret."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__("; ".join(fault.sentence("en") for fault in faults))
        self.faults = tuple(faults)
