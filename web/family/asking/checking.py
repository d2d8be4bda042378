"""Check your answers, and send them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Final, NamedTuple

from flask import current_app, redirect, render_template, url_for
from flask_babel import gettext, ngettext
from werkzeug.wrappers import Response

from models.enums import TravelMode
from scheduler.configuration.settings import Configuration
from scheduler.drafts.answers import Step
from scheduler.drafts.refusals import DraftGone, StepMissing
from scheduler.drafts.sending import send
from scheduler.rights.refusal import Refusal
from scheduler.season.refusals import NoSuchCode, NotHere
from scheduler.season.ways_in import drawn_way_in
from web import limits
from web.clock import now
from web.database import take_back, writing
from web.family.asking import naming
from web.family.asking.free_days import TICKED, weeks_in
from web.family.asking.keeping import Asking, asking_in, open_season, show_ways_in
from web.family.asking.offers_told import choice
from web.family.asking.order import endpoint_at, steps_for
from web.family.asking.together import links_of, names_by_code
from web.forms import Form
from web.guarding import municipality as this_municipality
from web.half_days import Half
from web.words import day

SENDING: Final = "120 per hour"
"""By address: in a library, many families share one."""

_Answer = str | tuple[str, int] | Response


class Told(NamedTuple):
    """One answer: what it is about, its lines, and where it is changed."""

    name: str
    lines: Sequence[str]
    endpoint: str


class SendForm(Form):
    """The button that sends."""


def ask_check(municipality: str) -> _Answer:
    """All answers, each with a way to change it, and the button that sends them."""
    season = open_season()
    if season is None:
        return redirect(url_for("family.ask", municipality=municipality))
    asking = asking_in(season)
    if asking.answers.sent:
        return redirect(url_for("family.asked", municipality=municipality))
    if not asking.has_begun:
        return redirect(url_for("family.ask", municipality=municipality))
    missing = asking.missing()
    if missing is not None:
        return redirect(url_for(endpoint_at(missing), municipality=municipality))
    form = SendForm()
    if form.is_submitted() and form.validate():
        limits.count(SENDING, "asked")
        answer = _sent(form, asking)
        if answer is not None:
            return answer
    page = render_template(
        "family/asking/check.html", form=form, asking=asking, told=answers_told(asking)
    )
    return (page, 422) if form.is_submitted() else page


def _sent(form: SendForm, asking: Asking) -> Response | None:
    """Send; None where something was refused: nothing was sent then, and the form says why."""
    place, here = this_municipality(), asking.season
    configuration: Configuration = current_app.extensions["zomerwijzer-configuration"]
    way_in = drawn_way_in(base_url=configuration.base_url, municipality=place.slug)
    try:
        sent = send(writing(), season=here, key=asking.key, now=now(), way_in=way_in)
    except StepMissing as refusal:
        take_back()
        return redirect(url_for(endpoint_at(Step(refusal.step)), municipality=place.slug))
    except DraftGone:
        take_back()
        return redirect(url_for("family.ask", municipality=place.slug))
    except NoSuchCode:
        take_back()
        form.form_errors.append(
            gettext("De code van een vriend werkt niet meer. Wijzig dat antwoord en stuur weer.")
        )
        return None
    except NotHere:
        take_back()
        form.form_errors.append(
            gettext("Een activiteit is er niet meer. Wijzig je keuze en stuur weer.")
        )
        return None
    except Refusal as refusal:
        form.refuse(refusal)
        return None
    if not sent.again:
        show_ways_in(sent.child_id, way_in.link, way_in.code)
    return redirect(url_for("family.asked", municipality=place.slug))


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
    how = [str(naming.CHANNELS[kept["channel"]]), naming.way_of(kept)]
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
    kept = asking.of(Step.FREE)
    if kept["when"] != TICKED:
        return [(gettext("Vrij"), [gettext("Altijd, de hele zomer")])]
    halves = {Half.MORNING: gettext("voormiddag"), Half.AFTERNOON: gettext("namiddag")}
    lines = []
    for week in weeks_in(asking):
        mine = [name for half, name in halves.items() if week.word(half) in kept["cells"]]
        if mine:
            lines.append(f"{day(week.days[0])} – {day(week.days[-1])}: {', '.join(mine)}")
    return [(gettext("Vrij"), lines)]


def _wishes(asking: Asking) -> _Lines:
    known = choice(asking)
    lines = []
    for row in asking.of(Step.WISHES)["rows"]:
        slot = known.slot(row)
        if slot is None:
            lines.append(gettext("Een activiteit die er niet meer is"))
            continue
        what, when, where = slot
        more = [when or gettext("Eender welke week"), where or gettext("Eender waar")]
        lines.append(f"{row['rank']}. {what} · {' · '.join(more)}")
    return [(gettext("Wat je graag wil"), lines)]


def _order(asking: Asking) -> _Lines:
    most = asking.of(Step.ORDER)["max_places"]
    said = ngettext("Hoogstens %(num)d groep", "Hoogstens %(num)d groepen", most)
    return [(gettext("Hoeveel"), [said])]


def _help(asking: Asking) -> _Lines:
    kept = asking.of(Step.HELP)
    nothing = [gettext("Niets ingevuld")]
    people = [f"{each['name']} {each['phone']}".strip() for each in kept["emergency"]]
    said = {
        True: [gettext("Ik wil meedoen")],
        False: [gettext("Ik wil liever niet meedoen")],
    }.get(kept["says_yes"], nothing)
    return [
        (gettext("Wat helpt"), [naming.need_name(code) for code in kept["needs"]] or nothing),
        (gettext("Wie bellen we als er iets is?"), people or nothing),
        (gettext("Waaraan wil je kind graag werken?"), kept["own_words"].splitlines() or nothing),
        (gettext("Je kind zegt zelf"), said),
    ]


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
