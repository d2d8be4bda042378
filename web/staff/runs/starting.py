"""Starting a run: how long, how good, and what it has to keep."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, NamedTuple

from flask import flash, redirect, render_template
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from sqlalchemy import select
from werkzeug.wrappers import Response

from models import PlanVersion
from models.enums import DrawPolicy
from scheduler.rights.refusal import Refusal
from scheduler.season.refusals import SeasonNotReady
from scheduler.season.runs import RunOptions, start_run
from web.clock import now
from web.database import reading, writing
from web.forms import Form, optional_text, radio_field, select_field, whole_number, yes_field
from web.guarding import season as this_season
from web.languages import said_in
from web.routes import ROUTES
from web.staff.here import me
from web.staff.navigation import TABS
from web.staff.runs.addresses import address
from web.staff.runs.words import POLICIES

_OWN: Final = "eigen"
_MOST_MINUTES: Final = 24 * 60
_TIMES: Final = (
    ("1", _("1 minuut: om te proberen")),
    ("5", _("5 minuten: genoeg voor een klein seizoen")),
    ("15", _("15 minuten")),
    ("60", _("1 uur: voor een grote stad, of het beste bewijs")),
    (_OWN, _("Zelf kiezen")),
)
_GAPS: Final = (
    ("0", _("het beste plan bewezen is")),
    ("0.005", _("bewezen binnen 0,5 % van het beste")),
    ("0.01", _("bewezen binnen 1 % van het beste")),
    ("0.02", _("bewezen binnen 2 % van het beste")),
    ("0.05", _("bewezen binnen 5 % van het beste")),
)
_WHERE: Final[Mapping[str, str]] = {
    "season": "staff.season_settings",
    "locations": "staff.locations",
    "rooms": "staff.locations",
    "offers": "staff.offers",
    "blocks": "staff.blocks",
    "sessions": "staff.blocks",
    "tutors": "staff.tutors",
    "pupils": "staff.families",
    "wishes": "staff.families",
    "links": "staff.families",
    "travel": "staff.families",
    "pins": "staff.pins",
}
"""The table of a dataset → the page where what is in it is filled in."""


class StartForm(Form):
    """What a run is asked."""

    time = radio_field(_("Hoe lang mag het rekenen duren?"), _TIMES, missing=_("Kies hoe lang."))
    minutes = optional_text(_("Hoeveel minuten?"), longest=6, hint=_("Hoogstens 1440."))
    gap = select_field(_("Stop zodra"), _GAPS)
    keep = yes_field(
        _("Beloofde plaatsen houden"),
        hint=_("Gezinnen die al een plaats weten, behouden die. Zo hoort het."),
    )
    policy = radio_field(
        _("Hoe plaatsen gegeven worden"),
        [
            ("", _("zoals dit seizoen het zegt")),
            (DrawPolicy.BEST.value, _("om te proberen: zoveel mogelijk kinderen")),
            (DrawPolicy.DRAW.value, _("om te proberen: volgens de loting")),
        ],
    )
    repeatable = yes_field(
        _("Herhaalbaar rekenen"),
        hint=_("Elke computer vindt dan precies hetzelfde plan. Het duurt langer."),
    )

    def seconds(self) -> float | None:
        """What was asked for; None: the number of minutes cannot be."""
        if self.time.data != _OWN:
            return 60.0 * int(self.time.data)
        typed = whole_number(self.minutes.data)
        return 60.0 * typed if typed and typed <= _MOST_MINUTES else None


class Fault(NamedTuple):
    """Something that stands in the way, and the page where it is put right, if there is one."""

    sentence: str
    endpoint: str | None
    page: Any


def run_start(municipality: str, season: str) -> Response | tuple[str, int]:  # noqa: ARG001
    """The form; sent, it queues a run and leads to its page."""
    form = StartForm(data={"time": "5", "gap": "0", "keep": True, "policy": ""})
    faults: list[Fault] = []
    if form.validate_on_submit():
        seconds = form.seconds()
        if seconds is None:
            form.minutes.errors = [gettext("Kies een aantal minuten van 1 tot 1440.")]
        else:
            try:
                number = _start(form, seconds)
            except SeasonNotReady as refused:
                faults = _faults(refused)
                form.refuse(refused)
                form.form_errors.clear()
            except Refusal as refused:
                form.refuse(refused)
            else:
                flash(gettext("De berekening staat klaar en begint vanzelf."))
                return redirect(address("staff.run", run=number))
    return _page(form, faults), 422 if form.is_submitted() else 200


def _start(form: StartForm, seconds: float) -> int:
    policy = form.policy.data
    return start_run(
        writing(),
        actor=me().actor,
        season_id=this_season().id,
        options=RunOptions(
            seconds=seconds,
            gap=float(form.gap.data),
            policy=DrawPolicy(policy) if policy else None,
            repeatable=form.repeatable.data,
            keep_promises=form.keep.data,
            language=said_in(),
        ),
        now=now(),
    )


def _page(form: StartForm, faults: list[Fault]) -> str:
    here = this_season()
    promised = reading().scalar(
        select(PlanVersion.name).where(
            PlanVersion.season_id == here.id, PlanVersion.is_current.is_(True)
        )
    )
    return render_template(
        "staff/runs/start.html",
        form=form,
        faults=faults,
        policy=POLICIES[here.policy],
        promised=promised,
        opened=bool(form.policy.data or form.repeatable.data or form.policy.errors),
    )


def _faults(refused: SeasonNotReady) -> list[Fault]:
    names = {tab.endpoint: tab.name for tab in TABS} | {"staff.pins": _("het bord")}
    found = []
    for at, issue in enumerate(refused.issues):
        table = refused.tables[at] if at < len(refused.tables) else ""
        endpoint = _WHERE.get(table)
        known = endpoint if endpoint in ROUTES else None
        found.append(Fault(issue.said(said_in()), known, names.get(known or "", "")))
    return found
