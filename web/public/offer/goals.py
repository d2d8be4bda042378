"""The goals of an offer in plain words: what a child does or practises there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final, NamedTuple

from flask_babel import lazy_gettext as _


class PlainGoal(NamedTuple):
    """What families call it, and the codes of `data/reference/goals.csv` that it stands for."""

    name: Any
    codes: frozenset[str]


PLAIN: Final[Mapping[str, PlainGoal]] = {
    "spel": PlainGoal(_("Spelen en ontspannen"), frozenset({"SPEL"})),
    "bewegen": PlainGoal(
        _("Sporten, bewegen en gezond leven"), frozenset({"SPORT", "LO-LO", "SC01"})
    ),
    "natuur": PlainGoal(_("Natuur en buiten zijn"), frozenset({"NATUUR", "SC10"})),
    "maken": PlainGoal(_("Muziek, tekenen, toneel en dans"), frozenset({"LO-MUV", "SC16"})),
    "nieuw-nederlands": PlainGoal(_("Nederlands oefenen als de taal nieuw is"), frozenset({"NT2"})),
    "nederlands": PlainGoal(
        _("Nederlands: praten, lezen en schrijven"), frozenset({"LO-NED", "SC02"})
    ),
    "talen": PlainGoal(_("Frans en andere talen"), frozenset({"LO-FRA", "SC03"})),
    "rekenen": PlainGoal(_("Rekenen en wiskunde"), frozenset({"LO-WIS", "SC06"})),
    "techniek": PlainGoal(_("Proefjes, wetenschap en techniek"), frozenset({"LO-WT", "SC06"})),
    "computers": PlainGoal(_("Computers en media"), frozenset({"LO-ICT", "SC04"})),
    "wereld": PlainGoal(
        _("De wereld en de mensen om je heen"), frozenset({"LO-MM", "SC07", "SC08", "SC09"})
    ),
    "samen": PlainGoal(
        _("Samenwerken en jezelf leren kennen"), frozenset({"LO-SV", "SC05", "SC14"})
    ),
    "leren": PlainGoal(
        _("Leren plannen en schoolwerk oefenen"), frozenset({"LO-LLL", "SC13", "BIJLES"})
    ),
    "geld": PlainGoal(_("Geld, afspraken en ondernemen"), frozenset({"SC11", "SC12", "SC15"})),
}
"""Word in the address → goal, in the order in which they are shown."""


def plain_goals(codes: Iterable[str]) -> tuple[str, ...]:
    """The words of the goals that these codes stand for, each once."""
    given = frozenset(codes)
    return tuple(word for word, goal in PLAIN.items() if goal.codes & given)
