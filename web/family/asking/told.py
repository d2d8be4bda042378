"""The answers of a family in words, in the order of the pages."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import groupby
from typing import Final, NamedTuple

from flask_babel import gettext, ngettext

from models.enums import TravelMode
from scheduler.drafts.answers import Step
from scheduler.drafts.sending import windows_in
from web.family.asking import naming
from web.family.asking.free_days import ALWAYS, AS_IT_IS, free_told, weeks_in, window_words
from web.family.asking.keeping import Asking
from web.family.asking.offers_told import choice
from web.family.asking.order import endpoint_at, steps_for
from web.family.asking.together import links_of, names_by_code
from web.half_days import Half
from web.words import apart, commas, day


class Told(NamedTuple):
    """One answer: what it is about, its lines, and where it is changed."""

    name: str
    lines: Sequence[str]
    endpoint: str


def answers_told(asking: Asking) -> tuple[Told, ...]:
    """The answers in words, in the order of the pages."""
    return tuple(
        Told(name, lines, endpoint_at(step))
        for step in steps_for(asking)
        for name, lines in _TELLERS[step](asking)
    )


_Lines = list[tuple[str, Sequence[str]]]


def _child(asking: Asking) -> _Lines:
    kept = asking.of(Step.CHILD)
    return [(gettext("Kind"), [kept["first_name"], str(kept["birth_year"])])]


def _contact(asking: Asking) -> _Lines:
    kept = asking.of(Step.CONTACT)
    who = [str(naming.ROLES[kept["role"]]), kept["name"]]
    how = [str(naming.CHANNELS[kept["channel"]]), apart(naming.way_of(kept))]
    language = naming.language_names().get(kept["language"], kept["language"])
    return [(gettext("Jij"), [*(each for each in who if each), *how, str(language)])]


def _place(asking: Asking) -> _Lines:
    kept = asking.of(Step.PLACE)
    lines = [str(naming.HOW_FOUND.get(kept["how"], gettext("We kennen de plek niet.")))]
    lines.append(str(naming.TRAVEL[kept["travel_mode"] or TravelMode.BIKE]))
    most = kept["max_travel_min"]
    if most is not None:
        lines.append(ngettext("Hoogstens %(num)d minuut", "Hoogstens %(num)d minuten", most))
    return [(gettext("Van waar"), lines)]


def _free(asking: Asking) -> _Lines:
    when, cells = free_told(asking)
    if when == ALWAYS:
        return [(gettext("Vrij"), [gettext("Altijd, de hele zomer")])]
    if when == AS_IT_IS:
        windows = windows_in(asking.of(Step.FREE))
        return [(gettext("Vrij"), [window_words(each) for each in windows])]
    halves = {Half.MORNING: gettext("voormiddag"), Half.AFTERNOON: gettext("namiddag")}
    told = groupby(
        weeks_in(asking.season),
        key=lambda week: [name for half, name in halves.items() if week.word(half) in cells],
    )
    lines = []
    for mine, same in told:
        days = [each for week in same for each in week.days]
        if mine:
            lines.append(f"{day(days[0])} – {day(days[-1])}: {commas(mine)}")
    return [(gettext("Vrij"), lines)]


def _wishes(asking: Asking) -> _Lines:
    known = choice(asking)
    lines = []
    for row in asking.of(Step.WISHES)["rows"]:
        slot = known.slot(row)
        if slot is None:
            lines.append(gettext("Een activiteit die er niet meer is"))
            continue
        said = (apart(each) for each in slot if each)  # "": any week, any place
        lines.append(f"{row['rank']}. {' · '.join(said)}")
    return [(gettext("Wat je graag wil"), lines)]


def _order(asking: Asking) -> _Lines:
    most = asking.of(Step.ORDER)["max_places"]
    said = ngettext("Hoogstens %(num)d groep", "Hoogstens %(num)d groepen", most)
    return [(gettext("Hoeveel"), [said])]


def _help(asking: Asking) -> _Lines:
    kept = asking.of(Step.HELP)
    nothing = [gettext("Niets ingevuld")]
    people = [f"{apart(each['name'])} {apart(each['phone'])}".strip() for each in kept["emergency"]]
    said = {
        True: [gettext("Ik wil meedoen")],
        False: [gettext("Ik wil liever niet meedoen")],
    }.get(kept["says_yes"], nothing)
    return [
        (gettext("Wat helpt"), [naming.need_name(code) for code in kept["needs"]] or nothing),
        (gettext("Wie bellen we als er iets is?"), people or nothing),
        (gettext("Waaraan wil je kind graag werken?"), _lines_of(kept["own_words"]) or nothing),
        (gettext("Je kind zegt zelf"), said),
    ]


def _lines_of(text: str) -> list[str]:
    return [apart(line) for line in text.splitlines()]


def _together(asking: Asking) -> _Lines:
    names = names_by_code(asking)
    lines = [
        gettext("%(who)s: samen of niet", who=names.get(link["code"], link["code"]))
        if link["strict"]
        else gettext("%(who)s: liefst samen", who=names.get(link["code"], link["code"]))
        for link in links_of(asking)
    ]
    return [(gettext("Samen met"), lines or [gettext("Niets ingevuld")])]


_TELLERS: Final[Mapping[Step, Callable[[Asking], _Lines]]] = {
    Step.CHILD: _child,
    Step.CONTACT: _contact,
    Step.PLACE: _place,
    Step.FREE: _free,
    Step.WISHES: _wishes,
    Step.ORDER: _order,
    Step.HELP: _help,
    Step.TOGETHER: _together,
}
