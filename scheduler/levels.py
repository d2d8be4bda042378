"""How levels are told: their names, what they are worth, what is proven."""

from __future__ import annotations

from collections.abc import Iterable

from data.issues import Language
from scheduler import texts
from scheduler.level_texts import LEVELS
from scheduler.output import Json
from solver.plan import Level


def level_name(language: Language, name: str) -> str:
    """What people call a level; a name that is not known here stays as it is."""
    known = LEVELS.get(name)
    return name if known is None else known.said(language)


def level_sentence(language: Language, level: Level) -> str:
    """What a level is worth and what is proven about it."""
    text = texts.LEVEL_PROVEN if level.proven else texts.LEVEL_OPEN
    return text.said(
        language,
        name=level_name(language, level.name),
        value=level.value,
        bound=level.bound,
        gap=percentage(level.gap),
    )


def percentage(part: float) -> str:
    """A part of one, as people read it: 0.0125 is `1.25 %`."""
    return f"{100 * part:.2f} %"


def levels_message(levels: Iterable[Level]) -> list[Json]:
    """Levels for machines."""
    return [
        {"name": level.name, "value": level.value, "bound": level.bound, "gap": level.gap}
        for level in levels
    ]
