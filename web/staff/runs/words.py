"""Runs in plain words: where they stand, what they do now, and how far from the best they are."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final, NamedTuple

from flask_babel import format_datetime, format_time, gettext, ngettext
from flask_babel import lazy_gettext as _

from data.page.texts import REASONS, TEXTS
from models.enums import DrawPolicy, RunStatus
from web.languages import said_in
from web.words import euros, number

STATUSES: Final[Mapping[RunStatus, Any]] = {
    RunStatus.QUEUED: _("wacht op haar beurt"),
    RunStatus.CLAIMED: _("begint"),
    RunStatus.RUNNING: _("is bezig"),
    RunStatus.DONE: _("klaar"),
    RunStatus.STOPPED: _("gestopt"),
    RunStatus.FAILED: _("niet gelukt"),
}
STAGES: Final[Mapping[str, Any]] = {
    "compile": _("We lezen het seizoen en zetten alles klaar."),
    "bound": _("We berekenen wat er hoogstens kan."),
    "construct": _("We maken een eerste plan."),
    "improve": _("We zoeken een beter plan."),
    "prove": _("We bewijzen dat het niet beter kan."),
    "settle": _("We leggen deze stap vast."),
    "arrange": _("We kiezen lokalen en begeleiders."),
}
POLICIES: Final[Mapping[DrawPolicy, Any]] = {
    DrawPolicy.BEST: _(
        "Zoveel mogelijk kinderen krijgen een plaats, en dan zoveel mogelijk liefste wensen."
        " Waar kinderen gelijk staan, beslist de loting."
    ),
    DrawPolicy.DRAW: _(
        "De loting bepaalt wie eerst aan de beurt is. Elk kind krijgt op zijn beurt het beste dat"
        " er nog is. Daardoor krijgen soms minder kinderen een plaats."
    ),
}
"""What it means for children how places are given."""

_COST: Final = "cost"
_PLACED: Final = "placed"


class Level(NamedTuple):
    """One level of a plan that was found; `far` is how far from the best it may be."""

    name: str
    title: str
    more: str
    value: str
    bound: str
    far: str
    proven: bool


def stage_said(stage: str | None) -> str:
    """What the search does now."""
    return str(STAGES.get(stage or "", _("We beginnen eraan.")))


def level_title(name: str) -> str:
    """What a level is about."""
    return TEXTS[said_in()].get(f"level_{name}", name)


def level_more(name: str) -> str:
    """How a level counts, in a sentence."""
    return TEXTS[said_in()].get(f"level_{name}_more", "")


def value_said(name: str, value: int | None) -> str:
    """A value of a level; costs are in cents."""
    if value is None:
        return "–"
    return euros(value) if name == _COST else number(value)


def level_of(told: Mapping[str, Any]) -> Level:
    """A level as a run's report tells of it."""
    name = str(told["name"])
    return Level(
        name,
        level_title(name),
        level_more(name),
        value_said(name, told["value"]),
        value_said(name, told["bound"]),
        far_said(told),
        bool(told["proven"]),
    )


def far_said(told: Mapping[str, Any]) -> str:
    """What is proven about a level, in words."""
    name, apart = str(told["name"]), abs(told["bound"] - told["value"])
    if told["proven"] or apart == 0:
        return _proven(name, maximise=told["maximise"])
    if name == _PLACED:
        return str(
            ngettext("hoogstens %(num)d kind meer", "hoogstens %(num)d kinderen meer", apart)
        )
    amount = value_said(name, apart)
    if told["maximise"]:
        return str(gettext("hoogstens %(amount)s meer", amount=amount))
    return str(gettext("hoogstens %(amount)s minder", amount=amount))


def _proven(name: str, *, maximise: bool) -> str:
    if name == _PLACED:
        return str(gettext("bewezen: er bestaat geen plan met meer geplaatste kinderen"))
    known = _("bewezen: meer kan niet") if maximise else _("bewezen: minder kan niet")
    return str(known)


def reason_title(reason: str) -> str:
    """What a reason of refusal is called."""
    title: str = REASONS[said_in()][reason][0]
    return title


def duration(seconds: float) -> str:
    """Such as 45 s, 2 min, 2 min 5 s or 1 u. 10 min, in one piece."""
    whole = max(0, round(seconds))
    minutes, rest = divmod(whole, 60)
    hours, minutes = divmod(minutes, 60)
    parts = ((hours, gettext("u.")), (minutes, "min"), (0 if hours else rest, "s"))
    said = [f"{amount}\u00a0{unit}" for amount, unit in parts if amount]
    return " ".join(said) or "0\u00a0s"


def when_said(given: datetime) -> str:
    """A moment where we live, such as 5 jul. 14:30."""
    return f"{format_datetime(given, 'd MMM')} {format_time(given, 'short')}"
