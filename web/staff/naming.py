"""What goals, needs, languages and ways to travel are called, in the language of the reader."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from flask_babel import gettext
from flask_babel import lazy_gettext as _

from data import references
from data.references import NeedKind
from models.enums import TravelMode
from web.languages import said_in

TRAVEL: Final[Mapping[str, Any]] = {
    TravelMode.FOOT: _("Te voet"),
    TravelMode.BIKE: _("Met de fiets"),
    TravelMode.TRANSIT: _("Met bus, tram of trein"),
    TravelMode.CAR: _("Met de auto"),
}
"""How somebody travels."""

_LEVELS: Final[Mapping[str, Any]] = {
    "all": _("Voor iedereen"),
    "primary": _("Lager onderwijs"),
    "secondary": _("Secundair onderwijs"),
}


def goal_names() -> dict[str, str]:
    """Code of a goal → its name."""
    return {code: getattr(goal, said_in()) for code, goal in references.goals().items()}


def goal_groups() -> dict[str, dict[str, str]]:
    """Goals by whom they are for: name of the group → code → name."""
    found: dict[str, dict[str, str]] = {}
    for level, name in _LEVELS.items():
        found[str(name)] = {
            code: getattr(goal, said_in())
            for code, goal in references.goals().items()
            if goal.level == level
        }
    return found


def need_names(*kinds: NeedKind) -> dict[str, str]:
    """Code of a need → what is to be arranged; of some kinds, or all."""
    return {
        code: getattr(need, said_in())
        for code, need in references.needs().items()
        if not kinds or need.kind in kinds
    }


def language_names() -> dict[str, str]:
    """Code of a language → what it is called in itself."""
    return {code: language.name for code, language in references.languages().items()}


def ages_in_words(age_from: int | None, age_to: int | None) -> str:
    """Such as 6–12 jaar; None is no limit."""
    if age_from is None and age_to is None:
        said = gettext("alle leeftijden")
    elif age_to is None:
        said = gettext("vanaf %(age)d jaar", age=age_from)
    elif age_from is None:
        said = gettext("tot en met %(age)d jaar", age=age_to)
    else:
        said = gettext("%(first)d–%(last)d jaar", first=age_from, last=age_to)
    return str(said)
