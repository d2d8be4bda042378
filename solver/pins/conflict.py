"""A contradiction between the planner's pins and the rules, named so that it can be mended."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from solver.problem import Pin


@dataclass(frozen=True, slots=True)
class Conflict:
    """Pins that together admit no plan, and the rule of the contract's section 3 they break.

    `rule` reads like `3.4`; `detail` holds one sentence by language code (`nl`, `en`).
    """

    pins: tuple[Pin, ...]
    rule: str
    detail: Mapping[str, str]

    def sentence(self, language: str) -> str:
        """The detail with the rule and the pins behind it.

        Raises:
            KeyError: there is no sentence in that language.
        """
        rule, pins = ("regel", "pins") if language == "nl" else ("rule", "pins")
        named = "; ".join(pin_name(pin, language) for pin in self.pins)
        return f"{self.detail[language].rstrip('.')} ({rule} {self.rule}; {pins}: {named})."


def pin_name(pin: Pin, language: str) -> str:
    """A pin as a planner knows it: yes or no, the group, and who in it."""
    words = {
        "nl": ("ja", "nee", "begeleider", "leerling"),
        "en": ("yes", "no", "tutor", "pupil"),
    }
    yes, no, tutor, pupil = words[language]
    who = [f"{tutor} {pin.tutor_id}"] if pin.tutor_id is not None else []
    who += [f"{pupil} {pin.pupil_id}"] if pin.pupil_id is not None else []
    return " ".join([yes if pin.must else no, group_name(pin), *who])


def group_name(pin: Pin) -> str:
    """The id of the group that a pin is about."""
    return f"{pin.offer_id}@{pin.block_id}@{pin.room_id}"


def pin_order(pin: Pin) -> tuple[str, str, str, str, str, bool]:
    """What pins are sorted by, so that the order of rows means nothing."""
    return (
        pin.offer_id,
        pin.block_id,
        pin.room_id,
        pin.tutor_id or "",
        pin.pupil_id or "",
        not pin.must,
    )


def conflict(pins: Iterable[Pin], rule: str, nl: str, en: str) -> Conflict:
    """A conflict with its pins in order, each once."""
    return Conflict(tuple(sorted(set(pins), key=pin_order)), rule, {"nl": nl, "en": en})
